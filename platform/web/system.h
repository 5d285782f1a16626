// The small ports of a browser: its clocks, and its random source.
#pragma once
#include <cstdint>
#include <functional>

#include "ports/clock.h"
#include "ports/random.h"

namespace wv::web_platform {

// A browser has no clock that is known to go on through sleep: performance.now() stands still on some
// systems. Where the wall went further than the steady clock the machine is taken to have slept. Somebody who
// sets the clock forward only makes what protects a visitor come earlier.
class BrowserClock final : public ports::Clock {
 public:
  [[nodiscard]] LocalTime now() override;
  [[nodiscard]] std::int64_t steady_ms() override;
  [[nodiscard]] std::int64_t boot_ms() override;
  [[nodiscard]] LocalTime local(Instant at) override;
  // The page's loop wakes by itself for both clocks (page.cpp), and whenever it is looked at again.
  void ring_at(std::int64_t, const std::function<void()>&) override {}

 private:
  std::int64_t slept_ms_ = 0, last_boot_ms_ = 0;
  double wall_ms_ = 0, steady_at_ = 0;
  bool looked_ = false;
};

class BrowserRandom final : public ports::Random {
 public:
  void fill(std::span<std::uint8_t> bytes) override;
};

}  // namespace wv::web_platform
