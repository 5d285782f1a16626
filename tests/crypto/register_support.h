// A made-up municipality for the tests of register, belief, keyring and enrolment.
#pragma once
#include <string>
#include <vector>

#include "base/sha256.h"
#include "crypto/belief.h"
#include "crypto/support.h"

namespace wv::crypto_test {

inline constexpr Day kToday{2026, 12, 1};

inline crypto::Signer signer_of(const Key& key) { return {key.open.kid, key.open.jwk}; }

template <class T, class Start>
Result<T> asked(ports::Platform& platform, Start start) {
  auto answer = fakes::answer_of<T>(platform, start);
  REQUIRE(answer.has_value());
  return std::move(*answer);
}

struct Office {
  ports::Platform& platform;
  Key authority, paper, team, recovery, seal, sign;
  crypto::Register content;

  explicit Office(ports::Platform& p)
      : platform(p),
        authority(new_key(p)),
        paper(new_key(p)),
        team(new_key(p)),
        recovery(new_key(p)),
        seal(new_key(p)),
        sign(new_key(p)) {
    content.issued = kToday;
    content.next = add_months(kToday, 3);
    content.authority = {signer_of(authority), signer_of(paper)};
    content.team = {{signer_of(team), signer_of(recovery), {2026, 10, 1}}};
    crypto::Device device{signer_of(seal), signer_of(sign), {{2026, 1, 1}, std::nullopt}, 41};
    content.members = {{"sam", "Sam", {"Noord"}, {{2026, 1, 1}, std::nullopt}, {device}}};
    content.closed_days = {{2026, 12, 25}};
  }

  [[nodiscard]] crypto::Signers settings() const { return {signer_of(authority), signer_of(paper)}; }
  [[nodiscard]] Result<crypto::SignedRegister> sign_as(const crypto::Register& what, const Key& by) const {
    return asked<crypto::SignedRegister>(
        platform, [&](auto then) { crypto::sign_register(platform.sealer(), what, by.secret, then); });
  }
  [[nodiscard]] crypto::SignedRegister signed_now() const {
    auto made = sign_as(content, authority);
    REQUIRE_MESSAGE(made.ok(), (made.ok() ? std::string() : made.error().what));
    return std::move(made).value();
  }
  // The one after it, as the office would write it.
  [[nodiscard]] crypto::SignedRegister successor(const crypto::SignedRegister& before) {
    content.seq = before.content.seq + 1;
    content.prev = before.sha256;
    return signed_now();
  }
};

inline Result<crypto::SignedRegister> read(ports::Platform& platform, const std::string& jws,
                                           const crypto::Signers& authority) {
  return asked<crypto::SignedRegister>(
      platform, [&](auto then) { crypto::read_register(platform.sealer(), jws, authority, then); });
}

inline Result<crypto::Considered> considered(ports::Platform& platform, const crypto::Belief& belief,
                                             const std::string& jws) {
  return asked<crypto::Considered>(
      platform, [&](auto then) { crypto::consider(platform.sealer(), belief, jws, then); });
}

}  // namespace wv::crypto_test
