// An outbox in memory with sealed envelopes to put into it.
#pragma once
#include "crypto/support.h"
#include "outbox/outbox.h"

namespace wv::outbox_test {

using crypto::SealedEnvelope;
using crypto_test::code_of;

inline constexpr char kData[] = "data";

struct Queue {
  fakes::FakePlatform platform;
  fakes::MemoryStore& store = platform.store(kData);
  outbox::Outbox outbox{store};
  crypto_test::Key key = crypto_test::new_key(platform);

  SealedEnvelope envelope(const std::string& id = "") {
    return crypto_test::sealed(platform, {key.open}, id);
  }

  // Nothing when no answer came, because the power went.
  std::optional<Result<Done>> put(const SealedEnvelope& envelope) {
    return fakes::answer_of<Done>(platform, [&](auto then) { outbox.put(envelope, then); });
  }
  std::optional<Result<Done>> mark_sent(const std::string& id, const std::string& sha256) {
    return fakes::answer_of<Done>(platform, [&](auto then) { outbox.mark_sent(id, sha256, then); });
  }
  std::optional<Result<Done>> quarantine(const std::string& id) {
    const Error reason{Fault::failed, "sync.refused", "the server refused it five times; look at its log"};
    return fakes::answer_of<Done>(platform, [&](auto then) { outbox.quarantine(id, reason, then); });
  }
  outbox::Taken take_in(const SealedEnvelope& envelope) {
    return fakes::answer_of<outbox::Taken>(platform, [&](auto then) { outbox.take_in(envelope, then); })
        ->value();
  }
  Result<SealedEnvelope> load(const std::string& id) {
    return *fakes::answer_of<SealedEnvelope>(platform, [&](auto then) { outbox.load(id, then); });
  }
  outbox::Report verify() {
    return fakes::answer_of<outbox::Report>(platform, [&](auto then) { outbox.verify(then); })->value();
  }
  std::uint64_t sweep() {
    return fakes::answer_of<std::uint64_t>(platform, [&](auto then) { outbox.sweep(then); })->value();
  }
  outbox::Summary summary() {
    return fakes::answer_of<outbox::Summary>(platform, [&](auto then) { outbox.summary(then); })->value();
  }
  std::vector<outbox::Item> list() {
    return fakes::answer_of<std::vector<outbox::Item>>(platform, [&](auto then) { outbox.list(then); })
        ->value();
  }
  bool has(const std::string& name) { return store.content(name).has_value(); }
};

}  // namespace wv::outbox_test
