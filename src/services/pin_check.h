// The PIN before the settings (crypto/pin_lock.h), asked by the app: what was tried is noted, never a digit.
// Answers: PinLooked, PinTried, PinKept, or PinFailed when it can't be counted or kept.
#pragma once
#include "app/update.h"
#include "crypto/pin_lock.h"
#include "ports/platform.h"
#include "services/event_log.h"
#include "services/report.h"

namespace wv::services {

class PinCheck {
 public:
  PinCheck(ports::Platform& platform, ports::Store& store, EventLog& log)
      : log_(log), lock_(store, platform.sealer(), platform.random()) {}

  // At the start: a wait that stood when the power went begins there, not when somebody comes.
  void begin_wait(std::int64_t boot_ms);
  void look(std::int64_t boot_ms, Report report);
  void guess(Secret digits, std::int64_t boot_ms, Report report);
  void keep(Secret digits, Report report);

 private:
  void failed(const Error& error, const Report& report);

  EventLog& log_;
  crypto::PinLock lock_;
};

}  // namespace wv::services
