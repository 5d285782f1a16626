#include "jwe_opener.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <array>
#include <memory>
#include <optional>
#include <string_view>

#include "base/wiping.h"
#include "rsa_oaep.h"

namespace wv::linux_platform {
namespace {

constexpr std::size_t kKeyBytes = 32, kIvBytes = 12, kTagBytes = 16;
constexpr char kEcdh[] = "ECDH-ES+A256KW";
using Secrets = WipingVector<std::uint8_t>;

struct FreeKey {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
struct FreeKeyContext {
  void operator()(EVP_PKEY_CTX* context) const { EVP_PKEY_CTX_free(context); }
};
struct FreeCipher {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
struct FreeDigest {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Key = std::unique_ptr<EVP_PKEY, FreeKey>;
using Cipher = std::unique_ptr<EVP_CIPHER_CTX, FreeCipher>;

Error no_match() {
  return {Fault::bad_input, "seal.no_match", "it wasn't sealed to this key; use the key of one of its kids"};
}
Error damaged() {
  return {Fault::bad_input, "seal.failed",
          "it was changed or damaged after it was sealed; ask for it to be sent again"};
}

std::optional<Bytes> bytes_of(const json_t* object, const char* member) {
  auto bytes = from_base64url(text_of(object, member));
  if (!bytes) return std::nullopt;
  return std::move(bytes).value();
}

Secrets secret_of(const json_t* object, const char* member) {
  auto bytes = bytes_of(object, member);
  Secrets secret;
  if (bytes) {
    secret.assign(bytes->begin(), bytes->end());
    wipe(*bytes);
  }
  return secret;
}

// A P-256 key of OpenSSL's from its numbers: a point, or the private number alone, which is all that agreeing
// needs. libjose's own way there (jose_openssl_jwk_to_EVP_PKEY) works out the point and checks its order each
// time.
Key p256(const Bytes& point, const Secrets& number) {
  struct FreeBuilder {
    void operator()(OSSL_PARAM_BLD* builder) const { OSSL_PARAM_BLD_free(builder); }
  };
  struct FreeParams {
    void operator()(OSSL_PARAM* params) const { OSSL_PARAM_free(params); }
  };
  struct FreeNumber {
    void operator()(BIGNUM* big) const { BN_clear_free(big); }
  };
  const std::unique_ptr<OSSL_PARAM_BLD, FreeBuilder> builder(OSSL_PARAM_BLD_new());
  const std::unique_ptr<BIGNUM, FreeNumber> big(BN_secure_new());
  bool ready =
      builder && big &&
      OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) > 0;
  if (number.empty())
    ready = ready && OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                                      point.size()) > 0;
  else
    ready = ready && BN_bin2bn(number.data(), static_cast<int>(number.size()), big.get()) != nullptr &&
            OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_PRIV_KEY, big.get()) > 0;
  const std::unique_ptr<OSSL_PARAM, FreeParams> params(ready ? OSSL_PARAM_BLD_to_param(builder.get())
                                                             : nullptr);
  const std::unique_ptr<EVP_PKEY_CTX, FreeKeyContext> context(
      EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr));
  EVP_PKEY* made = nullptr;
  const int selection = number.empty() ? EVP_PKEY_PUBLIC_KEY : EVP_PKEY_KEYPAIR;
  if (params && context && EVP_PKEY_fromdata_init(context.get()) > 0)
    EVP_PKEY_fromdata(context.get(), &made, selection, params.get());
  return Key(made);
}

// 04, x and y: SEC 1's uncompressed form. OpenSSL refuses what doesn't lie on the curve, and P-256 has no
// smaller group to lead anybody into.
Key peer_of(const json_t* epk) {
  if (text_of(epk, "kty") != "EC" || text_of(epk, "crv") != "P-256") return nullptr;
  Bytes point{4};
  for (const char* member : {"x", "y"}) {
    const Bytes half = bytes_of(epk, member).value_or(Bytes{});
    if (half.size() != kKeyBytes) return nullptr;
    point.insert(point.end(), half.begin(), half.end());
  }
  return p256(point, {});
}

// Z of RFC 7518 §4.6.2: the x coordinate of the shared point.
std::optional<Secrets> agree(EVP_PKEY* own, const json_t* epk) {
  const Key peer = peer_of(epk);
  const std::unique_ptr<EVP_PKEY_CTX, FreeKeyContext> context(EVP_PKEY_CTX_new(own, nullptr));
  Secrets shared(kKeyBytes);
  std::size_t length = shared.size();
  const bool agreed = peer && context && EVP_PKEY_derive_init(context.get()) > 0 &&
                      EVP_PKEY_derive_set_peer_ex(context.get(), peer.get(), 0) > 0 &&
                      EVP_PKEY_derive(context.get(), shared.data(), &length) > 0 && length == kKeyBytes;
  if (!agreed) return std::nullopt;
  return shared;
}

void add(EVP_MD_CTX* digest, std::uint32_t number) {
  const std::array<std::uint8_t, 4> bytes = {
      static_cast<std::uint8_t>(number >> 24), static_cast<std::uint8_t>(number >> 16),
      static_cast<std::uint8_t>(number >> 8), static_cast<std::uint8_t>(number)};
  EVP_DigestUpdate(digest, bytes.data(), bytes.size());
}
void add(EVP_MD_CTX* digest, const void* data, std::size_t size) {
  add(digest, static_cast<std::uint32_t>(size));
  EVP_DigestUpdate(digest, data, size);
}

// NIST SP 800-56A's Concat KDF, one round of SHA-256: 256 bits are all that is needed.
Secrets concat_kdf(const Secrets& shared, const json_t* header) {
  const Bytes apu = bytes_of(header, "apu").value_or(Bytes{}),
              apv = bytes_of(header, "apv").value_or(Bytes{});
  const std::unique_ptr<EVP_MD_CTX, FreeDigest> digest(EVP_MD_CTX_new());
  Secrets key(kKeyBytes);
  EVP_DigestInit_ex(digest.get(), EVP_sha256(), nullptr);
  add(digest.get(), 1);
  EVP_DigestUpdate(digest.get(), shared.data(), shared.size());
  add(digest.get(), kEcdh, sizeof kEcdh - 1);
  add(digest.get(), apu.data(), apu.size());
  add(digest.get(), apv.data(), apv.size());
  add(digest.get(), 8 * kKeyBytes);
  EVP_DigestFinal_ex(digest.get(), key.data(), nullptr);
  return key;
}

// RFC 3394. It authenticates: under another key nothing comes out.
std::optional<Secrets> unwrap_aes(const Secrets& key, const Bytes& wrapped) {
  if (key.size() != kKeyBytes || wrapped.size() != kKeyBytes + 8) return std::nullopt;
  const Cipher cipher(EVP_CIPHER_CTX_new());
  if (!cipher) return std::nullopt;
  EVP_CIPHER_CTX_set_flags(cipher.get(), EVP_CIPHER_CTX_FLAG_WRAP_ALLOW);
  Secrets plain(wrapped.size() + 8);
  int length = 0;
  const bool unwrapped =
      EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_wrap(), nullptr, key.data(), nullptr) > 0 &&
      EVP_DecryptUpdate(cipher.get(), plain.data(), &length, wrapped.data(),
                        static_cast<int>(wrapped.size())) > 0;
  if (!unwrapped || length != static_cast<int>(kKeyBytes)) return std::nullopt;
  plain.resize(kKeyBytes);
  return plain;
}

// The content key, by whichever entry is for this key.
class Unwrapping {
 public:
  Unwrapping(jose_cfg_t* cfg, const json_t* key) : cfg_(cfg), key_(key), kty_(text_of(key, "kty")) {
    if (kty_ == "EC") own_ = p256({}, secret_of(key, "d"));
    if (kty_ != "oct") kid_ = thumbprint_of(cfg, key);
  }
  std::optional<Secrets> from(const json_t* recipients) {
    // The one that names the key first; then those that name none, or by another rule than ours.
    for (const bool named : {true, false}) {
      std::size_t at = 0;
      json_t* entry = nullptr;
      json_array_foreach(recipients, at, entry) {
        const json_t* header = json_object_get(entry, "header");
        const bool names_us = !kid_.empty() && text_of(header, "kid") == kid_;
        if (named != names_us) continue;
        if (auto content_key = unwrap(header, bytes_of(entry, "encrypted_key").value_or(Bytes{})))
          return content_key;
      }
    }
    return std::nullopt;
  }

 private:
  std::optional<Secrets> unwrap(const json_t* header, const Bytes& wrapped) {
    const std::string algorithm = text_of(header, "alg");
    if (kty_ == "oct" && algorithm == "A256KW") return unwrap_aes(secret_of(key_, "k"), wrapped);
    if (own_ && algorithm == kEcdh) {
      const auto shared = agree(own_.get(), json_object_get(header, "epk"));
      return shared ? unwrap_aes(concat_kdf(*shared, header), wrapped) : std::nullopt;
    }
    if (kty_ != "RSA" || algorithm != "RSA-OAEP-256") return std::nullopt;
    auto unwrapped = unwrap_oaep(cfg_, key_, wrapped);
    if (!unwrapped) return std::nullopt;
    Secrets content_key(unwrapped->begin(), unwrapped->end());
    wipe(*unwrapped);
    return content_key;
  }

  jose_cfg_t* cfg_;
  const json_t* key_;
  std::string kty_, kid_;
  Key own_;
};

Result<Bytes> decrypt(const json_t* jwe, const Secrets& content_key) {
  const std::string aad = text_of(jwe, "protected");
  const auto iv = bytes_of(jwe, "iv"), ciphertext = bytes_of(jwe, "ciphertext");
  auto tag = bytes_of(jwe, "tag");
  const Cipher cipher(EVP_CIPHER_CTX_new());
  const bool whole = cipher && iv && ciphertext && tag && iv->size() == kIvBytes &&
                     tag->size() == kTagBytes && content_key.size() == kKeyBytes;
  if (!whole) return damaged();
  Bytes plain(ciphertext->size());
  int length = 0, rest = 0;
  const bool opened =
      EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, content_key.data(), iv->data()) > 0 &&
      EVP_DecryptUpdate(cipher.get(), nullptr, &length, reinterpret_cast<const unsigned char*>(aad.data()),
                        static_cast<int>(aad.size())) > 0 &&
      EVP_DecryptUpdate(cipher.get(), plain.data(), &length, ciphertext->data(),
                        static_cast<int>(ciphertext->size())) > 0 &&
      EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_SET_TAG, static_cast<int>(kTagBytes), tag->data()) >
          0 &&
      EVP_DecryptFinal_ex(cipher.get(), plain.data() + length, &rest) > 0;
  if (opened) return plain;
  wipe(plain);
  return damaged();
}

// What is under the protected header's base64url: nothing but A256GCM is ours, and nothing that must be
// understood.
bool is_ours(const json_t* jwe) {
  const auto text = bytes_of(jwe, "protected");
  if (!text) return false;
  const JsonHandle header = load_json(to_string(*text));
  for (const char* member : {"crit", "zip"})
    if (json_object_get(header.get(), member) != nullptr) return false;
  return text_of(header.get(), "enc") == "A256GCM" && json_object_get(jwe, "aad") == nullptr;
}

}  // namespace

Result<Bytes> open_jwe(jose_cfg_t* cfg, const json_t* jwe, const json_t* key) {
  if (!is_ours(jwe)) return damaged();
  const auto content_key = Unwrapping(cfg, key).from(json_object_get(jwe, "recipients"));
  return content_key ? decrypt(jwe, *content_key) : Result<Bytes>(no_match());
}

}  // namespace wv::linux_platform
