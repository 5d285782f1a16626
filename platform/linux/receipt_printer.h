// ports::Printer on Linux, by ESC/POS (shared/escpos.h). It asks a printer how it is where that answers, and
// does without where it never does. A worker of its own: nothing waits for it. A slip that stopped half-way
// is taken out of the printer's memory, as far as it obeys.
#pragma once
#include <chrono>
#include <memory>

#include "foreign_worker.h"
#include "ports/printer.h"

namespace wv::linux_platform {

class ReceiptPrinter final : public ports::Printer {
 public:
  struct Patience {
    std::chrono::milliseconds answer{600};   // for a status
    std::chrono::milliseconds stall{8000};   // without taking a single byte
    std::chrono::milliseconds paper{20000};  // from the last byte until it is on paper
    std::chrono::milliseconds calm{4000};    // the same, where it says that all is well and no more
    std::chrono::milliseconds limit{15000};  // without a sign of life, and it is given up
  };
  ReceiptPrinter(const std::shared_ptr<Mailbox>& mailbox, Patience patience);
  explicit ReceiptPrinter(const std::shared_ptr<Mailbox>& mailbox) : ReceiptPrinter(mailbox, Patience{}) {}

  void look(ports::PrinterAddress at, Answer answer) override;
  void print(ports::PrinterAddress at, Draw draw, Answer answer) override;

 private:
  const Patience patience_;
  ForeignWorker worker_;
};

}  // namespace wv::linux_platform
