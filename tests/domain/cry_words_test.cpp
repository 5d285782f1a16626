// How far a misspelled word is from a known one (cry_lexicon.h), against the table that everybody knows; and
// numbers, which are one sign.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "domain/cry_lexicon.h"
#include "domain/cry_text.h"
#include "domain/danger.h"

using namespace wv::domain;

namespace {

// Letters added, left out or changed, and neighbours swapped (optimal string alignment): the whole table.
std::vector<std::vector<int>> table(const std::u32string& a, const std::u32string& b, bool swaps) {
  std::vector<std::vector<int>> at(a.size() + 1, std::vector<int>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        at[i][j] = static_cast<int>(i + j);
        continue;
      }
      at[i][j] =
          std::min({at[i - 1][j] + 1, at[i][j - 1] + 1, at[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (swaps && i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        at[i][j] = std::min(at[i][j], at[i - 2][j - 2] + 1);
    }
  }
  return at;
}

int plainly(const std::u32string& word, const Token& token, int most, bool swaps) {
  const auto at = table(word, token.text, swaps);
  int best = at[word.size()][token.text.size()];
  for (std::size_t i = 1; token.prefix && i <= word.size(); ++i)
    best = std::min(best, at[i][token.text.size()]);
  return std::min(best, most + 1);
}

std::u32string some_word(std::mt19937& random, std::size_t most) {
  std::u32string word;
  for (std::size_t n = 1 + random() % most; n > 0; --n) word += static_cast<char32_t>(U'a' + random() % 4);
  return word;
}

}  // namespace

TEST_CASE("letters off: as the whole table says, for words and for beginnings") {
  std::mt19937 random(11);
  int swaps_told = 0;
  for (int i = 0; i < 20'000; ++i) {
    const std::u32string word = some_word(random, i % 50 == 0 ? 60 : 12);
    const Token token{some_word(random, 14), random() % 2 == 0};
    const int most = 1 + static_cast<int>(random() % 3);
    const int right = plainly(word, token, most, true);
    REQUIRE(letters_off(word, token, most) == right);
    if (right != plainly(word, token, most, false)) ++swaps_told;
  }
  CHECK(swaps_told > 20);  // the control: a distance that doesn't know swaps would have been caught
}

TEST_CASE("letters off: nothing, and words over sixty letters, are far from everything") {
  CHECK(letters_off(U"", {U"brand"}, 2) == 3);
  CHECK(letters_off(std::u32string(60, U'a'), {std::u32string(60, U'a')}, 2) == 0);  // the control
  CHECK(letters_off(std::u32string(61, U'a'), {std::u32string(61, U'a')}, 2) == 3);
}

TEST_CASE("a number is one sign, whatever it is; those of three digits keep their own") {
  const SoundRules none;
  const auto only = [&](const char* text) {
    const CryWords words = cry_words(text, &none);
    return words.size() == 1 ? words.all()[0] : std::u32string(U"?");
  };
  CHECK(only("111222333") == only("0612345678"));
  CHECK(only("12") == only("1234567890"));
  CHECK(only("5e") == only("44e"));
  CHECK(only("112") == U"112");  // the controls
  CHECK(only("112") != only("113"));
  CHECK(only("5e") != only("5"));
}

TEST_CASE("each sentence asks or doesn't by itself; a point inside a number ends none") {
  const CryWords words =
      cry_words("Er is brand! Wat moet ik doen?! kom 3.15 uur\nGrüße\u061F en dan", nullptr);
  std::vector<std::size_t> ends;
  std::vector<bool> asks;
  for (const Sentence& sentence : words.sentences())
    ends.push_back(sentence.end), asks.push_back(sentence.asks);
  CHECK(ends == std::vector<std::size_t>{3, 7, 11, 12, 14});
  CHECK(asks == std::vector<bool>{false, true, false, true, false});
  CHECK(cry_words("?! ...", nullptr).sentences().empty());  // marks of nothing
}

TEST_CASE("a text has as many words by any rules, also where a rule leaves nothing of one") {
  SoundRules all_away;
  all_away.sounds.push_back({U"h", U""});
  CHECK(cry_words("hh de hond h", &all_away).size() == cry_words("hh de hond h", nullptr).size());
  CHECK(cry_words("de hond", &all_away).all()[1] == U"ond");  // the control: the rule is at work
}

TEST_CASE("a list of words hears by the first letter what it heard by trying all") {
  const WordList list({{"brand", {}}, {"b*", {"beter bos"}}, {"zee ziek", {}}, {"a", {}}});
  CHECK(list.matches("Brand!"));
  CHECK(list.matches("bos"));
  CHECK_FALSE(list.matches("ik wil liever weg"));
  CHECK_FALSE(list.matches("beter bos"));
  CHECK(list.matches("o zee ziek"));
  CHECK_FALSE(list.matches("zee dan ziek"));
  CHECK(list.matches("a"));
  CHECK_FALSE(list.matches(""));
  CHECK_FALSE(WordList().matches("brand"));
}
