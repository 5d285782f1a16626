// Rings once the boot clock has reached a moment, also at once after the machine slept through it: what waits
// in poll or select counts only while the machine is awake (timerfd_create(2), CLOCK_BOOTTIME). A thread of
// its own, from the first alarm on, since the one that shows pictures waits for the window system. Where the
// kernel gives no such timer nothing rings, and the next touch finds the time passed all the same.
#pragma once
#include <cstdint>
#include <functional>
#include <thread>

#include "file_descriptor.h"

namespace wv::linux_platform {

class BootAlarm {
 public:
  BootAlarm() = default;
  ~BootAlarm();
  BootAlarm(const BootAlarm&) = delete;
  BootAlarm& operator=(const BootAlarm&) = delete;

  // In the place of the one before. `ring` runs on the alarm's thread; the first one given stays.
  void set(std::int64_t boot_ms, const std::function<void()>& ring);

 private:
  void begin(const std::function<void()>& ring);

  FileDescriptor timer_, bell_;
  std::thread thread_;
  std::int64_t set_ms_ = -1;
};

}  // namespace wv::linux_platform
