// Answers and published documents: who signs is believed, who doesn't isn't, and nothing of an answer shows.
#include "crypto/reply.h"

#include "base/bytes.h"
#include "base/sha256.h"
#include "crypto/codes.h"
#include "crypto/support.h"

using namespace wv;
using namespace wv::crypto_test;

namespace {

constexpr char kAnswer[] =
    R"({"format":"wijkverbinder-answer/1","text":"canary-5d2e De lamp wordt dinsdag gemaakt."})";
constexpr char kNews[] = R"({"format":"wijkverbinder-published/1","title":{"nl":"Nieuwe lampen"}})";
constexpr char kTag[] = "00112233445566778899aabbccddeeff";

std::string key_of(std::uint8_t filling) { return to_base64url(Bytes(32, filling)); }
crypto::Signer signer_of(const Key& key) { return {key.open.kid, key.open.jwk}; }

template <class T, class Start>
Result<T> asked(ports::Platform& platform, Start start) {
  auto answer = fakes::answer_of<T>(platform, start);
  REQUIRE(answer.has_value());
  return std::move(*answer);
}

Result<crypto::SealedEnvelope> try_answer(ports::Platform& platform, const std::string& signer,
                                          const std::string& key, const std::string& tag = kTag,
                                          const std::string& document = kAnswer) {
  return asked<crypto::SealedEnvelope>(platform, [&](auto then) {
    crypto::seal_answer(platform.sealer(), platform.random(),
                        {"", Day{2026, 11, 24}, tag, key, to_bytes(document), signer}, then);
  });
}

Result<std::string> read_answer(ports::Platform& platform, const crypto::SealedEnvelope& envelope,
                                const std::string& key, const crypto::Signers& signers) {
  return asked<std::string>(
      platform, [&](auto then) { crypto::open_answer(platform.sealer(), envelope, key, signers, then); });
}

Result<std::string> verified(ports::Platform& platform, const std::string& jws,
                             const crypto::Signers& signers) {
  std::vector<std::string> keys;
  for (const auto& signer : signers) keys.push_back(signer.jwk);
  auto payload = asked<Bytes>(platform, [&](auto then) { platform.sealer().verify(jws, keys, then); });
  if (!payload) return payload.error();
  return to_string(payload.value());
}

std::string b64(const std::string& text) { return to_base64url(to_bytes(text)); }

}  // namespace

TEST_CASE_TEMPLATE("an answer is opened by its key alone and believed from its signers alone", Platform,
                   AllFake, Real) {
  const auto platform = Platform::make();
  const Key signer = new_key(*platform), other = new_key(*platform);
  const auto made = try_answer(*platform, signer.secret, key_of(7));
  REQUIRE_MESSAGE(made.ok(), (made.ok() ? std::string() : made.error().what));
  const crypto::SealedEnvelope& envelope = made.value();
  CHECK(envelope.box() == crypto::Box::answers);
  CHECK(envelope.tag() == kTag);
  CHECK(envelope.kids().empty());
  CHECK(envelope.size() == 4096);
  CHECK(envelope.text().find("canary") == std::string::npos);
  CHECK(envelope.text().find(signer.open.kid) == std::string::npos);  // not even who answers
  CHECK(envelope.text().find(key_of(7)) == std::string::npos);
  CHECK(read_answer(*platform, envelope, key_of(7), {signer_of(other), signer_of(signer)}).value() ==
        kAnswer);
  CHECK(code_of(read_answer(*platform, envelope, key_of(7), {signer_of(other)})) == "seal.not_signed");
  CHECK(code_of(read_answer(*platform, envelope, key_of(7), {})) == "seal.not_signed");
  const std::string wrong_key = code_of(read_answer(*platform, envelope, key_of(8), {signer_of(signer)}));
  CHECK((wrong_key == "seal.no_match" || wrong_key == "seal.failed"));
  CHECK(code_of(read_answer(*platform, envelope, "short", {signer_of(signer)})) == "seal.bad_key");
}

TEST_CASE_TEMPLATE("an answer whose tag, id or day was changed on the way is no envelope any more", Platform,
                   AllFake, Real) {
  const auto platform = Platform::make();
  const Key signer = new_key(*platform);
  const auto envelope = try_answer(*platform, signer.secret, key_of(7)).value();
  const auto changed = [&](const char* member, const char* value) {
    Json json = parse_json(envelope.text(), "envelope").value();
    json[member] = value;
    return code_of(crypto::parse(json.dump(), "changed"));
  };
  CHECK(changed("queued_on", "2026-11-24").empty());  // as it was: the change is what is noticed
  CHECK(changed("tag", "ffeeddccbbaa99887766554433221100") == "envelope.mismatch");
  CHECK(changed("tag", "none") == "envelope.broken");
  CHECK(changed("id", "7f3a9b00-0000-4000-8000-000000000000") == "envelope.mismatch");
  CHECK(changed("queued_on", "2026-11-25") == "envelope.mismatch");
  CHECK(changed("box", "inbox") != "");
}

TEST_CASE_TEMPLATE("what can't be answered is refused before anything is sealed", Platform, AllFake, Real) {
  const auto platform = Platform::make();
  const Key signer = new_key(*platform);
  CHECK(code_of(try_answer(*platform, signer.secret, "")) == "seal.bad_key");
  CHECK(code_of(try_answer(*platform, signer.secret, key_of(7), "XY")) == "seal.bad_key");
  CHECK(code_of(try_answer(*platform, signer.open.jwk, key_of(7))) ==
        "seal.bad_key");  // the public half doesn't sign
  CHECK(code_of(try_answer(*platform, "{}", key_of(7))) == "seal.bad_key");
  CHECK(code_of(try_answer(*platform, signer.secret, key_of(7), kTag, "no json")) == "envelope.plain");
}

TEST_CASE_TEMPLATE("a published document is signed, in the clear, and changed by nobody", Platform, AllFake,
                   Real) {
  const auto platform = Platform::make();
  const Key signer = new_key(*platform), other = new_key(*platform);
  const auto publish = [&](const Key& key) {
    return asked<crypto::SealedEnvelope>(*platform, [&](auto then) {
      crypto::sign_published(platform->sealer(), platform->random(),
                             {"", Day{2026, 11, 24}, to_bytes(kNews), key.secret}, then);
    });
  };
  const auto read = [&](const crypto::SealedEnvelope& envelope) {
    return asked<std::string>(*platform, [&](auto then) {
      crypto::read_published(platform->sealer(), envelope, {signer_of(signer)}, then);
    });
  };
  const auto envelope = publish(signer);
  REQUIRE(envelope.ok());
  CHECK(envelope.value().box() == crypto::Box::published);
  CHECK(read(envelope.value()).value() == kNews);
  CHECK(code_of(read(publish(other).value())) == "seal.not_signed");

  // Other words under the same signature, with a hash that fits them.
  Json json = parse_json(envelope.value().text(), "envelope").value();
  const std::string jws = json["jws"];
  const std::string forged = jws.substr(0, jws.find('.') + 1) + b64(R"({"title":{"nl":"Geen lampen"}})") +
                             jws.substr(jws.rfind('.'));
  json["jws"] = forged;
  json["size"] = forged.size();
  json["sha256"] = sha256_hex(to_bytes(forged));
  const auto parsed = crypto::parse(json.dump(), "forged");
  REQUIRE(parsed.ok());
  CHECK(code_of(read(parsed.value())) == "seal.not_signed");
}

TEST_CASE("no header talks the sealer into another algorithm or another key") {
  const auto platform = Real::make();
  const Key signer = new_key(*platform), thief = new_key(*platform);
  const crypto::Signers signers = {signer_of(signer)};
  const std::string jws = asked<std::string>(*platform, [&](auto then) {
                            platform->sealer().sign({to_bytes(kNews), signer.secret}, then);
                          }).value();
  CHECK(verified(*platform, jws, signers).value() == kNews);  // the control
  const std::string payload = jws.substr(jws.find('.') + 1, jws.rfind('.') - jws.find('.') - 1);
  const std::string signature = jws.substr(jws.rfind('.') + 1);
  const auto with_header = [&](const std::string& header) {
    return b64(header) + "." + payload + "." + signature;
  };
  const Json public_key = parse_json(signer.open.jwk, "key").value();
  const Json thiefs_key = parse_json(thief.open.jwk, "key").value();
  for (const std::string& header :
       {std::string(R"({"alg":"none"})"), std::string(R"({"alg":"HS256"})"),
        std::string(R"({"alg":"ES384"})"), std::string(R"({"alg":"es256"})"), std::string(R"({})"),
        std::string(R"({"alg":["ES256"]})"), std::string(R"({"alg":"ES256","alg":"none"})"),
        std::string(R"({"alg":"ES256","crit":["exp"],"exp":1})"),
        std::string(R"({"alg":"ES256","b64":false})"), std::string(R"({"alg":"ES256","kid":7})"),
        std::string("[]"), std::string("no json")}) {
    CHECK_MESSAGE(code_of(verified(*platform, with_header(header), signers)) == "seal.not_signed", header);
  }
  CHECK(code_of(verified(*platform, b64(R"({"alg":"none"})") + "." + payload + ".", signers)) ==
        "seal.not_signed");
  for (const std::string& text :
       {std::string(), std::string("."), std::string(".."), jws + ".", jws.substr(1),
        jws.substr(0, jws.size() - 1), jws.substr(0, jws.rfind('.') + 1), std::string("....")}) {
    CHECK(code_of(verified(*platform, text, signers)) == "seal.not_signed");
  }
  // A thief signs rightly, and brings the key along, or names a signer's kid.
  const std::string stolen = asked<std::string>(*platform, [&](auto then) {
                               platform->sealer().sign({to_bytes(kNews), thief.secret}, then);
                             }).value();
  CHECK(code_of(verified(*platform, stolen, signers)) == "seal.not_signed");
  CHECK(verified(*platform, stolen, {signer_of(thief)}).value() == kNews);
}

TEST_CASE("signers are P-256 keys for signatures, and never private ones") {
  const auto platform = Real::make();
  const Key key = new_key(*platform);
  const auto read = [&](Json jwk, const std::string& member = "", const Json& value = nullptr) {
    if (!member.empty()) jwk[member] = value;
    Findings findings;
    const auto signers = crypto::parse_signers(Json{{"keys", {jwk}}}.dump(), "signers.json", findings);
    CHECK(findings.empty() == (signers.size() == 1));
    return findings.empty() ? std::string() : findings.front().place;
  };
  const Json open = parse_json(key.open.jwk, "key").value();
  CHECK(read(open).empty());
  CHECK(read(open, "use", "sig").empty());
  CHECK(read(open, "alg", "ES256").empty());
  CHECK(read(open, "key_ops", Json{"verify"}).empty());
  CHECK(read(open, "use", "enc") == "/keys/0/use");
  CHECK(read(open, "alg", "ECDH-ES+A256KW") == "/keys/0/alg");
  CHECK(read(open, "key_ops", Json{"deriveKey"}) == "/keys/0/key_ops");
  CHECK(read(open, "crv", "P-384") == "/keys/0/crv");
  CHECK(read(parse_json(key.secret, "key").value()) == "/keys/0/d");
  CHECK(read(Json{{"kty", "RSA"}, {"n", "AQAB"}, {"e", "AQAB"}}) == "/keys/0/kty");
}
