// NEITHER ENCRYPTION NOR A SIGNATURE. A stand-in that gives envelopes the right shape, can be reversed by
// anybody, and is marked as such ("fake": true in the protected header). Tampering and wrong keys are noticed
// as the real one does, so that rooms can be tested without libjose.
#pragma once
#include <optional>

#include "fakes/answers.h"
#include "fakes/fake_system.h"
#include "ports/sealer.h"

namespace wv::fakes {

class FakeSealer final : public ports::Sealer {
 public:
  FakeSealer(Answers& answers, FakeRandom& random) : answers_(answers), random_(random) {}

  void seal(ports::SealRequest request, Answer<std::string> answer) override;
  void open(std::string jwe, std::string private_jwk, Answer<Bytes> answer) override;
  void stretch(ports::StretchRequest request, Answer<Bytes> answer) override;
  void sign(ports::SignRequest request, Answer<std::string> answer) override;
  void verify(std::string jws, std::vector<std::string> public_jwks, Answer<Bytes> answer) override;
  void make_key(Answer<std::string> answer) override;
  void public_of(std::string jwk, Answer<std::string> answer) override;

  void fail_next_seal(Error error) { failure_ = std::move(error); }

 private:
  Answers& answers_;
  FakeRandom& random_;
  std::optional<Error> failure_;
};

}  // namespace wv::fakes
