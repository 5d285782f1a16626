#include "text/iterators.h"

#include "text/decoded.h"

namespace wv::text {

BreakText::BreakText(std::u32string_view text) {
  units_.reserve(text.size() * 2);
  index_of_unit_.reserve(text.size() * 2 + 1);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char32_t c = text[i];
    if (c >= 0x10000) {
      units_.push_back(static_cast<char16_t>(0xD7C0U + (c >> 10U)));
      units_.push_back(static_cast<char16_t>(0xDC00U + (c & 0x3FFU)));
      index_of_unit_.push_back(static_cast<std::uint32_t>(i));
    } else {
      units_.push_back(static_cast<char16_t>(c));
    }
    index_of_unit_.push_back(static_cast<std::uint32_t>(i));
  }
  index_of_unit_.push_back(static_cast<std::uint32_t>(text.size()));
}

BreakText::~BreakText() { wipe(units_); }

std::vector<std::uint8_t> BreakText::flags(Iterator& iterator) const {
  std::vector<std::uint8_t> flags(index_of_unit_.back() + 1U, 0);
  for (const Boundary& boundary : boundaries(iterator)) flags[boundary.index] = 1;
  return flags;
}

}  // namespace wv::text
