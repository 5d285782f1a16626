#include "runtime/stage.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "app/update.h"
#include "base/bytes.h"
#include "base/secret.h"
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
      state_(std::move(parts.state)),
      gui_(parts.pictures),
      inspect_(parts.inspect) {
  view_.set_motion(parts.motion);
  effects_.print_with(parts.fonts);
  effects_.answer_to([this](app::Event event) { post(std::move(event)); });
  if (syncing_ != nullptr) syncing_->answer_to([this](app::Event event) { post(std::move(event)); });
}

void Stage::finger(const ui::FingerEvent& event, ui::Gui::Pointer pointer) {
  if (!gui_.finger(event, pointer, device().px_per_mm)) return view_.finger(event);
  if (event.what == ui::FingerEvent::What::down) post(app::Touched{});
}

bool Stage::wheel(ui::Point at, float notches) {
  const bool taken = gui_.wheel(at, notches);
  if (taken) post(app::Touched{});
  return taken;
}

bool Stage::key(ui::GuiKey key) {
  const bool taken = state_.overlay == app::Overlay::none && gui_.key(key);
  if (taken) post(app::Touched{});
  return taken;
}

void Stage::set_device(const ui::Device& device) { view_.set_device(device); }

void Stage::set_online(bool online) {
  if (syncing_ != nullptr) syncing_->set_online(online);
}

bool Stage::receive(const services::Moment& now) {
  effects_.pump(now);
  if (syncing_ != nullptr) syncing_->tick(now);
  return !waiting_.empty() || pictures_.came();
}

void Stage::dispatch(app::Event event) {
  const auto* host = std::get_if<app::HostEvent>(&event);
  const bool more_waits = std::holds_alternative<app::SubmissionStored>(event) ||
                          (host != nullptr && std::holds_alternative<app::TransferEnded>(*host));
  if (syncing_ != nullptr && more_waits) syncing_->queue_changed();
  bool forgets = false;
  for (app::Effect& effect : app::update(state_, event, content_)) {
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
}

void Stage::forget() {
  view_.forget();
  gui_.forget();
  render::Shapes().swap(shapes_);
  wipe_stack();  // the heap's blocks are overwritten when they are given back; nobody does that for the stack
}

std::int64_t Stage::slept_since(const services::Moment& last) const {
  return began_ ? std::max<std::int64_t>(0, (now_.boot_ms - last.boot_ms) - (now_.steady_ms - last.steady_ms))
                : 0;
}

void Stage::step(const services::Moment& now) {
  const services::Moment last = std::exchange(now_, now);
  const std::int64_t slept_ms = slept_since(last);
  began_ = true;
  static_cast<void>(receive(now));
  // Before anything else is heard or shown: what a visitor left may have stood here through a night.
  dispatch(app::TimePassed{now.wall, now.boot_ms, slept_ms});
  for (app::Event& event : std::exchange(waiting_, {})) dispatch(std::move(event));
  if (syncing_ != nullptr) syncing_->tick(now);  // what was stored just now may go at once
  for (int turn = 0; turn < kMostTurns; ++turn) {
    textures_.sweep();
    pictures_.begin_frame();
    const float seconds = turn == 0 ? seconds_between(last, now) : 0;
    ImDrawList& list = gui_.begin(device().width_px, device().height_px, seconds);
    ui::Built built = view_.build(list, state_, content_, now.steady_ms);
    view_wake_ms_ = built.next_wake_ms;
    if (inspect_) ui::draw_inspector(device().px_per_mm);
    render::shapes_of(gui_.end(), screen(), shapes_);
    if (gui_.busy()) view_wake_ms_ = now.steady_ms;
    if (built.events.empty()) return;
    for (app::Event& event : built.events) dispatch(std::move(event));
  }
  view_wake_ms_ = now.steady_ms;
}

std::int64_t Stage::next_wake_ms() const {
  if (!waiting_.empty() || pictures_.came()) return now_.steady_ms;
  const std::int64_t sync_ms = syncing_ != nullptr ? syncing_->next_wake_ms() : INT64_MAX;
  const std::int64_t protect = protect_at_ms();
  const std::int64_t protect_ms = protect == INT64_MAX ? protect : now_.steady_ms + (protect - now_.boot_ms);
  return std::min({view_wake_ms_, protect_ms, effects_.next_wake_ms(), sync_ms});
}

}  // namespace wv::runtime
