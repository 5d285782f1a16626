#include "shared/escpos.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace wv::escpos {

namespace {

constexpr std::uint8_t kEsc = 0x1B, kGs = 0x1D, kDle = 0x10, kEot = 0x04, kEnq = 0x05, kDc4 = 0x14;
constexpr std::size_t kMostBandBytes = 3500, kHeadBytes = 8;

bool begins_real_time(std::uint8_t first, std::uint8_t second) {
  return first == kDle && (second == kEot || second == kEnq || second == kDc4);
}

void append(Bytes& to, std::initializer_list<std::uint8_t> bytes) {
  to.insert(to.end(), bytes.begin(), bytes.end());
}

// One dot more, beside one that is black already: nobody sees it.
void break_real_time(Bytes& bytes, std::size_t from) {
  for (std::size_t i = from; i + 1 < bytes.size(); ++i)
    if (begins_real_time(bytes[i], bytes[i + 1])) bytes[i] |= 0x08;
}

}  // namespace

std::vector<Bytes> slip(const ports::DotPicture& picture) {
  const auto stride = static_cast<std::size_t>(std::max(0, picture.width) / 8);
  const auto rows = static_cast<std::size_t>(std::max(0, picture.height));
  if (stride == 0 || picture.dots.size() < stride * rows) return {};
  const std::size_t band_rows = std::max<std::size_t>(1, kMostBandBytes / stride);
  std::vector<Bytes> pieces;
  pieces.push_back({kEsc, '@'});
  for (std::size_t row = 0; row < rows; row += band_rows) {
    const std::size_t count = std::min(band_rows, rows - row);
    Bytes band;
    band.reserve(stride * count + kHeadBytes);  // at once: growing leaves nothing behind
    append(band, {kGs, 'v', '0', 0, static_cast<std::uint8_t>(stride & 0xFF),
                  static_cast<std::uint8_t>(stride >> 8), static_cast<std::uint8_t>(count & 0xFF),
                  static_cast<std::uint8_t>(count >> 8)});
    const auto from = picture.dots.begin() + static_cast<std::ptrdiff_t>(row * stride);
    band.insert(band.end(), from, from + static_cast<std::ptrdiff_t>(count * stride));
    break_real_time(band, kHeadBytes);
    pieces.push_back(std::move(band));
  }
  pieces.push_back({kEsc, 'd', 3, kGs, 'V', 66, 0});
  return pieces;
}

bool has_real_time(const Bytes& bytes) {
  for (std::size_t i = 0; i + 1 < bytes.size(); ++i)
    if (begins_real_time(bytes[i], bytes[i + 1])) return true;
  return false;
}

Bytes question(Ask what) { return {kDle, kEot, static_cast<std::uint8_t>(what)}; }
Bytes when_printed() { return {kGs, 'r', 1}; }
Bytes drop_the_rest() { return {kDle, kDc4, 8, 1, 3, 20, 1, 6, 2, 8}; }

bool is_real_time_answer(std::uint8_t byte) { return (byte & 0x93) == 0x12; }
bool is_printed_answer(std::uint8_t byte) { return (byte & 0x90) == 0; }

std::optional<Error> trouble(Ask asked, std::uint8_t answer) {
  const auto refuses = [](const char* code, const char* what) { return Error{Fault::not_now, code, what}; };
  const bool no_paper = asked == Ask::paper ? (answer & 0x60) != 0 : (answer & 0x20) != 0;
  if (no_paper) return refuses("printer.no_paper", "the printer has no paper; put a roll in");
  if (asked != Ask::why_offline) return std::nullopt;
  if ((answer & 0x04) != 0) return refuses("printer.cover_open", "the printer's cover is open; close it");
  if ((answer & 0x40) != 0)
    return refuses("printer.fault", "the printer tells of a fault; look at its cutter, switch it off and on");
  return std::nullopt;
}

}  // namespace wv::escpos
