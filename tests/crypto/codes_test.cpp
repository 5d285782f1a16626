#include <array>
#include <set>

#include "crypto/codes.h"
#include "crypto/support.h"

using namespace wv;
using namespace wv::crypto_test;

TEST_CASE("ids are UUIDs of version 4 and all different") {
  const auto platform = Real::make();
  std::set<std::string> ids;
  for (int i = 0; i < 10'000; ++i) {
    const std::string id = crypto::uuid_v4(platform->random());
    if (!crypto::is_uuid_v4(id)) FAIL(id);
    ids.insert(id);
  }
  CHECK(ids.size() == 10'000);
}

TEST_CASE("what is no UUID v4 is no name of a file") {
  CHECK(crypto::is_uuid_v4("b8a1f3c2-0d4e-4f6a-9b7c-1234567890ab"));
  for (const char* wrong :
       {"", "b8a1f3c2-0d4e-1f6a-9b7c-1234567890ab", "b8a1f3c2-0d4e-4f6a-cb7c-1234567890ab",
        "B8A1F3C2-0d4e-4f6a-9b7c-1234567890ab", "b8a1f3c20d4e4f6a9b7c1234567890ab",
        "../../../../../../../../../etc/passw", "b8a1f3c2-0d4e-4f6a-9b7c-1234567890ab "}) {
    CAPTURE(wrong);
    CHECK_FALSE(crypto::is_uuid_v4(wrong));
  }
}

TEST_CASE("no letter of a pick-up code is more likely than another") {
  const auto platform = Real::make();
  std::array<int, 256> seen{};
  constexpr int kCodes = 40'000;
  for (int i = 0; i < kCodes; ++i) {
    const Secret code = crypto::pick_up_code(platform->random());
    REQUIRE(code.size() == 8);
    for (const char c : code) ++seen[static_cast<unsigned char>(c)];
  }
  double chi_squared = 0;
  int letters = 0;
  const double expected = kCodes * 8 / 32.0;
  for (const char c : std::string("0123456789ABCDEFGHJKMNPQRSTVWXYZ")) {
    const double off = seen[static_cast<unsigned char>(c)] - expected;
    chi_squared += off * off / expected;
    ++letters;
  }
  CHECK(letters == 32);
  CHECK(seen['I'] + seen['L'] + seen['O'] + seen['U'] == 0);
  // 31 degrees of freedom: beyond 80 once in some hundred thousand runs.
  CHECK(chi_squared < 80.0);
}

TEST_CASE("a code is understood as people write it") {
  CHECK(crypto::shown_code("0123ABCD") == "0123-ABCD");
  CHECK(crypto::normalise_code("0123-ABCD") == "0123ABCD");
  CHECK(crypto::normalise_code("o1il abcd") == "0111ABCD");
  CHECK(crypto::normalise_code("OIL0-oil0") == "01100110");
  for (const char* typed :
       {"K٧M٤\u20119QXD", "Ｋ７Ｍ４－９ＱＸＤ", "k7m4\u00A0\u200F9qxd", "k7m4\u20139qxd"}) {
    CAPTURE(typed);
    CHECK(crypto::normalise_code(typed) == "K7M49QXD");
  }
  for (const char* wrong : {"", "0123", "0123-ABCDE", "0123-ABCU", "0123-ABC!", "0123-ABC\xc3\xa9"}) {
    CAPTURE(wrong);
    CHECK_FALSE(crypto::normalise_code(wrong).has_value());
  }
}

TEST_CASE("number and code give the keys of an answer, always the same ones") {
  const auto platform = Real::make();
  const auto keys_of = [&](const char* number, const char* code) {
    return *fakes::answer_of<crypto::AnswerKeys>(
        *platform, [&](auto then) { crypto::derive_answer_keys(platform->sealer(), number, code, then); });
  };
  const auto keys = keys_of("0070001232", "0123ABCD");
  REQUIRE(keys.ok());
  // Computed by another implementation: npm @noble/hashes, argon2id("00700012320123ABCD", salt, t 3, m 65536,
  // p 1).
  CHECK(keys.value().tag == "7671131686513d16875d4d6e92d0032f");
  CHECK(keys.value().key == "UjnbQ6jdLrzgQAvB5LMvT2wb9u-GfHgRxdNHMNGz7pE");
  CHECK(keys_of("0070001232", "o123-abcd").value().tag == keys.value().tag);
  CHECK(keys_of("0070001233", "0123ABCD").value().tag != keys.value().tag);
  CHECK(code_of(keys_of("70001232", "0123ABCD")) == "code.broken");
  CHECK(code_of(keys_of("0070001232", "0123ABC")) == "code.broken");
}
