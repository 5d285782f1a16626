#include "base/bytes.h"
#include "crypto/support.h"
#include "crypto/thumbprint.h"

using namespace wv;
using namespace wv::crypto_test;

namespace {

// The key of RFC 7638 §3.1; its thumbprint is printed there.
constexpr char kRfcModulus[] =
    "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknj"
    "hMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQ"
    "vRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzK"
    "nqDKgw";
constexpr char kRfcThumbprint[] = "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs";

Json rfc_key() {
  return {{"kty", "RSA"}, {"n", kRfcModulus}, {"e", "AQAB"}, {"alg", "RS256"}, {"kid", "2011-04-29"}};
}

struct Reading {
  crypto::Recipients keys;
  Findings findings;
};

Reading read(ports::Platform& platform, const Json& root) {
  Reading reading;
  const std::string file = "recipients.jwks.json";
  reading.keys = crypto::parse_recipients(root.dump(), file, reading.findings);
  crypto::check_keys(platform.sealer(), file, reading.keys, [&](const Findings& refused) {
    reading.findings.insert(reading.findings.end(), refused.begin(), refused.end());
  });
  fakes::settle(platform);
  return reading;
}

Reading read_key(ports::Platform& platform, const Json& key) {
  return read(platform, {{"keys", Json::array({key})}});
}

std::string place_of(const Reading& reading) {
  return reading.findings.size() == 1 ? reading.findings[0].place : "?";
}

}  // namespace

TEST_CASE("the thumbprint is that of RFC 7638, whatever else the key says") {
  const auto platform = Real::make();
  CHECK(crypto::thumbprint(rfc_key().dump()).value() == kRfcThumbprint);
  Json bare = rfc_key();
  bare.erase("alg");
  bare.erase("kid");
  CHECK(crypto::thumbprint(bare.dump()).value() == kRfcThumbprint);
}

TEST_CASE("keys are taken with and without kid, alg, use and key_ops") {
  const auto platform = Real::make();
  const Key made = new_key(*platform);
  Json bare = parse_json(made.open.jwk, "key").value();
  bare.erase("kid");
  Json full = bare;
  full["kid"] = "something else";
  full["alg"] = "ECDH-ES+A256KW";
  full["use"] = "enc";
  full["key_ops"] = Json::array();
  full["x5t"] = "unknown members are fine";
  for (const Json& key : {bare, full}) {
    const auto reading = read_key(*platform, key);
    CHECK(reading.findings.empty());
    REQUIRE(reading.keys.size() == 1);
    CHECK(reading.keys[0].kid == made.open.kid);
    CHECK(opened(*platform, sealed(*platform, reading.keys), made.secret).ok());
  }
  CHECK(read(*platform, bare).keys.size() == 1);  // as `keys public` prints it
}

TEST_CASE("an RSA key of 2048 bits is a recipient, alone and beside a P-256 key") {
  const auto platform = Real::make();
  Json key = rfc_key();
  key["alg"] = "RSA-OAEP-256";
  const auto reading = read_key(*platform, key);
  REQUIRE(reading.findings.empty());
  CHECK(reading.keys[0].kid == kRfcThumbprint);
  const Key elliptic = new_key(*platform);
  const auto envelope = sealed(*platform, {reading.keys[0], elliptic.open});
  CHECK(envelope.sealed()["recipients"][0]["header"]["alg"] == "RSA-OAEP-256");
  CHECK(opened(*platform, envelope, elliptic.secret).ok());
}

TEST_CASE("a private key is refused in a clear sentence that doesn't repeat it") {
  const auto platform = Real::make();
  const Key key = new_key(*platform);
  const auto reading = read_key(*platform, parse_json(key.secret, "key").value());
  CHECK(reading.keys.empty());
  REQUIRE(reading.findings.size() == 1);
  CHECK(reading.findings[0].place == "/keys/0/d");
  CHECK(reading.findings[0].what == "this is a private key, and no device may hold one");
  const auto secret = parse_json(key.secret, "key").value()["d"].get<std::string>();
  CHECK(to_line(reading.findings[0]).find(secret) == std::string::npos);
  CHECK(place_of(read_key(*platform, {{"kty", "oct"}, {"k", "AAAA"}})) == "/keys/0/k");
}

TEST_CASE("keys that can't be sealed to are refused, each with its place") {
  const auto platform = Real::make();
  const Json good = parse_json(new_key(*platform).open.jwk, "key").value();
  const auto with = [&](const char* member, const Json& value) {
    Json key = good;
    key[member] = value;
    return place_of(read_key(*platform, key));
  };
  CHECK(with("crv", "P-384") == "/keys/0/crv");
  CHECK(with("kty", "OKP") == "/keys/0/kty");
  CHECK(with("x", "AAAA") == "/keys/0/x");
  CHECK(with("y", 17) == "/keys/0/y");
  CHECK(with("x", std::string(42, 'A') + "E") == "/keys/0");  // 32 bytes, and no point of the curve
  CHECK(with("use", "sig") == "/keys/0/use");
  CHECK(with("alg", "ES256") == "/keys/0/alg");
  CHECK(with("key_ops", Json::array({"verify"})) == "/keys/0/key_ops");
  Json weak = rfc_key();
  weak.erase("alg");
  weak["n"] = std::string(kRfcModulus).substr(0, 172);  // 1032 bits
  CHECK(place_of(read_key(*platform, weak)) == "/keys/0/n");
  weak["n"] = kRfcModulus;
  weak["e"] = "AQ";
  CHECK(place_of(read_key(*platform, weak)) == "/keys/0/e");
  CHECK(place_of(read(*platform, {{"keys", Json::array({good, good})}})) == "/keys/1");
  CHECK(place_of(read(*platform, {{"keys", Json::array()}})) == "/keys");
  CHECK(place_of(read(*platform, Json::array())) == "");
  CHECK(place_of(read(*platform, {{"keys", Json::array({"text"})}})) == "/keys/0");
}
