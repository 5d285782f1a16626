#include "sync/waits.h"

#include <algorithm>

namespace wv::sync {

std::uint32_t Waits::chance() {
  std::array<std::uint8_t, 4> drawn{};
  random_.fill(drawn);
  return drawn[0] | static_cast<std::uint32_t>(drawn[1]) << 8 | static_cast<std::uint32_t>(drawn[2]) << 16 |
         static_cast<std::uint32_t>(drawn[3]) << 24;
}

std::int64_t Waits::draw_ms(int failures) {
  constexpr int kMostDoublings = 20;  // far beyond 30 minutes
  const std::int64_t most = std::min(kMostMs, kLeastMs << std::clamp(failures - 1, 0, kMostDoublings));
  return std::max(kFloorMs, std::int64_t{chance()} * most / std::int64_t{0xFFFF'FFFF});
}

std::int64_t Waits::between(std::int64_t least_ms, std::int64_t more_ms) {
  return least_ms + std::int64_t{chance()} * more_ms / std::int64_t{0xFFFF'FFFF};
}

void Waits::stop(std::int64_t now_ms) {
  const std::int64_t least_ms = kStopMs << std::min(stops_++, kMostStops - 1);
  stopped_until_ms_ = now_ms + between(least_ms, least_ms);
  doubt();
}

// Several may come back at once, from before the first was heard: the first one's wait is kept.
void Waits::locked(std::int64_t now_ms) {
  doubt();
  if (!stopped(now_ms)) stopped_until_ms_ = now_ms + between(kLockedMs, kLockedMoreMs);
}

void Waits::proved(std::int64_t now_ms) {
  proven_until_ms_ = now_ms + kProvenMs;
  unreached_ = stops_ = 0;
}

void Waits::end_stop() {
  stopped_until_ms_ = 0;
  stops_ = 0;
  doubt();
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
  unreached_ = 0;
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
