#include "system.h"

#include <sys/random.h>
#include <time.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>

namespace wv::linux_platform {
namespace {

std::int64_t read_ms(clockid_t clock) {
  timespec time{};
  ::clock_gettime(clock, &time);
  return std::int64_t{time.tv_sec} * 1000 + time.tv_nsec / 1'000'000;
}

}  // namespace

LocalTime PosixClock::now() { return local(Instant{read_ms(CLOCK_REALTIME)}); }

LocalTime PosixClock::local(Instant at) {
  const time_t seconds = static_cast<time_t>(at.ms / 1000);
  tm local{};
  ::tzset();
  ::localtime_r(&seconds, &local);
  return {at, static_cast<int>(local.tm_gmtoff / 60)};
}

std::int64_t PosixClock::steady_ms() { return read_ms(CLOCK_MONOTONIC); }

std::int64_t PosixClock::boot_ms() { return read_ms(CLOCK_BOOTTIME); }

void GetrandomRandom::fill(std::span<std::uint8_t> bytes) {
  while (!bytes.empty()) {
    const ssize_t got = ::getrandom(bytes.data(), bytes.size(), 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) {
      std::fputs("wijkverbinder: the system gives no random numbers; nothing can be sealed safely\n", stderr);
      std::abort();
    }
    bytes = bytes.subspan(static_cast<std::size_t>(got));
  }
}

}  // namespace wv::linux_platform
