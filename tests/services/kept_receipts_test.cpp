// Receipts kept on a device of one's own: sealed on disk, there after a restart, never said to be kept when
// they aren't.
#include "services/kept_receipts.h"

#include <doctest/doctest.h>

#include "base/bytes.h"
#include "crypto/reply.h"
#include "outbox/support.h"

using namespace wv;
using crypto_test::Key;

namespace {

constexpr char kFile[] = "receipts.sealed";

struct Phone {
  outbox_test::Queue queue;
  fakes::FakePlatform& platform = queue.platform;
  Key signer = crypto_test::new_key(platform);
  services::EventLog log{queue.store, platform.clock().now()};
  services::AnswerLookup answers{
      platform, queue.store, {{signer.open.kid, signer.open.jwk}}, services::Believes::signers_only};
  std::unique_ptr<services::KeptReceipts> kept =
      std::make_unique<services::KeptReceipts>(platform, queue.store, answers, log);
  std::vector<crypto::SealedEnvelope> there;  // at the municipality
  bool online = true;
  int fetched = 0;
  app::KeptLooked list;
  std::string heard;

  Phone() {
    platform.has_own_key = true;
    answers.fetch_by([this](const std::string& tag, const sync::Engine::Answers& done) {
      ++fetched;
      if (!online) return done(Error{Fault::not_now, "sync.offline", "a test's"});
      std::vector<crypto::SealedEnvelope> found;
      for (const auto& one : there)
        if (one.tag() == tag) found.push_back(one);
      done(found);
    });
  }
  services::Report report() {
    return [this](const app::Event& event) {
      if (const auto* looked = std::get_if<app::KeptLooked>(&event)) list = *looked;
      if (const auto* done = std::get_if<app::ReceiptKept>(&event)) heard = done->done ? "kept" : "not kept";
      if (const auto* found = std::get_if<app::AnswerFound>(&event)) heard = found->document.text.view();
      if (std::get_if<app::AnswerMissed>(&event) != nullptr) heard = "missed";
      if (const auto* failed = std::get_if<app::AnswerFailed>(&event)) heard = failed->code;
    };
  }
  std::string keep(const char* number = "0070001232", const char* code = "K7M4-9QXD") {
    heard.clear();
    kept->keep({number, code, domain::Kind::signal, {2026, 6, 1}}, report());
    fakes::settle(platform);
    return heard;
  }
  std::string open(const char* number = "0070001232") {
    heard.clear();
    kept->open(number, report());
    fakes::settle(platform);
    return heard;
  }
  const app::KeptLooked& look() {
    kept->look(report());
    fakes::settle(platform);
    return list;
  }
  const app::KeptLooked& fetch() {
    kept->fetch(report());
    fakes::settle(platform);
    return list;
  }
  void restart() { kept = std::make_unique<services::KeptReceipts>(platform, queue.store, answers, log); }
  void is_answered(std::uint32_t seq, const std::string& text, const char* number = "0070001232",
                   const char* code = "K7M49QXD") {
    const auto keys = fakes::answer_of<crypto::AnswerKeys>(platform, [&](auto then) {
                        crypto::derive_answer_keys(platform.sealer(), number, code, then);
                      })->value();
    const domain::AnswerDocument document{"7f3a9b00-0000-4000-8000-000000000001",
                                          seq,
                                          domain::AnswerStatus::answered,
                                          domain::Role::fixer,
                                          text,
                                          "nl",
                                          {Instant{1'780'300'800'000 + seq}, 120},
                                          keys.tag};
    there.push_back(fakes::answer_of<crypto::SealedEnvelope>(platform, [&](auto then) {
                      crypto::seal_answer(
                          platform.sealer(), platform.random(),
                          {"", Day{2026, 6, 1}, keys.tag, keys.key, domain::to_json(document), signer.secret},
                          then);
                    })->value());
  }
};

}  // namespace

TEST_CASE("a receipt is kept sealed, and is there after a restart") {
  Phone p;
  CHECK(p.look().possible);
  CHECK(p.keep() == "kept");
  const std::string lies = to_string(*p.queue.store.content(kFile));
  for (const char* open : {"0070001232", "K7M4", "K7M49QXD", "signal", "2026"})
    CHECK(lies.find(open) == std::string::npos);
  p.restart();
  REQUIRE(p.look().kept.size() == 1);
  CHECK(p.list.kept[0].number == "0070001232");
  CHECK(p.list.kept[0].kind == domain::Kind::signal);
  CHECK_FALSE(p.list.kept[0].answered);
  CHECK(p.keep() == "kept");  // twice is once
  CHECK(p.look().kept.size() == 1);
}

TEST_CASE("nothing is kept without a key, nor said to be kept when the disk or the key refuses") {
  Phone p;
  p.platform.has_own_key = false;
  CHECK_FALSE(p.look().possible);
  CHECK(p.keep() == "not kept");
  Phone full;
  full.queue.store.fail(1, "store.full", fakes::MemoryStore::How::from_then_on);
  CHECK(full.keep() == "not kept");
  CHECK(full.look().kept.empty());
  Phone refuses;
  refuses.platform.own_key()->fails = true;
  CHECK(refuses.keep() == "not kept");
  CHECK(refuses.look().kept.empty());
}

TEST_CASE("an answer comes up by itself, is news until it is opened, and a newer one is news again") {
  Phone p;
  REQUIRE(p.keep() == "kept");
  REQUIRE(p.keep("0070001241", "K7M4-9QXE") == "kept");
  CHECK_FALSE(p.fetch().kept[1].answered);
  p.is_answered(1, "Wij kijken ernaar.");
  CHECK(p.fetch().kept[1].news);
  CHECK_FALSE(p.list.kept[0].answered);
  p.restart();
  CHECK(p.look().kept[1].news);
  CHECK(p.open() == "Wij kijken ernaar.");
  CHECK_FALSE(p.look().kept[1].news);
  CHECK(p.list.kept[1].answered);
  p.is_answered(2, "De lamp brandt weer.");
  CHECK(p.fetch().kept[1].news);
  CHECK(p.open() == "De lamp brandt weer.");
}

TEST_CASE("without a network one is asked and no more, and what came stays readable") {
  Phone p;
  REQUIRE(p.keep("0070001241", "K7M4-9QXE") == "kept");
  REQUIRE(p.keep() == "kept");
  p.is_answered(1, "De lamp brandt weer.");
  REQUIRE(p.open() == "De lamp brandt weer.");
  p.online = false;
  p.fetched = 0;
  CHECK(p.fetch().kept.size() == 2);
  CHECK(p.fetched <= 2);
  CHECK(p.open() == "De lamp brandt weer.");
  CHECK(p.open("0070001241") == "sync.offline");
}

TEST_CASE("what is removed is gone from the disk, too; a lost key begins anew") {
  Phone p;
  REQUIRE(p.keep() == "kept");
  p.kept->forget("0070001232", p.report());
  fakes::settle(p.platform);
  CHECK(p.list.kept.empty());
  p.restart();
  CHECK(p.look().kept.empty());
  REQUIRE(p.keep() == "kept");
  p.platform.own_key()->which = 2;  // the browser forgot its key
  p.restart();
  CHECK(p.look().kept.empty());
  CHECK(p.keep("0070001241", "K7M4-9QXE") == "kept");
  p.restart();
  CHECK(p.look().kept.size() == 1);
}

TEST_CASE("what doesn't open is told; what may open later isn't written over") {
  Phone p;
  CHECK_FALSE(p.look().shut);
  REQUIRE(p.keep() == "kept");
  for (const bool disk : {false, true}) {
    p.restart();
    if (disk)
      p.queue.store.fail(1, "store.io");
    else
      p.platform.own_key()->fails = true;
    CHECK(p.look().shut);
    CHECK(p.list.kept.empty());
    if (!disk) CHECK(p.keep("0070001241", "K7M4-9QXE") == "not kept");
    p.platform.own_key()->fails = false;
    CHECK(p.look().kept.size() == 1);
    CHECK_FALSE(p.list.shut);
  }
  p.platform.own_key()->which = 2;  // the browser forgot its key
  p.restart();
  CHECK(p.look().shut);
  CHECK(p.keep("0070001241", "K7M4-9QXE") == "kept");
  CHECK_FALSE(p.look().shut);
}

TEST_CASE("what can't be removed from the disk isn't said to be removed") {
  Phone p;
  REQUIRE(p.keep() == "kept");
  REQUIRE(p.keep("0070001241", "K7M4-9QXE") == "kept");
  p.queue.store.fail(1, "store.full");
  p.kept->forget("0070001232", p.report());
  fakes::settle(p.platform);
  REQUIRE(p.list.kept.size() == 2);
  CHECK(p.list.kept[1].number == "0070001232");
  p.kept->forget("0070001232", p.report());
  fakes::settle(p.platform);
  CHECK(p.list.kept.size() == 1);
}

TEST_CASE("two changes at once: the later list lies on the disk") {
  Phone p;
  p.kept->keep({"0070001232", "K7M4-9QXD", domain::Kind::signal, {2026, 6, 1}}, p.report());
  p.kept->keep({"0070001241", "K7M4-9QXE", domain::Kind::question, {2026, 6, 2}}, p.report());
  fakes::settle(p.platform);
  p.restart();
  CHECK(p.look().kept.size() == 2);
}
