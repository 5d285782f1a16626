// Compact JWS with ES256 (RFC 7515 §7.1, RFC 7518 §3.4), by libjose. It is asked about one algorithm only and
// never gets to choose one by the header: `none`, HS256 with a public key as its secret, and keys that a
// header brings along are refused before it sees them.
#pragma once
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace wv::linux_platform {

[[nodiscard]] Result<std::string> sign_now(const Bytes& payload, const std::string& private_jwk);
// Error code seal.not_signed, whatever the reason: who forges learns nothing.
[[nodiscard]] Result<Bytes> verify_now(const std::string& jws, const std::vector<std::string>& public_jwks);

}  // namespace wv::linux_platform
