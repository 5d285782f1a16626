#include "base/bytes.h"
#include "outbox/requeue.h"
#include "outbox/support.h"

using namespace wv;
using namespace wv::outbox_test;

TEST_CASE("file names are an id and .json, and nothing else is one of ours") {
  const std::string id = "b8a1f3c2-0d4e-4f6a-9b7c-1234567890ab";
  CHECK(outbox::envelope_name(outbox::Folder::outbox, id) == "outbox/" + id + ".json");
  CHECK(outbox::reason_name(id) == "quarantine/" + id + ".reason.json");
  CHECK(outbox::id_of(id + ".json") == id);
  for (const std::string& wrong : {id, id + ".json~", id + ".reason.json", std::string(".tmp-1234"),
                                   std::string("x.json"), std::string(".json"), std::string()}) {
    CAPTURE(wrong);
    CHECK_FALSE(outbox::id_of(wrong).has_value());
  }
}

TEST_CASE("what is put lies there byte for byte, oldest first") {
  Queue queue;
  const auto first = queue.envelope(), second = queue.envelope();
  REQUIRE(queue.put(first)->ok());
  REQUIRE(queue.put(second)->ok());
  CHECK(queue.store.content("outbox/" + first.id() + ".json") == to_bytes(first.text()));
  const auto items = queue.list();
  REQUIRE(items.size() == 2);
  CHECK(items[0].id == first.id());
  CHECK(items[1].id == second.id());
  CHECK(crypto::same(queue.load(first.id()).value(), first));
  const auto summary = queue.summary();
  CHECK(summary.waiting == 2);
  CHECK(summary.oldest == Stamp{{2026, 11, 23}, ClockWas::unknown});
}

TEST_CASE("putting twice is putting once; another envelope with the id is a conflict") {
  Queue queue;
  const auto envelope = queue.envelope();
  const auto other = queue.envelope(envelope.id());
  REQUIRE(queue.put(envelope)->ok());
  CHECK(queue.put(envelope)->ok());
  CHECK(queue.list().size() == 1);
  CHECK(code_of(*queue.put(other)) == "outbox.conflict");
  CHECK(crypto::same(queue.load(envelope.id()).value(), envelope));
}

TEST_CASE("sent means: the header stays, the content goes, and only for its own hash") {
  Queue queue;
  const auto envelope = queue.envelope(), other = queue.envelope();
  REQUIRE(queue.put(envelope)->ok());
  CHECK(code_of(*queue.mark_sent(envelope.id(), other.sha256())) == "outbox.conflict");
  CHECK(code_of(*queue.mark_sent(other.id(), other.sha256())) == "store.missing");
  CHECK(queue.list().size() == 1);
  REQUIRE(queue.mark_sent(envelope.id(), envelope.sha256())->ok());
  CHECK(queue.list().empty());
  const auto header = queue.store.content("sent/" + envelope.id() + ".json");
  REQUIRE(header.has_value());
  CHECK(to_string(*header) == envelope.header_text());
  CHECK(to_string(*header).find("ciphertext") == std::string::npos);
  CHECK(queue.verify().sent == 1);
}

TEST_CASE("a parked envelope is untouched and says why it is parked") {
  Queue queue;
  const auto envelope = queue.envelope(), again = queue.envelope(envelope.id());
  REQUIRE(queue.put(envelope)->ok());
  REQUIRE(queue.quarantine(envelope.id())->ok());
  CHECK(queue.store.content("quarantine/" + envelope.id() + ".json") == to_bytes(envelope.text()));
  const auto reason = queue.store.content("quarantine/" + envelope.id() + ".reason.json");
  REQUIRE(reason.has_value());
  CHECK(parse_json(to_string(*reason), "reason").value()["code"] == "sync.refused");
  CHECK(queue.summary().quarantined == 1);
  REQUIRE(queue.put(again)->ok());
  REQUIRE(queue.quarantine(envelope.id())->ok());
  CHECK(queue.summary().quarantined == 2);
  CHECK(queue.store.content("quarantine/" + envelope.id() + ".json") == to_bytes(envelope.text()));
}

TEST_CASE("what was sent or parked is not brought back from elsewhere") {
  Queue queue;
  const auto fresh = queue.envelope(), sent = queue.envelope(), parked = queue.envelope();
  CHECK(queue.take_in(fresh) == outbox::Taken::stored);
  CHECK(queue.take_in(fresh) == outbox::Taken::already_waiting);
  REQUIRE(queue.put(sent)->ok());
  REQUIRE(queue.mark_sent(sent.id(), sent.sha256())->ok());
  CHECK(queue.take_in(sent) == outbox::Taken::already_sent);
  REQUIRE(queue.put(parked)->ok());
  REQUIRE(queue.quarantine(parked.id())->ok());
  CHECK(queue.take_in(parked) == outbox::Taken::in_quarantine);
  CHECK(queue.list().size() == 1);
}

TEST_CASE("verify tells each bad file, moves none, and the good ones are still good") {
  Queue queue;
  const auto good = queue.envelope(), cut = queue.envelope(), flipped = queue.envelope(),
             renamed = queue.envelope();
  for (const auto& envelope : {good, cut, flipped, renamed}) REQUIRE(queue.put(envelope)->ok());
  const auto name = [](const std::string& id) { return "outbox/" + id + ".json"; };
  queue.store.damage(name(cut.id()), to_bytes(cut.text().substr(0, 1000)));
  std::string text = flipped.text();
  const std::size_t at = text.find("\"ciphertext\":\"") + 100;
  text[at] = text[at] == 'A' ? 'B' : 'A';
  queue.store.damage(name(flipped.id()), to_bytes(text));
  const std::string other_id = crypto_test::sealed(queue.platform, {queue.key.open}).id();
  queue.store.damage(name(other_id), to_bytes(renamed.text()));
  queue.store.damage("outbox/readme.txt", to_bytes("hello"));
  queue.store.damage("sent/" + good.id() + ".json", to_bytes("{}"));
  const auto before = queue.store.names();
  const auto report = queue.verify();
  CHECK(report.waiting == 2);
  REQUIRE(report.bad.size() == 5);
  for (const auto& bad : report.bad) {
    CHECK(bad.error.what.find(bad.file) != std::string::npos);
    CHECK(bad.error.what.find("canary") == std::string::npos);
  }
  CHECK(queue.store.names() == before);
  CHECK(queue.load(good.id()).ok());
}

TEST_CASE("an empty data folder is in order") {
  Queue queue;
  const auto report = queue.verify();
  CHECK(report.waiting + report.sent + report.quarantined + report.bad.size() == 0);
  CHECK(queue.sweep() == 0);
  CHECK_FALSE(queue.summary().oldest.has_value());
}

TEST_CASE("the oldest day is found behind a damaged file") {
  Queue queue;
  const auto damaged = queue.envelope(), good = queue.envelope();
  REQUIRE(queue.put(damaged)->ok());
  REQUIRE(queue.put(good)->ok());
  queue.store.damage("outbox/" + damaged.id() + ".json", {});
  CHECK(queue.summary().oldest == Stamp{{2026, 11, 23}, ClockWas::unknown});
  CHECK(queue.summary().waiting == 2);
}

TEST_CASE("what was parked comes back into the queue byte for byte, without its reason; once is enough") {
  Queue queue;
  const auto requeue = [&](std::vector<std::string> ids) {
    return *fakes::answer_of<outbox::Requeued>(
        queue.platform, [&](auto then) { outbox::requeue(queue.store, std::move(ids), then); });
  };
  const auto one = queue.envelope(), two = queue.envelope(), other = queue.envelope();
  for (const auto& envelope : {one, two, other}) {
    REQUIRE(queue.put(envelope)->ok());
    REQUIRE(queue.quarantine(envelope.id())->ok());
  }
  CHECK(requeue({one.id()}).value().requeued == 1);
  CHECK(queue.store.content("outbox/" + one.id() + ".json") == to_bytes(one.text()));
  CHECK_FALSE(queue.has("quarantine/" + one.id() + ".reason.json"));
  CHECK(queue.summary().quarantined == 2);
  // An id of which nothing is parked moves nothing, whatever else was asked for.
  const auto unknown = requeue({two.id(), one.id()});
  REQUIRE_FALSE(unknown.ok());
  CHECK(unknown.error().code == "outbox.not_parked");
  CHECK(unknown.error().fault == Fault::bad_input);
  CHECK(queue.summary().quarantined == 2);
  CHECK(requeue({}).value().requeued == 2);
  CHECK(queue.summary().waiting == 3);
  CHECK(queue.summary().quarantined == 0);
  CHECK(requeue({}).value().requeued == 0);
  CHECK(queue.verify().bad.empty());
}

TEST_CASE(
    "what can't wait again stays parked, and stops nothing: torn, another's name, sent, another one that waits") {
  Queue queue;
  const auto torn = queue.envelope(), renamed = queue.envelope(), sent = queue.envelope(),
             twice = queue.envelope(), good = queue.envelope(), same = queue.envelope();
  for (const auto& envelope : {torn, renamed, sent, twice, good, same}) {
    REQUIRE(queue.put(envelope)->ok());
    REQUIRE(queue.quarantine(envelope.id())->ok());
  }
  const auto parked = [](const std::string& id) { return "quarantine/" + id + ".json"; };
  queue.store.damage(parked(torn.id()), to_bytes(torn.text().substr(0, 900)));
  queue.store.damage(parked(renamed.id()), to_bytes(good.text()));
  queue.store.damage("sent/" + sent.id() + ".json", to_bytes(sent.header_text()));
  REQUIRE(queue.put(queue.envelope(twice.id()))->ok());
  REQUIRE(queue.put(same)->ok());
  const auto done = *fakes::answer_of<outbox::Requeued>(
      queue.platform, [&](auto then) { outbox::requeue(queue.store, {}, then); });
  REQUIRE(done.ok());
  CHECK(done.value().requeued == 1);
  CHECK(done.value().already_sent == 1);
  CHECK(done.value().already_waiting == 1);
  CHECK(done.value().bad.size() == 3);
  for (const auto& envelope : {torn, renamed, sent, twice}) {
    CHECK(queue.has(parked(envelope.id())));
    CHECK(queue.has("quarantine/" + envelope.id() + ".reason.json"));
  }
  CHECK_FALSE(queue.has(parked(same.id())));
  CHECK(queue.store.content(parked(twice.id())) == to_bytes(twice.text()));
}

TEST_CASE("a disk that fails at any step of bringing back loses nothing: it waits, or it is parked") {
  for (std::size_t step = 1; step < 12; ++step) {
    Queue queue;
    const auto envelope = queue.envelope();
    REQUIRE(queue.put(envelope)->ok());
    REQUIRE(queue.quarantine(envelope.id())->ok());
    queue.store.fail(step, "store.io", fakes::MemoryStore::How::from_then_on);
    (void)fakes::answer_of<outbox::Requeued>(queue.platform,
                                             [&](auto then) { outbox::requeue(queue.store, {}, then); });
    queue.store.fail(0, "");
    CHECK((queue.has("outbox/" + envelope.id() + ".json") ||
           queue.has("quarantine/" + envelope.id() + ".json")));
  }
}
