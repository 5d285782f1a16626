#include "runtime/stage.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "app/update.h"
#include "base/bytes.h"
#include "base/secret.h"
#include "desk/update.h"
#include "ui/desk/inspector.h"

namespace wv::runtime {

namespace {

// A touch may open a screen that at once reports something itself; more turns than this in one step
// would be a screen that never comes to rest.
constexpr int kMostTurns = 4;

// What ImGui hears of time: what passed, so that two touches a minute apart are no double one, and at most a
// second, however long the program slept.
float seconds_between(const services::Moment& last, const services::Moment& now) {
  return static_cast<float>(std::clamp<std::int64_t>(now.steady_ms - last.steady_ms, 1, 1000)) / 1000;
}

}  // namespace

Stage::Stage(Parts parts)
    : content_(parts.content),
      textures_(parts.textures),
      pictures_(parts.pictures),
      effects_(parts.effects),
      syncing_(parts.syncing),
      view_(parts.device, parts.pictures, parts.fonts),
      side_(std::move(parts.state)),
      gui_(parts.pictures),
      inspect_(parts.inspect) {
  view_.set_motion(parts.motion);
  effects_.print_with(parts.fonts);
  effects_.answer_to([this](app::Event event) { post(std::move(event)); });
  if (syncing_ != nullptr) {
    syncing_->answer_to([this](app::Event event) { post(std::move(event)); });
    effects_.fetch_answers_by([this](const std::string& tag, const sync::Engine::Answers& answers) {
      syncing_->find_answers(tag, answers);
    });
  }
  if (effects_.desk() == nullptr) return;
  if (syncing_ != nullptr) {
    syncing_->progress_to([this](const services::SyncProgress& now) {
      post_desk(desk::SyncChanged{{now.connection, now.all_done, now.waiting, now.running}});
    });
    syncing_->came_to([this] { effects_.files_came(); });
  }
  desk_view_.emplace(parts.device, parts.pictures, parts.fonts);
  desk_view_->set_motion(parts.motion);
  effects_.desk()->answer_to([this](desk::Event event) { post_desk(std::move(event)); });
}

void Stage::finger(const ui::FingerEvent& event, ui::Gui::Pointer pointer) {
  const bool taken = gui_.finger(event, pointer, device().px_per_mm);
  if (desk() != nullptr) {
    if (!taken) return desk_view_->finger(event, pointer);
    if (event.what == ui::FingerEvent::What::down) desk_view_->touched(pointer);
    return;
  }
  if (!taken) return view_.finger(event);
  if (event.what == ui::FingerEvent::What::down) post(app::Touched{});
}

bool Stage::wheel(ui::Point at, float notches) {
  const bool taken = gui_.wheel(at, notches);
  if (desk() != nullptr) {
    if (!taken) return desk_view_->wheel(at, notches);
    desk_view_->touched(ui::Gui::Pointer::mouse);
    return true;
  }
  if (taken) post(app::Touched{});
  return taken;
}

bool Stage::key(ui::GuiKey key) {
  if (desk() != nullptr) return false;  // its rows go by keys of the desk's own
  const bool taken = state().overlay == app::Overlay::none && gui_.key(key);
  if (taken) post(app::Touched{});
  return taken;
}

void Stage::set_device(const ui::Device& device) {
  view_.set_device(device);
  if (desk_view_) desk_view_->set_device(device);
}

void Stage::set_online(bool online) {
  if (syncing_ != nullptr) syncing_->set_online(online);
}

bool Stage::receive(const services::Moment& now) {
  effects_.pump(now);
  if (syncing_ != nullptr) syncing_->tick(now);
  return !waiting_.empty() || pictures_.came();
}

void Stage::dispatch_any(Any event) {
  if (auto* desks = std::get_if<desk::Event>(&event)) {
    if (desk() != nullptr) dispatch(std::move(*desks));  // while a resident has it, nobody is there to hear
    return;
  }
  app::Event& apps = std::get<app::Event>(event);
  if (resident() != nullptr) return dispatch(std::move(apps));
  // Of what services tell a resident's side, a desk takes how it was left the last time.
  const auto* host = std::get_if<app::HostEvent>(&apps);
  const auto* found = host == nullptr ? nullptr : std::get_if<app::DeviceSettingsFound>(host);
  if (found != nullptr) {
    auto& state = std::get<desk::State>(side_);
    state.device = state.shown = found->settings;
  }
}

void Stage::dispatch(app::Event event) {
  const auto* host = std::get_if<app::HostEvent>(&event);
  const bool more_waits = std::holds_alternative<app::SubmissionStored>(event) ||
                          (host != nullptr && std::holds_alternative<app::TransferEnded>(*host));
  if (syncing_ != nullptr && more_waits) syncing_->queue_changed();
  bool forgets = false;
  for (app::Effect& effect : app::update(std::get<app::State>(side_), event, content_)) {
    if (std::holds_alternative<app::ForgetVisitor>(effect) ||
        std::holds_alternative<app::WithdrawSubmission>(effect)) {
      view_.forget();
      forgets = true;
    }
    if (syncing_ != nullptr && std::holds_alternative<app::SyncNow>(effect)) syncing_->try_now();
    effects_.run(std::move(effect), now_);
  }
  // What passed through here on its way leaves nothing behind (S3); secrets see to that themselves.
  if (auto* page = std::get_if<app::PageAnnounced>(&event))
    for (auto& line : page->lines) wipe(line.text);
  if (forgets) forget();
  // The resident's visit is over: the tablet is given back, locked.
  if (turned_ && std::holds_alternative<app::Attract>(state().screen)) come_back();
}

void Stage::dispatch(desk::Event event) {
  bool locks = false;
  std::optional<desk::HandOver> turns;
  if (const auto* known = std::get_if<desk::DeviceKnown>(&event)) {
    const bool keeps = known->standing != desk::Standing::absent;
    effects_.keep_cases(keeps);
    if (syncing_ != nullptr) syncing_->keep_cases(keeps);
    const desk::Enrolling* before = desk()->enrolling();
    const bool waited = before != nullptr && before->request_goes == desk::RequestGoes::waits;
    if (syncing_ != nullptr && !waited && known->request_goes == desk::RequestGoes::waits)
      syncing_->queue_changed();
  }
  if (syncing_ != nullptr && (std::holds_alternative<desk::EventsAdded>(event) ||
                              std::holds_alternative<desk::ExchangeEnded>(event) ||
                              std::holds_alternative<desk::SubmissionStored>(event)))
    syncing_->queue_changed();
  for (desk::Effect& effect : desk::update(std::get<desk::State>(side_), event, effects_.desk()->world())) {
    if (std::holds_alternative<desk::Lock>(effect)) locks = true;
    if (const auto* how = std::get_if<desk::HandOver>(&effect)) turns = *how;
    if (syncing_ != nullptr && std::holds_alternative<desk::SyncNow>(effect)) syncing_->try_now();
    effects_.desk()->run(std::move(effect), now_);
  }
  if (locks) forget();
  if (turns) hand_over(*turns);
}

// The resident's own screens, in the place of a desk that was locked just now.
void Stage::hand_over(const desk::HandOver& how) {
  const desk::State& state = *desk();
  Turned turned{state.mode, state.device, state.pin, state.sync};
  app::State residents = app::first_state(content_, app::Mode::kiosk, {});
  residents.turned_by = how.name;
  residents.may_keep_from_them = how.offer_confidential;
  residents.connection = state.sync.connection;
  side_ = std::move(residents);
  dispatch(app::Event(app::TimePassed{now_.wall, now_.boot_ms, 0}));
  dispatch(app::Event(app::StartPressed{}));
  turned_ = std::move(turned);  // from here on an empty first screen means that they are done
}

void Stage::come_back() {
  desk::State state = desk::first_state(content_, turned_->mode, turned_->device);
  state.pin = turned_->pin;
  state.sync = turned_->sync;
  state.locked()->turned = true;
  state.locked()->by_pin = state.pin.chosen;
  side_ = std::move(state);
  turned_.reset();
  pass_time(0);
}

void Stage::forget() {
  view_.forget();
  if (desk_view_) desk_view_->forget();
  gui_.forget();
  render::Shapes().swap(shapes_);
  wipe_stack();  // the heap's blocks are overwritten when they are given back; nobody does that for the stack
}

std::int64_t Stage::slept_since(const services::Moment& last) const {
  return began_ ? std::max<std::int64_t>(0, (now_.boot_ms - last.boot_ms) - (now_.steady_ms - last.steady_ms))
                : 0;
}

void Stage::pass_time(std::int64_t slept_ms) {
  if (desk() == nullptr) return dispatch(app::Event(app::TimePassed{now_.wall, now_.boot_ms, slept_ms}));
  effects_.desk()->pump(now_, desk()->sync.connection.clock_confirmed);
  dispatch(desk::Event(desk::TimePassed{now_.wall, now_.boot_ms, slept_ms}));
}

bool Stage::build(float seconds) {
  textures_.sweep();
  pictures_.begin_frame();
  ImDrawList& list = gui_.begin(device().width_px, device().height_px, seconds);
  std::vector<Any> events;
  if (desk() != nullptr) {
    const auto& effects = *effects_.desk();
    ui::DeskBuilt built = desk_view_->build(
        list, {*desk(), effects.world().casebook, content_, effects.ready()}, now_.steady_ms);
    view_wake_ms_ = built.next_wake_ms;
    for (desk::Event& event : built.events) events.emplace_back(std::move(event));
  } else {
    ui::Built built = view_.build(list, state(), content_, now_.steady_ms);
    view_wake_ms_ = built.next_wake_ms;
    for (app::Event& event : built.events) events.emplace_back(std::move(event));
  }
  if (inspect_) ui::draw_inspector(device().px_per_mm);
  render::shapes_of(gui_.end(), screen(), shapes_);
  if (gui_.busy()) view_wake_ms_ = now_.steady_ms;
  for (Any& event : events) dispatch_any(std::move(event));
  return !events.empty();
}

void Stage::step(const services::Moment& now) {
  const services::Moment last = std::exchange(now_, now);
  const std::int64_t slept_ms = slept_since(last);
  if (!std::exchange(began_, true) && effects_.desk() != nullptr) effects_.desk()->prepare(now);
  static_cast<void>(receive(now));
  // Before anything else is heard or shown: what a visitor left may have stood here through a night.
  pass_time(slept_ms);
  for (Any& event : std::exchange(waiting_, {})) dispatch_any(std::move(event));
  if (syncing_ != nullptr) syncing_->tick(now);  // what was stored just now may go at once
  for (int turn = 0; turn < kMostTurns; ++turn)
    if (!build(turn == 0 ? seconds_between(last, now) : 0)) return;
  view_wake_ms_ = now.steady_ms;
}

std::int64_t Stage::protect_at_ms() const {
  return desk() != nullptr ? desk::next_wake_ms(*desk()) : app::next_wake_ms(state(), content_);
}

std::int64_t Stage::step_wake_ms() const {
  if (!waiting_.empty() || pictures_.came()) return now_.steady_ms;
  const std::int64_t protect = protect_at_ms();
  const std::int64_t protect_ms = protect == INT64_MAX ? protect : now_.steady_ms + (protect - now_.boot_ms);
  return std::min({view_wake_ms_, protect_ms, effects_.next_wake_ms()});
}

std::int64_t Stage::sync_wake_ms() const {
  return syncing_ != nullptr ? syncing_->next_wake_ms() : INT64_MAX;
}

}  // namespace wv::runtime
