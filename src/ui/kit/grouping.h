// Numbers as they are printed, while they are typed: 06 12 34 56 78, 007 000 123 2, K7M4-9QXD. Only what is
// shown is grouped: a field's value stays as it was typed, and caret and selection are told in its bytes.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace wv::ui {

enum class Grouping { none, phone, receipt, code };

struct Grouped {
  std::string shown;  // the typed signs in their order, with what stands between the groups
  std::string heard;  // sign by sign, a pause between groups; "" when nothing was grouped by a rule
  // Where byte `raw` of what was typed stands in `shown`, and back; a place within a gap belongs before it.
  [[nodiscard]] std::size_t shown_at(std::size_t raw) const;
  [[nodiscard]] std::size_t raw_at(std::size_t place) const;
};
// What has signs of its own between its groups is left as it was typed.
[[nodiscard]] Grouped grouped(std::string_view typed, Grouping how);

}  // namespace wv::ui
