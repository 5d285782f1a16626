#include "domain/cry_features.h"

#include <algorithm>
#include <string_view>

namespace wv::domain {
namespace {

constexpr int kNear = 6;  // words between two concepts that still belong together

// Different seeds, so that a piece of a word, a word and a pair don't fall together.
enum class Kind : std::uint32_t { piece = 1, word, pair, across, one, near_pair, ordered, mark, language };

class Hash {
 public:
  explicit Hash(Kind kind) : value_(0x9E3779B9U * static_cast<std::uint32_t>(kind)) {}
  Hash& operator<<(std::uint32_t part) {
    value_ = (value_ ^ part) * 0x01000193U;
    value_ ^= value_ >> 15;
    return *this;
  }
  Hash& operator<<(std::u32string_view word) {
    for (const char32_t c : word) *this << static_cast<std::uint32_t>(c);
    return *this;
  }
  [[nodiscard]] std::uint32_t bits(int count) const { return (value_ * 0x85EBCA6BU) >> (32 - count); }

 private:
  std::uint32_t value_;
};

constexpr std::size_t kShortest = 3, kLongest = 6;  // letters of a piece
constexpr int kWordCounts = 6;                      // a whole word weighs as much as several of its pieces

// "^dood$" in pieces, and whole.
void add_pieces(const std::u32string& word, WipingVector<std::uint32_t>& out) {
  const auto letter = [&](std::size_t i) {
    return i == 0 ? U'^' : i == word.size() + 1 ? U'$' : word[i - 1];
  };
  const std::size_t size = std::min<std::size_t>(word.size(), 40) + 2;
  for (std::size_t at = 0; at < size; ++at) {
    Hash hash(Kind::piece);
    for (std::size_t length = 1; length <= kLongest && at + length <= size; ++length) {
      hash << letter(at + length - 1);
      if (length >= kShortest) out.push_back(hash.bits(kLetterBits));
    }
  }
  out.insert(out.end(), kWordCounts, (Hash(Kind::word) << word).bits(kLetterBits));
}

// The place where two words meet, without the gap: joined or split, it reads the same.
void add_across(std::u32string_view first, std::u32string_view second, WipingVector<std::uint32_t>& out) {
  for (const std::size_t left : {2, 3}) {
    if (first.size() < left || second.size() < 2) continue;
    out.push_back((Hash(Kind::across) << first.substr(first.size() - left)
                                      << second.substr(0, std::min<std::size_t>(second.size(), 3)))
                      .bits(kLetterBits));
  }
}

void add_concepts(std::span<const Found> found, WipingVector<std::uint32_t>& out) {
  const auto add = [&](Kind kind, std::initializer_list<std::uint32_t> parts) {
    Hash hash(kind);
    for (const std::uint32_t part : parts) hash << part + 1;
    out.push_back(hash.bits(kConceptBits));
  };
  for (std::size_t i = 0; i < found.size(); ++i) {
    const std::uint32_t a = found[i].concept_id;
    add(Kind::one, {a});
    for (std::size_t j = i + 1; j < found.size() && found[j].at - found[i].at <= kNear; ++j) {
      const std::uint32_t b = found[j].concept_id;
      add(Kind::near_pair, {std::min(a, b), std::max(a, b)});
      if (j - i <= 3) add(Kind::ordered, {a, b});
    }
  }
}

}  // namespace

void add_features(const CryWindow& window, CryFeatures& features) {
  for (std::size_t i = 0; i < window.words.size(); ++i) {
    add_pieces(window.words[i], features.letters);
    if (i == 0) continue;
    features.letters.push_back(
        (Hash(Kind::pair) << window.words[i - 1] << 0U << window.words[i]).bits(kLetterBits));
    add_across(window.words[i - 1], window.words[i], features.letters);
  }
  add_concepts(window.found, features.concepts);
  features.concepts.push_back((Hash(Kind::mark) << (window.asks ? 1U : 0U)).bits(kConceptBits));
  features.concepts.push_back(
      (Hash(Kind::mark) << 2U + static_cast<std::uint32_t>(std::min<std::size_t>(window.words.size() / 4, 6)))
          .bits(kConceptBits));
}

std::int64_t share_of(std::size_t n) {
  if (n == 0) return 0;
  const auto square = (std::int64_t{1} << 24) / static_cast<std::int64_t>(n);
  std::int64_t root = 0;
  for (std::int64_t bit = 4096; bit > 0; bit /= 2)
    if ((root + bit) * (root + bit) <= square) root += bit;
  return root;
}

void add_language_features(std::span<const std::u32string> folded, WipingVector<std::uint32_t>& features) {
  for (const std::u32string& word : folded) {
    const auto letter = [&](std::size_t i) {
      return i == 0 ? U'^' : i == word.size() + 1 ? U'$' : word[i - 1];
    };
    const std::size_t size = std::min<std::size_t>(word.size(), 40) + 2;
    for (std::size_t at = 0; at < size; ++at) {
      Hash hash(Kind::language);
      for (std::size_t length = 1; length <= 4 && at + length <= size; ++length) {
        hash << letter(at + length - 1);
        if (length >= 2) features.push_back(hash.bits(kLanguageBits));
      }
    }
  }
}

}  // namespace wv::domain
