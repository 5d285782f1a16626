// The small ports: the clocks and the random source of the Linux kernel.
#pragma once
#include "boot_alarm.h"
#include "ports/clock.h"
#include "ports/random.h"

namespace wv::linux_platform {

class PosixClock final : public ports::Clock {
 public:
  [[nodiscard]] LocalTime now() override;  // the offset is that of $TZ or /etc/localtime at that moment
  [[nodiscard]] std::int64_t steady_ms() override;
  [[nodiscard]] std::int64_t boot_ms() override;
  [[nodiscard]] LocalTime local(Instant at) override;
  void ring_at(std::int64_t boot_ms, const std::function<void()>& ring) override {
    alarm_.set(boot_ms, ring);
  }

 private:
  BootAlarm alarm_;
};

class GetrandomRandom final : public ports::Random {
 public:
  void fill(std::span<std::uint8_t> bytes) override;
};

}  // namespace wv::linux_platform
