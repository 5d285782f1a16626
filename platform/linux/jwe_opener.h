// Opens a JWE (RFC 7516, General JSON) with OpenSSL's EVP: ECDH-ES+A256KW on P-256 (RFC 7518 §4.6), A256KW
// (§4.4) and RSA-OAEP-256 (§4.3), the content by A256GCM. libjose 11 decrypts byte by byte and takes twice as
// long, which whoever opens ten thousand envelopes waits for. Every buffer has its final size and is
// overwritten; the caller wipes the plain text.
#pragma once
#include "base/bytes.h"
#include "base/result.h"
#include "jose_handles.h"

namespace wv::linux_platform {

// `key`: bare and private (bare_key). Errors: seal.no_match, seal.failed.
[[nodiscard]] Result<Bytes> open_jwe(jose_cfg_t* cfg, const json_t* jwe, const json_t* key);

}  // namespace wv::linux_platform
