// What goes in comes out, the file looks as src/crypto/FORMAT.md says, and a change anywhere on the outside
// is seen. On the fake sealer and on libjose.
#include "base/bytes.h"
#include "base/sha256.h"
#include "crypto/codes.h"
#include "crypto/support.h"

using namespace wv;
using namespace wv::crypto_test;

namespace {

Json json_of(const crypto::SealedEnvelope& envelope) {
  return parse_json(envelope.text(), "envelope").value();
}

Result<crypto::SealedEnvelope> parsed(const Json& json) { return crypto::parse(json.dump(), "changed.json"); }

Json protected_of(const Json& envelope) {
  const auto bytes = from_base64url(envelope["jwe"]["protected"].get<std::string>()).value();
  return parse_json(to_string(bytes), "protected").value();
}

}  // namespace

TEST_CASE_TEMPLATE("an envelope opens to the document that was sealed", Platform, AllFake, Real) {
  const auto platform = Platform::make();
  const Key key = new_key(*platform);
  const auto envelope = sealed(*platform, {key.open});
  const auto document = opened(*platform, envelope, key.secret);
  REQUIRE(document.ok());
  CHECK(document.value() == kDocument);
  CHECK(envelope.text().find("canary") == std::string::npos);
}

TEST_CASE_TEMPLATE("the file has the members of the contract, in its order, and no others", Platform, AllFake,
                   Real) {
  const auto platform = Platform::make();
  const Key key = new_key(*platform);
  const auto envelope = sealed(*platform, {key.open});
  const OrderedJson json = OrderedJson::parse(envelope.text());
  std::string names;
  for (const auto& [name, value] : json.items()) names += name + " ";
  CHECK(names == "format box id queued_on kids size sha256 jwe ");
  std::string inner;
  for (const auto& [name, value] : json["jwe"].items()) inner += name + " ";
  CHECK(inner == "protected recipients iv ciphertext tag ");
  CHECK(json["format"] == "wijkverbinder-envelope/1");
  CHECK(json["box"] == "inbox");
  CHECK(json["queued_on"] == "2026-11-23");
  CHECK(json["size"] == 4096);
  CHECK(json["kids"] == OrderedJson::array({key.open.kid}));
  CHECK(json["jwe"]["recipients"][0]["header"]["alg"] == "ECDH-ES+A256KW");
  CHECK(json["jwe"]["recipients"][0]["header"]["kid"] == key.open.kid);
  CHECK(crypto::is_uuid_v4(json["id"].get<std::string>()));
  const Json header = protected_of(json_of(envelope));
  CHECK(header["enc"] == "A256GCM");
  CHECK(header["wv"] ==
        Json{{"box", "inbox"}, {"id", envelope.id()}, {"queued_on", "2026-11-23"}, {"size", 4096}});
  const auto raw = from_base64url(json["jwe"]["ciphertext"].get<std::string>()).value();
  CHECK(raw.size() == 4096);
  CHECK(json["sha256"] == sha256_hex(raw));
}

TEST_CASE_TEMPLATE(
    "whether the network had confirmed the day stands outside and under the seal; who changes it is seen",
    Platform, AllFake, Real) {
  const auto platform = Platform::make();
  const Key key = new_key(*platform);
  CHECK(sealed(*platform, {key.open}).stamp().clock == ClockWas::unknown);
  for (const ClockWas clock : {ClockWas::unconfirmed, ClockWas::confirmed}) {
    auto input = input_of(kDocument);
    input.clock = clock;
    const auto envelope = try_seal(*platform, std::move(input), {key.open}).value();
    const Json json = json_of(envelope);
    CHECK(json["clock"] == clock_name(clock));
    CHECK(protected_of(json)["wv"]["clock"] == clock_name(clock));
    CHECK(envelope.stamp() == Stamp{{2026, 11, 23}, clock});
    CHECK(opened(*platform, envelope, key.secret).ok());
    CHECK(Json::parse(envelope.header_text())["clock"] == clock_name(clock));
    Json other = json, none = json, strange = json;
    other["clock"] = clock == ClockWas::confirmed ? "unconfirmed" : "confirmed";
    none.erase("clock");
    strange["clock"] = "perhaps";
    CHECK(code_of(parsed(other)) == "envelope.mismatch");
    CHECK(code_of(parsed(none)) == "envelope.mismatch");
    CHECK(code_of(parsed(strange)) == "envelope.broken");
    CHECK(parsed(json).ok());
  }
  // What an older version sealed has no such member, and nobody can give it one.
  Json given = json_of(sealed(*platform, {key.open}));
  given["clock"] = "confirmed";
  CHECK(code_of(parsed(given)) == "envelope.mismatch");
}

TEST_CASE_TEMPLATE("sizes come in steps, so that they tell little", Platform, AllFake, Real) {
  const auto platform = Platform::make();
  const Key key = new_key(*platform);
  const auto size_of = [&](std::size_t length, crypto::Padding padding) {
    auto input = input_of("{\"m\":\"" + std::string(length - 8, 'x') + "\"}");
    REQUIRE(input.plain.size() == length);
    input.padding = padding;
    return try_seal(*platform, std::move(input), {key.open}).value().size();
  };
  CHECK(size_of(100, crypto::Padding::submission) == 4096);
  CHECK(size_of(4096, crypto::Padding::submission) == 4096);
  CHECK(size_of(4097, crypto::Padding::submission) == 8192);
  CHECK(size_of(100, crypto::Padding::attachment) == 65536);
  CHECK(size_of(65537, crypto::Padding::attachment) == 131072);
}

TEST_CASE_TEMPLATE("each of two readers opens it, a third doesn't", Platform, AllFake, Real) {
  const auto platform = Platform::make();
  const Key first = new_key(*platform), second = new_key(*platform), stranger = new_key(*platform);
  const auto envelope = sealed(*platform, {first.open, second.open});
  CHECK(envelope.kids().size() == 2);
  CHECK(opened(*platform, envelope, first.secret).ok());
  CHECK(opened(*platform, envelope, second.secret).ok());
  CHECK(code_of(opened(*platform, envelope, stranger.secret)) == "seal.no_match");
  CHECK(code_of(opened(*platform, envelope, first.open.jwk)) == "seal.bad_key");
  CHECK(code_of(opened(*platform, envelope, "{}")) == "seal.bad_key");
}

TEST_CASE_TEMPLATE("a change to any outer member is refused", Platform, AllFake, Real) {
  const auto platform = Platform::make();
  const Key key = new_key(*platform), other = new_key(*platform);
  const auto envelope = sealed(*platform, {key.open});
  const Json good = json_of(envelope);
  REQUIRE(parsed(good).ok());
  const auto changed = [&](const char* pointer, const Json& value) {
    Json json = good;
    json[Json::json_pointer(pointer)] = value;
    return code_of(parsed(json));
  };
  CHECK(changed("/format", "wijkverbinder-envelope/2") == "envelope.broken");
  CHECK(changed("/box", "cases") == "envelope.mismatch");
  CHECK(changed("/box", "published") == "envelope.broken");
  CHECK(changed("/id", "00000000-0000-4000-8000-000000000000") == "envelope.mismatch");
  CHECK(changed("/id", "../../../etc/passwd") == "envelope.broken");
  CHECK(changed("/queued_on", "2026-11-24") == "envelope.mismatch");
  CHECK(changed("/queued_on", "2026-02-30") == "envelope.broken");
  CHECK(changed("/kids", Json::array({other.open.kid})) == "envelope.mismatch");
  CHECK(changed("/kids", Json::array()) == "envelope.broken");
  CHECK(changed("/size", 8192) == "envelope.mismatch");
  CHECK(changed("/size", 4096.0) == "envelope.broken");
  CHECK(changed("/size", -4096) == "envelope.broken");
  CHECK(changed("/sha256", std::string(64, 'a')) == "envelope.mismatch");
  CHECK(changed("/sha256", std::string(64, 'A')) == "envelope.broken");
  CHECK(changed("/tag", std::string(32, 'a')) == "envelope.broken");
  CHECK(changed("/jws", "a.b.c") == "envelope.broken");
  CHECK(changed("/jwe/aad", "YQ") == "envelope.broken");
  CHECK(changed("/jwe/unprotected", Json::object()) == "envelope.broken");
  CHECK(changed("/jwe/recipients", Json::array()) == "envelope.broken");
  CHECK(changed("/jwe/recipients/0/header/alg", "dir") == "envelope.broken");
  CHECK(changed("/jwe/recipients/0/header/alg", "RSA1_5") == "envelope.broken");
  CHECK(changed("/jwe/iv", "AAAA") == "envelope.broken");
  CHECK(changed("/jwe/tag", "AAAA") == "envelope.broken");
  CHECK(changed("/jwe/ciphertext", "AAAA") == "envelope.mismatch");
  CHECK(changed("/jwe/ciphertext", "not base64url!") == "envelope.broken");
  for (const char* member : {"format", "box", "id", "queued_on", "kids", "size", "sha256", "jwe"}) {
    CAPTURE(member);
    Json json = good;
    json.erase(member);
    CHECK_FALSE(parsed(json).ok());
    CHECK_FALSE(changed((std::string("/") + member).c_str(), nullptr).empty());
  }
}

TEST_CASE_TEMPLATE("changing outside and wv alike is found when it is opened", Platform, AllFake, Real) {
  const auto platform = Platform::make();
  const Key key = new_key(*platform);
  Json json = json_of(sealed(*platform, {key.open}));
  Json header = protected_of(json);
  header["wv"]["queued_on"] = "2020-01-01";
  json["queued_on"] = "2020-01-01";
  json["jwe"]["protected"] = to_base64url(to_bytes(header.dump()));
  const auto forged = parsed(json);
  REQUIRE(forged.ok());
  CHECK_FALSE(opened(*platform, forged.value(), key.secret).ok());
}

TEST_CASE("a flipped bit anywhere under the seal is found when it is opened") {
  const auto platform = Real::make();
  const Key key = new_key(*platform);
  const Json good = json_of(sealed(*platform, {key.open}));
  for (const char* pointer : {"/jwe/ciphertext", "/jwe/tag", "/jwe/iv", "/jwe/recipients/0/encrypted_key"}) {
    CAPTURE(pointer);
    Json json = good;
    Bytes bytes = from_base64url(json[Json::json_pointer(pointer)].get<std::string>()).value();
    bytes[bytes.size() / 2] ^= 1U;
    json[Json::json_pointer(pointer)] = to_base64url(bytes);
    if (std::string(pointer) == "/jwe/ciphertext") json["sha256"] = sha256_hex(bytes);
    const auto forged = parsed(json);
    REQUIRE(forged.ok());
    CHECK_FALSE(opened(*platform, forged.value(), key.secret).ok());
  }
}

TEST_CASE("every truncation and every foreign text is refused, whatever it is") {
  const auto platform = AllFake::make();
  const Key key = new_key(*platform);
  const std::string text = sealed(*platform, {key.open}).text();
  std::size_t refused = 0;
  const std::size_t whole = text.find_last_of('}');
  for (std::size_t length = 0; length <= whole; ++length) {
    if (!crypto::parse(std::string_view(text).substr(0, length), "cut.json").ok()) ++refused;
  }
  CHECK(refused == whole + 1);
  for (const char* foreign :
       {"", "null", "[]", "{}", "\"text\"", "17", "\xff\xfe", "{\"format\":\"wijkverbinder-envelope/1\"}"}) {
    CAPTURE(foreign);
    CHECK_FALSE(crypto::parse(foreign, "foreign.json").ok());
  }
  const std::string large(crypto::kMostEnvelopeBytes + 1, ' ');
  CHECK(code_of(crypto::parse(large, "large.json")) == "envelope.too_large");
}

TEST_CASE("members that are not known stay in the text, and out of the header that is kept") {
  const auto platform = AllFake::make();
  const Key key = new_key(*platform);
  Json json = json_of(sealed(*platform, {key.open}));
  json["later"] = {{"a", 1}};
  json["jwe"]["recipients"][0]["header"]["x-later"] = true;
  const auto envelope = parsed(json);
  REQUIRE(envelope.ok());
  CHECK(envelope.value().text() == json.dump());
  const Json header = parse_json(envelope.value().header_text(), "header").value();
  CHECK(header.size() == 7);
  CHECK_FALSE(header.contains("jwe"));
  CHECK_FALSE(header.contains("later"));
}

TEST_CASE_TEMPLATE("two sealings of one document are not the same envelope", Platform, AllFake, Real) {
  const auto platform = Platform::make();
  const Key key = new_key(*platform);
  const std::string id = crypto::uuid_v4(platform->random());
  const auto one = sealed(*platform, {key.open}, id), two = sealed(*platform, {key.open}, id);
  CHECK(crypto::same(one, one));
  CHECK_FALSE(crypto::same(one, two));
  // The order of members and the spaces between them say nothing.
  CHECK(crypto::same(one, crypto::parse(json_of(one).dump(3), "again.json").value()));
  Json extra = json_of(one);
  extra["jwe"]["recipients"][0]["header"]["note"] = "x";
  CHECK_FALSE(crypto::same(one, parsed(extra).value()));
}

TEST_CASE("what could not be read afterwards is not sealed") {
  const auto platform = AllFake::make();
  const Key key = new_key(*platform);
  const auto code = [&](const char* document) {
    return code_of(try_seal(*platform, input_of(document), {key.open}));
  };
  CHECK(code("") == "envelope.plain");
  CHECK(code("not json") == "envelope.plain");
  CHECK(code("[1]") == "envelope.plain");
  CHECK(code("{\"m\":\"\xff\"}") == "envelope.plain");
  CHECK(code_of(try_seal(*platform, input_of(kDocument), {})) == "seal.bad_key");
  CHECK(code_of(try_seal(*platform, input_of(kDocument, "no-uuid"), {key.open})) == "envelope.plain");
}

TEST_CASE("an answer and a published document are read as the contract has them") {
  const auto platform = AllFake::make();
  const Key key = new_key(*platform);
  const std::string jws = "eyJhbGciOiJFUzI1NiJ9.e30.c2ln";
  Json news = {{"format", "wijkverbinder-envelope/1"},
               {"box", "published"},
               {"id", crypto::uuid_v4(platform->random())},
               {"queued_on", "2026-11-23"},
               {"kids", Json::array()},
               {"size", jws.size()},
               {"sha256", sha256_hex(to_bytes(jws))},
               {"jws", jws}};
  const auto published = parsed(news);
  REQUIRE(published.ok());
  CHECK(published.value().sealed() == jws);
  CHECK_FALSE(opened(*platform, published.value(), key.secret).ok());
  news["jws"] = jws + "x";
  CHECK_FALSE(parsed(news).ok());
  news["jws"] = "no compact form";
  CHECK_FALSE(parsed(news).ok());
}
