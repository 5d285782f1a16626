// RSA-OAEP-256 (RFC 7518 §4.3) by OpenSSL. Debian 12's libjose was built without it and would take RSA1_5
// for an RSA key, which is never used here (D1).
#pragma once
#include <optional>

#include "base/bytes.h"
#include "jose_handles.h"

namespace wv::linux_platform {

// Nothing when the key is none, or when it isn't the one that fits.
[[nodiscard]] std::optional<Bytes> wrap_oaep(jose_cfg_t* cfg, const json_t* jwk, const Bytes& content_key);
[[nodiscard]] std::optional<Bytes> unwrap_oaep(jose_cfg_t* cfg, const json_t* jwk, const Bytes& wrapped);

}  // namespace wv::linux_platform
