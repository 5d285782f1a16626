// Three clocks. The wall may jump and be wrong; the steady one is for motion and for waiting on others, and
// stands still while the machine sleeps; the boot clock goes on through that sleep, and counts whatever
// protects somebody: how long a person's words may stand on a screen that nobody touches. The zone's offset
// belongs to the wall: residents are told days as people around them count.
#pragma once
#include <cstdint>
#include <functional>

#include "base/time.h"

namespace wv::ports {

class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual LocalTime now() = 0;
  [[nodiscard]] virtual std::int64_t steady_ms() = 0;  // never goes back
  [[nodiscard]] virtual std::int64_t boot_ms() = 0;  // never goes back, and never falls behind the steady one
  // What the wall showed, or will show, at another moment: with the offset of then, not that of now.
  [[nodiscard]] virtual LocalTime local(Instant at) = 0;
  // Calls `ring`, on any thread, once the boot clock has reached this moment, in the place of the one asked
  // for before; at once when the machine slept through it. A machine that can't never does.
  virtual void ring_at(std::int64_t boot_ms, const std::function<void()>& ring) = 0;
};

}  // namespace wv::ports
