// The wijkverbinder's side as the rest of the runtime knows it: what it shows and hears on the stage, and
// what a member's device hears of the effects that every device has. What is behind it (desk_stage.h,
// desk_effects.h) is linked where somebody calls `begin_desk`: a page for residents has no line about cases.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/connection.h"
#include "content/settings.h"
#include "crypto/belief.h"
#include "outbox/erasure.h"
#include "services/moment.h"
#include "ui/kit/canvas.h"
#include "ui/kit/gui.h"
#include "ui/view.h"

namespace wv::app {
class Event;
}
namespace wv::desk {
class Event;
struct State;
}  // namespace wv::desk
namespace wv::services {
class SyncSession;
}
namespace wv::ui {
class DeskView;
}

namespace wv::runtime {

class EffectRunner;

class MemberEffects {
 public:
  virtual ~MemberEffects() = default;
  // Of the recorder, while the desk has it: true, and the resident's side must not hear of it.
  [[nodiscard]] virtual bool take(const app::Event& event) = 0;
  virtual void erased(const outbox::ErasedIds& ids) = 0;
  virtual void register_changed(const crypto::Belief& belief) = 0;
  virtual void files_changed() = 0;
  [[nodiscard]] virtual std::int64_t next_wake_ms() const = 0;  // steady; INT64_MAX: never
};

class DeskSide {
 public:
  struct Turn {  // the tablet is turned to a resident: whatever they need to know
    std::string name;
    bool offer_confidential = false;
    Connection connection;
  };
  struct Parts {  // all of them outlive it
    const content::Content& content;
    text::Fonts& fonts;
    ui::Canvas& canvas;
    EffectRunner& effects;
    services::SyncSession* syncing = nullptr;  // none: nothing is sent
    ui::Device device;
    ui::Motion motion = ui::Motion::on;
    std::function<void()> forget;                  // a lock: everything that was drawn
    std::function<void(const Turn&)> turned_away;  // a hand-over: a resident has the screen now
  };
  virtual ~DeskSide() = default;

  // Input and what stands there, as ui::View has them.
  virtual void finger(const ui::FingerEvent& event, ui::Gui::Pointer pointer) = 0;
  virtual void touched(ui::Gui::Pointer pointer) = 0;
  virtual bool wheel(ui::Point at, float notches) = 0;
  virtual void key(ui::FocusKey key) = 0;
  virtual void set_device(const ui::Device& device) = 0;
  [[nodiscard]] virtual const ui::Tree& tree() const = 0;
  [[nodiscard]] virtual const std::vector<ui::ScrollArea>& areas() const = 0;
  [[nodiscard]] virtual float scroll_of(std::string_view area) const = 0;
  [[nodiscard]] virtual bool moving(std::int64_t now_ms) const = 0;
  [[nodiscard]] virtual const content::Settings& settings() const = 0;
  [[nodiscard]] virtual const desk::State& state() const = 0;
  [[nodiscard]] virtual const ui::DeskView& view() const = 0;

  virtual void post(desk::Event event) = 0;  // counts at the next step
  [[nodiscard]] virtual bool waits() const = 0;
  virtual void take_waiting(const services::Moment& now) = 0;

  virtual void prepare(const services::Moment& now) = 0;  // once, before the first step
  virtual void keep_device(const content::Settings& settings) = 0;
  virtual void pass_time(const services::Moment& now, std::int64_t slept_ms) = 0;
  // When it wants to be built again (steady); what happened meanwhile counts once the frame has ended.
  [[nodiscard]] virtual std::int64_t build(ImDrawList& list, const services::Moment& now) = 0;
  virtual bool take_built() = 0;                                 // whether anything happened
  [[nodiscard]] virtual std::int64_t protect_at_ms() const = 0;  // on the boot clock
  virtual void come_back() = 0;                                  // locked, from the resident
  virtual void forget() = 0;
};

using BeginDesk = std::function<std::unique_ptr<DeskSide>(DeskSide::Parts)>;

}  // namespace wv::runtime
