// Answers looked up by number and code, on a shelf that others may have put anything on.
#include "replies/reply_store.h"

#include "base/bytes.h"
#include "crypto/reply.h"
#include "crypto/support.h"
#include "outbox/outbox.h"

using namespace wv;
using crypto_test::Key;

namespace {

constexpr char kSubmission[] = "7f3a9b00-0000-4000-8000-000000000001";
constexpr char kOther[] = "7f3a9b00-0000-4000-8000-000000000002";

struct Desk {
  fakes::FakePlatform platform;
  fakes::MemoryStore& store = platform.store("data");
  Key signer = crypto_test::new_key(platform), stranger = crypto_test::new_key(platform);
  crypto::AnswerKeys mine = keys("0070001232", "K7M49QXD"), theirs = keys("0070001232", "K7M49QXE");
  outbox::Outbox queue{store};
  replies::ReplyStore shelf{store, platform.sealer(), {{signer.open.kid, signer.open.jwk}}};

  crypto::AnswerKeys keys(const std::string& number, const std::string& code) {
    return fakes::answer_of<crypto::AnswerKeys>(
               platform,
               [&](auto then) { crypto::derive_answer_keys(platform.sealer(), number, code, then); })
        ->value();
  }
  static domain::AnswerDocument document(std::uint32_t seq, const std::string& text, const std::string& tag) {
    return {kSubmission, seq,  domain::AnswerStatus::answered,          domain::Role::fixer,
            text,        "nl", {Instant{1'780'300'800'000 + seq}, 120}, tag};
  }
  crypto::SealedEnvelope sealed(const domain::AnswerDocument& document, const crypto::AnswerKeys& to,
                                const Key& by) {
    return fakes::answer_of<crypto::SealedEnvelope>(
               platform,
               [&](auto then) {
                 crypto::seal_answer(
                     platform.sealer(), platform.random(),
                     {"", Day{2026, 6, 1}, to.tag, to.key, domain::to_json(document), by.secret}, then);
               })
        ->value();
  }
  crypto::SealedEnvelope published(const domain::PublishedDocument& document, const Key& by,
                                   const Day& on = {2026, 6, 1}) {
    return fakes::answer_of<crypto::SealedEnvelope>(
               platform,
               [&](auto then) {
                 crypto::sign_published(platform.sealer(), platform.random(),
                                        {"", on, domain::to_json(document), by.secret}, then);
               })
        ->value();
  }
  void keep(const crypto::SealedEnvelope& envelope) {
    REQUIRE(fakes::answer_of<outbox::Taken>(platform, [&](auto then) { queue.keep(envelope, then); })->ok());
  }
  void lay(const std::string& name, const std::string& text) {
    REQUIRE(
        fakes::answer_of<Done>(platform, [&](auto then) { store.put(name, to_bytes(text), then); })->ok());
  }
  // The text that is found; "" for nothing.
  std::string found(const crypto::AnswerKeys& keys, const std::string& submission = "") {
    const auto looked = fakes::answer_of<std::optional<domain::AnswerDocument>>(
        platform, [&](auto then) { shelf.look_up(keys, submission, then); });
    REQUIRE(looked->ok());
    return looked->value() ? std::string(looked->value()->text) : "";
  }
  std::string shown(const Day& today) {
    const auto looked = fakes::answer_of<std::vector<domain::PublishedDocument>>(
        platform, [&](auto then) { shelf.published(today, then); });
    REQUIRE(looked->ok());
    std::string titles;
    for (const auto& document : looked->value()) titles += document.title.at("nl") + ".";
    return titles;
  }
};

domain::PublishedDocument news(const std::string& id, std::uint32_t seq, const std::string& title,
                               const Day& exp = {2026, 12, 31}) {
  domain::PublishedDocument document;
  document.id = id;
  document.seq = seq;
  document.title = {{"nl", title}};
  document.text = {{"nl", "Tekst"}};
  document.exp = exp;
  return document;
}

}  // namespace

TEST_CASE("an answer is found by whom it is for, and the highest seq counts") {
  Desk d;
  CHECK(d.found(d.mine).empty());
  d.keep(d.sealed(Desk::document(2, "twee", d.mine.tag), d.mine, d.signer));
  d.keep(d.sealed(Desk::document(1, "een", d.mine.tag), d.mine, d.signer));
  CHECK(d.found(d.mine) == "twee");
  CHECK(d.found(d.theirs).empty());
  d.keep(d.sealed(Desk::document(3, "drie", ""), d.mine, d.signer));  // other tools bind no tag
  CHECK(d.found(d.mine) == "drie");
}

TEST_CASE("an answer that waits in this very outbox is found as well") {
  Desk d;
  const auto envelope = d.sealed(Desk::document(1, "een", d.mine.tag), d.mine, d.signer);
  d.lay("outbox/" + envelope.id() + ".json", envelope.text());
  CHECK(d.found(d.mine) == "een");
}

TEST_CASE("what a signer didn't sign, or signed for somebody else, is never shown and hides nothing") {
  Desk d;
  const auto good = d.sealed(Desk::document(1, "goed", d.mine.tag), d.mine, d.signer);
  d.keep(good);
  d.keep(d.sealed(Desk::document(9, "vals", d.mine.tag), d.mine, d.stranger));
  // A true signature, for another tag, sealed anew for this one by somebody who knows its key.
  d.keep(d.sealed(Desk::document(9, "van een ander", d.theirs.tag), d.mine, d.signer));
  // Under this tag, with a key that doesn't open it.
  d.keep(d.sealed(Desk::document(9, "dicht", d.mine.tag), {d.mine.tag, d.theirs.key}, d.signer));
  CHECK(d.found(d.mine) == "goed");

  auto wrong = Desk::document(9, "andere zaak", d.mine.tag);
  wrong.submission = kOther;
  d.keep(d.sealed(wrong, d.mine, d.signer));
  CHECK(d.found(d.mine, kSubmission) == "goed");
  CHECK(d.found(d.mine, kOther) == "andere zaak");
}

TEST_CASE("damaged files are passed by, and stay where they are") {
  Desk d;
  const auto good = d.sealed(Desk::document(1, "goed", d.mine.tag), d.mine, d.signer);
  d.keep(good);
  const auto later = d.sealed(Desk::document(2, "later", d.mine.tag), d.mine, d.signer);
  std::string changed = later.text();
  changed[changed.find("ciphertext") + 15] ^= 1;
  d.lay("answers/" + later.id() + ".json", changed);
  d.lay("answers/7f3a9b00-0000-4000-8000-00000000000a.json", good.text());  // another file's name
  d.lay("answers/7f3a9b00-0000-4000-8000-00000000000b.json", d.mine.tag);
  d.lay("answers/note.txt", "hello");
  const auto before = d.store.names();
  CHECK(d.found(d.mine) == "goed");
  CHECK(d.store.names() == before);
}

TEST_CASE("published: the highest seq, until its day; the unsigned never; taken back by a later seq") {
  Desk d;
  const Day today{2026, 6, 10};
  CHECK(d.shown(today).empty());
  d.keep(d.published(news("lamp", 1, "Lamp oud"), d.signer, {2026, 6, 1}));
  d.keep(d.published(news("lamp", 2, "Lamp nieuw"), d.signer, {2026, 6, 3}));
  d.keep(d.published(news("plein", 1, "Plein"), d.signer, {2026, 6, 2}));
  d.keep(d.published(news("vals", 1, "Vals"), d.stranger));
  d.keep(d.published(news("voorbij", 1, "Voorbij", {2026, 6, 9}), d.signer));
  d.keep(d.published(news("vandaag", 1, "Vandaag", today), d.signer));
  CHECK(d.shown(today) == "Lamp nieuw.Plein.Vandaag.");
  d.keep(d.published(news("lamp", 3, "Lamp weg", {2026, 6, 9}), d.signer));
  CHECK(d.shown(today) == "Plein.Vandaag.");
  const auto seq =
      fakes::answer_of<std::uint32_t>(d.platform, [&](auto then) { d.shelf.published_seq("lamp", then); });
  CHECK(seq->value() == 3);
}

TEST_CASE(
    "keeping twice is keeping once; another one with the same id is a conflict; the store's trouble is told") {
  Desk d;
  const auto take = [&](const crypto::SealedEnvelope& envelope) {
    return *fakes::answer_of<outbox::Taken>(d.platform, [&](auto then) { d.queue.keep(envelope, then); });
  };
  const auto envelope = d.sealed(Desk::document(1, "een", d.mine.tag), d.mine, d.signer);
  CHECK(take(envelope).value() == outbox::Taken::stored);
  CHECK(take(envelope).value() == outbox::Taken::already_waiting);
  d.store.damage("answers/" + envelope.id() + ".json", to_bytes("{}"));
  CHECK(crypto_test::code_of(take(envelope)) == "outbox.conflict");
  CHECK(crypto_test::code_of(take(crypto_test::sealed(d.platform, {d.signer.open}))) ==
        "envelope.broken");               // a submission
  d.queue.retain({12, Day{2027, 6, 1}});  // its day has passed: nothing brings it back
  CHECK(take(d.sealed(Desk::document(1, "een", d.mine.tag), d.mine, d.signer)).value() ==
        outbox::Taken::past);
  d.queue.retain({});
  d.store.fail(1, "store.full");
  CHECK(crypto_test::code_of(take(d.published(news("plein", 1, "Plein"), d.signer))) == "store.full");
}

TEST_CASE("among a thousand answers each file is read once, and a look-up reads its own only") {
  constexpr std::uint64_t kAnswers = 1000, kWaiting = 50;
  Desk d;
  const auto keys_of = [&](std::uint64_t nth) {
    crypto::AnswerKeys keys = d.mine;
    const std::string number = std::to_string(10000 + nth);  // as long for each: no tag twice
    keys.tag.replace(keys.tag.size() - number.size(), number.size(), number);
    return keys;
  };
  const auto text_of = [](std::uint64_t nth) { return "Antwoord " + std::to_string(nth); };
  const auto answer = [&](std::uint64_t nth, std::uint32_t seq, const std::string& text) {
    const auto keys = keys_of(nth);
    d.keep(d.sealed(d.document(seq, text, keys.tag), keys, d.signer));
  };
  for (std::uint64_t i = 1; i <= kAnswers; ++i) answer(i, 1, text_of(i));
  for (std::uint64_t i = 0; i < kWaiting; ++i) {
    const auto envelope = crypto_test::sealed(d.platform, {d.signer.open});
    d.lay("outbox/" + envelope.id() + ".json", envelope.text());
  }
  const auto reads = [&](std::uint64_t nth, const std::string& text) {
    const std::uint64_t before = d.store.reads();
    CHECK(d.found(keys_of(nth)) == text);
    return d.store.reads() - before;
  };
  CHECK(reads(7, text_of(7)) == kAnswers + kWaiting + 1);  // the first look since the start
  for (const std::uint64_t nth : {8U, 500U, 1000U}) CHECK(reads(nth, text_of(nth)) == 1);
  CHECK(reads(kAnswers + 1, "") == 0);
  // What came meanwhile is read; what is gone, and what was replaced, isn't believed from memory.
  answer(8, 2, "Later");
  CHECK(reads(8, "Later") == 3);
  for (const std::string& name : d.store.names())
    if (name.starts_with("answers/")) d.store.damage(name, to_bytes("{"));
  CHECK(d.found(keys_of(8)).empty());
  CHECK(reads(9, "") == 0);
  // The control: an index that isn't kept reads every file at each look, as it was before.
  const std::uint64_t before = d.store.reads();
  replies::ReplyStore forgetful{d.store, d.platform.sealer(), {{d.signer.open.kid, d.signer.open.jwk}}};
  static_cast<void>(fakes::answer_of<std::optional<domain::AnswerDocument>>(
      d.platform, [&](auto then) { forgetful.look_up(keys_of(8), "", then); }));
  CHECK(d.store.reads() - before >= kAnswers + kWaiting);
}
