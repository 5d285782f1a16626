// What somebody typed, as words written the way they sound: folded (danger.h), apostrophes inside a word
// left out, letters that sound alike made one, doubled letters single. Who misspells by ear is understood.
// The rules are data (tests/cries/lexicon/LANG.txt). Owner of the words is the caller, who wipes them.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/wiping.h"

namespace wv::domain {

struct SoundRule {
  std::u32string from;  // in a folded word; ^ before it: only at the start, $ after it: only at the end
  std::u32string to;
};

struct SoundRules {
  std::vector<SoundRule> letters;  // one letter before folding: Polish ó sounds as u
  std::vector<SoundRule> sounds;   // after folding, the first that fits at each place

  [[nodiscard]] std::u32string applied(std::u32string_view folded_word) const;
};

struct Sentence {
  std::size_t end = 0;  // after so many words of the text
  bool asks = false;    // it has a question mark
};

// Words that are wiped when they go (S3).
class CryWords {
 public:
  CryWords() = default;
  ~CryWords() { clear(); }
  CryWords(const CryWords&) = delete;
  CryWords& operator=(const CryWords&) = delete;
  CryWords(CryWords&&) = default;
  CryWords& operator=(CryWords&&) = delete;

  void reserve(std::size_t count) { words_.reserve(count); }  // a list that grows leaves copies behind
  void add(std::u32string word) { words_.push_back(std::move(word)); }
  void end_sentence(bool asks) {
    if (sentences_.empty() ? !words_.empty() : sentences_.back().end != words_.size())
      sentences_.push_back({words_.size(), false});
    if (asks && !sentences_.empty()) sentences_.back().asks = true;
  }
  // What comes after the last mark is one too.
  [[nodiscard]] const WipingVector<Sentence>& sentences() const { return sentences_; }
  [[nodiscard]] const WipingVector<std::u32string>& all() const { return words_; }
  [[nodiscard]] std::size_t size() const { return words_.size(); }

 private:
  void clear();
  WipingVector<std::u32string> words_;
  WipingVector<Sentence> sentences_;
};

// The folded words; `rules` null: as they are, else as they sound. As many by every language's rules.
[[nodiscard]] CryWords cry_words(std::string_view text, const SoundRules* rules);

}  // namespace wv::domain
