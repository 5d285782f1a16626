// Now, on the three clocks of ports/clock.h. Where no machine sleeps (the player's virtual time) the boot
// clock is the steady one.
#pragma once
#include <cstdint>

#include "base/time.h"

namespace wv::services {

struct Moment {
  LocalTime wall;
  std::int64_t steady_ms = 0;
  std::int64_t boot_ms = steady_ms;
};

}  // namespace wv::services
