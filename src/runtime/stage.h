// One screen and everything that happens on it, without window and without clock: input and time go in,
// a list of shapes, the UI tree and the next moment to be called come out. The loop plays it on a window in
// real time, the player off-screen in virtual time; both see the same. It shows one of two sides, a
// resident's or the wijkverbinder's, and knows nothing of the other: a hand-over puts the one in the place of
// the other, which is locked before, and it comes back locked.
#pragma once
#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/event.h"
#include "app/state.h"
#include "app/update.h"
#include "content/content.h"
#include "runtime/desk_side.h"
#include "runtime/effects.h"
#include "services/moment.h"
#include "render/pictures.h"
#include "render/shapes.h"
#include "services/sync_session.h"
#include "render/textures.h"
#include "ui/kit/gui.h"
#include "ui/view.h"

namespace wv::runtime {

using Side = std::variant<app::State, BeginDesk>;  // which of the two begins (desk_stage.h)

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
    Side state;
    ui::Motion motion = ui::Motion::on;
    void (*inspect)(float px_per_mm) = nullptr;  // what is drawn over it (ui/desk/inspector.h)
  };
  explicit Stage(Parts parts);

  // Input, any time; it counts at the next step.
  void finger(const ui::FingerEvent& event, ui::Gui::Pointer pointer = ui::Gui::Pointer::finger);
  // Each says whether there is anything to show for it: only where one of ImGui's windows stands.
  bool hover(ui::Point at) { return gui_.hover(at); }
  bool wheel(ui::Point at, float notches);
  bool key(ui::GuiKey key);
  void key(ui::FocusKey key) {
    if (at_desk()) return desk_->key(key);
    view_.key(key);
  }
  // By name, from what stands for the screen's nodes elsewhere: a resident's side only.
  void point_at(std::string_view node) { view_.point_at(node); }
  void use(std::string_view node) { view_.use(node); }
  // As a key, from a keypad: whoever uses one may not see the screen, and the voice begins (A1).
  void keypad(ui::FocusKey to) {
    if (at_desk()) return key(to);
    post(app::KeysUsed{});
    view_.key(to);
  }
  void post(app::Event event) { waiting_.push_back(std::move(event)); }
  void post_desk(desk::Event event);
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
  [[nodiscard]] bool at_desk() const { return !resident_; }
  [[nodiscard]] const ui::Tree& tree() const { return at_desk() ? desk_->tree() : view_.tree(); }
  [[nodiscard]] const ui::View& view() const { return view_; }
  [[nodiscard]] const ui::DeskView* desk_view() const {  // null while a resident has it
    return at_desk() ? &desk_->view() : nullptr;
  }
  [[nodiscard]] const app::State* resident() const { return resident_ ? &*resident_ : nullptr; }
  [[nodiscard]] const desk::State* desk() const { return at_desk() ? &desk_->state() : nullptr; }
  [[nodiscard]] const app::State& state() const { return *resident_; }  // a resident's
  // What scrolls by finger now.
  [[nodiscard]] const std::vector<ui::ScrollArea>& areas() const {
    return at_desk() ? desk_->areas() : view_.areas();
  }
  [[nodiscard]] float scroll_of(std::string_view area) const {
    return at_desk() ? desk_->scroll_of(area) : view_.scroll_of(area);
  }
  [[nodiscard]] const content::Settings& settings() const {
    return at_desk() ? desk_->settings() : state().shown;
  }
  [[nodiscard]] const content::Content& content() const { return content_; }
  [[nodiscard]] const ui::Device& device() const { return view_.device(); }
  [[nodiscard]] render::Box screen() const { return {0, 0, device().width_px, device().height_px}; }
  [[nodiscard]] bool moving() const {
    return waits() || gui_.busy() ||
           (at_desk() ? desk_->moving(now_.steady_ms) : view_.moving(now_.steady_ms));
  }
  // Steady; INT64_MAX: when something happens. The earlier of a step and of what sync does between two steps,
  // which `receive` lets it do.
  [[nodiscard]] std::int64_t next_wake_ms() const { return std::min(step_wake_ms(), sync_wake_ms()); }
  [[nodiscard]] std::int64_t step_wake_ms() const;
  [[nodiscard]] std::int64_t sync_wake_ms() const;
  // On the boot clock: when what protects a visitor is due, though the machine slept meanwhile.
  [[nodiscard]] std::int64_t protect_at_ms() const;

 private:
  [[nodiscard]] bool waits() const { return !waiting_.empty() || (desk_ && desk_->waits()); }
  void dispatch(app::Event event);
  void follow(app::Event event);  // as a resident's side has it
  void pass_time(std::int64_t slept_ms);
  bool build(float seconds);  // true: something happened while it was built
  void hand_over(const DeskSide::Turn& turn);
  void come_back();
  [[nodiscard]] std::int64_t slept_since(const services::Moment& last) const;
  void forget();

  const content::Content& content_;
  render::Textures& textures_;
  render::Pictures& pictures_;
  EffectRunner& effects_;
  services::SyncSession* syncing_;
  ui::View view_;
  std::optional<app::State> resident_;  // none: the wijkverbinder has it
  std::unique_ptr<DeskSide> desk_;      // none: a kiosk
  bool turned_ = false;                 // a resident has the wijkverbinder's tablet
  app::Events waiting_;
  ui::Gui gui_;
  render::Shapes shapes_;
  services::Moment now_;
  bool began_ = false;
  void (*inspect_)(float px_per_mm);
  std::int64_t view_wake_ms_ = 0;
};

}  // namespace wv::runtime
