#include "sha256.h"

#include <openssl/evp.h>

#include <array>
#include <cstdlib>

namespace wv::linux_platform {

std::string sha256_hex(const Bytes& bytes) {
  std::array<unsigned char, 32> digest{};
  unsigned int length = 0;
  // Without SHA-256 nothing can be told from anything else: there is no going on.
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha256(), nullptr) != 1)
    std::abort();
  return to_hex(digest);
}

}  // namespace wv::linux_platform
