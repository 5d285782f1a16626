// Default_Ignorable_Code_Point (UCD, DerivedCoreProperties.txt): what is drawn as nothing by every face. The
// standard sets whole blocks aside for it, so that the list stays as it is.
#include <algorithm>
#include <array>

#include "text/decoded.h"
#include "text/faces.h"

namespace wv::text {
namespace {

struct Range {
  char32_t first, last;
};
constexpr std::array kIgnorable{
    Range{0x00AD, 0x00AD},   Range{0x034F, 0x034F}, Range{0x061C, 0x061C},   Range{0x115F, 0x1160},
    Range{0x17B4, 0x17B5},   Range{0x180B, 0x180F}, Range{0x200B, 0x200F},   Range{0x202A, 0x202E},
    Range{0x2060, 0x206F},   Range{0x3164, 0x3164}, Range{0xFE00, 0xFE0F},   Range{0xFEFF, 0xFEFF},
    Range{0xFFA0, 0xFFA0},   Range{0xFFF0, 0xFFF8}, Range{0x1BCA0, 0x1BCA3}, Range{0x1D173, 0x1D17A},
    Range{0xE0000, 0xE0FFF},
};

}  // namespace

bool is_ignorable(char32_t code_point) {
  const auto* after = std::upper_bound(kIgnorable.begin(), kIgnorable.end(), code_point,
                                       [](char32_t c, const Range& range) { return c < range.first; });
  return is_line_end(code_point) || (after != kIgnorable.begin() && code_point <= (after - 1)->last);
}

}  // namespace wv::text
