#include "jose_signer.h"

#include <algorithm>

#include "jose_handles.h"

namespace wv::linux_platform {
namespace {

constexpr char kAlgorithm[] = "ES256";

Error not_signed() {
  return {Fault::bad_input, "seal.not_signed",
          "it isn't signed by one of the signers; look at the setting `signers`, or ask the sender"};
}

bool is_p256(const json_t* key) { return text_of(key, "kty") == "EC" && text_of(key, "crv") == "P-256"; }

// The three parts of a compact JWS, each in base64url as it came.
struct CompactParts {
  std::string header, payload, signature;
};

bool take_apart(const std::string& jws, CompactParts& parts) {
  const std::size_t first = jws.find('.');
  if (first == std::string::npos) return false;
  const std::size_t second = jws.find('.', first + 1);
  if (second == std::string::npos || jws.find('.', second + 1) != std::string::npos) return false;
  parts = {jws.substr(0, first), jws.substr(first + 1, second - first - 1), jws.substr(second + 1)};
  return true;
}

// Whether the header asks for nothing but ES256; a member that must be understood (crit) or that changes what
// is signed (b64, RFC 7797) is none of ours.
bool read_header(const std::string& encoded, std::string& kid) {
  const auto bytes = from_base64url(encoded);
  if (!bytes) return false;
  const JsonHandle header = load_json(to_string(bytes.value()));
  if (!json_is_object(header.get()) || text_of(header.get(), "alg") != kAlgorithm) return false;
  for (const char* member : {"crit", "b64"}) {
    if (json_object_get(header.get(), member) != nullptr) return false;
  }
  if (json_t* named = json_object_get(header.get(), "kid"); named != nullptr && !json_is_string(named))
    return false;
  kid = text_of(header.get(), "kid");
  return true;
}

}  // namespace

Result<std::string> sign_now(const Bytes& payload, const std::string& private_jwk) {
  const JoseHandle cfg = quiet_jose();
  const JsonHandle loaded = load_json(private_jwk);
  if (!cfg || !json_is_object(loaded.get()))
    return bad_key("the signer's key is no JWK (RFC 7517); look at the file");
  if (!is_private(loaded.get()))
    return bad_key("this is a public key, and only the private one signs; use the other file");
  const JsonHandle key = bare_key(loaded.get(), Parts::all);
  if (!is_p256(key.get()))
    return bad_key("only P-256 keys sign here; make one with `wijkverbinder keys new`");
  const std::string kid = thumbprint_of(cfg.get(), key.get());
  const JsonHandle jws(json_pack("{s:s}", "payload", to_base64url(payload).c_str()));
  const JsonHandle signature(json_pack("{s:{s:s,s:s}}", "protected", "alg", kAlgorithm, "kid", kid.c_str()));
  if (kid.empty() || !jws || !signature || !jose_jws_sig(cfg.get(), jws.get(), signature.get(), key.get())) {
    return bad_key("the signer's numbers make no key; copy the whole key again");
  }
  return text_of(jws.get(), "protected") + "." + text_of(jws.get(), "payload") + "." +
         text_of(jws.get(), "signature");
}

Result<Bytes> verify_now(const std::string& jws, const std::vector<std::string>& public_jwks) {
  CompactParts parts;
  std::string kid;
  if (!take_apart(jws, parts) || !read_header(parts.header, kid)) return not_signed();
  auto payload = from_base64url(parts.payload);
  if (!payload || payload.value().empty()) return not_signed();
  const JoseHandle cfg = quiet_jose();
  const JsonHandle document(json_pack("{s:s,s:s,s:s}", "protected", parts.header.c_str(), "payload",
                                      parts.payload.c_str(), "signature", parts.signature.c_str()));
  if (!cfg || !document) return not_signed();
  const bool signed_by_one = std::any_of(public_jwks.begin(), public_jwks.end(), [&](const std::string& jwk) {
    const JsonHandle loaded = load_json(jwk);
    const JsonHandle key = bare_key(loaded.get(), Parts::open);
    if (!is_p256(key.get()) || (!kid.empty() && thumbprint_of(cfg.get(), key.get()) != kid)) return false;
    return jose_jws_ver(cfg.get(), document.get(), nullptr, key.get(), false);
  });
  if (signed_by_one) return payload;
  wipe(payload.value());
  return not_signed();
}

}  // namespace wv::linux_platform
