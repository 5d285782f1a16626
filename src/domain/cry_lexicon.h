// What words are about: the concepts (somebody, hits, fire, wants, a game …) that the words of one language
// carry, found also when they are misspelled, joined or split. Concepts are numbers that all languages share.
// Made by the trainer (tests/cries), read from its file; decides nothing.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/wiping.h"
#include "domain/cry_text.h"

namespace wv::domain {

using Concept = std::uint8_t;
inline constexpr Concept kIdiom = 0;  // an idiom takes its words away: nothing else is found in them

struct Token {          // one word, or its beginning
  std::u32string text;  // as it sounds
  bool prefix = false;  // any ending fits
  bool inside = false;  // up to four letters may stand before it (Arabic puts who and when there)
};

inline constexpr std::size_t kMostTokens = 8, kMostConcepts = 6;
struct LexiconEntry {  // one word or several; between the words of a phrase one more may stand
  std::array<std::uint16_t, kMostTokens> token_ids{};  // in place: a lexicon is read while somebody waits
  std::array<Concept, kMostConcepts> concept_ids{};
  std::uint8_t token_count = 0, concept_count = 0;
  [[nodiscard]] std::span<const std::uint16_t> tokens() const {
    return std::span(token_ids).first(token_count);
  }
  [[nodiscard]] std::span<const Concept> concepts() const {
    return std::span(concept_ids).first(concept_count);
  }
};
// Tokens are quickest to read in the order of this.
[[nodiscard]] std::uint64_t token_hash(std::u32string_view text);

struct Found {
  Concept concept_id = 0;
  std::uint32_t at = 0;              // its place, counted in words as they were read: joined or split
  std::uint32_t first = 0, end = 0;  // the words of the text it was found in
};

class CryLexicon {
 public:
  CryLexicon() = default;
  CryLexicon(std::vector<Token> tokens,
             std::vector<LexiconEntry> entries);  // each with a token and a concept

  // In the order of the words.
  [[nodiscard]] WipingVector<Found> concepts_in(std::span<const std::u32string> words) const;

 private:
  using Tokens = WipingVector<std::uint16_t>;  // which they are tells the words
  void index_tokens();
  void add_exact(std::u32string_view word, Tokens& hits) const;
  void add_alike(std::u32string_view word, Tokens& hits) const;
  // A text as it was read: for each word the tokens that it may be, and where it stands in the text.
  struct Read {
    Tokens tokens;
    std::uint32_t first = 0, end = 0;
    bool taken = false;  // by an idiom
  };
  using Reading = WipingVector<Read>;
  [[nodiscard]] Reading read(std::span<const std::u32string> words) const;
  bool read_joined(std::span<const std::u32string> words, std::uint32_t at, Reading& reading) const;
  bool read_split(std::u32string_view word, std::uint32_t at, Reading& reading) const;
  void add_entries(Reading& reading, std::size_t at, bool idioms, WipingVector<Found>& found) const;
  [[nodiscard]] static std::size_t phrase_end(const LexiconEntry& entry, const Reading& reading,
                                              std::size_t first);

  std::vector<Token> tokens_;
  std::vector<LexiconEntry> entries_;       // by their first token:
  std::vector<std::uint32_t> first_entry_;  // where those of each begin, and the end
  using Table = std::vector<std::pair<std::uint64_t, std::uint16_t>>;  // hash and token, sorted
  static void add_from(const Table& table, std::uint64_t hash, Tokens& hits);
  Table whole_, beginning_, inside_;
  struct Shape {                // of a token that may be misspelled: enough to pass most of them by
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
