#include "ui/kit/transitions.h"

#include <algorithm>
#include <cmath>

namespace wv::ui {

namespace {

constexpr std::int64_t kPressMs = 180;  // long enough to be seen, too short to wait for
constexpr float kArriveMs = 240;        // a page
constexpr std::int64_t kFrameMs = 16;

}  // namespace

float eased(float t) { return 1 - (1 - t) * (1 - t) * (1 - t); }
float phase(float t, float begin, float length) { return std::clamp((t - begin) / length, 0.0f, 1.0f); }

void Transitions::begin_frame(std::int64_t now_ms, Motion motion) {
  now_ms_ = now_ms;
  motion_ = motion;
  wake_ms_ = INT64_MAX;
}

void Transitions::arrive(float from) {
  arrived_from_ = still() ? 0 : from;
  arrived_ms_ = now_ms_;
  clear();
}

void Transitions::clear() {
  presses_.clear();
  glides_.clear();
}

float Transitions::press(std::string_view id, bool down) {
  auto it = std::find_if(presses_.begin(), presses_.end(), [&](const Press& x) { return x.id == id; });
  if (it == presses_.end()) {
    if (!down) return 0;
    it = presses_.insert(presses_.end(), Press{std::string(id), now_ms_, true});
  }
  if (it->down != down) {
    it->down = down;
    it->since_ms = now_ms_;
  }
  const float t =
      still()
          ? 1.0f
          : std::clamp(static_cast<float>(now_ms_ - it->since_ms) / static_cast<float>(kPressMs), 0.0f, 1.0f);
  if (t < 1) wake_at(now_ms_ + kFrameMs);
  if (!down && t >= 1) {
    presses_.erase(it);
    return 0;
  }
  return down ? eased(t) : 1 - eased(t);
}

float Transitions::glide(std::string_view id, float target, const GlideHow& how) {
  if (measuring_ || still()) return target;
  auto it = std::find_if(glides_.begin(), glides_.end(), [&](const Glide& g) { return g.id == id; });
  if (it == glides_.end())
    it = glides_.insert(glides_.end(),
                        Glide{std::string(id), how.first.value_or(target), target, now_ms_ + how.delay_ms});
  const float way = std::abs(it->to - it->from) * static_cast<float>(how.whole_ms);
  const float t = way <= 0 ? 1.0f : std::clamp(static_cast<float>(now_ms_ - it->since_ms) / way, 0.0f, 1.0f);
  const float value = it->from + (it->to - it->from) * t;
  if (it->to != target) *it = {std::string(id), value, target, now_ms_};
  if (value != target) wake_at(std::max(now_ms_ + kFrameMs, it->since_ms));
  return value;
}

float Transitions::arrival_left() const {
  return 1 - std::clamp(static_cast<float>(now_ms_ - arrived_ms_) / kArriveMs, 0.0f, 1.0f);
}

float Transitions::arrival() const {
  const float left = arrival_left();
  return arrived_from_ * left * left * left;
}

void Transitions::wake_at(std::int64_t at_ms) { wake_ms_ = std::min(wake_ms_, at_ms); }

std::int64_t Transitions::next_wake_ms() const {
  const bool comes = arrived_from_ != 0 && arrival_left() > 0;
  return comes ? std::min(wake_ms_, now_ms_ + kFrameMs) : wake_ms_;
}

}  // namespace wv::ui
