// Two clocks: the wall, which may jump and be wrong, and a steady one for waiting and motion.
// The zone's offset belongs to the wall: residents are told days as people around them count.
#pragma once
#include <cstdint>

#include "base/time.h"

namespace wv::ports {

class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual LocalTime now() = 0;
  [[nodiscard]] virtual std::int64_t steady_ms() = 0;  // never goes back
};

}  // namespace wv::ports
