// Words after which help is offered once (S6). Matching is on whole words, after folding
// of case, accents and Arabic marks; it blocks, changes, marks and logs nothing.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace wv::domain {

// The text as words, folded: "Café, één!" → {"cafe", "een"}. Latin, Cyrillic and Arabic; other scripts
// stay as they are.
[[nodiscard]] std::vector<std::u32string> folded_words(std::string_view text);

struct WordEntry {
  std::string text;                 // one or more words; a * at the end matches any ending
  std::vector<std::string> except;  // phrases that cancel a hit they overlap
};

class WordList {
 public:
  WordList() = default;
  explicit WordList(const std::vector<WordEntry>& entries);

  [[nodiscard]] bool matches(std::string_view text) const;
  [[nodiscard]] bool matches(const std::vector<std::u32string>& folded) const;  // the caller wipes them
  [[nodiscard]] bool empty() const { return entries_.empty(); }

 private:
  struct Phrase {
    std::vector<std::u32string> words;
    bool prefix = false;  // of the last word
  };
  struct Entry {
    Phrase phrase;
    std::vector<Phrase> except;
    [[nodiscard]] char32_t first() const { return phrase.words[0][0]; }
  };
  static Phrase phrase_of(std::string_view text);
  static bool stands_at(const Phrase& phrase, const std::vector<std::u32string>& words, std::size_t at);
  static bool cancelled(const Entry& entry, const std::vector<std::u32string>& words, std::size_t at);
  std::vector<Entry> entries_;  // by the first letter, so that a word is compared with few
};

}  // namespace wv::domain
