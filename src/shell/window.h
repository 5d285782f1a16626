// The real window: opens it, shows frames in it. With a real graphics card through SDL's renderer; without
// one straight into the window's own memory (on Wayland the platform's, ports/window_memory.h), only where
// the picture changed (F4). Where neither a card nor the window's memory can be had, or is lost later, it
// says so (window.no_picture). Error codes: window.no_display window.no_picture (not_now)
#pragma once
#include <SDL.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "ports/window_host.h"
#include "shell/gpu.h"
#include "render/incremental.h"
#include "shell/screen_size.h"

namespace wv::shell {

class Window {
 public:
  struct Size {
    int width = 0, height = 0;  // 0: the whole screen, without a border
  };
  enum class Card { none, maybe };  // whether one is looked for
  // `host` outlives it; null: SDL's own memory or none.
  [[nodiscard]] static Result<std::unique_ptr<Window>> open(const std::string& title, Size size,
                                                            Card card = Card::none,
                                                            ports::WindowHost* host = nullptr);
  ~Window();
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  [[nodiscard]] Size size() const;
  [[nodiscard]] ReportedSize reported_size() const;  // the screen it is on
  // Why nothing can be shown any more; none while it can. A black screen is never silent.
  [[nodiscard]] const std::optional<Error>& trouble() const { return trouble_; }
  // Whether what was shown came onto a screen, and whether the window system answered the last `ask`. Where
  // that can't be known (X11 waits for each picture, a card does so by itself) both are true once something
  // was shown.
  [[nodiscard]] bool was_seen() const;
  [[nodiscard]] bool answered() const;
  void ask();
  // `drawn` and `shapes` are the same frame, for a graphics card and for the window's own memory.
  void show(ImDrawData& drawn, const render::Shapes& shapes, render::Textures& textures);
  void repaint();  // uncovered, resized, woken: everything is drawn anew at the next show

 private:
  explicit Window(SDL_Window* window) : window_(window) {}
  void draw(ImDrawData& drawn, const render::Shapes& shapes, const render::Textures& textures,
            const render::Textures::Changes& changes);
  void show_in_software(const render::Shapes& shapes, const render::Textures& textures,
                        const render::Textures::Changes& changes);

  [[nodiscard]] std::optional<render::Surface> target();

  SDL_Window* window_;
  std::unique_ptr<Gpu> gpu_;
  std::unique_ptr<ports::WindowMemory> memory_;  // in the place of SDL's surface; none: SDL has one
  std::optional<Error> trouble_;
  bool twice_ = false, shown_ = false;
  render::Incremental incremental_;
  std::vector<std::uint32_t> own_;  // for windows of another pixel format
};

}  // namespace wv::shell
