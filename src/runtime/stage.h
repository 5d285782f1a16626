// One screen and everything that happens on it, without window and without clock: input and time go in,
// a list of shapes, the UI tree and the next moment to be called come out. The loop plays it on a window in
// real time, the player off-screen in virtual time; both see the same. It shows one of two sides, a
// resident's or the wijkverbinder's, and knows nothing of the other: a hand-over puts the one in the place of
// the other, which is locked before, and it comes back locked.
#pragma once
#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/event.h"
#include "app/state.h"
#include "app/update.h"
#include "desk/event.h"
#include "desk/state.h"
#include "content/content.h"
#include "runtime/effects.h"
#include "services/moment.h"
#include "render/pictures.h"
#include "render/shapes.h"
#include "services/sync_session.h"
#include "render/textures.h"
#include "ui/kit/gui.h"
#include "ui/desk_view.h"
#include "ui/view.h"

namespace wv::runtime {

using Side = std::variant<app::State, desk::State>;

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
    Side state;  // a desk's only with effects that have one
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
  void key(ui::FocusKey key) {
    if (desk_view_ && desk() != nullptr) return desk_view_->key(key);
    view_.key(key);
  }
  // The same from a keypad: whoever uses one may not see the screen, and the voice begins (A1).
  void keypad(ui::FocusKey to) {
    if (desk() != nullptr) return key(to);
    post(app::KeysUsed{});
    view_.key(to);
  }
  void post(app::Event event) { waiting_.emplace_back(std::move(event)); }
  void post_desk(desk::Event event) { waiting_.emplace_back(std::move(event)); }
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
  [[nodiscard]] const ui::Tree& tree() const { return desk() != nullptr ? desk_view_->tree() : view_.tree(); }
  [[nodiscard]] const ui::View& view() const { return view_; }
  [[nodiscard]] const ui::DeskView* desk_view() const {  // null while a resident has it
    return desk() != nullptr ? &*desk_view_ : nullptr;
  }
  [[nodiscard]] const app::State* resident() const { return std::get_if<app::State>(&side_); }
  [[nodiscard]] const desk::State* desk() const { return std::get_if<desk::State>(&side_); }
  [[nodiscard]] const app::State& state() const { return std::get<app::State>(side_); }  // a resident's
  // What scrolls by finger now.
  [[nodiscard]] const std::vector<ui::ScrollArea>& areas() const {
    return desk() != nullptr ? desk_view_->areas() : view_.areas();
  }
  [[nodiscard]] float scroll_of(std::string_view area) const {
    return desk() != nullptr ? desk_view_->scroll_of(area) : view_.scroll_of(area);
  }
  [[nodiscard]] const content::Settings& settings() const {
    return desk() != nullptr ? desk()->shown : state().shown;
  }
  [[nodiscard]] const content::Content& content() const { return content_; }
  [[nodiscard]] const ui::Device& device() const { return view_.device(); }
  [[nodiscard]] render::Box screen() const { return {0, 0, device().width_px, device().height_px}; }
  [[nodiscard]] bool moving() const {
    const bool moves = desk() != nullptr ? desk_view_->moving(now_.steady_ms) : view_.moving(now_.steady_ms);
    return !waiting_.empty() || gui_.busy() || moves;
  }
  // Steady; INT64_MAX: when something happens. The earlier of a step and of what sync does between two steps,
  // which `receive` lets it do.
  [[nodiscard]] std::int64_t next_wake_ms() const { return std::min(step_wake_ms(), sync_wake_ms()); }
  [[nodiscard]] std::int64_t step_wake_ms() const;
  [[nodiscard]] std::int64_t sync_wake_ms() const;
  // On the boot clock: when what protects a visitor is due, though the machine slept meanwhile.
  [[nodiscard]] std::int64_t protect_at_ms() const;

 private:
  using Any = std::variant<app::Event, desk::Event>;
  // Tablet turned to a resident: what of the desk is known again when it comes back, and nothing of a case.
  struct Turned {
    desk::Mode mode = desk::Mode::visit;
    content::Settings device;
    desk::Pin pin;
    desk::SyncTold sync;
  };
  void dispatch_any(Any event);
  void dispatch(app::Event event);
  void dispatch(desk::Event event);
  void pass_time(std::int64_t slept_ms);
  bool build(float seconds);  // true: something happened while it was built
  void hand_over(const desk::HandOver& how);
  void come_back();
  [[nodiscard]] std::int64_t slept_since(const services::Moment& last) const;
  void forget();

  const content::Content& content_;
  render::Textures& textures_;
  render::Pictures& pictures_;
  EffectRunner& effects_;
  services::SyncSession* syncing_;
  ui::View view_;
  std::optional<ui::DeskView> desk_view_;  // none: a kiosk
  Side side_;
  std::optional<Turned> turned_;
  std::vector<Any> waiting_;
  ui::Gui gui_;
  render::Shapes shapes_;
  services::Moment now_;
  bool began_ = false, inspect_ = false;
  std::int64_t view_wake_ms_ = 0;
};

}  // namespace wv::runtime
