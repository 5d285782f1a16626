// What somebody typed, as words written the way they sound: folded (danger.h), apostrophes inside a word
// left out, letters that sound alike made one, doubled letters single. Who misspells by ear is understood.
// The rules are data (tests/cries/lexicon/LANG.txt). Owner of the words is the caller, who wipes them.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

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
  void end_sentence() {
    if (ends_.empty() ? !words_.empty() : ends_.back() != words_.size()) ends_.push_back(words_.size());
  }
  // After how many words each sentence ends; what comes after the last mark is one too.
  [[nodiscard]] const std::vector<std::size_t>& ends() const { return ends_; }
  [[nodiscard]] const std::vector<std::u32string>& all() const { return words_; }
  [[nodiscard]] std::size_t size() const { return words_.size(); }

 private:
  void clear();
  std::vector<std::u32string> words_;
  std::vector<std::size_t> ends_;
};

// The folded words; `rules` null: as they are, else as they sound.
[[nodiscard]] CryWords cry_words(std::string_view text, const SoundRules* rules);

}  // namespace wv::domain
