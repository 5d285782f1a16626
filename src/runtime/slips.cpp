#include "runtime/slips.h"

#include <memory>
#include <utility>

#include "runtime/slip_drawing.h"

namespace wv::runtime {

Slips::Slips(ports::Printer& printer, services::EventLog& log, const content::PrinterSettings& settings)
    : printer_(printer),
      log_(log),
      at_{settings.device, settings.host, settings.port},
      dots_(settings.dots / 8 * 8) {}

void Slips::look(services::Report report) {
  if (!at_.named() || fonts_ == nullptr) return report(app::PrinterLooked{false});
  printer_.look(at_, [this, report = std::move(report)](Status ready) {
    if (!ready) log_.note(ready.error().code);
    report(app::PrinterLooked{ready.ok()});
  });
}

void Slips::print(const app::Slip& slip, services::Report report) {
  if (!at_.named() || fonts_ == nullptr) return report(app::SlipPrinted{false});
  auto picture = std::make_shared<ports::DotPicture>(draw_slip(*fonts_, slip, dots_));
  printer_.print(
      at_, [picture] { return std::move(*picture); },
      [this, report = std::move(report)](Status printed) {
        log_.note(printed ? "printer.printed" : printed.error().code);
        report(app::SlipPrinted{printed.ok()});
      });
}

}  // namespace wv::runtime
