#include "ui/kit/touch.h"

#include <algorithm>
#include <cmath>

namespace wv::ui {

namespace {

constexpr float kJitterMm = 5;             // T3: shaking up to this is still a tap
constexpr float kSwipeMm = 15;             // a finger's width and a half: nobody does that by chance
constexpr float kStopVelocity = 0.02f;     // px per ms: slower looks like standing still
constexpr float kDecayMs = 325;            // time constant of coasting
constexpr std::int64_t kStaleMoveMs = 80;  // a finger that rested before lifting throws nothing

Rect grown(const Rect& r, float by) { return r.inset(-by); }

}  // namespace

void Touch::set_targets(std::vector<Target> targets, std::vector<ScrollArea> areas) {
  targets_ = std::move(targets);
  areas_ = std::move(areas);
  for (const auto& area : areas_) clamp(area.id);
}

const Target* Touch::target_at(Point at) const {
  for (auto it = targets_.rbegin(); it != targets_.rend(); ++it)
    if (it->hit.contains(at)) return &*it;
  return nullptr;
}

const ScrollArea* Touch::area_at(Point at) const {
  for (auto it = areas_.rbegin(); it != areas_.rend(); ++it)
    if (it->rect.contains(at) && it->content_height > it->rect.h + 0.5f) return &*it;
  return nullptr;
}

bool Touch::is_pressed(std::string_view id) const {
  return std::any_of(fingers_.begin(), fingers_.end(),
                     [&](const Finger& f) { return f.pressed && f.target == id; });
}

float Touch::scroll_of(std::string_view area) const {
  for (const auto& o : offsets_)
    if (o.area == area) return o.y;
  return 0;
}

void Touch::scroll_to(std::string_view area, float offset) {
  stop_coasting();  // who is led to a place finds it there, and not further on
  place(area, offset);
}

void Touch::throw_by(std::string_view area, float way, std::int64_t now_ms) {
  coasting_area_ = area;
  velocity_ = way / kDecayMs + std::copysign(kStopVelocity, way);
  coast_ms_ = now_ms;
}

void Touch::place(std::string_view area, float offset) {
  auto it = std::find_if(offsets_.begin(), offsets_.end(), [&](const Offset& o) { return o.area == area; });
  if (it == offsets_.end()) it = offsets_.insert(offsets_.end(), Offset{std::string(area), 0});
  it->y = offset;
  clamp(area);
}

void Touch::clamp(std::string_view area) {
  const auto shown =
      std::find_if(areas_.begin(), areas_.end(), [&](const ScrollArea& a) { return a.id == area; });
  if (shown == areas_.end()) return;
  for (auto& o : offsets_)
    if (o.area == area) o.y = std::clamp(o.y, 0.0f, std::max(0.0f, shown->content_height - shown->rect.h));
}

std::vector<Action> Touch::handle(const FingerEvent& event) {
  std::vector<Action> actions;
  auto it =
      std::find_if(fingers_.begin(), fingers_.end(), [&](const Finger& f) { return f.id == event.finger; });
  if (event.what == FingerEvent::What::down) {
    if (it != fingers_.end()) fingers_.erase(it);
    Finger finger{.id = event.finger,
                  .target = {},
                  .hit = {},
                  .start = event.at,
                  .last = event.at,
                  .start_ms = event.time_ms,
                  .last_ms = event.time_ms,
                  .area = {}};
    const Target* target = target_at(event.at);
    // A finger in a moving list takes hold of it, and meant nothing that passed beneath; anywhere else a
    // touch is a touch.
    const bool held_list = coasting() && target != nullptr && target->scroll_area == coasting_area_;
    // A second finger or a palm changes nothing, but on the keyboard two thumbs are two keys. What has leant
    // on the glass for a while doesn't keep the other hand from it.
    const bool primary = std::all_of(fingers_.begin(), fingers_.end(), [&](const Finger& f) {
      return event.time_ms - std::max(f.start_ms, f.last_ms) >= kLeanMs;
    });
    if (primary) release_all();
    if (coasting()) stop_coasting();
    if (target != nullptr && (primary || target->key) && !held_list) {
      finger.target = target->id;
      finger.hit = target->hit;
      finger.key = target->key;
      finger.hold_ms = target->hold_ms;
      finger.swipes = target->swipes;
      finger.pressed = true;
    }
    if (primary) {
      if (const ScrollArea* area = area_at(event.at)) finger.area = area->id;
    }
    fingers_.push_back(finger);
    return actions;
  }
  if (it == fingers_.end()) return actions;
  if (event.what == FingerEvent::What::move) {
    drag(*it, event);
    return actions;
  }
  if (event.what == FingerEvent::What::up) {
    drag(*it, event);
    const float across = event.at.x - it->start.x, along = event.at.y - it->start.y;
    const bool swiped = it->swipes && !it->dragging && std::abs(across) >= kSwipeMm * px_per_mm_ &&
                        std::abs(across) > 1.5f * std::abs(along);
    if (swiped)
      actions.push_back({.id = it->target, .at = event.at, .swiped = across < 0 ? -1 : 1});
    else if (it->pressed && !it->fired_hold)
      actions.push_back({it->target, event.at, false});
    if (it->dragging && event.time_ms - it->last_ms > kStaleMoveMs) velocity_ = 0;
    if (it->dragging) coast_ms_ = event.time_ms;
  } else if (it->dragging) {
    velocity_ = 0;  // taken away, not let go: nobody threw the list
  }
  fingers_.erase(it);
  return actions;
}

void Touch::drag(Finger& finger, const FingerEvent& event) {
  const float jitter = kJitterMm * px_per_mm_;
  const float moved = std::hypot(event.at.x - finger.start.x, event.at.y - finger.start.y);
  if (!finger.dragging && !finger.area.empty() && std::abs(event.at.y - finger.start.y) > jitter) {
    finger.dragging = true;
    finger.pressed = false;
    velocity_ = 0;
    finger.last = {event.at.x, event.at.y};
    finger.last_ms = event.time_ms;
    return;
  }
  if (finger.dragging) {
    const float dy = event.at.y - finger.last.y;
    if (dy == 0 && event.what == FingerEvent::What::up) return;
    place(finger.area, scroll_of(finger.area) - dy);
    const auto dt = static_cast<float>(std::max<std::int64_t>(1, event.time_ms - finger.last_ms));
    velocity_ = 0.6f * (-dy / dt) + 0.4f * velocity_;
    coasting_area_ = finger.area;
    finger.last = event.at;
    finger.last_ms = event.time_ms;
    return;
  }
  // Within the target, or a shaking hand near it, is still a press; further off cancels it.
  if (!finger.target.empty() && !finger.fired_hold)
    finger.pressed = grown(finger.hit, finger.key ? 0 : jitter).contains(event.at) || moved <= jitter;
}

std::vector<Action> Touch::advance(std::int64_t now_ms) {
  std::vector<Action> actions;
  for (auto& f : fingers_) {
    if (f.pressed && !f.fired_hold && f.hold_ms > 0 && now_ms - f.start_ms >= f.hold_ms) {
      f.fired_hold = true;
      f.pressed = false;
      actions.push_back({f.target, f.last, true});
    }
  }
  if (coasting()) {
    const auto dt = static_cast<float>(now_ms - coast_ms_);
    coast_ms_ = now_ms;
    const float before = scroll_of(coasting_area_);
    place(coasting_area_, before + velocity_ * dt);
    velocity_ *= std::exp(-dt / kDecayMs);
    const bool at_end = dt > 0 && scroll_of(coasting_area_) == before;
    if (std::abs(velocity_) < kStopVelocity || at_end) velocity_ = 0;
  }
  return actions;
}

std::optional<std::int64_t> Touch::next_wake_ms(std::int64_t now_ms) const {
  if (coasting()) return now_ms + 16;
  std::optional<std::int64_t> due;
  for (const auto& f : fingers_)
    if (f.pressed && f.hold_ms > 0 && !f.fired_hold)
      due = std::min(due.value_or(f.start_ms + f.hold_ms), f.start_ms + f.hold_ms);
  return due;
}

bool Touch::coasting() const {
  return velocity_ != 0 &&
         std::none_of(fingers_.begin(), fingers_.end(), [](const Finger& f) { return f.dragging; });
}

void Touch::forget() {
  release_all();
  offsets_.clear();
}

void Touch::release_all() {
  // A finger that is still down belongs to the screen before: its release must press nothing here.
  for (auto& f : fingers_) {
    f.pressed = f.dragging = false;
    f.swipes = false;
    f.target.clear();
    f.area.clear();
  }
  velocity_ = 0;
}

}  // namespace wv::ui
