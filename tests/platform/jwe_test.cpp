// What OpenSSL opens for us against what libjose seals: the two know nothing of one another here.
#include <doctest/doctest.h>

#include <memory>
#include <string>

#include "base/json.h"
#include "ports/ask.h"
#include "ports/make_platform.h"

using namespace wv;

namespace {

struct Sealed {
  std::unique_ptr<ports::Platform> platform = ports::make_platform();
  std::string key, other;
  Json jwe;

  Sealed() {
    const auto make = [&] {
      return ports::ask<std::string>(*platform, [&](auto answer) { platform->sealer().make_key(answer); })
          .value();
    };
    key = make();
    other = make();
    const auto half = [&](const std::string& jwk) {
      return ports::ask<std::string>(*platform,
                                     [&](auto answer) { platform->sealer().public_of(jwk, answer); })
          .value();
    };
    auto text = ports::ask<std::string>(*platform, [&](auto answer) {
      platform->sealer().seal({to_bytes("Het pad is donker"), "{}", {half(other), half(key)}}, answer);
    });
    REQUIRE(text.ok());
    jwe = Json::parse(text.value());
  }
  [[nodiscard]] Result<Bytes> opened() {
    return ports::ask<Bytes>(*platform,
                             [&](auto answer) { platform->sealer().open(jwe.dump(), key, answer); });
  }
  Json& header() { return jwe["recipients"][1]["header"]; }
};

std::string code_of(const Result<Bytes>& result) { return result.ok() ? "opened" : result.error().code; }

}  // namespace

TEST_CASE("what libjose sealed for two readers OpenSSL opens for each") {
  Sealed s;
  REQUIRE(s.opened().ok());
  CHECK(to_string(s.opened().value()) == "Het pad is donker");
  std::swap(s.key, s.other);
  CHECK(s.opened().ok());
}

TEST_CASE("an entry that names no key, or names it by another rule, is tried as well") {
  Sealed s;
  s.header().erase("kid");
  CHECK(s.opened().ok());
  s.header()["kid"] = "somebody";
  CHECK(s.opened().ok());
}

TEST_CASE("a point that doesn't lie on the curve opens nothing, nor one of another curve or length") {
  Sealed s;
  const Json epk = s.header()["epk"];
  REQUIRE(s.opened().ok());  // negative control
  s.header()["epk"]["x"] = epk["y"];
  CHECK(code_of(s.opened()) == "seal.no_match");
  s.header()["epk"] = epk;
  s.header()["epk"]["crv"] = "P-384";
  CHECK(code_of(s.opened()) == "seal.no_match");
  s.header()["epk"] = epk;
  s.header()["epk"]["x"] = "AAAA";
  CHECK(code_of(s.opened()) == "seal.no_match");
  s.header()["epk"] = Json::parse(s.other);  // a real point, and not the one that it was sealed with
  CHECK(code_of(s.opened()) == "seal.no_match");
}

TEST_CASE("what is said about the parties goes into the key, so a changed word of it opens nothing") {
  Sealed s;
  s.header()["apu"] = "QWxpY2U";
  CHECK(code_of(s.opened()) == "seal.no_match");
}

TEST_CASE("a changed iv, tag, text or header is found; what must be understood and isn't ours is refused") {
  for (const char* member : {"iv", "tag", "ciphertext"}) {
    Sealed s;
    auto& text = s.jwe[member].get_ref<std::string&>();
    text[0] = text[0] == 'A' ? 'B' : 'A';
    CHECK(code_of(s.opened()) == "seal.failed");
    text = "";
    CHECK(code_of(s.opened()) == "seal.failed");
  }
  Sealed s;
  const std::string own = s.jwe["protected"];
  for (const char* header :
       {R"({"enc":"A128CBC-HS256"})", R"({"enc":"A256GCM","zip":"DEF"})",
        R"({"enc":"A256GCM","crit":["exp"]})", "no object", R"({"enc":"A256GCM","x":1})"}) {
    s.jwe["protected"] = to_base64url(to_bytes(header));
    CHECK(code_of(s.opened()) == "seal.failed");
  }
  s.jwe["protected"] = own;
  s.jwe["aad"] = "AAAA";
  CHECK(code_of(s.opened()) == "seal.failed");
  s.jwe.erase("aad");
  CHECK(s.opened().ok());
}

TEST_CASE("a key that is half or none at all is refused with what to do") {
  Sealed s;
  const std::string whole = s.key;
  Json key = Json::parse(whole);
  key["d"] = "AAAA";
  s.key = key.dump();
  CHECK(code_of(s.opened()) == "seal.no_match");
  key.erase("d");
  s.key = key.dump();
  CHECK(code_of(s.opened()) == "seal.bad_key");
  s.key = "[]";
  CHECK(code_of(s.opened()) == "seal.bad_key");
}
