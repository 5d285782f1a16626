#include "services/pin_check.h"

#include <utility>

namespace wv::services {

using crypto::PinAnswer;

void PinCheck::failed(const Error& error, const Report& report) {
  log_.note(error.code);
  report(app::HostEvent{app::PinFailed{}});
}

void PinCheck::begin_wait(std::int64_t boot_ms) {
  lock_.look(boot_ms, [](Result<PinAnswer>) {});
}

void PinCheck::look(std::int64_t boot_ms, Report report) {
  lock_.look(boot_ms, [this, report = std::move(report)](Result<PinAnswer> looked) {
    if (!looked) return failed(looked.error(), report);
    const bool set = looked.value().what != PinAnswer::What::none;
    report(app::HostEvent{app::PinLooked{set, looked.value().wait_ms}});
  });
}

void PinCheck::guess(Secret digits, std::int64_t boot_ms, Report report) {
  lock_.guess(std::move(digits), boot_ms, [this, report = std::move(report)](Result<PinAnswer> tried) {
    if (!tried) return failed(tried.error(), report);
    const bool right = tried.value().what == PinAnswer::What::right;
    log_.note(right                                            ? "pin.right"
              : tried.value().what == PinAnswer::What::waiting ? "pin.waiting"
                                                               : "pin.wrong");
    report(app::HostEvent{app::PinTried{right, tried.value().wait_ms}});
  });
}

void PinCheck::keep(Secret digits, Report report) {
  lock_.set(std::move(digits), [this, report = std::move(report)](Result<Done> kept) {
    if (!kept) return failed(kept.error(), report);
    log_.note("pin.set");
    report(app::HostEvent{app::PinKept{}});
  });
}

}  // namespace wv::services
