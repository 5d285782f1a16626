#include "base/signs.h"

#include <doctest/doctest.h>

#include "base/utf8.h"

using namespace wv;

TEST_CASE("digits, hyphens and spaces of every kind fold to the plain ones; what nobody sees goes") {
  CHECK(plain_signs("٠١٢٣٤٥٦٧٨٩") == "0123456789");
  CHECK(plain_signs("۰۱۲۳۴۵۶۷۸۹") == "0123456789");
  CHECK(plain_signs("०१२३४५६७८९") == "0123456789");
  CHECK(plain_signs("０１２３４５６７８９ＡＺａｚ＠＋．") == "0123456789AZaz@+.");
  CHECK(plain_signs("1️⃣𝟘𝟵") == "109");
  CHECK(plain_signs("a\u2010b\u2011c\u2012d\u2013e\u2014f\u2015g\u2212h\uFE63i\uFF0Dj") ==
        "a-b-c-d-e-f-g-h-i-j");
  CHECK(plain_signs("a\u00A0b\u2007c\u2009d\u202Fe\u205Ff\u3000g") == "a b c d e f g");
  CHECK(plain_signs("a\u200Bb\u200Cc\u200Dd\u2060e\uFEFFf\u00ADg\u061Ch\u2066i\u2069j") == "abcdefghij");
  CHECK(plain_signs("a\u2028b\r") == "a\nb\n");
  CHECK(plain_signs("\xff") == "\xEF\xBF\xBD");
}

TEST_CASE("ASCII and letters stay as they are, and folding twice is folding once") {
  for (char32_t c = 0x21; c < 0x7F; ++c) CHECK(plain_sign(c) == c);
  CHECK(plain_signs("één ыї سلام ሀ") == "één ыї سلام ሀ");
  for (char32_t c = 1; c < 0x20000; ++c) {
    if (const char32_t folded = plain_sign(c); folded != kUnseen && plain_sign(folded) != folded)
      FAIL(static_cast<unsigned>(c));
  }
}

TEST_CASE("trimmed takes only what stands at the ends") {
  CHECK(trimmed(" \u200B a b\u2069\n") == "a b");
  CHECK(trimmed("\u00A0\u200B").empty());
  CHECK(trimmed("").empty());
  CHECK(trimmed("a\u200Bb") == "a\u200Bb");
}

TEST_CASE("what is set apart from a right-to-left sentence ends what it begins, and ends nothing else") {
  CHECK(isolated("06 12", true) == "\u206806 12\u2069");
  CHECK(isolated("a\u2069"
                 "b",
                 true) ==
        "\u2068"
        "ab\u2069");
  CHECK(isolated("\u2067"
                 "a",
                 true) ==
        "\u2068\u2067"
        "a\u2069\u2069");
  CHECK(isolated("\u2066"
                 "a\u2069",
                 true) ==
        "\u2068\u2066"
        "a\u2069\u2069");
  CHECK(isolated("0612", true) == "0612");  // digits alone turn nothing round
  CHECK(isolated("Jan", false) == "Jan");
}
