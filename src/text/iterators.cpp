#include "text/iterators.h"

#include <algorithm>

#include "text/decoded.h"

namespace wv::text {

Iterator open_iterator(UBreakIteratorType kind, const std::string& language) {
  UErrorCode status = U_ZERO_ERROR;
  Iterator iterator{ubrk_open(kind, language.c_str(), nullptr, 0, &status)};
  return U_SUCCESS(status) ? std::move(iterator) : nullptr;
}

UBreakIterator* Iterators::get(UBreakIteratorType kind, const std::string& language) {
  const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) {
    return entry.kind == kind && entry.language == language;
  });
  if (found != entries_.end()) return found->iterator.get();
  Iterator opened = open_iterator(kind, language);
  if (!opened && !language.empty()) opened = open_iterator(kind, "");
  entries_.push_back({kind, language, std::move(opened)});
  return entries_.back().iterator.get();
}

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

std::vector<BreakText::Boundary> BreakText::boundaries(UBreakIterator* iterator) const {
  std::vector<Boundary> found{{0, 0}};
  UErrorCode status = U_ZERO_ERROR;
  if (iterator != nullptr)
    ubrk_setText(iterator, units_.data(), static_cast<std::int32_t>(units_.size()), &status);
  if (iterator == nullptr || U_FAILURE(status)) {
    for (std::uint32_t i = 1; i <= index_of_unit_.back(); ++i) found.push_back({i, 0});
    return found;
  }
  for (std::int32_t at = ubrk_next(iterator); at != UBRK_DONE; at = ubrk_next(iterator)) {
    found.push_back({index_of_unit_[static_cast<std::size_t>(at)], ubrk_getRuleStatus(iterator)});
  }
  // The iterator outlives this text and must not point at it.
  ubrk_setText(iterator, u"", 0, &status);
  return found;
}

std::vector<std::uint8_t> BreakText::flags(UBreakIterator* iterator) const {
  std::vector<std::uint8_t> flags(index_of_unit_.back() + 1U, 0);
  for (const Boundary& boundary : boundaries(iterator)) flags[boundary.index] = 1;
  return flags;
}

}  // namespace wv::text
