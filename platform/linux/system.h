// The small ports: the clocks and the random source of the Linux kernel.
#pragma once
#include "ports/clock.h"
#include "ports/random.h"

namespace wv::linux_platform {

class PosixClock final : public ports::Clock {
 public:
  [[nodiscard]] LocalTime now() override;  // the offset is that of $TZ or /etc/localtime at that moment
  [[nodiscard]] std::int64_t steady_ms() override;
};

class GetrandomRandom final : public ports::Random {
 public:
  void fill(std::span<std::uint8_t> bytes) override;
};

}  // namespace wv::linux_platform
