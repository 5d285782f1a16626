// ICU's break iterators, opened once for a language and kept: opening one costs more than breaking a
// sentence. They never keep text: a text lives in BreakText, which lends it to an iterator for one walk and
// wipes it. Failure: a language or kind ICU doesn't have falls back to the root rules, and without those
// every character is a boundary. Inside this room only.
#pragma once
#include <unicode/ubrk.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wv::text {

struct CloseIterator {
  void operator()(UBreakIterator* iterator) const { ubrk_close(iterator); }
};
using Iterator = std::unique_ptr<UBreakIterator, CloseIterator>;

[[nodiscard]] Iterator open_iterator(UBreakIteratorType kind, const std::string& language);

class Iterators {
 public:
  [[nodiscard]] UBreakIterator* get(UBreakIteratorType kind, const std::string& language);

 private:
  struct Entry {
    UBreakIteratorType kind;
    std::string language;
    Iterator iterator;
  };
  std::vector<Entry> entries_;  // a handful: found by looking
};

class BreakText {
 public:
  explicit BreakText(std::u32string_view text);
  ~BreakText();
  BreakText(const BreakText&) = delete;
  BreakText& operator=(const BreakText&) = delete;

  struct Boundary {
    std::uint32_t index;  // of a code point
    std::int32_t status;  // ubrk_getRuleStatus: what lies before it
  };
  // Every boundary in order, with 0 and the end.
  [[nodiscard]] std::vector<Boundary> boundaries(UBreakIterator* iterator) const;
  // One flag for each code point and the end: may the text be cut before it?
  [[nodiscard]] std::vector<std::uint8_t> flags(UBreakIterator* iterator) const;

 private:
  std::u16string units_;
  std::vector<std::uint32_t> index_of_unit_;  // code point of each unit, and of the end
};

}  // namespace wv::text
