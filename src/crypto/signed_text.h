// A document of the register's side as it travels: a compact JWS (RFC 7515 §7.1, ES256) over JSON that names
// its format. The format is looked at before anything else, so that no signature under one document counts
// for another: register, keyring and erasure are the authority's, events the members'. Readers believe the
// payload of a signature that fits, and nothing of the header. Failure: signed.broken (no such JWS)
// signed.format (another format) seal.not_signed, and the sealer's codes. No sentence of an error holds any
// content.
#pragma once
#include <string>
#include <string_view>

#include "base/json.h"
#include "base/result.h"
#include "crypto/envelope.h"

namespace wv::crypto {

inline constexpr std::size_t kMostSignedBytes = 1u << 20;

// What stands in it, whoever signed it: only to see which format it claims to have.
[[nodiscard]] Result<Json> claimed(std::string_view jws, const std::string& format);

// The key that its header names, so that the one to try is looked up; "" when it names none. Not believed.
[[nodiscard]] std::string claimed_kid(std::string_view jws);

// `payload`: JSON; wiped when signed. `private_jwk`: P-256.
void sign_text(ports::Sealer& sealer, std::string payload, std::string private_jwk,
               Answer<std::string> answer);
// The payload, byte for byte, when it has this format and one of these keys signed it. The caller wipes it.
void verify_text(ports::Sealer& sealer, std::string jws, const std::string& format, const Signers& keys,
                 Answer<std::string> answer);

// The public members of a P-256 key (kty, crv, x, y) and its kid; nothing, and a finding, when it is none or
// a private one.
[[nodiscard]] Signer read_p256(const Json& jwk, const std::string& file, const std::string& place,
                               Findings& findings);
[[nodiscard]] Json to_json(const std::string& public_jwk);  // without the kid

}  // namespace wv::crypto
