#include "fakes/fake_sealer.h"

#include "base/json.h"
#include "base/sha256.h"

namespace wv::fakes {
namespace {

// 32 bytes that depend on every byte; nothing more is claimed.
Bytes mix(const Bytes& input) {
  Bytes out;
  for (std::uint64_t lane = 0; lane < 4; ++lane) {
    std::uint64_t state = 0xCBF29CE484222325U + lane * 0x9E3779B97F4A7C15U;
    for (const std::uint8_t byte : input) state = (state ^ byte) * 0x100000001B3U;
    state ^= state >> 29;
    for (int shift = 0; shift < 64; shift += 8) out.push_back(static_cast<std::uint8_t>(state >> shift));
  }
  return out;
}

Bytes mix(const std::string& text) { return mix(to_bytes(text)); }

Bytes xored(const Bytes& bytes, const Bytes& key) {
  Bytes out(bytes.size());
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    out[i] =
        static_cast<std::uint8_t>(bytes[i] ^ key[i % key.size()] ^ static_cast<std::uint8_t>(i / key.size()));
  }
  return out;
}

Bytes tag_of(const std::string& header, const Bytes& ciphertext, const Bytes& key) {
  Bytes all = to_bytes(header);
  all.insert(all.end(), ciphertext.begin(), ciphertext.end());
  all.insert(all.end(), key.begin(), key.end());
  Bytes tag = mix(all);
  tag.resize(16);
  return tag;
}

std::string member(const Json& object, const char* name) {
  return object.is_object() && object.contains(name) && object[name].is_string()
             ? object[name].get<std::string>()
             : "";
}

// What a symmetric key holds; nothing for the others.
std::optional<std::string> secret_of(const std::string& jwk) {
  const auto parsed = parse_json(jwk, "key");
  if (!parsed || member(parsed.value(), "kty") != "oct") return std::nullopt;
  return member(parsed.value(), "k");
}

std::string signature_of(const std::string& input, const std::string& x) {
  return to_base64url(mix(input + "/" + x));
}

Error not_signed() {
  return {Fault::bad_input, "seal.not_signed",
          "not signed by these (from the fake sealer); look at the test"};
}

Error bad_key() {
  return {Fault::bad_input, "seal.bad_key", "no key (from the fake sealer); look at the test"};
}
Error broken() {
  return {Fault::bad_input, "seal.failed", "changed or damaged (from the fake sealer); look at the test"};
}

// RFC 7638, of the P-256 and RSA keys of tests: a room checks the names with plain code.
Result<std::string> thumbprint(const std::string& jwk) {
  const auto parsed = parse_json(jwk, "key");
  if (!parsed || member(parsed.value(), "kty").empty()) return bad_key();
  Json required = Json::object();
  for (const char* name : {"crv", "e", "kty", "n", "x", "y"})
    if (const std::string value = member(parsed.value(), name); !value.empty()) required[name] = value;
  return to_base64url(sha256(to_bytes(required.dump())));
}

}  // namespace

void FakeSealer::make_key(Answer<std::string> answer) {
  Bytes secret(32);
  random_.fill(secret);
  const Bytes x = mix(secret);
  const std::string y = to_base64url(mix(x));
  const Json open = {{"kty", "EC"}, {"crv", "P-256"}, {"x", to_base64url(x)}, {"y", y}};
  Json key = open;
  key["d"] = to_base64url(secret);
  key["kid"] = thumbprint(open.dump()).value();
  answers_.later<std::string>(std::move(answer), key.dump());
}

void FakeSealer::public_of(std::string jwk, Answer<std::string> answer) {
  const auto parsed = parse_json(jwk, "key");
  if (!parsed || member(parsed.value(), "kty").empty() || member(parsed.value(), "kty") == "oct")
    return answers_.later<std::string>(std::move(answer), bad_key());
  Json key = parsed.value();
  for (const char* secret : {"d", "p", "q", "dp", "dq", "qi"}) key.erase(secret);
  key["kid"] = thumbprint(jwk).value();
  answers_.later<std::string>(std::move(answer), key.dump());
}

void FakeSealer::seal(ports::SealRequest request, Answer<std::string> answer) {
  if (failure_) {
    answers_.later<std::string>(std::move(answer), *failure_);
    failure_.reset();
    return;
  }
  Json header = parse_json(request.protected_header, "header").value();
  header["enc"] = "A256GCM";
  header["fake"] = true;
  const std::string protected_header = to_base64url(to_bytes(header.dump()));
  Bytes key(32), nonce(12);
  random_.fill(key);
  random_.fill(nonce);
  Json recipients = Json::array();
  for (const std::string& jwk : request.recipients) {
    if (const auto secret = secret_of(jwk)) {  // an answer's: no kid
      recipients.push_back(
          {{"header", {{"alg", "A256KW"}}}, {"encrypted_key", to_base64url(xored(key, mix(*secret)))}});
      continue;
    }
    const auto kid = thumbprint(jwk);
    if (!kid) return answers_.later<std::string>(std::move(answer), kid.error());
    recipients.push_back(
        {{"header", {{"alg", "ECDH-ES+A256KW"}, {"kid", kid.value()}, {"epk", Json::object()}}},
         {"encrypted_key", to_base64url(xored(key, mix(kid.value())))}});
  }
  if (recipients.empty()) return answers_.later<std::string>(std::move(answer), bad_key());
  const Bytes ciphertext = xored(request.plain, key);
  wipe(request.plain);
  const Json jwe = {{"protected", protected_header},
                    {"recipients", recipients},
                    {"iv", to_base64url(nonce)},
                    {"ciphertext", to_base64url(ciphertext)},
                    {"tag", to_base64url(tag_of(protected_header, ciphertext, key))}};
  answers_.later<std::string>(std::move(answer), jwe.dump());
}

void FakeSealer::open(std::string jwe_text, std::string private_jwk, Answer<Bytes> answer) {
  const auto secret = secret_of(private_jwk);
  const auto kid = thumbprint(private_jwk);
  const auto own = parse_json(private_jwk, "key");
  if (!kid || (!secret && member(own.value(), "d").empty()))
    return answers_.later<Bytes>(std::move(answer), bad_key());
  const auto parsed = parse_json(jwe_text, "jwe");
  if (!parsed) return answers_.later<Bytes>(std::move(answer), broken());
  const Json& jwe = parsed.value();
  const bool whole = jwe.is_object() && jwe.contains("recipients") && jwe["recipients"].is_array();
  if (!whole) return answers_.later<Bytes>(std::move(answer), broken());
  for (const Json& recipient : jwe["recipients"]) {
    if (!recipient.is_object() || !recipient.contains("header")) continue;
    const bool ours = secret ? member(recipient["header"], "alg") == "A256KW"
                             : member(recipient["header"], "kid") == kid.value();
    if (!ours) continue;
    const auto wrapped = from_base64url(member(recipient, "encrypted_key"));
    const auto ciphertext = from_base64url(member(jwe, "ciphertext"));
    if (!wrapped || !ciphertext) break;
    const Bytes key = xored(wrapped.value(), mix(secret ? *secret : kid.value()));
    const std::string tag = to_base64url(tag_of(member(jwe, "protected"), ciphertext.value(), key));
    if (tag != member(jwe, "tag")) return answers_.later<Bytes>(std::move(answer), broken());
    return answers_.later<Bytes>(std::move(answer), xored(ciphertext.value(), key));
  }
  answers_.later<Bytes>(std::move(answer),
                        Error{Fault::bad_input, "seal.no_match", "another key (from the fake sealer)"});
}

void FakeSealer::sign(ports::SignRequest request, Answer<std::string> answer) {
  const auto key = parse_json(request.private_jwk, "key");
  if (!key || member(key.value(), "d").empty())
    return answers_.later<std::string>(std::move(answer), bad_key());
  const Json header = {{"alg", "ES256"}, {"fake", true}, {"kid", thumbprint(request.private_jwk).value()}};
  const std::string input = to_base64url(to_bytes(header.dump())) + "." + to_base64url(request.payload);
  wipe(request.payload);
  answers_.later<std::string>(std::move(answer), input + "." + signature_of(input, member(key.value(), "x")));
}

void FakeSealer::verify(std::string jws, std::vector<std::string> public_jwks, Answer<Bytes> answer) {
  const std::size_t first = jws.find('.'), last = jws.rfind('.');
  if (first == std::string::npos || first == last)
    return answers_.later<Bytes>(std::move(answer), not_signed());
  const std::string input = jws.substr(0, last);
  const auto payload = from_base64url(jws.substr(first + 1, last - first - 1));
  for (const std::string& jwk : public_jwks) {
    const auto key = parse_json(jwk, "key");
    const bool right =
        key && payload && signature_of(input, member(key.value(), "x")) == jws.substr(last + 1);
    if (right) return answers_.later<Bytes>(std::move(answer), payload.value());
  }
  answers_.later<Bytes>(std::move(answer), not_signed());
}

void FakeSealer::stretch(ports::StretchRequest request, Answer<Bytes> answer) {
  Bytes out;
  for (int round = 0; out.size() < request.length; ++round) {
    const Bytes more = mix(std::string(request.password) + "/" + request.salt + "/" + std::to_string(round));
    out.insert(out.end(), more.begin(), more.end());
  }
  out.resize(request.length);
  answers_.later<Bytes>(std::move(answer), std::move(out));
}

}  // namespace wv::fakes
