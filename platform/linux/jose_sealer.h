// ports::Sealer by libjose 11 and libargon2. What libjose does otherwise is mended here and nowhere else:
// one recipient comes back flattened (made General), an `aad` is authenticated wrongly (never used), a key's
// own alg, use and key_ops steer it (stripped), for RSA it knows RSA1_5 only (rsa_oaep.h), and it decrypts
// byte by byte (jwe_opener.h).
#pragma once
#include <string>

#include "ports/sealer.h"
#include "worker.h"

namespace wv::linux_platform {

class JoseSealer final : public ports::Sealer {
 public:
  explicit JoseSealer(Worker& worker);

  void seal(ports::SealRequest request, Answer<std::string> answer) override;
  void open(std::string jwe, std::string private_jwk, Answer<Bytes> answer) override;
  void stretch(ports::StretchRequest request, Answer<Bytes> answer) override;
  void sign(ports::SignRequest request, Answer<std::string> answer) override;
  void verify(std::string jws, std::vector<std::string> public_jwks, Answer<Bytes> answer) override;
  void make_key(Answer<std::string> answer) override;
  void public_of(std::string jwk, Answer<std::string> answer) override;

 private:
  Worker& worker_;
};

}  // namespace wv::linux_platform
