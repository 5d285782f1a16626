#include "system.h"

#include <emscripten.h>

#include <algorithm>
#include <cmath>

extern "C" {
double wv_date_now();
int wv_offset_min(double ms);  // js/system.js: minutes east of UTC at that moment
void wv_random(std::uint8_t* bytes, int count);
}

namespace wv::web_platform {
namespace {

constexpr double kJitterMs =
    1000;  // clocks are read one after the other, and the wall is corrected in small steps

}  // namespace

LocalTime BrowserClock::now() { return local(Instant{static_cast<std::int64_t>(wv_date_now())}); }

LocalTime BrowserClock::local(Instant at) { return {at, wv_offset_min(static_cast<double>(at.ms))}; }

std::int64_t BrowserClock::steady_ms() { return static_cast<std::int64_t>(emscripten_get_now()); }

std::int64_t BrowserClock::boot_ms() {
  const double wall = wv_date_now(), steady = emscripten_get_now();
  if (looked_) {
    const double ahead = (wall - wall_ms_) - (steady - steady_at_);
    if (ahead > kJitterMs) slept_ms_ += static_cast<std::int64_t>(ahead);
  }
  looked_ = true;
  wall_ms_ = wall;
  steady_at_ = steady;
  last_boot_ms_ = std::max(last_boot_ms_, static_cast<std::int64_t>(steady) + slept_ms_);
  return last_boot_ms_;
}

void BrowserRandom::fill(std::span<std::uint8_t> bytes) {
  constexpr std::size_t kAtOnce = 65536;  // more is refused
  while (!bytes.empty()) {
    const std::size_t some = std::min(bytes.size(), kAtOnce);
    wv_random(bytes.data(), static_cast<int>(some));
    bytes = bytes.subspan(some);
  }
}

}  // namespace wv::web_platform
