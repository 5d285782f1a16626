// The Unicode Bidirectional Algorithm (UAX #9) by FriBidi, on one paragraph without its newline.
// Levels belong to the whole paragraph and lines are cut out of them afterwards, so an isolate or embedding
// that spans a line break stays balanced and a number keeps its neighbours. Inside this room only.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "text/layout.h"

namespace wv::text {

// Rules P2 and P3; nothing if the paragraph has no strong character outside isolates.
[[nodiscard]] std::optional<Direction> first_strong(std::u32string_view paragraph);

struct Levels {
  std::vector<std::uint32_t> types;  // FriBidiCharType
  std::vector<std::int8_t> level;    // FriBidiLevel, as rules X1–I2 leave them
  Direction base = Direction::ltr;
};
[[nodiscard]] Levels resolve_levels(std::u32string_view paragraph, Direction base);
// The same for what people read: telephone numbers, dates and codes of digits stay whole and run from left to
// right, also where nobody isolated them. By the bare rules "+31 6 12" in Arabic becomes "12 6 31+".
[[nodiscard]] Levels resolve_with_numbers(std::u32string_view paragraph, Direction base);

struct LineOrder {
  std::vector<std::uint32_t> visual;  // indices in the paragraph, left to right (L2)
  std::vector<std::int8_t> level;     // of each character of the line, in logical order, after L1
};
[[nodiscard]] LineOrder order_line(const Levels& levels, std::uint32_t begin, std::uint32_t end);

}  // namespace wv::text
