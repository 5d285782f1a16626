// Graphemes against the Unicode Consortium's cases; words, sentences and isolates by example.
#include <cstdio>
#include <sstream>
#include <vector>

#include "support.h"

using namespace wv::text;

TEST_CASE("graphemes agree with GraphemeBreakTest, forwards and backwards") {
  std::ifstream file = text_tests::unicode_file("auxiliary/GraphemeBreakTest.txt");
  int cases = 0;
  for (std::string line; std::getline(file, line);) {
    line = line.substr(0, line.find('#'));
    if (line.find("00F7") == std::string::npos && line.find("÷") == std::string::npos) continue;
    std::string text;
    std::vector<std::size_t> expected;
    std::stringstream words{line};
    for (std::string word; words >> word;) {
      if (word == "÷")
        expected.push_back(text.size());
      else if (word != "×")
        wv::append_utf8(text, static_cast<char32_t>(std::stoul(word, nullptr, 16)));
    }
    ++cases;
    std::vector<std::size_t> forwards{0};
    while (forwards.back() < text.size()) forwards.push_back(next_grapheme(text, forwards.back()));
    CHECK_MESSAGE(forwards == expected, line);
    std::vector<std::size_t> backwards{text.size()};
    while (backwards.back() > 0) backwards.push_back(previous_grapheme(text, backwards.back()));
    CHECK_MESSAGE(std::vector<std::size_t>(backwards.rbegin(), backwards.rend()) == expected, line);
    CHECK(grapheme_count(text) + 1 == expected.size());
  }
  CHECK(cases > 500);
  std::printf("GraphemeBreakTest: %d cases, forwards and backwards\n", cases);
}

TEST_CASE("graphemes: a flag, a family, a line end, and offsets that are off") {
  const std::string flag = "🇳🇱";
  CHECK(next_grapheme(flag, 0) == flag.size());
  CHECK(previous_grapheme(flag, flag.size()) == 0);
  CHECK(previous_grapheme("👨‍👩‍👧‍👦", 25) == 0);
  CHECK(next_grapheme("a\r\nb", 1) == 3);
  CHECK(previous_grapheme("a\r\nb", 3) == 1);
  CHECK(previous_grapheme("a\n\nb", 3) == 2);
  CHECK(next_grapheme("abc", 99) == 3);
  CHECK(previous_grapheme("abc", 99) == 2);
  CHECK(next_grapheme("", 0) == 0);
  CHECK(previous_grapheme("", 0) == 0);
  CHECK(next_grapheme("é", 1) == 2);  // from inside a character
}

TEST_CASE("the start of the word before") {
  const std::string text = "Wat speelt er? 06-12";
  CHECK(previous_word(text, text.size(), "nl") == 18);
  CHECK(previous_word(text, 15, "nl") == 11);
  CHECK(previous_word(text, 9, "nl") == 4);
  CHECK(previous_word(text, 4, "nl") == 0);
  CHECK(previous_word("  ...", 5, "nl") == 0);
  const std::string arabic = "مرحبا بكم";
  CHECK(previous_word(arabic, arabic.size(), "ar") == 11);
}

TEST_CASE("sentences leave out the space between them") {
  const std::string text = "Goedendag. Hoe gaat het?  Vertel!\nNieuwe regel";
  std::vector<std::string> parts;
  for (const ByteRange range : sentences(text, "nl"))
    parts.push_back(text.substr(range.begin, range.end - range.begin));
  CHECK(parts == std::vector<std::string>{"Goedendag.", "Hoe gaat het?", "Vertel!", "Nieuwe regel"});
  CHECK(sentences("ماذا يحدث؟ أخبرنا.", "ar").size() == 2);
  CHECK(sentences("", "nl").empty());
  CHECK(sentences(" \n ", "nl").empty());
}
