#include "runtime/stage.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "app/update.h"
#include "base/bytes.h"
#include "base/secret.h"
#include "desk/event.h"

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
  if (auto* residents = std::get_if<app::State>(&parts.state)) {
    resident_ = std::move(*residents);
    if (resident_->mode == app::Mode::own) effects_.draw_numbers();
    return;
  }
  desk_ = std::get<BeginDesk>(parts.state)({.content = content_,
                                            .fonts = parts.fonts,
                                            .canvas = parts.pictures,
                                            .effects = effects_,
                                            .syncing = syncing_,
                                            .device = parts.device,
                                            .motion = parts.motion,
                                            .forget = [this] { forget(); },
                                            .turned_away = [this](const auto& turn) { hand_over(turn); }});
}

void Stage::finger(const ui::FingerEvent& event, ui::Gui::Pointer pointer) {
  const bool taken = gui_.finger(event, pointer, device().px_per_mm);
  if (at_desk()) {
    if (!taken) return desk_->finger(event, pointer);
    if (event.what == ui::FingerEvent::What::down) desk_->touched(pointer);
    return;
  }
  if (!taken) return view_.finger(event);
  if (event.what == ui::FingerEvent::What::down) post(app::Touched{});
}

bool Stage::wheel(ui::Point at, float notches) {
  const bool taken = gui_.wheel(at, notches);
  if (at_desk()) {
    if (!taken) return desk_->wheel(at, notches);
    desk_->touched(ui::Gui::Pointer::mouse);
    return true;
  }
  if (taken) post(app::Touched{});
  return taken;
}

bool Stage::key(ui::GuiKey key) {
  if (at_desk()) return false;  // its rows go by keys of the desk's own
  const bool taken = state().overlay == app::Overlay::none && gui_.key(key);
  if (taken) post(app::Touched{});
  return taken;
}

void Stage::post_desk(desk::Event event) { desk_->post(std::move(event)); }

void Stage::set_device(const ui::Device& device) {
  view_.set_device(device);
  if (desk_) desk_->set_device(device);
}

void Stage::set_online(bool online) {
  if (syncing_ != nullptr) syncing_->set_online(online);
}

bool Stage::receive(const services::Moment& now) {
  effects_.pump(now);
  if (syncing_ != nullptr) syncing_->tick(now);
  return waits() || pictures_.came();
}

void Stage::dispatch(app::Event event) {
  if (resident_) return follow(std::move(event));
  // Of what services tell a resident's side, a desk takes how it was left the last time.
  const auto* host = std::get_if<app::HostEvent>(&event);
  const auto* found = host == nullptr ? nullptr : std::get_if<app::DeviceSettingsFound>(host);
  if (found != nullptr) desk_->keep_device(found->settings);
}

void Stage::follow(app::Event event) {
  const auto* host = std::get_if<app::HostEvent>(&event);
  const bool more_waits = std::holds_alternative<app::SubmissionStored>(event) ||
                          (host != nullptr && std::holds_alternative<app::TransferEnded>(*host));
  if (syncing_ != nullptr && more_waits) syncing_->queue_changed();
  bool forgets = false;
  for (app::Effect& effect : app::update(*resident_, event, content_)) {
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

// The resident's own screens, in the place of a desk that was locked just now.
void Stage::hand_over(const DeskSide::Turn& turn) {
  app::State residents = app::first_state(content_, app::Mode::kiosk, {});
  residents.turned_by = turn.name;
  residents.may_keep_from_them = turn.offer_confidential;
  residents.connection = turn.connection;
  resident_ = std::move(residents);
  dispatch(app::TimePassed{now_.wall, now_.boot_ms, 0});
  dispatch(app::StartPressed{});
  turned_ = true;  // from here on an empty first screen means that they are done
}

void Stage::come_back() {
  resident_.reset();
  turned_ = false;
  desk_->come_back();
  pass_time(0);
}

void Stage::forget() {
  view_.forget();
  if (desk_) desk_->forget();
  gui_.forget();
  render::Shapes().swap(shapes_);
  wipe_stack();  // the heap's blocks are overwritten when they are given back; nobody does that for the stack
}

std::int64_t Stage::slept_since(const services::Moment& last) const {
  return began_ ? std::max<std::int64_t>(0, (now_.boot_ms - last.boot_ms) - (now_.steady_ms - last.steady_ms))
                : 0;
}

void Stage::pass_time(std::int64_t slept_ms) {
  if (at_desk()) return desk_->pass_time(now_, slept_ms);
  dispatch(app::TimePassed{now_.wall, now_.boot_ms, slept_ms});
}

bool Stage::build(float seconds) {
  textures_.sweep();
  pictures_.begin_frame();
  ImDrawList& list = gui_.begin(device().width_px, device().height_px, seconds);
  ui::Built built;
  const bool at_desk = this->at_desk();
  if (at_desk)
    view_wake_ms_ = desk_->build(list, now_);
  else
    view_wake_ms_ = (built = view_.build(list, state(), content_, now_.steady_ms)).next_wake_ms;
  if (inspect_ != nullptr) inspect_(device().px_per_mm);
  render::shapes_of(gui_.end(), screen(), shapes_);
  if (gui_.busy()) view_wake_ms_ = now_.steady_ms;
  if (at_desk) return desk_->take_built();
  for (app::Event& event : built.events) dispatch(std::move(event));
  return !built.events.empty();
}

void Stage::step(const services::Moment& now) {
  const services::Moment last = std::exchange(now_, now);
  const std::int64_t slept_ms = slept_since(last);
  if (!std::exchange(began_, true) && desk_) desk_->prepare(now);
  static_cast<void>(receive(now));
  // Before anything else is heard or shown: what a visitor left may have stood here through a night.
  pass_time(slept_ms);
  for (app::Event& event : std::exchange(waiting_, {})) dispatch(std::move(event));
  if (desk_) desk_->take_waiting(now);
  if (syncing_ != nullptr) syncing_->tick(now);  // what was stored just now may go at once
  for (int turn = 0; turn < kMostTurns; ++turn)
    if (!build(turn == 0 ? seconds_between(last, now) : 0)) return;
  view_wake_ms_ = now.steady_ms;
}

std::int64_t Stage::protect_at_ms() const {
  return at_desk() ? desk_->protect_at_ms() : app::next_wake_ms(state(), content_);
}

std::int64_t Stage::step_wake_ms() const {
  if (waits() || pictures_.came()) return now_.steady_ms;
  const std::int64_t protect = protect_at_ms();
  const std::int64_t protect_ms = protect == INT64_MAX ? protect : now_.steady_ms + (protect - now_.boot_ms);
  return std::min({view_wake_ms_, protect_ms, effects_.next_wake_ms()});
}

std::int64_t Stage::sync_wake_ms() const {
  return syncing_ != nullptr ? syncing_->next_wake_ms() : INT64_MAX;
}

}  // namespace wv::runtime
