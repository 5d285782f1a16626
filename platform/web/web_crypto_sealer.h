// ports::Sealer by the browser's own cryptography (WebCrypto, js/sealer.js): the same JWE and JWS members as
// on Linux, opened there and the other way round. Argon2id is wasm of its own in a worker (argon2_worker.js),
// so that the half second that it takes holds up no frame. WebCrypto is there in a secure context only:
// https, or this machine itself.
#pragma once
#include "mailbox.h"
#include "ports/sealer.h"

namespace wv::web_platform {

class WebCryptoSealer final : public ports::Sealer {
 public:
  explicit WebCryptoSealer(Mailbox& mailbox) : mailbox_(mailbox) {}

  void seal(ports::SealRequest request, Answer<std::string> answer) override;
  void open(std::string jwe, std::string private_jwk, Answer<Bytes> answer) override;
  void stretch(ports::StretchRequest request, Answer<Bytes> answer) override;
  void sign(ports::SignRequest request, Answer<std::string> answer) override;
  void verify(std::string jws, std::vector<std::string> public_jwks, Answer<Bytes> answer) override;
  void make_key(Answer<std::string> answer) override;
  void public_of(std::string jwk, Answer<std::string> answer) override;

 private:
  [[nodiscard]] int text_ticket(Answer<std::string> answer);
  [[nodiscard]] int bytes_ticket(Answer<Bytes> answer);
  Mailbox& mailbox_;
};

}  // namespace wv::web_platform
