#include "domain/cry_lexicon.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "base/bytes.h"

namespace wv::domain {
namespace {

constexpr std::size_t kOneOff = 5;  // from so many letters on one may be wrong,
constexpr std::size_t kTwoOff = 9;  // from so many two
constexpr std::size_t kSplitFrom = 6;
constexpr std::size_t kMostBefore = 4;
constexpr std::size_t kMostLetters = 60;
constexpr std::uint64_t kSeed = 0xcbf29ce484222325ULL, kStep = 0x100000001b3ULL;  // FNV-1a

std::uint64_t hash_on(std::uint64_t hash, char32_t c) { return (hash ^ c) * kStep; }

std::uint32_t letters_of(std::u32string_view word) {
  std::uint32_t bits = 0;
  for (const char32_t c : word) bits |= 1U << (c % 31);
  return bits;
}

// Of at most so many bits; what is over isn't counted. Without the processor's own instruction a library
// would.
int bits_up_to(std::uint32_t bits, int most) {
  int count = 0;
  for (; bits != 0 && count <= most; bits &= bits - 1) ++count;
  return count;
}

int may_be_off(std::size_t letters) { return letters >= kTwoOff ? 2 : letters >= kOneOff ? 1 : 0; }

// For each letter of a word its places, as bits.
struct Places {
  std::array<char32_t, kMostLetters> letter{};
  std::array<std::uint64_t, kMostLetters> bits{};
  std::size_t count = 0;

  explicit Places(std::u32string_view word) {
    for (std::size_t i = 0; i < word.size(); ++i) {
      const auto at = static_cast<std::size_t>(
          std::find(letter.begin(), letter.begin() + static_cast<std::ptrdiff_t>(count), word[i]) -
          letter.begin());
      if (at == count) letter[count++] = word[i];
      bits[at] |= 1ULL << i;
    }
  }
  [[nodiscard]] std::uint64_t of(char32_t c) const {
    for (std::size_t i = 0; i < count; ++i)
      if (letter[i] == c) return bits[i];
    return 0;
  }
};

// Hyyrö's bit-parallel distance with swaps (2003): one column of the table for each letter of the token.
int distance(const Places& places, std::size_t word_size, const Token& token, int most) {
  std::uint64_t up = ~0ULL, down = 0, diagonal = 0, before = 0;
  for (const char32_t c : token.text) {
    const std::uint64_t here = places.of(c);
    const std::uint64_t swapped = ((~diagonal & here) << 1) & before;
    diagonal = (((here & up) + up) ^ up) | here | down | swapped;
    const std::uint64_t right_up = ((down | ~(diagonal | up)) << 1) | 1;
    const std::uint64_t right_down = (diagonal & up) << 1;
    up = right_down | ~(diagonal | right_up);
    down = right_up & diagonal;
    before = here;
  }
  int at = static_cast<int>(token.text.size());  // the column's top: nothing of the word
  int best = most + 1;
  for (std::size_t i = 0; i < word_size; ++i) {
    at += static_cast<int>((up >> i) & 1) - static_cast<int>((down >> i) & 1);
    if (token.prefix || i + 1 == word_size) best = std::min(best, at);
  }
  return best;
}

}  // namespace

std::uint64_t token_hash(std::u32string_view text) {
  std::uint64_t hash = kSeed;
  for (const char32_t c : text) hash = hash_on(hash, c);
  return hash;
}

int letters_off(std::u32string_view word, const Token& token, int most) {
  if (word.empty() || word.size() > kMostLetters) return most + 1;
  return distance(Places(word), word.size(), token, most);
}

CryLexicon::CryLexicon(std::vector<Token> tokens, std::vector<LexiconEntry> entries)
    : tokens_(std::move(tokens)), entries_(std::move(entries)), first_entry_(tokens_.size() + 1) {
  index_tokens();
  const auto earlier = [](const LexiconEntry& a, const LexiconEntry& b) {
    return a.token_ids[0] < b.token_ids[0];
  };
  if (!std::is_sorted(entries_.begin(), entries_.end(), earlier))
    std::stable_sort(entries_.begin(), entries_.end(), earlier);
  for (const LexiconEntry& entry : entries_) ++first_entry_[entry.token_ids[0] + 1U];
  for (std::size_t i = 1; i < first_entry_.size(); ++i) first_entry_[i] += first_entry_[i - 1];
}

void CryLexicon::index_tokens() {
  for (Table* table : {&whole_, &beginning_}) table->reserve(tokens_.size());
  shapes_.reserve(tokens_.size());
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    const Token& token = tokens_[i];
    const auto id = static_cast<std::uint16_t>(i);
    const std::uint64_t hash = token_hash(token.text);
    (token.prefix ? beginning_ : whole_).emplace_back(hash, id);
    if (token.inside) inside_.emplace_back(hash, id);
    if (may_be_off(token.text.size()) > 0 && token.text.size() <= kMostLetters)
      shapes_.push_back(
          {letters_of(token.text), id, static_cast<std::uint8_t>(token.text.size()), token.prefix});
  }
  for (Table* table : {&whole_, &beginning_, &inside_})
    if (!std::is_sorted(table->begin(), table->end())) std::sort(table->begin(), table->end());
}

void CryLexicon::add_from(const Table& table, std::uint64_t hash, Tokens& hits) {
  for (auto at = std::lower_bound(table.begin(), table.end(), std::pair{hash, std::uint16_t{0}});
       at != table.end() && at->first == hash; ++at)
    hits.push_back(at->second);
}

void CryLexicon::add_exact(std::u32string_view word, Tokens& hits) const {
  std::uint64_t hash = kSeed;
  for (const char32_t c : word) add_from(beginning_, hash = hash_on(hash, c), hits);
  add_from(whole_, hash, hits);
  for (std::size_t first = 1; first <= kMostBefore && first < word.size() && !inside_.empty(); ++first) {
    hash = kSeed;
    for (const char32_t c : word.substr(first)) add_from(inside_, hash = hash_on(hash, c), hits);
  }
}

// The nearest of what is near enough.
void CryLexicon::add_alike(std::u32string_view word, Tokens& hits) const {
  if (word.size() + 1 < kOneOff || word.size() > kMostLetters) return;
  const Places places(word);
  const std::uint32_t others = ~letters_of(word);
  int best = 2;
  for (const Shape& shape : shapes_) {
    const int missing = bits_up_to(shape.letters & others, best);
    if (missing > best) continue;
    const int most = std::min(best, may_be_off(std::min<std::size_t>(shape.size, word.size() + 1)));
    const auto slack = static_cast<std::size_t>(most);
    if (missing > most || word.size() + slack < shape.size ||
        (!shape.prefix && word.size() > shape.size + slack))
      continue;
    const int off = distance(places, word.size(), tokens_[shape.id], most);
    if (off > most) continue;
    if (off < best) hits.clear();
    best = off;
    hits.push_back(shape.id);
  }
}

// "zelf moord": two words that are none, and one together.
bool CryLexicon::read_joined(std::span<const std::u32string> words, std::uint32_t at,
                             Reading& reading) const {
  if (at + 1 >= words.size()) return false;
  const std::u32string &first = words[at], &second = words[at + 1];
  if (first.size() + second.size() < kSplitFrom) return false;
  std::u32string both;
  both.reserve(first.size() + second.size());
  both.append(first).append(second);
  Tokens hits;
  add_exact(both, hits);
  wv::wipe(both.data(), both.size() * sizeof(char32_t));
  std::erase_if(hits, [&](std::uint16_t id) { return tokens_[id].text.size() <= first.size() + 1; });
  if (hits.empty()) return false;
  reading.push_back({std::move(hits), at, at + 2});
  return true;
}

// "kilmyself", "нехочу": the first cut of which both sides are known.
bool CryLexicon::read_split(std::u32string_view word, std::uint32_t at, Reading& reading) const {
  if (word.size() < kSplitFrom || word.size() > kMostLetters) return false;
  for (std::size_t cut = word.size() - 3; cut >= 2; --cut) {
    Tokens left, right;
    add_from(whole_, token_hash(word.substr(0, cut)), left);
    if (left.empty()) continue;
    add_exact(word.substr(cut), right);
    if (right.empty()) continue;
    reading.push_back({std::move(left), at, at + 1});
    reading.push_back({std::move(right), at, at + 1});
    return true;
  }
  return false;
}

CryLexicon::Reading CryLexicon::read(std::span<const std::u32string> words) const {
  Reading reading;
  reading.reserve(words.size() + words.size() / 4);
  for (std::uint32_t i = 0; i < words.size(); ++i) {
    Tokens hits;
    add_exact(words[i], hits);
    if (hits.empty()) {
      if (read_joined(words, i, reading)) {
        ++i;
        continue;
      }
      add_alike(words[i], hits);
      if (hits.empty() && read_split(words[i], i, reading)) continue;
    }
    reading.push_back({std::move(hits), i, i + 1});
  }
  return reading;
}

// The word after the phrase that begins at `first`, or 0.
std::size_t CryLexicon::phrase_end(const LexiconEntry& entry, const Reading& reading, std::size_t first) {
  std::size_t next = first + 1;
  const auto phrase = entry.tokens();
  for (std::size_t i = 1; i < phrase.size(); ++i) {
    const auto stands = [&](std::size_t where) {
      if (where >= reading.size()) return false;
      const Tokens& tokens = reading[where].tokens;
      return std::find(tokens.begin(), tokens.end(), phrase[i]) != tokens.end();
    };
    if (stands(next))
      next += 1;
    else if (stands(next + 1))
      next += 2;
    else
      return 0;
  }
  return next;
}

void CryLexicon::add_entries(Reading& reading, std::size_t at, bool idioms,
                             WipingVector<Found>& found) const {
  for (const std::uint16_t token : reading[at].tokens) {
    for (std::uint32_t id = first_entry_[token]; id < first_entry_[token + 1U]; ++id) {
      const LexiconEntry& entry = entries_[id];
      if ((entry.concept_ids[0] == kIdiom) != idioms) continue;
      const std::size_t end = phrase_end(entry, reading, at);
      if (end == 0) continue;
      for (std::size_t i = at; idioms && i < end; ++i) reading[i].taken = true;
      for (const Concept c : entry.concepts())
        found.push_back({c, static_cast<std::uint32_t>(at), reading[at].first, reading[end - 1].end});
    }
  }
}

WipingVector<Found> CryLexicon::concepts_in(std::span<const std::u32string> words) const {
  Reading reading = read(words);
  WipingVector<Found> found;
  for (std::size_t i = 0; i < reading.size(); ++i) add_entries(reading, i, true, found);
  for (std::size_t i = 0; i < reading.size(); ++i)
    if (!reading[i].taken) add_entries(reading, i, false, found);
  const auto order = [](const Found& a, const Found& b) {
    return std::tie(a.at, a.concept_id, a.end) < std::tie(b.at, b.concept_id, b.end);
  };
  std::sort(found.begin(), found.end(), order);
  found.erase(std::unique(found.begin(), found.end(),
                          [](const Found& a, const Found& b) {
                            return a.at == b.at && a.concept_id == b.concept_id;
                          }),
              found.end());
  return found;
}

}  // namespace wv::domain
