#include "receipt_printer.h"

#include <optional>
#include <utility>
#include <vector>

#include "base/secret.h"
#include "later.h"
#include "printer_line.h"
#include "shared/escpos.h"

namespace wv::linux_platform {
namespace {

using Milliseconds = std::chrono::milliseconds;
using Patience = ReceiptPrinter::Patience;
using Steady = std::chrono::steady_clock;

Error silent() {
  return {Fault::not_now, "printer.silent", "the printer takes nothing more; switch it off and on"};
}

class Talk {
 public:
  Talk(PrinterLine line, const Patience& patience) : line_(std::move(line)), patience_(patience) {}

  // What keeps it from printing. One that doesn't answer isn't asked again.
  [[nodiscard]] std::optional<Error> trouble() {
    for (const auto what : {escpos::Ask::paper, escpos::Ask::why_offline}) {
      if (!answers_) break;
      const auto answer = ask(what);
      answers_ = answer.has_value();
      if (!answer) break;
      if (auto found = escpos::trouble(what, *answer)) return found;
    }
    if (!answers_ && line_.port_says_no_paper()) return escpos::trouble(escpos::Ask::paper, 0x60);
    return std::nullopt;
  }

  // Piece by piece, and asked in between: where the paper ends, little of the slip is in its memory.
  [[nodiscard]] Status print(const std::vector<Bytes>& pieces) {
    bool asks = answers_;
    for (const Bytes& piece : pieces) {
      if (!line_.write(piece, patience_.stall)) return take_back(trouble().value_or(silent()));
      const auto paper = asks ? ask(escpos::Ask::paper) : std::nullopt;
      asks = paper.has_value();  // one that is busy printing may fall silent
      if (!paper) continue;
      if (const auto why = escpos::trouble(escpos::Ask::paper, *paper)) return take_back(*why);
    }
    if (!line_.handed_over(patience_.stall)) return take_back(trouble().value_or(silent()));
    if (answers_) return until_on_paper();
    if (line_.port_says_no_paper()) return take_back(*escpos::trouble(escpos::Ask::paper, 0x60));
    line_.end();
    return Done{};
  }

  void end() { line_.end(); }

 private:
  [[nodiscard]] std::optional<std::uint8_t> ask(escpos::Ask what) {
    line_.throw_away_input();
    if (!line_.write(escpos::question(what), patience_.answer)) return std::nullopt;
    return awaited(escpos::is_real_time_answer, patience_.answer);
  }

  // The first byte of that form; what else comes (its own reports, XON) is passed by.
  [[nodiscard]] std::optional<std::uint8_t> awaited(bool (*is_it)(std::uint8_t), Milliseconds within) {
    const auto until = Steady::now() + within;
    for (auto left = within; left.count() >= 0;
         left = std::chrono::duration_cast<Milliseconds>(until - Steady::now())) {
      const auto byte = line_.read(left);
      if (!byte) return std::nullopt;
      if (is_it(*byte)) return byte;
    }
    return std::nullopt;
  }

  // The last byte was taken; it may still run out of paper. A printer that doesn't know the question is
  // believed when it says for a while that all is well.
  [[nodiscard]] Status until_on_paper() {
    const auto began = Steady::now();
    if (!line_.write(escpos::when_printed(), patience_.stall)) return take_back(silent());
    while (Steady::now() - began < patience_.paper) {
      ForeignWorker::still_alive();
      if (awaited(escpos::is_printed_answer, patience_.answer)) break;
      if (auto why = trouble()) return take_back(*why);
      if (!answers_) return take_back(silent());
      if (Steady::now() - began >= patience_.calm) break;
    }
    line_.end();
    return Done{};
  }

  [[nodiscard]] Status take_back(Error why) {
    static_cast<void>(line_.write(escpos::drop_the_rest(), patience_.answer));
    line_.abort();
    return why;
  }

  PrinterLine line_;
  const Patience& patience_;
  bool answers_ = true;
};

Status look_at(const ports::PrinterAddress& at, const Patience& patience) {
  auto line = PrinterLine::open(at);
  if (!line) return line.error();
  Talk talk(std::move(line).value(), patience);
  auto why = talk.trouble();
  talk.end();
  if (why) return *why;
  return Done{};
}

Status print_at(const ports::PrinterAddress& at, const ports::Printer::Draw& draw, const Patience& patience) {
  auto line = PrinterLine::open(at);
  if (!line) return line.error();
  Talk talk(std::move(line).value(), patience);
  if (auto why = talk.trouble()) {
    talk.end();
    return *why;
  }
  std::vector<Bytes> pieces;
  {
    ports::DotPicture picture = draw();
    pieces = escpos::slip(picture);
    wipe(picture.dots);
  }
  ForeignWorker::still_alive();
  Status done = talk.print(pieces);
  for (Bytes& piece : pieces) wipe(piece);
  return done;
}

}  // namespace

ReceiptPrinter::ReceiptPrinter(const std::shared_ptr<Mailbox>& mailbox, Patience patience)
    : patience_(patience), worker_(mailbox, patience.limit) {}

void ReceiptPrinter::look(ports::PrinterAddress at, Answer answer) {
  later<Done>(
      worker_, std::move(answer),
      [at = std::move(at), patience = patience_] { return look_at(at, patience); }, silent());
}

void ReceiptPrinter::print(ports::PrinterAddress at, Draw draw, Answer answer) {
  later<Done>(
      worker_, std::move(answer),
      [at = std::move(at), draw = std::move(draw), patience = patience_] {
        Status done = print_at(at, draw, patience);
        wipe_stack();
        return done;
      },
      silent());
}

}  // namespace wv::linux_platform
