#include "runtime/desk_stage.h"

#include <optional>
#include <utility>
#include <variant>

#include "desk/event.h"
#include "desk/update.h"
#include "runtime/desk_effects.h"
#include "runtime/effects.h"
#include "services/sync_session.h"
#include "ui/desk_view.h"

namespace wv::runtime {

namespace {

class DeskStage final : public DeskSide {
 public:
  DeskStage(desk::State state, Parts parts)
      : parts_(std::move(parts)),
        view_(parts_.device, parts_.canvas, parts_.fonts),
        state_(std::move(state)),
        effects_(opened(parts_)) {
    view_.set_motion(parts_.motion);
    effects_.answer_to([this](desk::Event event) { post(std::move(event)); });
    if (parts_.syncing == nullptr) return;
    parts_.syncing->progress_to([this](const services::SyncProgress& now) {
      post(desk::SyncChanged{{now.connection, now.all_done, now.waiting, now.running}});
    });
    parts_.syncing->came_to([this] { parts_.effects.files_came(); });
  }

  void finger(const ui::FingerEvent& event, ui::Gui::Pointer pointer) override {
    view_.finger(event, pointer);
  }
  void touched(ui::Gui::Pointer pointer) override { view_.touched(pointer); }
  bool wheel(ui::Point at, float notches) override { return view_.wheel(at, notches); }
  void key(ui::FocusKey key) override { view_.key(key); }
  void set_device(const ui::Device& device) override { view_.set_device(device); }
  [[nodiscard]] const ui::Tree& tree() const override { return view_.tree(); }
  [[nodiscard]] const std::vector<ui::ScrollArea>& areas() const override { return view_.areas(); }
  [[nodiscard]] float scroll_of(std::string_view area) const override { return view_.scroll_of(area); }
  [[nodiscard]] bool moving(std::int64_t now_ms) const override { return view_.moving(now_ms); }
  [[nodiscard]] const content::Settings& settings() const override { return state_->shown; }
  [[nodiscard]] const desk::State& state() const override { return *state_; }
  [[nodiscard]] const ui::DeskView& view() const override { return view_; }

  void post(desk::Event event) override { waiting_.push_back(std::move(event)); }
  [[nodiscard]] bool waits() const override { return !waiting_.empty(); }
  void take_waiting(const services::Moment& now) override {
    now_ = now;
    for (desk::Event& event : std::exchange(waiting_, {})) dispatch(std::move(event));
  }

  void prepare(const services::Moment& now) override { effects_.prepare(now); }
  void keep_device(const content::Settings& settings) override { state_->device = state_->shown = settings; }
  void pass_time(const services::Moment& now, std::int64_t slept_ms) override;
  [[nodiscard]] std::int64_t build(ImDrawList& list, const services::Moment& now) override;
  bool take_built() override;
  [[nodiscard]] std::int64_t protect_at_ms() const override { return desk::next_wake_ms(*state_); }
  void come_back() override;
  void forget() override { view_.forget(); }

 private:
  static DeskEffects& opened(const Parts& parts) {
    parts.effects.open_desk(parts.content);
    return *parts.effects.desk();
  }
  // Tablet turned to a resident: what of the desk is known again when it comes back, and nothing of a case.
  struct Turned {
    desk::Mode mode = desk::Mode::visit;
    content::Settings device;
    desk::Pin pin;
    desk::SyncTold sync;
  };
  void dispatch(desk::Event event);
  void look_at_queue(const desk::Event& event);
  void hand_over(const desk::HandOver& how);

  Parts parts_;
  ui::DeskView view_;
  std::optional<desk::State> state_;  // none: it is turned
  std::optional<Turned> turned_;
  DeskEffects& effects_;
  desk::Events waiting_, built_;
  services::Moment now_;
};

// What this event means for what is sent and fetched.
void DeskStage::look_at_queue(const desk::Event& event) {
  services::SyncSession* syncing = parts_.syncing;
  if (const auto* known = std::get_if<desk::DeviceKnown>(&event)) {
    const bool keeps = known->standing != desk::Standing::absent;
    parts_.effects.keep_cases(keeps);
    if (syncing != nullptr) syncing->keep_cases(keeps);
    const desk::Enrolling* before = state_->enrolling();
    const bool waited = before != nullptr && before->request_goes == desk::RequestGoes::waits;
    if (syncing != nullptr && !waited && known->request_goes == desk::RequestGoes::waits)
      syncing->queue_changed();
  }
  if (syncing != nullptr && (std::holds_alternative<desk::EventsAdded>(event) ||
                             std::holds_alternative<desk::ExchangeEnded>(event) ||
                             std::holds_alternative<desk::SubmissionStored>(event)))
    syncing->queue_changed();
}

void DeskStage::dispatch(desk::Event event) {
  if (!state_) return;  // while a resident has it, nobody is there to hear
  bool locks = false;
  std::optional<desk::HandOver> turns;
  look_at_queue(event);
  for (desk::Effect& effect : desk::update(*state_, event, effects_.world())) {
    if (std::holds_alternative<desk::Lock>(effect)) locks = true;
    if (const auto* how = std::get_if<desk::HandOver>(&effect)) turns = *how;
    if (parts_.syncing != nullptr && std::holds_alternative<desk::SyncNow>(effect)) parts_.syncing->try_now();
    effects_.run(std::move(effect), now_);
  }
  if (locks) parts_.forget();
  if (turns) hand_over(*turns);
}

// The resident's own screens, in the place of a desk that was locked just now.
void DeskStage::hand_over(const desk::HandOver& how) {
  const Turn turn{how.name, how.offer_confidential, state_->sync.connection};
  turned_ = Turned{state_->mode, state_->device, state_->pin, state_->sync};
  state_.reset();
  parts_.turned_away(turn);
}

void DeskStage::come_back() {
  desk::State state = desk::first_state(parts_.content, turned_->mode, turned_->device);
  state.pin = turned_->pin;
  state.sync = turned_->sync;
  state.locked()->turned = true;
  state.locked()->by_pin = state.pin.chosen;
  state_ = std::move(state);
  turned_.reset();
}

void DeskStage::pass_time(const services::Moment& now, std::int64_t slept_ms) {
  now_ = now;
  effects_.pump(now, state_->sync.connection.clock_confirmed);
  dispatch(desk::TimePassed{now.wall, now.boot_ms, slept_ms});
}

std::int64_t DeskStage::build(ImDrawList& list, const services::Moment& now) {
  now_ = now;
  ui::DeskBuilt built = view_.build(
      list, {*state_, effects_.world().casebook, parts_.content, effects_.ready()}, now.steady_ms);
  built_ = std::move(built.events);
  return built.next_wake_ms;
}

bool DeskStage::take_built() {
  desk::Events events = std::exchange(built_, {});
  for (desk::Event& event : events) dispatch(std::move(event));
  return !events.empty();
}

}  // namespace

BeginDesk begin_desk(desk::State state) {
  const auto first = std::make_shared<desk::State>(std::move(state));  // a std::function's own are copied
  return [first](DeskSide::Parts parts) -> std::unique_ptr<DeskSide> {
    return std::make_unique<DeskStage>(std::move(*first), std::move(parts));
  };
}

}  // namespace wv::runtime
