// Slips on the receipt printer of the settings. Answers: PrinterLooked, SlipPrinted. A failure is a code in
// the log; the person is told that it didn't work.
#pragma once
#include "app/slip.h"
#include "content/config.h"
#include "ports/printer.h"
#include "services/event_log.h"
#include "services/report.h"
#include "text/font.h"

namespace wv::runtime {

class Slips {
 public:
  Slips(ports::Printer& printer, services::EventLog& log, const content::PrinterSettings& settings);

  // The letters that it prints with; must live as long. Without them nothing is offered.
  void set_fonts(text::Fonts& fonts) { fonts_ = &fonts; }
  void look(services::Report report);
  void print(const app::Slip& slip, services::Report report);

 private:
  ports::Printer& printer_;
  services::EventLog& log_;
  ports::PrinterAddress at_;
  int dots_;
  text::Fonts* fonts_ = nullptr;
};

}  // namespace wv::runtime
