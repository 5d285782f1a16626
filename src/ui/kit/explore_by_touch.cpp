#include "ui/kit/explore_by_touch.h"

#include <algorithm>
#include <cmath>

#include "ui/kit/aloud.h"

namespace wv::ui {

namespace {

constexpr float kStillMm = 5;  // a shaking hand is still a tap (T3)
constexpr float kRestMm = 2;   // what a palm that lies there moves at most

const Node* node_under(const ExploreByTouch::Seen& seen, Point at) {
  const Node* found = nullptr;
  for (const Node* n : reading_order(seen.tree)) {
    const Rect place = is_control(*n) ? n->hit : n->rect;
    const bool hidden =
        n->offscreen && std::none_of(seen.areas.begin(), seen.areas.end(),
                                     [&](const ScrollArea& a) { return a.rect.contains(at); });
    const bool smaller = found == nullptr || place.w * place.h < found->rect.w * found->rect.h;
    if (!hidden && place.contains(at) && smaller) found = n;
  }
  return found;
}

}  // namespace

float ExploreByTouch::Finger::moved() const { return std::hypot(at.x - from.x, at.y - from.y); }

ExploreByTouch::Meaning ExploreByTouch::handle(const FingerEvent& event, const Seen& seen) {
  using What = FingerEvent::What;
  if (event.what == What::down) return put_down(event, seen);
  const auto it =
      std::find_if(fingers_.begin(), fingers_.end(), [&](const Finger& f) { return f.id == event.finger; });
  if (it == fingers_.end()) return {};
  const bool first = it == fingers_.begin();
  const float dy = event.at.y - it->at.y;
  if (event.what == What::move && std::hypot(event.at.x - it->at.x, dy) > seen.px_per_mm)
    it->moved_ms = event.time_ms;
  it->at = event.at;
  if (it->moved() / seen.px_per_mm > kStillMm) under_finger_.clear();
  if (event.what == What::move) return moved(*it, dy, seen);
  fingers_.erase(it);
  if (!first) return {};
  Meaning meaning;
  meaning.activate = event.what == What::up && !under_finger_.empty() && under_finger_ == seen.focus;
  under_finger_.clear();
  return meaning;
}

ExploreByTouch::Meaning ExploreByTouch::put_down(const FingerEvent& event, const Seen& seen) {
  std::erase_if(fingers_, [&](const Finger& f) {
    return f.id == event.finger || event.time_ms - f.moved_ms >= kLeanMs;
  });
  fingers_.push_back({event.finger, event.at, event.at, event.time_ms});
  if (fingers_.size() > 1) return {};
  Meaning meaning;
  meaning.under = node_under(seen, event.at);
  under_finger_ =
      meaning.under != nullptr && meaning.under->id == seen.focus ? meaning.under->id : std::string();
  return meaning;
}

ExploreByTouch::Meaning ExploreByTouch::moved(const Finger& finger, float dy, const Seen& seen) const {
  const auto far = [&](const Finger& f, float mm) { return f.moved() / seen.px_per_mm > mm; };
  const auto way = [](const Finger& f) { return f.at.y - f.from.y; };
  Meaning meaning;
  if (fingers_.size() == 2 && far(fingers_[0], kStillMm) && far(fingers_[1], kStillMm) &&
      way(fingers_[0]) * way(fingers_[1]) > 0) {
    meaning.at = fingers_[0].at;
    meaning.scroll_by = -dy / 2;
    return meaning;
  }
  const bool alone =
      std::none_of(fingers_.begin() + 1, fingers_.end(), [&](const Finger& f) { return far(f, kRestMm); });
  if (&finger == &fingers_.front() && alone && far(finger, kStillMm))
    meaning.under = node_under(seen, finger.at);
  return meaning;
}

void ExploreByTouch::clear() {
  under_finger_.clear();
  fingers_.clear();
}

}  // namespace wv::ui
