// The register on a kiosk: which one is in force after what came down, restarts, forgeries and a full disk;
// and that a kiosk has public keys only.
#include "services/register_keeper.h"

#include "base/bytes.h"
#include "crypto/codes.h"
#include "crypto/register_support.h"
#include "crypto/reply.h"
#include "outbox/names.h"

using namespace wv;
using namespace wv::crypto_test;

namespace {

struct Kiosk {
  fakes::FakePlatform platform;
  fakes::MemoryStore& store = platform.store("data");
  Office office{platform};
  crypto::SignedRegister first = office.signed_now();
  services::EventLog log{store, platform.clock().now()};
  std::vector<std::uint64_t> told;
  crypto::Recipients sealing;
  std::optional<bool> forked;
  std::optional<Day> next;
  std::optional<services::RegisterKeeper> keeper;

  Kiosk() { start(); }
  void start() {
    told.clear();
    forked.reset();
    keeper.emplace(
        store, platform.sealer(), log, office.settings(), first.jws,
        [this](const crypto::Register& content) {
          told.push_back(content.seq);
          sealing = crypto::current_recipients(content);
        },
        [this](const crypto::Register& content, bool two) {
          next = content.next;
          forked = two;
        });
    look();
  }
  void look() {
    keeper->look();
    fakes::settle(platform);
  }
  // As sync or a stick leaves it.
  std::string came(const std::string& jws) {
    const std::string id = crypto::uuid_v4(platform.random());
    const auto envelope = crypto::wrap_published(id, kToday, ClockWas::unknown, jws);
    REQUIRE(envelope.ok());
    const std::string name = outbox::envelope_name(outbox::Folder::published, id);
    store.damage(name, to_bytes(envelope.value().text()));
    look();
    return name;
  }
  crypto::SignedRegister rotated(const crypto::SignedRegister& before) {
    const Key key = new_key(platform), recovery = new_key(platform);
    office.content.team.insert(office.content.team.begin(), {signer_of(key), signer_of(recovery), kToday});
    return office.successor(before);
  }
  [[nodiscard]] std::string logged() const {
    return to_string(store.content("log/events.txt").value_or(Bytes{}));
  }
  [[nodiscard]] bool seals_to(const crypto::SignedRegister& which) const {
    return sealing.size() == 2 && sealing[0].kid == which.content.team[0].key.kid &&
           sealing[1].kid == which.content.team[0].recovery.kid;
  }
};

}  // namespace

TEST_CASE("the settings' register is in force at first, a later one once it came, also after a restart") {
  Kiosk kiosk;
  CHECK(kiosk.seals_to(kiosk.first));
  const auto second = kiosk.rotated(kiosk.first);
  const std::string name = kiosk.came(second.jws);
  CHECK(kiosk.told == std::vector<std::uint64_t>{1, 2});
  CHECK(kiosk.seals_to(second));
  CHECK(kiosk.next == second.content.next);
  kiosk.look();
  CHECK(kiosk.told.size() == 2);  // told once
  // Its retention day takes the envelope away; the register stays.
  CHECK(fakes::answer_of<Done>(kiosk.platform, [&](auto then) { kiosk.store.remove(name, then); })->ok());
  kiosk.start();
  CHECK(kiosk.told == std::vector<std::uint64_t>{2});
  CHECK(kiosk.seals_to(second));
}

TEST_CASE("rolled back, forged and foreign registers change nothing; a forked one alarms, once") {
  Kiosk kiosk;
  const auto second = kiosk.rotated(kiosk.first);
  kiosk.came(second.jws);
  kiosk.came(kiosk.first.jws);
  const Key stranger = new_key(kiosk.platform);
  crypto::Register false_one = kiosk.office.content;
  false_one.seq = 9;
  kiosk.came(kiosk.office.sign_as(false_one, stranger).value().jws);
  kiosk.came(kiosk.office.sign_as(false_one, kiosk.office.sign).value().jws);
  kiosk.store.damage("published/7f3a9b00-0000-4000-8000-000000000000.json", to_bytes("{"));
  kiosk.look();
  CHECK(kiosk.told == std::vector<std::uint64_t>{1, 2});
  CHECK(kiosk.forked == false);
  CHECK(kiosk.logged().find("register.unsigned") != std::string::npos);
  kiosk.office.content.members[0].name = "Somebody else";
  kiosk.came(kiosk.office.signed_now().jws);  // seq 2 again, other words
  CHECK(kiosk.forked == true);
  CHECK(kiosk.seals_to(second));
  kiosk.look();
  const std::string log = kiosk.logged();
  CHECK(log.find("register.forked") != std::string::npos);
  CHECK(log.find("register.forked") == log.rfind("register.forked"));
}

TEST_CASE("an authority that changed is followed, in whatever order its registers came down") {
  Kiosk kiosk;
  const Key next = new_key(kiosk.platform), paper = new_key(kiosk.platform);
  crypto::Register change = kiosk.office.content;
  change.seq = 2;
  change.prev = kiosk.first.sha256;
  change.authority = {signer_of(next), signer_of(paper)};
  const auto second = kiosk.office.sign_as(change, kiosk.office.paper).value();
  change.seq = 3;
  change.prev = second.sha256;
  const auto third = kiosk.office.sign_as(change, next).value();
  kiosk.came(third.jws);
  CHECK(kiosk.told == std::vector<std::uint64_t>{1});  // it waits
  kiosk.came(second.jws);
  CHECK(kiosk.told.back() == 3);
  kiosk.start();
  CHECK(kiosk.told == std::vector<std::uint64_t>{3});
}

TEST_CASE("whatever step of a look fails, sealing goes on, and the next look makes it good") {
  int failed = 0;
  for (std::uint64_t nth = 1; nth <= 12; ++nth) {
    CAPTURE(nth);
    Kiosk kiosk;
    const auto second = kiosk.rotated(kiosk.first);
    kiosk.store.fail(nth, "store.full");
    kiosk.came(second.jws);
    CHECK(kiosk.sealing.size() == 2);
    const bool kept = kiosk.store.content(services::kRegisterFile) == to_bytes(second.jws + "\n");
    failed += kept ? 0 : 1;
    kiosk.look();
    CHECK(kiosk.seals_to(second));
    CHECK(kiosk.store.content(services::kRegisterFile) == to_bytes(second.jws + "\n"));
  }
  CHECK(failed > 2);
}

TEST_CASE("a damaged file leaves what the settings and the last registers that came say") {
  Kiosk kiosk;
  const auto second = kiosk.rotated(kiosk.first);
  const std::string name = kiosk.came(second.jws);
  kiosk.store.damage(services::kRegisterFile, to_bytes("not a register\n"));
  kiosk.start();
  CHECK(kiosk.seals_to(second));  // it still lies in published/
  CHECK(kiosk.logged().find("belief.broken") != std::string::npos);
  kiosk.store.damage(services::kRegisterFile, to_bytes("not a register\n"));
  CHECK(fakes::answer_of<Done>(kiosk.platform, [&](auto then) { kiosk.store.remove(name, then); })->ok());
  kiosk.start();
  CHECK(kiosk.seals_to(kiosk.first));
  // It may have held a later one: it stays as it is, for a person to look at.
  CHECK(kiosk.store.content(services::kRegisterFile) == to_bytes("not a register\n"));
}

TEST_CASE("on a kiosk there is no private key: its whole data folder is searched") {
  Kiosk kiosk;
  kiosk.came(kiosk.rotated(kiosk.first).jws);
  const auto holds = [&](const std::string& words) {
    for (const std::string& name : kiosk.store.names()) {
      const std::string text = to_string(kiosk.store.content(name).value_or(Bytes{}));
      if (text.find(words) != std::string::npos) return true;
      // What is signed is in base64url.
      for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find_first_of(".\"\n", at), text.size());
        const auto bytes = from_base64url(text.substr(at, end - at));
        if (bytes && to_string(bytes.value()).find(words) != std::string::npos) return true;
        at = end + 1;
      }
    }
    return false;
  };
  CHECK(holds(kiosk.office.content.team[0].key.kid));  // it does look
  CHECK_FALSE(holds("\"d\":"));
  for (const Key* key : {&kiosk.office.authority, &kiosk.office.paper, &kiosk.office.team,
                         &kiosk.office.recovery, &kiosk.office.seal, &kiosk.office.sign})
    CHECK_FALSE(holds(parse_json(key->secret, "key").value()["d"].get<std::string>()));
  kiosk.store.damage("published/leaked.json", to_bytes(kiosk.office.team.secret));
  CHECK(holds("\"d\":"));  // and would find one
}
