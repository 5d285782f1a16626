// Unicode's rules for where a text may be cut (UAX #14 and #29 with a language's exceptions), as whoever
// knows them gives them: ICU in icu_iterators.cpp; a browser has Intl.Segmenter. CMake picks the file. An
// iterator is opened once for a language and kept: opening one costs more than breaking a sentence. They
// never keep text: it lives in BreakText, which lends it for one walk and wipes it. Failure: a language or
// kind that isn't known falls back to the root rules, and without those every character is a boundary.
// Inside this room only.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace wv::text {

enum class Cut : std::uint8_t { grapheme, word, sentence, line };

// Of one kind and language; whoever implements it says what is in it.
class Iterator;

class Iterators {
 public:
  Iterators();
  ~Iterators();
  Iterators(const Iterators&) = delete;
  Iterators& operator=(const Iterators&) = delete;
  [[nodiscard]] Iterator& get(Cut kind, const std::string& language);

 private:
  struct Entry {
    Cut kind;
    std::string language;
    std::unique_ptr<Iterator> iterator;
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
    bool after_word;      // of words: a word or a number lies before it, not blanks or signs
  };
  // Every boundary in order, with 0 and the end.
  [[nodiscard]] std::vector<Boundary> boundaries(Iterator& iterator) const;
  // One flag for each code point and the end: may the text be cut before it?
  [[nodiscard]] std::vector<std::uint8_t> flags(Iterator& iterator) const;

 private:
  std::u16string units_;
  std::vector<std::uint32_t> index_of_unit_;  // code point of each unit, and of the end
};

}  // namespace wv::text
