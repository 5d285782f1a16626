// Cryptography as the platform does it (libjose and Argon2 on Linux; WebCrypto in a browser).
// Keys travel as JSON texts (JWK, RFC 7517). Answers come later, by callback, on the pumping thread.
// Error codes: seal.bad_key seal.failed seal.no_match (no recipient entry fits the key) seal.not_signed
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "base/secret.h"

namespace wv::ports {

struct SealRequest {
  Bytes plain;                          // wiped by the sealer when done
  std::string protected_header;         // JSON object, put in `protected` as it is (enc is added)
  std::vector<std::string> recipients;  // public JWKs; their kid is the RFC 7638 thumbprint
};

struct SignRequest {
  Bytes payload;  // wiped by the sealer when done
  std::string private_jwk;
};

struct StretchRequest {  // Argon2id, RFC 9106; the numbers of src/crypto/FORMAT.md
  Secret password;
  std::string salt;
  std::uint32_t memory_kib = 65536;
  std::uint32_t passes = 3;
  std::uint32_t lanes = 1;
  std::uint32_t length = 48;
};

class Sealer {
 public:
  template <class T>
  using Answer = std::function<void(Result<T>)>;

  virtual ~Sealer() = default;
  // General JSON JWE (RFC 7516 §7.2.1), A256GCM; a recipient by its key: P-256 ECDH-ES+A256KW, RSA
  // RSA-OAEP-256, a symmetric one (an answer's) A256KW without a kid.
  virtual void seal(SealRequest request, Answer<std::string> answer) = 0;
  virtual void open(std::string jwe, std::string private_jwk, Answer<Bytes> answer) = 0;
  virtual void stretch(StretchRequest request, Answer<Bytes> answer) = 0;
  // Compact JWS (RFC 7515 §7.1), ES256 and nothing else; the kid is the thumbprint of the signer's key.
  virtual void sign(SignRequest request, Answer<std::string> answer) = 0;
  // The payload, when one of these public P-256 keys signed it: the one that the kid names, or, without a
  // kid, any. Whatever else the header says of itself, an algorithm above all, is not believed.
  virtual void verify(std::string jws, std::vector<std::string> public_jwks, Answer<Bytes> answer) = 0;

  // A private P-256 JWK with kid, and without alg and use: readers and signers are made alike. The caller
  // wipes it.
  virtual void make_key(Answer<std::string> answer) = 0;
  // The public members and the kid; seal.bad_key when it can't be sealed to (a point off its curve, say).
  virtual void public_of(std::string jwk, Answer<std::string> answer) = 0;
};

}  // namespace wv::ports
