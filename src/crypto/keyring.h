// A keyring (FORMAT.md): the private halves of the living team keys, and of the confidential ones that its
// holder may open, for one device. A JWS by the authority, sealed to that device's seal key and naming it, in
// an envelope of the box `cases`. It goes out before the register that names its newest key, so it is kept as
// it came and looked at anew with each register: a half counts only when the public key computed from it
// stands in the register. Failure: keyring.not_for_us, keyring.broken, and those of signed_text.h and open.
#pragma once
#include <string>
#include <vector>

#include "base/secret.h"
#include "crypto/register.h"

namespace wv::crypto {

inline constexpr char kKeyringFormat[] = "wijkverbinder-keyring/1";
inline constexpr int kDaysAfterDropped = 30;  // then every device erases its half

struct Half {
  std::string kid;
  Secret jwk;  // private
};

struct KeyringInput {
  Signer device;  // its seal key
  Day issued;
  std::vector<Half> halves;
  std::string authority_jwk;  // private; wiped when signed
  std::string id;             // of the envelope; empty: a new one
  ClockWas clock = ClockWas::unknown;
};
void seal_keyring(ports::Sealer& sealer, ports::Random& random, KeyringInput input,
                  Answer<SealedEnvelope> answer);

// What the envelope holds when the authority signed it for this key; whether a half counts is
// `count_halves`'.
void open_keyring(ports::Sealer& sealer, const SealedEnvelope& envelope, const Secret& seal_jwk,
                  const Signers& authority, Answer<std::vector<Half>> answer);
// Of these halves those whose public key stands in the register, each named by the kid that was computed.
void count_halves(ports::Sealer& sealer, std::vector<Half> halves, const Register& content,
                  Answer<std::vector<Half>> answer);
// The day on which a device erases its half of a dropped key; none while the key lives.
[[nodiscard]] std::optional<Day> erase_on(const Register& content, const std::string& kid);

}  // namespace wv::crypto
