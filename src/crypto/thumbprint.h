// The thumbprint of a key (RFC 7638, SHA-256, base64url): what readers and signers are named by. Plain code,
// on the members of the text alone; whether they make a key is the platform's to say (Sealer::public_of).
// Error code: seal.bad_key
#pragma once
#include <string>

#include "base/result.h"

namespace wv::crypto {

[[nodiscard]] Result<std::string> thumbprint(const std::string& jwk);

}  // namespace wv::crypto
