// ESC/POS, as much of it as a slip needs: bytes for a receipt printer, and what its answers mean (Epson's
// command reference: ESC @, GS v 0, ESC d, GS V, GS r, DLE EOT, DLE DC4). Text goes as a picture, since no
// printer knows all our letters. Nothing here reads or writes.
#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "base/bytes.h"
#include "ports/printer.h"

namespace wv::escpos {

// The slip from the first byte to the cut, in pieces between which one may ask. A piece is a band of the
// picture that fits the smallest buffer (4 KB): longer ones overflow cheap printers, which then print the
// rest as letters. And no dot looks like a real-time command: printers obey those in the middle of a picture
// too.
[[nodiscard]] std::vector<Bytes> slip(const ports::DotPicture& picture);

// Whether these bytes hold a real-time command (DLE with EOT, ENQ or DC4).
[[nodiscard]] bool has_real_time(const Bytes& bytes);

// Real-time questions (DLE EOT n): answered at once, even when it is out of paper.
enum class Ask : std::uint8_t { why_offline = 2, paper = 4 };
[[nodiscard]] Bytes question(Ask what);
// Answered once everything before it is on paper (GS r 1).
[[nodiscard]] Bytes when_printed();
// What it still holds of a slip is dropped (DLE DC4 8): paper that is put in later must not bring it out.
[[nodiscard]] Bytes drop_the_rest();

[[nodiscard]] bool is_real_time_answer(std::uint8_t byte);  // 0xx1xx10
[[nodiscard]] bool is_printed_answer(std::uint8_t byte);    // 0xx0xxxx
// What an answer tells that keeps it from printing; none when there is nothing. The bit "offline" alone is
// not believed: some say it always, and print.
[[nodiscard]] std::optional<Error> trouble(Ask asked, std::uint8_t answer);

}  // namespace wv::escpos
