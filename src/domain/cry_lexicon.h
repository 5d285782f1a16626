// What words are about: the concepts (somebody, hits, fire, wants, a game …) that the words of one language
// carry, found also when they are misspelled, joined or split. Concepts are numbers that all languages share.
// Made by the trainer (tests/cries), read from its file; decides nothing.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/cry_text.h"

namespace wv::domain {

using Concept = std::uint8_t;
inline constexpr Concept kIdiom = 0;  // an idiom takes its words away: nothing else is found in them

struct Token {           // one word, or its beginning
  std::u32string text;   // as it sounds
  bool prefix = false;   // any ending fits
  bool inside = false;   // up to four letters may stand before it (Arabic puts who and when there)
};

struct LexiconEntry {    // one word or several; between the words of a phrase one more may stand
  std::vector<std::uint16_t> tokens;
  std::vector<Concept> concepts;
};

struct Found {
  Concept concept_id = 0;
  std::uint16_t at = 0;  // the number of the word
};

class CryLexicon {
 public:
  CryLexicon() = default;
  CryLexicon(std::vector<Token> tokens, std::vector<LexiconEntry> entries);

  // In the order of the words.
  [[nodiscard]] std::vector<Found> concepts_in(std::span<const std::u32string> words) const;

 private:
  using Tokens = std::vector<std::uint16_t>;
  void index_tokens();
  void add_exact(std::u32string_view word, Tokens& hits) const;
  void add_alike(std::u32string_view word, Tokens& hits) const;
  // A text as words, each with the tokens that it may be.
  struct Reading {
    Reading() = default;
    Reading(Reading&&) = default;
    Reading& operator=(Reading&&) = delete;
    ~Reading();  // wiped: which tokens they are tells the words
    CryWords words;
    std::vector<Tokens> tokens;
    std::vector<bool> taken;  // by an idiom
  };
  [[nodiscard]] Reading read(std::span<const std::u32string> words) const;
  bool read_joined(const std::u32string& first, const std::u32string& second, Reading& reading) const;
  bool read_split(std::u32string_view word, Reading& reading) const;
  void add_entries(Reading& reading, std::size_t at, bool idioms, std::vector<Found>& found) const;
  [[nodiscard]] static std::size_t phrase_end(const LexiconEntry& entry, const std::vector<Tokens>& at, std::size_t first);

  std::vector<Token> tokens_;
  std::vector<LexiconEntry> entries_;
  std::vector<std::vector<std::uint16_t>> entries_from_;         // by their first token
  using Table = std::vector<std::pair<std::uint64_t, std::uint16_t>>;  // hash and token, sorted
  static void add_from(const Table& table, std::uint64_t hash, Tokens& hits);
  Table whole_, beginning_, inside_;
  struct Shape {               // of a token that may be misspelled: enough to pass most of them by
    std::uint32_t letters = 0;  // a bit for each letter
    std::uint16_t id = 0;
    std::uint8_t size = 0;
    bool prefix = false;
  };
  std::vector<Shape> shapes_;
};

// How many letters must be added, left out, changed or swapped with their neighbour to make `word` (or, for
// a token with any ending, its beginning) of `token`; more than `most` is told as most + 1. Words of over 60
// letters are far from everything.
[[nodiscard]] int letters_off(std::u32string_view word, const Token& token, int most);

}  // namespace wv::domain
