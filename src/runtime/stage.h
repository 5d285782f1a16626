// One screen and everything that happens on it, without window and without clock: input and time go in,
// a list of shapes, the UI tree and the next moment to be called come out. The loop plays it on a window in
// real time, the player off-screen in virtual time; both see the same.
#pragma once
#include <cstdint>
#include <string>

#include "app/event.h"
#include "app/state.h"
#include "app/update.h"
#include "content/content.h"
#include "runtime/effects.h"
#include "services/moment.h"
#include "render/pictures.h"
#include "render/shapes.h"
#include "services/sync_session.h"
#include "render/textures.h"
#include "ui/kit/gui.h"
#include "ui/view.h"

namespace wv::runtime {

class Stage {
 public:
  struct Parts {
    const content::Content& content;
    text::Fonts& fonts;
    render::Textures& textures;
    render::Pictures& pictures;
    EffectRunner& effects;
    services::SyncSession* syncing = nullptr;  // none: nothing is sent
    ui::Device device;
    app::State state;
    ui::Motion motion = ui::Motion::on;
    bool inspect = false;  // ImGui's metrics and id stack over it (ui/desk/inspector.h)
  };
  explicit Stage(Parts parts);

  // Input, any time; it counts at the next step.
  void finger(const ui::FingerEvent& event, ui::Gui::Pointer pointer = ui::Gui::Pointer::finger);
  // Each says whether there is anything to show for it: only where one of ImGui's windows stands.
  bool hover(ui::Point at) { return gui_.hover(at); }
  bool wheel(ui::Point at, float notches);
  bool key(ui::GuiKey key);
  void key(ui::FocusKey key) { view_.key(key); }
  // The same from a keypad: whoever uses one may not see the screen, and the voice begins (A1).
  void keypad(ui::FocusKey key) {
    post(app::KeysUsed{});
    view_.key(key);
  }
  void post(app::Event event) { waiting_.push_back(std::move(event)); }
  void set_device(const ui::Device& device);

  // Everything that is due: answers of effects, time, touches; then the frame as it is now. A touch and
  // its picture are the same step (F5).
  void step(const services::Moment& now);
  // The platform has something: takes it, and says whether a step has anything to show for it.
  [[nodiscard]] bool receive(const services::Moment& now);
  void set_online(bool online);

  [[nodiscard]] const render::Shapes& shapes() const { return shapes_; }
  // The same frame as ImGui has it, for a graphics card; null between a reset and the next step.
  [[nodiscard]] ImDrawData* drawn() const { return gui_.drawn(); }
  [[nodiscard]] const ui::Tree& tree() const { return view_.tree(); }
  [[nodiscard]] const ui::View& view() const { return view_; }
  [[nodiscard]] const app::State& state() const { return state_; }
  [[nodiscard]] const content::Content& content() const { return content_; }
  [[nodiscard]] const ui::Device& device() const { return view_.device(); }
  [[nodiscard]] render::Box screen() const { return {0, 0, device().width_px, device().height_px}; }
  [[nodiscard]] bool moving() const {
    return !waiting_.empty() || gui_.busy() || view_.moving(now_.steady_ms);
  }
  [[nodiscard]] std::int64_t next_wake_ms() const;  // steady; INT64_MAX: when something happens
  // On the boot clock: when what protects a visitor is due, though the machine slept meanwhile.
  [[nodiscard]] std::int64_t protect_at_ms() const { return app::next_wake_ms(state_, content_); }

 private:
  void dispatch(app::Event event);
  [[nodiscard]] std::int64_t slept_since(const services::Moment& last) const;
  void forget();

  const content::Content& content_;
  render::Textures& textures_;
  render::Pictures& pictures_;
  EffectRunner& effects_;
  services::SyncSession* syncing_;
  ui::View view_;
  app::State state_;
  app::Events waiting_;
  ui::Gui gui_;
  render::Shapes shapes_;
  services::Moment now_;
  bool began_ = false, inspect_ = false;
  std::int64_t view_wake_ms_ = 0;
};

}  // namespace wv::runtime
