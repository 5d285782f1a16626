// Platforms to try the same tests on, and the few steps that every test of an envelope begins with.
#pragma once
#include <doctest/doctest.h>

#include <memory>
#include <string>

#include "crypto/envelope.h"
#include "crypto/thumbprint.h"
#include "fakes/fake_platform.h"
#include "ports/make_platform.h"

namespace wv::crypto_test {

struct AllFake {
  static std::unique_ptr<ports::Platform> make() { return std::make_unique<fakes::FakePlatform>(); }
};
struct Real {
  static std::unique_ptr<ports::Platform> make() { return ports::make_platform(); }
};

struct Key {
  std::string secret;
  crypto::Recipient open;
};

inline Result<std::string> public_of(ports::Platform& platform, const std::string& jwk) {
  return fakes::answer_of<std::string>(platform, [&](auto then) { platform.sealer().public_of(jwk, then); })
      .value();
}

inline Key new_key(ports::Platform& platform) {
  const std::string secret =
      fakes::answer_of<std::string>(platform, [&](auto then) { platform.sealer().make_key(then); })->value();
  return {secret, {crypto::thumbprint(secret).value(), public_of(platform, secret).value()}};
}

inline constexpr char kDocument[] =
    R"({"format":"wijkverbinder-submission/1","message":"canary-7f3a9b Het pad is donker é 你"})";

inline crypto::SealInput input_of(const std::string& document, const std::string& id = "") {
  return {crypto::Box::inbox, id, Day{2026, 11, 23}, to_bytes(document), crypto::Padding::submission};
}

inline Result<crypto::SealedEnvelope> try_seal(ports::Platform& platform, crypto::SealInput input,
                                               const crypto::Recipients& recipients) {
  auto answer = fakes::answer_of<crypto::SealedEnvelope>(platform, [&](auto then) {
    crypto::seal(platform.sealer(), platform.random(), std::move(input), recipients, then);
  });
  REQUIRE(answer.has_value());
  return std::move(*answer);
}

inline crypto::SealedEnvelope sealed(ports::Platform& platform, const crypto::Recipients& recipients,
                                     const std::string& id = "", const std::string& document = kDocument) {
  auto envelope = try_seal(platform, input_of(document, id), recipients);
  REQUIRE_MESSAGE(envelope.ok(), (envelope.ok() ? std::string() : envelope.error().what));
  return std::move(envelope).value();
}

inline Result<std::string> opened(ports::Platform& platform, const crypto::SealedEnvelope& envelope,
                                  const std::string& key) {
  auto answer = fakes::answer_of<std::string>(
      platform, [&](auto then) { crypto::open(platform.sealer(), envelope, key, then); });
  REQUIRE(answer.has_value());
  return std::move(*answer);
}

// The code of what went wrong, or "" when nothing did.
template <class T>
std::string code_of(const Result<T>& result) {
  return result.ok() ? "" : result.error().code;
}

}  // namespace wv::crypto_test
