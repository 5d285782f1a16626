#include "boot_alarm.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>

#include <algorithm>
#include <array>

namespace wv::linux_platform {

BootAlarm::~BootAlarm() {
  if (!thread_.joinable()) return;
  constexpr std::uint64_t kOnce = 1;
  static_cast<void>(uninterrupted([&] { return ::write(bell_.number(), &kOnce, sizeof kOnce); }));
  thread_.join();
}

void BootAlarm::begin(const std::function<void()>& ring) {
  timer_ = FileDescriptor(::timerfd_create(CLOCK_BOOTTIME, TFD_CLOEXEC));
  bell_ = FileDescriptor(::eventfd(0, EFD_CLOEXEC));
  if (!timer_.is_open() || !bell_.is_open()) return;
  thread_ = std::thread([timer = timer_.number(), bell = bell_.number(), ring] {
    while (true) {
      std::array<pollfd, 2> both = {{{timer, POLLIN, 0}, {bell, POLLIN, 0}}};
      if (uninterrupted([&] { return ::poll(both.data(), both.size(), -1); }) < 0 || both[1].revents != 0)
        return;
      std::uint64_t times = 0;
      if (uninterrupted([&] { return ::read(timer, &times, sizeof times); }) > 0) ring();
    }
  });
}

void BootAlarm::set(std::int64_t boot_ms, const std::function<void()>& ring) {
  if (boot_ms == set_ms_) return;
  if (!thread_.joinable()) begin(ring);
  if (!thread_.joinable()) return;
  set_ms_ = boot_ms;
  constexpr std::int64_t kFarMs = 100LL * 365 * 86'400'000;
  const std::int64_t at = std::clamp<std::int64_t>(boot_ms, 1, kFarMs);  // 0 would switch it off
  itimerspec when{};
  when.it_value.tv_sec = at / 1000;
  when.it_value.tv_nsec = at % 1000 * 1'000'000;
  ::timerfd_settime(timer_.number(), TFD_TIMER_ABSTIME, &when, nullptr);
}

}  // namespace wv::linux_platform
