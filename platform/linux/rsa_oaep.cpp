#include "rsa_oaep.h"

#include <openssl/evp.h>
#include <openssl/rsa.h>

#include <memory>

extern "C" {
#include <jose/openssl.h>
}

namespace wv::linux_platform {
namespace {

struct FreeKey {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
struct FreeContext {
  void operator()(EVP_PKEY_CTX* context) const { EVP_PKEY_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_PKEY_CTX, FreeContext>;

Context context_of(jose_cfg_t* cfg, const json_t* jwk, int (*begin)(EVP_PKEY_CTX*)) {
  const std::unique_ptr<EVP_PKEY, FreeKey> key(jose_openssl_jwk_to_EVP_PKEY(cfg, jwk));
  if (!key || EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_RSA) return nullptr;
  Context context(EVP_PKEY_CTX_new(key.get(), nullptr));  // keeps the key by itself
  const bool ready = context && begin(context.get()) > 0 &&
                     EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_OAEP_PADDING) > 0 &&
                     EVP_PKEY_CTX_set_rsa_oaep_md(context.get(), EVP_sha256()) > 0 &&
                     EVP_PKEY_CTX_set_rsa_mgf1_md(context.get(), EVP_sha256()) > 0;
  return ready ? std::move(context) : nullptr;
}

using Work = int (*)(EVP_PKEY_CTX*, unsigned char*, std::size_t*, const unsigned char*, std::size_t);

std::optional<Bytes> work(const Context& context, Work run, const Bytes& input) {
  std::size_t length = 0;
  if (!context || run(context.get(), nullptr, &length, input.data(), input.size()) <= 0) return std::nullopt;
  Bytes output(length);
  if (run(context.get(), output.data(), &length, input.data(), input.size()) <= 0) return std::nullopt;
  output.resize(length);
  return output;
}

}  // namespace

std::optional<Bytes> wrap_oaep(jose_cfg_t* cfg, const json_t* jwk, const Bytes& content_key) {
  return work(context_of(cfg, jwk, EVP_PKEY_encrypt_init), EVP_PKEY_encrypt, content_key);
}

std::optional<Bytes> unwrap_oaep(jose_cfg_t* cfg, const json_t* jwk, const Bytes& wrapped) {
  return work(context_of(cfg, jwk, EVP_PKEY_decrypt_init), EVP_PKEY_decrypt, wrapped);
}

}  // namespace wv::linux_platform
