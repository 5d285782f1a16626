// Now, on both clocks: the wall's, which may jump, and a steady one for waiting and motion.
#pragma once
#include <cstdint>

#include "base/time.h"

namespace wv::shell {

struct Moment {
  LocalTime wall;
  std::int64_t steady_ms = 0;
};

}  // namespace wv::shell
