// The rule for Dutch that residents read (L1): A2 to B1, at most 15 words a sentence, "u" throughout, no
// officialese, no percentages, no pile of passives. Our own texts are held to it by a test; whoever writes an
// answer sees it as hints beside the text, and sends it as they please. A hint points into the text and holds
// none of it. Can't fail.
#pragma once
#include <cstddef>
#include <string_view>
#include <vector>

namespace wv::content {

inline constexpr std::size_t kMostSentenceWords = 15;

enum class Stumble { long_sentence, familiar, officialese, percentage, passives };
struct PlainHint {
  Stumble what = Stumble::long_sentence;
  std::size_t begin = 0, end = 0;  // bytes of the text: the word, or the sentence
  std::size_t count = 0;           // of words, in a sentence that is too long
  std::string_view instead;        // a plain word, where there is one for it; "" for none
};

enum class Address { u, je };  // je: to a child
[[nodiscard]] std::vector<PlainHint> plain_words(std::string_view dutch, Address address = Address::u);
// The sentences of a text, each from its first sign to its full stop: a line ends one too.
struct Sentence {
  std::size_t begin = 0, end = 0;
  std::size_t words = 0;
};
[[nodiscard]] std::vector<Sentence> plain_sentences(std::string_view text);

}  // namespace wv::content
