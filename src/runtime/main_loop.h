// The running program, one turn at a time, for whoever has a window and its events: SDL's loop waits until
// the wake that a turn returned, a browser's requestAnimationFrame calls it each time. A turn never waits. It
// draws only when something is due: input that was handed to the stage, an answer of the platform that shows,
// or the stage's own next moment (F3).
#pragma once
#include <cstdint>
#include <functional>

#include "render/shapes.h"
#include "render/textures.h"
#include "runtime/stage.h"
#include "services/moment.h"

struct ImDrawData;

namespace wv::runtime {

class MainLoop {
 public:
  using Show = std::function<void(ImDrawData&, const render::Shapes&, render::Textures&)>;
  // Both must outlive it.
  MainLoop(Stage& stage, render::Textures& textures, Show show)
      : stage_(stage), textures_(textures), show_(std::move(show)) {}

  // The stage was handed something, or the window has to be drawn again: the next turn shows it.
  void note() { due_ = true; }
  // The platform has something: the next turn takes it, and draws if it shows anywhere.
  void note_ready() { ready_ = true; }

  struct Wake {
    std::int64_t steady_ms;  // when to call again though nothing came; INT64_MAX: never
    std::int64_t boot_ms;    // the same on the clock that goes on while the machine sleeps (ports/clock.h)
  };
  [[nodiscard]] Wake turn(const services::Moment& now);
  // A kiosk's host left; a desk is ended by its window.
  [[nodiscard]] bool ended() const {
    const app::State* residents = stage_.resident();
    return residents != nullptr && residents->host.leaving;
  }

 private:
  [[nodiscard]] bool is_due(const services::Moment& now);

  Stage& stage_;
  render::Textures& textures_;
  Show show_;
  bool due_ = true, ready_ = false;  // the first turn shows the first frame
};

}  // namespace wv::runtime
