// iterators.h by ICU's break iterators.
#include <unicode/ubrk.h>

#include <algorithm>
#include <utility>

#include "text/iterators.h"

namespace wv::text {
namespace {

struct CloseIterator {
  void operator()(UBreakIterator* iterator) const { ubrk_close(iterator); }
};
using Handle = std::unique_ptr<UBreakIterator, CloseIterator>;

UBreakIteratorType type_of(Cut kind) {
  switch (kind) {
    case Cut::grapheme: return UBRK_CHARACTER;
    case Cut::word: return UBRK_WORD;
    case Cut::sentence: return UBRK_SENTENCE;
    case Cut::line: return UBRK_LINE;
  }
  return UBRK_CHARACTER;
}

Handle open(Cut kind, const std::string& language) {
  UErrorCode status = U_ZERO_ERROR;
  Handle iterator{ubrk_open(type_of(kind), language.c_str(), nullptr, 0, &status)};
  return U_SUCCESS(status) ? std::move(iterator) : nullptr;
}

}  // namespace

class Iterator {
 public:
  Handle icu;  // null: not even the root rules are there
};

Iterators::Iterators() = default;
Iterators::~Iterators() = default;

Iterator& Iterators::get(Cut kind, const std::string& language) {
  const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) {
    return entry.kind == kind && entry.language == language;
  });
  if (found != entries_.end()) return *found->iterator;
  auto opened = std::make_unique<Iterator>();
  opened->icu = open(kind, language);
  if (!opened->icu && !language.empty()) opened->icu = open(kind, "");
  entries_.push_back({kind, language, std::move(opened)});
  return *entries_.back().iterator;
}

std::vector<BreakText::Boundary> BreakText::boundaries(Iterator& rules) const {
  std::vector<Boundary> found{{0, false}};
  UBreakIterator* iterator = rules.icu.get();
  UErrorCode status = U_ZERO_ERROR;
  if (iterator != nullptr)
    ubrk_setText(iterator, units_.data(), static_cast<std::int32_t>(units_.size()), &status);
  if (iterator == nullptr || U_FAILURE(status)) {
    for (std::uint32_t i = 1; i <= index_of_unit_.back(); ++i) found.push_back({i, false});
    return found;
  }
  for (std::int32_t at = ubrk_next(iterator); at != UBRK_DONE; at = ubrk_next(iterator))
    found.push_back(
        {index_of_unit_[static_cast<std::size_t>(at)], ubrk_getRuleStatus(iterator) >= UBRK_WORD_NONE_LIMIT});
  // The iterator outlives this text and must not point at it.
  ubrk_setText(iterator, u"", 0, &status);
  return found;
}

}  // namespace wv::text
