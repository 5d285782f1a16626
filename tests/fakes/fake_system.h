// A clock that goes when it is told to, and chance that repeats itself. FOR TESTS ONLY: what FakeRandom
// gives, everybody can compute.
#pragma once
#include <cstdint>

#include "ports/clock.h"
#include "ports/random.h"

namespace wv::fakes {

class FakeClock final : public ports::Clock {
 public:
  [[nodiscard]] LocalTime now() override { return now_; }
  [[nodiscard]] std::int64_t steady_ms() override {
    steady_ms_ += pace_ms;
    return steady_ms_;
  }

  [[nodiscard]] std::int64_t boot_ms() override { return steady_ms_ + slept_ms_; }
  [[nodiscard]] LocalTime local(Instant at) override { return as_then(at, now_); }
  void ring_at(std::int64_t boot_ms, const std::function<void()>&) override { rings_at_ms = boot_ms; }

  std::int64_t rings_at_ms = -1;  // on the boot clock
  std::int64_t pace_ms = 0;       // how long it takes to look at it

  void set(const LocalTime& now) { now_ = now; }  // the wall jumps, the steady clock doesn't
  void advance(std::int64_t ms) {
    now_.at.ms += ms;
    steady_ms_ += ms;
  }
  void sleep(std::int64_t ms) {  // the machine does: the steady clock stands still
    now_.at.ms += ms;
    slept_ms_ += ms;
  }

 private:
  LocalTime now_{Instant{1'780'300'800'000}, 120};  // 2026-06-01T10:00:00+02:00
  std::int64_t steady_ms_ = 0, slept_ms_ = 0;
};

class FakeRandom final : public ports::Random {
 public:
  explicit FakeRandom(std::uint64_t seed = 1) : state_(seed) {}
  void fill(std::span<std::uint8_t> bytes) override {
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(next() >> 56);
  }

 private:
  std::uint64_t next() {  // SplitMix64
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15U);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31);
  }
  std::uint64_t state_;
};

}  // namespace wv::fakes
