// Search while somebody types: what was typed matches a text when each of its words begins one of the text's.
// Folded before they are compared, without ICU: small letters, no accents (é ë ç ł ü: e e c l u; Turkish ı İ
// ş ğ: i i s g; ĳ: ij), Arabic without vowel signs and with one alif, ya and ha, and a word with the article
// "ال" also without it; Ukrainian й ї ґ as и і г; digits of every script as 0 to 9. Whatever is no letter or
// digit parts words. Numbers are found with and without the spaces between their groups.
//
// All different words stand in one list, and each text is a list of numbers into it: a key typed looks
// through the words once and through the numbers once. Words that no text has any more are overwritten, and
// so is everything at the end. Owner: the casebook. Can't fail.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/secret.h"
#include "base/wiping.h"

namespace wv::casebook {

inline constexpr std::size_t kMostWordBytes = 64;   // of a word what follows is not compared
inline constexpr std::size_t kMostSearchWords = 8;  // of what is typed the words after these are not either

class WordIndex {
 public:
  using Slot = std::uint32_t;  // a text, by a number that its owner gives out

  // In place of what was there. `numbers`: receipt and telephone numbers, whose groups are one word.
  void put(Slot slot, std::span<const std::string_view> texts, std::span<const std::string_view> numbers);
  void remove(Slot slot);
  // The texts that match, ascending. Nothing typed matches nothing.
  [[nodiscard]] std::vector<Slot> search(std::string_view typed) const;
  [[nodiscard]] std::size_t words() const { return by_word_.size(); }

 private:
  using Word = std::uint32_t;
  using Typed = std::vector<Secret>;
  void add(std::string_view word, WipingVector<Word>& words);
  void add_word(std::string_view word, WipingVector<Word>& words);
  void give_up(Word word);
  void find(const Typed& typed, std::vector<bool>& found) const;

  std::vector<Secret> words_;
  WipingVector<std::uint64_t> heads_;  // of each word its first eight bytes, the first one highest
  std::vector<std::uint32_t> uses_;    // of each word: in how many texts
  std::vector<Word> free_;
  std::unordered_map<std::string_view, Word> by_word_;  // its keys lie in words_
  std::vector<WipingVector<Word>> texts_;               // of each slot its words, each once
  WipingVector<Word> gathered_;                         // while one is put in
};

}  // namespace wv::casebook
