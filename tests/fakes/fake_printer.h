// A printer port in memory: a test says what becomes of the next slips, and looks at what came out. For tests
// only.
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "fakes/answers.h"
#include "ports/printer.h"

namespace wv::fakes {

class FakePrinter final : public ports::Printer {
 public:
  explicit FakePrinter(Answers& answers) : answers_(answers) {}
  void look(ports::PrinterAddress, Answer answer) override {
    ++looks;
    answers_.later<Done>(std::move(answer), outcome());
  }
  void print(ports::PrinterAddress, Draw draw, Answer answer) override {
    if (!trouble) slips.push_back(draw());
    answers_.later<Done>(std::move(answer), outcome());
  }

  std::optional<std::string> trouble;  // a code: everything is refused with it
  std::vector<ports::DotPicture> slips;
  int looks = 0;

 private:
  [[nodiscard]] Status outcome() const {
    if (trouble) return Error{Fault::not_now, *trouble, ""};
    return Done{};
  }
  Answers& answers_;
};

}  // namespace wv::fakes
