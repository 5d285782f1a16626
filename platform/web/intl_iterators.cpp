// text/iterators.h by the browser's Intl.Segmenter (graphemes, words, sentences), and by libunibreak for
// lines, which no browser tells (UAX #14). Takes the place of ICU, whose data a visitor would have to fetch.
#include <linebreak.h>

#include <algorithm>

#include "text/iterators.h"

extern "C" {
// js/text.js: the units before which one may cut, and after each the place's kind (1: a word lies before it).
// How many.
int wv_cut(const char16_t* units, int count, int kind, const char* language, std::int32_t* found);
}

namespace wv::text {

class Iterator {
 public:
  Cut kind = Cut::grapheme;
  std::string language;
};

Iterators::Iterators() { init_linebreak(); }
Iterators::~Iterators() = default;

Iterator& Iterators::get(Cut kind, const std::string& language) {
  const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) {
    return entry.kind == kind && entry.language == language;
  });
  if (found != entries_.end()) return *found->iterator;
  entries_.push_back({kind, language, std::make_unique<Iterator>(Iterator{kind, language})});
  return *entries_.back().iterator;
}

std::vector<BreakText::Boundary> BreakText::boundaries(Iterator& rules) const {
  std::vector<Boundary> found{{0, false}};
  if (units_.empty()) return found;
  if (rules.kind == Cut::line) {
    std::vector<char> breaks(units_.size());
    set_linebreaks_utf16(reinterpret_cast<const utf16_t*>(units_.data()), units_.size(),
                         rules.language.c_str(), breaks.data());
    for (std::size_t i = 0; i + 1 < units_.size(); ++i)
      if (breaks[i] == LINEBREAK_MUSTBREAK || breaks[i] == LINEBREAK_ALLOWBREAK)
        found.push_back({index_of_unit_[i + 1], false});
    found.push_back({index_of_unit_.back(), false});
    return found;
  }
  std::vector<std::int32_t> cuts(units_.size() * 2);
  const int count = wv_cut(units_.data(), static_cast<int>(units_.size()), static_cast<int>(rules.kind),
                           rules.language.c_str(), cuts.data());
  for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i)
    found.push_back({index_of_unit_[static_cast<std::size_t>(cuts[2 * i])], cuts[2 * i + 1] != 0});
  return found;
}

}  // namespace wv::text
