// What a typed sign stands for in a number, a code or an address: the one place that knows. People type and
// paste digits of many scripts, full-width letters, typographic hyphens, spaces of every width and signs that
// nobody sees (zero-width spaces, direction marks, a byte order mark); every check and every look-up folds
// them by `plain_sign`, so that what passes one passes the next. Source: Unicode 15, categories Nd, Pd, Zs,
// Cf. Nothing fails.
#pragma once
#include <string>
#include <string_view>

namespace wv {

inline constexpr char32_t kUnseen = 0;  // what `plain_sign` says of a sign that leaves no mark on paper

// '0' to '9' for a digit of any script, '-' for a hyphen or dash, ' ' for a space, '\n' for the end of a line
// or paragraph, ASCII for the full-width form of it, '.' for the points that stand between groups of digits;
// other signs as they are.
[[nodiscard]] char32_t plain_sign(char32_t sign);
[[nodiscard]] std::string plain_signs(std::string_view text);  // each folded, the unseen left out
[[nodiscard]] std::string trimmed(std::string_view text);      // without spaces and unseen signs at both ends

// Set apart for the bidirectional algorithm (UAX #9, X5c): between U+2068 and U+2069 a value keeps its own
// direction and turns nothing round it, whatever marks it brings along. Only where it matters: in a
// right-to-left sentence, or when the value itself runs from right to left.
[[nodiscard]] std::string isolated(std::string_view value, bool in_right_to_left);

}  // namespace wv
