#include "base/utf8.h"

#include <doctest/doctest.h>

#include <random>

using namespace wv;

TEST_CASE("every code point comes back, surrogates excepted") {
  for (char32_t c = 0; c <= 0x10FFFF; c += (c < 0x3000 ? 1 : 97)) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text;
    append_utf8(text, c);
    REQUIRE(is_utf8(text));
    const std::u32string back = decode_utf8(text);
    REQUIRE(back.size() == 1);
    REQUIRE(back.front() == c);
  }
}

TEST_CASE("RFC 3629: overlong forms, surrogates, stray and missing bytes are no UTF-8") {
  for (const char* bad : {"\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xE0\x9F\xBF", "\xED\xA0\x80",
                          "\xF0\x80\x80\x80", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\x80", "\xC3",
                          "\xE2\x82", "\xF0\x9F\x98", "\xFF", "a\xC3z"}) {
    CHECK_FALSE(is_utf8(bad));
    CHECK(decode_utf8(bad).find(U'\uFFFD') != std::u32string::npos);
    CHECK(is_utf8(repair_utf8(bad)));
  }
  CHECK(repair_utf8("a\xC3z") == "a\uFFFDz");
  CHECK(repair_utf8("\xE2\x82x") == "\uFFFDx");  // one for the longest valid beginning, Unicode 3.9
  CHECK(encode_utf8(std::u32string(1, char32_t{0xD800})) == "\uFFFD");
}

TEST_CASE("valid text comes back byte for byte; rubbish never breaks out") {
  const std::string text = "Één vraag: مرحبا 👋🏽 \xEF\xBB\xBF";
  CHECK(repair_utf8(text) == text);
  CHECK(encode_utf8(decode_utf8(text)) == text);
  std::mt19937 random(3);
  for (int round = 0; round < 3000; ++round) {
    std::string rubbish(random() % 12, '\0');
    for (char& c : rubbish) c = static_cast<char>(random());
    const std::string repaired = repair_utf8(rubbish);
    REQUIRE(is_utf8(repaired));
    REQUIRE(repaired == encode_utf8(decode_utf8(rubbish)));
    REQUIRE((is_utf8(rubbish) == (repaired == rubbish)));
  }
}

TEST_CASE("a file as Notepad or PowerShell saved it becomes UTF-8; any other stays") {
  const std::string words = "{\"naam\":\"Café 😀\"}\r\n";
  const auto utf16 = [&](bool little) {
    std::string out = little ? "\xFF\xFE" : "\xFE\xFF";
    const auto put = [&](char32_t unit) {
      out.push_back(static_cast<char>(little ? unit & 255 : unit >> 8));
      out.push_back(static_cast<char>(little ? unit >> 8 : unit & 255));
    };
    for (const char32_t c : decode_utf8(words)) {
      if (c < 0x10000)
        put(c);
      else
        put(0xD800 + ((c - 0x10000) >> 10)), put(0xDC00 + ((c - 0x10000) & 0x3FF));
    }
    return out;
  };
  for (std::string file : {words, "\xEF\xBB\xBF" + words, utf16(true), utf16(false)}) {
    settle_encoding(file);
    CHECK(file == words);
  }
  for (const std::string& other :
       {std::string(), std::string("\xEF\xBB"), std::string("\xFF\xFE\x41", 3), std::string("\xE9\xE9")}) {
    std::string file = other;
    settle_encoding(file);
    CHECK(file == other);
  }
  std::string half = std::string("\xFF\xFE\x00\xD8", 4);  // half a pair
  settle_encoding(half);
  CHECK(half == "\xEF\xBF\xBD");
}
