// The public keys that every submission is sealed to, and those whose answers and published documents are
// believed, each from a JWK Set (RFC 7517 §5). Keys come with or without kid, alg, use and key_ops; the kid
// is always the RFC 7638 thumbprint. A private key is refused, since a public device holds public keys only
// (D3). Parsing tells what the text alone tells; whether the numbers make a key only the platform can say,
// later: whoever starts or checks asks it, and a seal to one that is none fails (seal.bad_key).
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "ports/sealer.h"

namespace wv::crypto {

struct Recipient {
  std::string kid;         // RFC 7638, SHA-256, base64url
  std::string jwk;         // the public members and the kid only
  std::string place = {};  // in its file: "/keys/0"
};
using Recipients = std::vector<Recipient>;

struct Signer {
  std::string kid;  // likewise
  std::string jwk;  // P-256
  std::string place = {};
};
using Signers = std::vector<Signer>;

// Every fault goes to `findings`, with its place; use the result only when none was added.
[[nodiscard]] Recipients parse_recipients(std::string_view text, const std::string& file, Findings& findings);
[[nodiscard]] Signers parse_signers(std::string_view text, const std::string& file, Findings& findings);

// Asks the platform of each key; the answer is a fault for each that is none. At once where there is no key.
void check_keys(ports::Sealer& sealer, const std::string& file, const Recipients& keys,
                std::function<void(Findings)> answer);
void check_keys(ports::Sealer& sealer, const std::string& file, const Signers& keys,
                std::function<void(Findings)> answer);

}  // namespace wv::crypto
