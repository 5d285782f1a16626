// R4: every byte of every small file of the queue flipped, zeroed, swapped with its neighbour, and cut off
// there. What is damaged is told, by `verify` or by whoever opens it (the keys' own bytes can't be checked
// without a key); it is never deleted, never sent as if it were good, and its neighbours are as good as
// before.
#include <cstdio>

#include "base/bytes.h"
#include "outbox/support.h"
#include "services/keys.h"

using namespace wv;
using namespace wv::outbox_test;

namespace {

struct RealQueue {
  fakes::FakePlatform platform{ports::make_platform()};
  fakes::MemoryStore& store = platform.store(kData);
  outbox::Outbox outbox{store};
  crypto_test::Key key = crypto_test::new_key(platform);

  template <class T, class Start>
  Result<T> ask(Start start) {
    return std::move(*fakes::answer_of<T>(platform, start));
  }
  SealedEnvelope put() {
    auto envelope = crypto_test::sealed(platform, {key.open});
    REQUIRE(ask<Done>([&](auto then) { outbox.put(envelope, then); }).ok());
    return envelope;
  }
  Result<SealedEnvelope> load(const std::string& id) {
    return ask<SealedEnvelope>([&](auto then) { outbox.load(id, then); });
  }
  outbox::Report verify() {
    return ask<outbox::Report>([&](auto then) { outbox.verify(then); }).value();
  }
};

// Each damage at each place: what is left of `good`. Not the ones that change nothing.
void each_damage(const std::string& good, const std::function<void(const std::string&)>& visit) {
  const auto try_text = [&](const std::string& damaged) {
    if (damaged != good) visit(damaged);
  };
  for (std::size_t at = 0; at < good.size(); ++at) {
    std::string damaged = good;
    damaged[at] = static_cast<char>(damaged[at] ^ 1);
    try_text(damaged);
    damaged[at] = static_cast<char>(good[at] ^ 0x80);
    try_text(damaged);
    damaged[at] = '\0';
    try_text(damaged);
    try_text(good.substr(0, at));
    try_text(good.substr(0, at) +
             std::string(good.size() - at, '\0'));  // a block that never reached the disk
    if (at + 1 == good.size()) continue;
    damaged = good;
    std::swap(damaged[at], damaged[at + 1]);
    try_text(damaged);
  }
}

struct Told {
  std::uint64_t damaged = 0, by_verify = 0, by_opening = 0, harmless = 0, unnoticed = 0, deleted = 0;
  void print(const char* what) const {
    std::printf(
        "R4 %-26s %6llu damages: told by verify %llu, told by opening %llu, harmless %llu, unnoticed %llu, deleted %llu\n",
        what, static_cast<unsigned long long>(damaged), static_cast<unsigned long long>(by_verify),
        static_cast<unsigned long long>(by_opening), static_cast<unsigned long long>(harmless),
        static_cast<unsigned long long>(unnoticed), static_cast<unsigned long long>(deleted));
    std::fflush(stdout);
  }
};

}  // namespace

TEST_CASE("R4 an envelope that waits: each damage is told, none is deleted, the neighbour opens") {
  RealQueue queue;
  const auto envelope = queue.put(), neighbour = queue.put();
  const std::string name = "outbox/" + envelope.id() + ".json";
  const auto document = crypto_test::opened(queue.platform, envelope, queue.key.secret).value();
  Told told;
  each_damage(envelope.text(), [&](const std::string& damaged) {
    ++told.damaged;
    queue.store.damage(name, to_bytes(damaged));
    const auto found = queue.load(envelope.id());
    if (!found) {
      ++told.by_verify;
      CHECK(found.error().what.find(name) != std::string::npos);
      if (told.damaged % 97 == 0) {  // the whole walk, now and then: it costs a hundred times as much
        CHECK(queue.verify().bad.size() == 1);
        CHECK(queue.ask<std::uint64_t>([&](auto then) { queue.outbox.sweep(then); }).value() == 0);
        CHECK(queue.load(neighbour.id()).ok());
      }
    } else {
      const auto opened = crypto_test::opened(queue.platform, found.value(), queue.key.secret);
      if (!opened) {
        ++told.by_opening;
      } else {
        ++(opened.value() == document ? told.harmless : told.unnoticed);
      }
    }
    if (queue.store.content(name) != to_bytes(damaged)) ++told.deleted;
  });
  told.print("envelope in outbox");
  CHECK(told.damaged > 30'000);
  CHECK(told.by_verify > 9 * told.by_opening);
  CHECK(told.unnoticed == 0);
  CHECK(told.deleted == 0);
}

TEST_CASE("R4 a header of what was sent: damage never brings the envelope back, nor takes another away") {
  RealQueue queue;
  const auto envelope = queue.put(), neighbour = queue.put();
  const std::string sent = "sent/" + envelope.id() + ".json", waiting = "outbox/" + envelope.id() + ".json";
  Told told;
  each_damage(envelope.header_text(), [&](const std::string& damaged) {
    ++told.damaged;
    // As a crash between the proof and the removal leaves it.
    queue.store.damage(sent, to_bytes(damaged));
    queue.store.damage(waiting, to_bytes(envelope.text()));
    const auto report = queue.verify();
    ++(report.bad.empty() ? told.harmless : told.by_verify);
    CHECK(queue.ask<std::uint64_t>([&](auto then) { queue.outbox.sweep(then); }).ok());
    // Only a header that carries the envelope's own hash may take the envelope away.
    const bool waits = queue.store.content(waiting).has_value();
    if (!waits && damaged.find(envelope.sha256()) == std::string::npos) ++told.deleted;
    CHECK(queue.store.content(sent).has_value());
    CHECK(queue.load(neighbour.id()).ok());
  });
  told.print("header in sent");
  CHECK(told.by_verify > told.harmless);
  CHECK(told.deleted == 0);
}

TEST_CASE("R4 what lies in quarantine is never looked into, so damage does nothing to it") {
  RealQueue queue;
  const auto envelope = queue.put(), neighbour = queue.put();
  const Error reason{Fault::failed, "sync.refused", "the server refused it five times; look at its log"};
  REQUIRE(queue.ask<Done>([&](auto then) { queue.outbox.quarantine(envelope.id(), reason, then); }).ok());
  const std::string name = "quarantine/" + envelope.id() + ".reason.json";
  Told told;
  each_damage(to_string(*queue.store.content(name)), [&](const std::string& damaged) {
    ++told.damaged;
    queue.store.damage(name, to_bytes(damaged));
    CHECK(queue.verify().bad.empty());
    CHECK(queue.ask<std::uint64_t>([&](auto then) { queue.outbox.sweep(then); }).ok());
    if (queue.store.content(name) != to_bytes(damaged)) ++told.deleted;
    ++told.harmless;
  });
  told.print("reason in quarantine");
  CHECK(queue.store.content("quarantine/" + envelope.id() + ".json") == to_bytes(envelope.text()));
  CHECK(told.deleted == 0);
}

TEST_CASE(
    "R4 the key of a trial: damaged it is told or still the same key, and never replaced by a new one") {
  RealQueue queue;
  const auto made = queue.ask<crypto::Recipients>(
      [&](auto then) { services::trial_recipients(queue.platform, queue.store, then); });
  REQUIRE(made.ok());
  const std::string kid = made.value().front().kid;
  Told told;
  each_damage(to_string(*queue.store.content(services::kTrialKeyFile)), [&](const std::string& damaged) {
    ++told.damaged;
    queue.store.damage(services::kTrialKeyFile, to_bytes(damaged));
    const auto found = queue.ask<crypto::Recipients>(
        [&](auto then) { services::trial_recipients(queue.platform, queue.store, then); });
    const bool same = found && found.value().front().kid == kid;
    ++(!found ? told.by_verify : same ? told.harmless : told.unnoticed);
    if (queue.store.content(services::kTrialKeyFile) != to_bytes(damaged)) ++told.deleted;
  });
  told.print("key of a trial");
  CHECK(told.deleted == 0);
  CHECK(told.unnoticed == 0);
}

TEST_CASE("negative control: a queue that trusts what it reads is caught") {
  RealQueue queue;
  const auto envelope = queue.put();
  std::uint64_t unnoticed = 0;
  each_damage(envelope.text(), [&](const std::string& damaged) {
    const auto parsed = parse_json(damaged, "envelope");
    if (parsed && parsed.value().contains("jwe")) ++unnoticed;  // it would be sent as it is
  });
  CHECK(unnoticed > 1000);
}
