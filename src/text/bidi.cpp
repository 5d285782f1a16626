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
  std::transform(text.begin(), text.end(), types.begin(),
                 [](char32_t c) { return fribidi_get_bidi_type(c); });
  return types;
}

FriBidiParType fribidi_base(Direction base) {
  return base == Direction::rtl ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR;
}

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

namespace {

// `resolve` may differ from `types`: the levels follow it, while L1 needs the characters' own types.
Levels levels_of(std::u32string_view paragraph, Direction base, std::vector<FriBidiCharType> types,
                 const std::vector<FriBidiCharType>& resolve) {
  Levels result{std::move(types), {}, base};
  const auto size = static_cast<FriBidiStrIndex>(paragraph.size());
  std::vector<FriBidiBracketType> brackets(paragraph.size());
  for (std::size_t i = 0; i < paragraph.size(); ++i) {
    // Only characters of type ON can be paired brackets (BD14, BD15).
    brackets[i] = resolve[i] == FRIBIDI_TYPE_ON ? fribidi_get_bracket(paragraph[i]) : FRIBIDI_NO_BRACKET;
  }
  const std::int8_t base_level = base == Direction::rtl ? 1 : 0;
  result.level.assign(paragraph.size(), base_level);
  FriBidiParType par = fribidi_base(base);
  if (size > 0 && fribidi_get_par_embedding_levels_ex(resolve.data(), brackets.data(), size, &par,
                                                      result.level.data()) == 0) {
    result.level.assign(paragraph.size(), base_level);  // out of memory: plain order rather than none
  }
  return result;
}

bool is_number(FriBidiCharType type) { return type == FRIBIDI_TYPE_EN || type == FRIBIDI_TYPE_AN; }

// What stands between the groups of a number; never a colon, which parts hours.
bool parts_groups(char32_t c) {
  constexpr std::u32string_view kParting =
      U" -./()\u00A0\u2007\u2009\u202F\u2010\u2011\u2012\u2013\u2212\u2060";
  return kParting.find(c) != std::u32string_view::npos;
}

struct NumberRun {
  std::size_t end = 0;  // one past its last digit
  std::size_t digits = 0, groups = 1, longest = 0;
  bool arabic = true;  // all digits are of type AN
};

// Digits from `at` on (or behind a + or an opening bracket there), with at most three signs between two
// groups.
NumberRun run_from(std::u32string_view text, const std::vector<FriBidiCharType>& types, std::size_t at) {
  NumberRun run;
  std::size_t group = 0, between = 0;
  for (std::size_t i = at; i < text.size(); ++i) {
    if (is_number(types[i])) {
      if (between > 0 && run.digits > 0) ++run.groups, group = 0;
      run.longest = std::max(run.longest, ++group);
      run.arabic = run.arabic && types[i] == FRIBIDI_TYPE_AN;
      ++run.digits;
      run.end = i + 1;
      between = 0;
    } else if (i > at || (text[i] != U'+' && text[i] != U'(')) {
      if (!parts_groups(text[i]) || ++between > 3) break;
    }
  }
  return run;
}

}  // namespace

Levels resolve_levels(std::u32string_view paragraph, Direction base) {
  std::vector<FriBidiCharType> types = types_of(paragraph);
  return levels_of(paragraph, base, types, types);
}

Levels resolve_with_numbers(std::u32string_view paragraph, Direction base) {
  std::vector<FriBidiCharType> types = types_of(paragraph), kept = types;
  for (std::size_t at = 0; at < paragraph.size();) {
    const bool opens = (paragraph[at] == U'+' || paragraph[at] == U'(') && at + 1 < paragraph.size() &&
                       (is_number(types[at + 1]) || paragraph[at + 1] == U'+');
    if (!opens && !is_number(types[at])) {
      ++at;
      continue;
    }
    const std::size_t digits = paragraph.substr(at, 2) == U"(+" ? at + 1 : at;
    const NumberRun run = run_from(paragraph, types, digits);
    const bool dialled = paragraph[digits] == U'+' && run.digits >= 3;
    const bool grouped = run.groups > 1 && run.digits >= 6 && run.longest >= 2;
    if (dialled || grouped) {
      std::fill(kept.begin() + static_cast<std::ptrdiff_t>(at),
                kept.begin() + static_cast<std::ptrdiff_t>(run.end),
                run.arabic ? FRIBIDI_TYPE_AN : FRIBIDI_TYPE_EN);
    }
    at = std::max(at + 1, run.end);
  }
  return levels_of(paragraph, base, std::move(types), kept);
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
    // No flags: marks stay behind their letter, since HarfBuzz places them. It can't fail without a visual
    // string.
    [[maybe_unused]] const FriBidiLevel highest =
        fribidi_reorder_line(0, levels.types.data() + begin, static_cast<FriBidiStrIndex>(size), 0,
                             fribidi_base(levels.base), order.level.data(), nullptr, map.data());
  }
  order.visual.reserve(size);
  for (const FriBidiStrIndex index : map) order.visual.push_back(begin + static_cast<std::uint32_t>(index));
  return order;
}

}  // namespace wv::text
