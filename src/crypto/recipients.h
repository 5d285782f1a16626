// The public keys that every submission is sealed to, and those whose answers and published documents are
// believed, each from a JWK Set (RFC 7517 §5). Keys come with or without kid, alg, use and key_ops; the kid
// is always the RFC 7638 thumbprint. A private key is refused, since a public device holds public keys only
// (D3).
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "ports/sealer.h"

namespace wv::crypto {

struct Recipient {
  std::string kid;  // RFC 7638, SHA-256, base64url
  std::string jwk;  // the public members only
};
using Recipients = std::vector<Recipient>;

struct Signer {
  std::string kid;  // likewise
  std::string jwk;  // P-256
};
using Signers = std::vector<Signer>;

// Every fault goes to `findings`, with its place; use the result only when none was added.
[[nodiscard]] Recipients parse_recipients(std::string_view text, const std::string& file,
                                          ports::Sealer& sealer, Findings& findings);
[[nodiscard]] Signers parse_signers(std::string_view text, const std::string& file, ports::Sealer& sealer,
                                    Findings& findings);

}  // namespace wv::crypto
