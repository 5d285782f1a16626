#include "base/bytes.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

using namespace wv;

TEST_CASE("hex and base64url, with RFC 4648's vectors without padding") {
  CHECK(to_hex(to_bytes("\x01\xff\x80")) == "01ff80");
  const std::pair<const char*, const char*> vectors[] = {
      {"", ""},           {"f", "Zg"},          {"fo", "Zm8"},         {"foo", "Zm9v"},
      {"foob", "Zm9vYg"}, {"fooba", "Zm9vYmE"}, {"foobar", "Zm9vYmFy"}};
  for (const auto& [plain, coded] : vectors) {
    CHECK(to_base64url(to_bytes(plain)) == coded);
    const auto back = from_base64url(coded);
    REQUIRE(back.ok());
    CHECK(to_string(back.value()) == plain);
  }
  CHECK(to_base64url(Bytes{0xfb, 0xff}) == "-_8");
}

TEST_CASE("base64url refuses what isn't exactly the form") {
  for (const char* bad : {"A", "Zg==", "Zm 8", "Zm+v", "Zm/v", "Zh", "Zm9", "\n", "Zm9v\n"}) {
    CAPTURE(bad);
    CHECK_FALSE(from_base64url(bad).ok());
  }
  const std::string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  for (int letter = 0; letter < 256; ++letter) {
    const bool belongs = letters.find(static_cast<char>(letter)) != std::string::npos;
    for (std::size_t at = 0; at < 7; ++at) {
      std::string text = "AAAAAAA";
      text[at] = static_cast<char>(letter);
      CAPTURE(text);
      const bool left_over = at == 6 && belongs && (letters.find(static_cast<char>(letter)) & 3U) != 0;
      CHECK(from_base64url(text).ok() == (belongs && !left_over));
    }
  }
}

TEST_CASE("random bytes come back") {
  std::mt19937 random(7);
  for (int round = 0; round < 500; ++round) {
    Bytes bytes(random() % 70);
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random());
    const auto back = from_base64url(to_base64url(bytes));
    REQUIRE(back.ok());
    CHECK(back.value() == bytes);
  }
}

TEST_CASE("wiping empties the text and overwrites all it had room for") {
  std::string text(100, 'x');
  const char* memory = text.data();
  text.resize(40);  // the other 60 are still there
  wipe(text);
  CHECK(text.empty());
  CHECK(text.data() == memory);
  CHECK(std::string(memory, 100) == std::string(100, '\0'));
  Bytes bytes(64, 0xAA);
  const std::uint8_t* where = bytes.data();
  wipe(bytes);
  CHECK(bytes.empty());
  CHECK(std::all_of(where, where + 64, [](std::uint8_t b) { return b == 0; }));
  std::string none;
  wipe(none);
  wipe(nullptr, 0);
}
