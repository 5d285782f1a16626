#include "sync/waits.h"

#include <algorithm>

namespace wv::sync {

std::int64_t Waits::draw_ms(int failures) {
  constexpr int kMostDoublings = 20;  // far beyond 30 minutes
  const std::int64_t most = std::min(kMostMs, kLeastMs << std::clamp(failures - 1, 0, kMostDoublings));
  std::array<std::uint8_t, 4> chance{};
  random_.fill(chance);
  const std::uint32_t drawn = chance[0] | static_cast<std::uint32_t>(chance[1]) << 8 | static_cast<std::uint32_t>(chance[2]) << 16 |
                              static_cast<std::uint32_t>(chance[3]) << 24;
  return std::max(kFloorMs, std::int64_t{drawn} * most / std::int64_t{0xFFFF'FFFF});
}

void Waits::succeeded() {
  failures_ = pauses_ = 0;
  paused_until_ms_ = asked_until_ms_ = 0;
}

void Waits::failed(std::int64_t now_ms, std::optional<std::int64_t> retry_after_ms) {
  ++failures_;
  if (retry_after_ms) asked_until_ms_ = std::max(asked_until_ms_, now_ms + *retry_after_ms);
  // What was still under way when the pause began tells nothing new.
  if (failures_ < kFailuresThatPause || now_ms < std::max(paused_until_ms_, asked_until_ms_)) return;
  paused_until_ms_ = now_ms + draw_ms(++pauses_);
}

void Waits::box_missing(crypto::Box box, std::int64_t now_ms) {
  Box& b = boxes_[static_cast<std::size_t>(box)];
  if (now_ms < b.until_ms) return;
  b.until_ms = now_ms + draw_ms(++b.misses);
}

void Waits::box_there(crypto::Box box) { boxes_[static_cast<std::size_t>(box)] = {}; }

void Waits::end_all() {
  end_own();
  asked_until_ms_ = stopped_until_ms_ = 0;
}

void Waits::end_own() {
  failures_ = pauses_ = 0;
  paused_until_ms_ = 0;
  for (Box& box : boxes_) box.until_ms = 0;
}

bool Waits::some_box_missing() const {
  return std::any_of(boxes_.begin(), boxes_.end(), [](const Box& box) { return box.misses > 0; });
}

}  // namespace wv::sync
