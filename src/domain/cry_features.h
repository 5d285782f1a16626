// What the weights are for: numbers ("features") made from a few words and the concepts found in them. Two
// blocks, counted apart: letters (pieces of words, words, pairs of words) and concepts (each, pairs).
// The trainer and the detector call the same function, or the weights would mean nothing.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/wiping.h"
#include "domain/cry_lexicon.h"

namespace wv::domain {

inline constexpr int kLetterBits = 18, kConceptBits = 16;

struct CryFeatures {
  WipingVector<std::uint32_t> letters;   // below 2^kLetterBits
  WipingVector<std::uint32_t> concepts;  // below 2^kConceptBits
  bool small = false;                    // of a piece of the message that is a part of another one
};

struct CryWindow {
  std::span<const std::u32string> words;  // as they sound
  std::span<const Found> found;           // in these words, by their place
  bool asks = false;                      // one of its sentences has a question mark
};
void add_features(const CryWindow& window, CryFeatures& features);

// 4096 / √n, in whole numbers, so that every machine weighs alike.
[[nodiscard]] std::int64_t share_of(std::size_t n);

// For guessing a language: pieces of up to three letters of folded words, below 2^kLanguageBits.
inline constexpr int kLanguageBits = 12;
void add_language_features(std::span<const std::u32string> folded, WipingVector<std::uint32_t>& features);

}  // namespace wv::domain
