// SHA-256 by OpenSSL's library, in lower-case hex.
#pragma once
#include <string>

#include "base/bytes.h"

namespace wv::linux_platform {

[[nodiscard]] std::string sha256_hex(const Bytes& bytes);

}  // namespace wv::linux_platform
