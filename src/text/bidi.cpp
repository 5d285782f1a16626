#include "text/bidi.h"

#include <fribidi.h>

#include <algorithm>
#include <type_traits>

#include "text/decoded.h"

namespace wv::text {

static_assert(std::is_same_v<FriBidiCharType, std::uint32_t>);
static_assert(std::is_same_v<FriBidiLevel, std::int8_t>);

namespace {

std::vector<FriBidiCharType> types_of(std::u32string_view text) {
  std::vector<FriBidiCharType> types(text.size());
  std::transform(text.begin(), text.end(), types.begin(), [](char32_t c) { return fribidi_get_bidi_type(c); });
  return types;
}

FriBidiParType fribidi_base(Direction base) { return base == Direction::rtl ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR; }

}  // namespace

std::optional<Direction> first_strong(std::u32string_view paragraph) {
  const std::vector<FriBidiCharType> types = types_of(paragraph);
  switch (fribidi_get_par_direction(types.data(), static_cast<FriBidiStrIndex>(types.size()))) {
    case FRIBIDI_PAR_LTR: return Direction::ltr;
    case FRIBIDI_PAR_RTL: return Direction::rtl;
    default: return std::nullopt;
  }
}

Direction direction_of(std::string_view paragraph, Direction otherwise) {
  return first_strong(Decoded(paragraph).text).value_or(otherwise);
}

Levels resolve_levels(std::u32string_view paragraph, Direction base) {
  Levels result{types_of(paragraph), {}, base};
  const auto size = static_cast<FriBidiStrIndex>(paragraph.size());
  std::vector<FriBidiBracketType> brackets(paragraph.size());
  for (std::size_t i = 0; i < paragraph.size(); ++i) {
    // Only characters of type ON can be paired brackets (BD14, BD15).
    brackets[i] = result.types[i] == FRIBIDI_TYPE_ON ? fribidi_get_bracket(paragraph[i]) : FRIBIDI_NO_BRACKET;
  }
  const std::int8_t base_level = base == Direction::rtl ? 1 : 0;
  result.level.assign(paragraph.size(), base_level);
  FriBidiParType par = fribidi_base(base);
  if (size > 0 &&
      fribidi_get_par_embedding_levels_ex(result.types.data(), brackets.data(), size, &par, result.level.data()) == 0) {
    result.level.assign(paragraph.size(), base_level);  // out of memory: plain order rather than none
  }
  return result;
}

LineOrder order_line(const Levels& levels, std::uint32_t begin, std::uint32_t end) {
  // FriBidi changes the levels it is given (L1), and they may be used for another way of cutting lines.
  const std::size_t size = end - begin;
  const auto first = static_cast<std::ptrdiff_t>(begin);
  const auto last = static_cast<std::ptrdiff_t>(end);
  LineOrder order;
  order.level.assign(levels.level.begin() + first, levels.level.begin() + last);
  std::vector<FriBidiStrIndex> map(size);
  for (std::size_t i = 0; i < size; ++i) map[i] = static_cast<FriBidiStrIndex>(i);
  if (size > 0) {
    // No flags: marks stay behind their letter, since HarfBuzz places them. It can't fail without a visual string.
    [[maybe_unused]] const FriBidiLevel highest =
        fribidi_reorder_line(0, levels.types.data() + begin, static_cast<FriBidiStrIndex>(size), 0,
                             fribidi_base(levels.base), order.level.data(), nullptr, map.data());
  }
  order.visual.reserve(size);
  for (const FriBidiStrIndex index : map) order.visual.push_back(begin + static_cast<std::uint32_t>(index));
  return order;
}

}  // namespace wv::text
