// A stick: pulled out at any moment, full, used twice, damaged. Nothing is lost, nothing comes twice.
#include "outbox/transfer.h"

#include <set>

#include "base/bytes.h"
#include "base/room.h"
#include "base/sha256.h"
#include "outbox/support.h"

using namespace wv;
using namespace wv::outbox_test;
using outbox::Transferred;

namespace {

struct Place : Queue {
  fakes::MemoryStore& stick = platform.store("stick");
  fakes::MemoryStore& other_data = platform.store("other");
  outbox::Outbox other{other_data};
  outbox::TransferHandle handle;
  std::vector<std::uint64_t> progress;

  std::optional<Result<Transferred>> carry_out() {
    return fakes::answer_of<Transferred>(platform, [&](auto then) {
      handle = outbox::export_to(
          stick, outbox, [&](outbox::Progress p) { progress.push_back(p.done * 100 / p.total); }, then);
    });
  }
  std::optional<Result<Transferred>> carry_in() {
    return fakes::answer_of<Transferred>(platform, [&](auto then) {
      handle = outbox::import_from(
          stick, other, [&](outbox::Progress p) { progress.push_back(p.done * 100 / p.total); }, then);
    });
  }
  std::size_t waiting_there() {
    return fakes::answer_of<std::vector<outbox::Item>>(platform, [&](auto then) { other.list(then); })
        ->value()
        .size();
  }
};

}  // namespace

TEST_CASE("out on a stick and in elsewhere, with progress; twice is once; the queue stays as it was") {
  Place place;
  for (int i = 0; i < 4; ++i) REQUIRE(place.put(place.envelope())->ok());
  for (int round = 0; round < 2; ++round) {
    place.progress.clear();
    const auto out = place.carry_out();
    REQUIRE(out->ok());
    CHECK(out->value().exported == 4);
    CHECK(out->value().in_the_manifest == 4);
    CHECK(place.progress == std::vector<std::uint64_t>{25, 50, 75, 100});
  }
  CHECK(place.list().size() == 4);
  place.progress.clear();
  const auto in = place.carry_in();
  CHECK(in->value().imported == 4);
  CHECK(in->value().bad.empty());
  CHECK(place.progress == std::vector<std::uint64_t>{25, 50, 75, 100});
  CHECK(place.carry_in()->value().already_waiting == 4);
  CHECK(place.waiting_there() == 4);
  const std::string manifest = to_string(*place.stick.content("manifest.json"));
  const Json told = parse_json(manifest, "manifest").value();
  CHECK(told["count"] == 4);
  for (const Json& e : told["envelopes"]) {
    const Bytes file = *place.stick.content(e["file"].get<std::string>());
    CHECK(e["file_sha256"] == sha256_hex(file));
  }
}

TEST_CASE("pulled out at every step of an export: what is on it is whole, and the next export completes it") {
  int pulled = 0, torn = 0;
  for (std::uint64_t step = 0;; ++step) {
    Place place;
    for (int i = 0; i < 3; ++i) REQUIRE(place.put(place.envelope())->ok());
    place.stick.lose_power_after(step);
    const auto out = place.carry_out();
    if (out) break;  // it came to its end
    ++pulled;
    place.stick.reboot(0);
    CHECK(place.list().size() == 3);
    const auto in = place.carry_in();
    REQUIRE(in->ok());
    torn += static_cast<int>(in->value().bad.size());
    const auto again = place.carry_out();
    REQUIRE(again->ok());
    CHECK(again->value().exported == 3);
    CHECK(place.carry_in()->ok());
    CHECK(place.waiting_there() == 3);
  }
  MESSAGE("pulled out " << pulled << " times, torn files: " << torn);
  CHECK(pulled > 15);
  CHECK(torn == 0);
}

TEST_CASE("negative control: a stick that doesn't sync its files is caught torn") {
  int torn = 0;
  for (std::uint64_t step = 0; step < 20; ++step) {
    Place place;
    for (int i = 0; i < 3; ++i) REQUIRE(place.put(place.envelope())->ok());
    place.stick.have(fakes::MemoryStore::Habit::no_file_sync);
    place.stick.lose_power_after(step);
    (void)place.carry_out();
    place.stick.reboot(~std::uint64_t{0});
    torn += static_cast<int>(place.carry_in()->value().bad.size());
  }
  CHECK(torn > 0);
}

TEST_CASE("what is in doubt is taken in and named; what is past by a confirmed day is not") {
  Place place;
  const auto dated = [&](const Day& day, ClockWas clock) {
    auto input = crypto_test::input_of(crypto_test::kDocument);
    input.queued_on = day;
    input.clock = clock;
    const auto envelope = crypto_test::try_seal(place.platform, std::move(input), {place.key.open}).value();
    REQUIRE(place.put(envelope)->ok());
    return envelope.id() + ".json";
  };
  const std::string dead = dated({1970, 1, 1}, ClockWas::unknown),
                    unsure = dated({2026, 6, 1}, ClockWas::unconfirmed);
  const std::string ahead = dated({2035, 1, 1}, ClockWas::unconfirmed),
                    past = dated({2026, 6, 1}, ClockWas::confirmed);
  REQUIRE(place.carry_out()->ok());
  place.other.retain({12, Day{2027, 11, 28}});
  const auto in = place.carry_in();
  REQUIRE(in->ok());
  CHECK(in->value().imported == 3);
  CHECK(in->value().past == 1);  // the negative control: this one is refused
  std::set<std::string> named;
  for (const auto& d : in->value().in_doubt) named.insert(d.file);
  CHECK(named == std::set<std::string>{dead, unsure, ahead});
  CHECK(in->value().bad.empty());
}

TEST_CASE("a full, broken or locked stick is told, and loses nothing") {
  for (const char* code : {"store.full", "store.io", "store.read_only", "store.denied"}) {
    int told = 0;
    for (std::uint64_t nth = 1; nth < 20; ++nth) {
      Place place;
      for (int i = 0; i < 2; ++i) REQUIRE(place.put(place.envelope())->ok());
      place.stick.fail(nth, code, fakes::MemoryStore::How::from_then_on);
      const auto out = place.carry_out();
      REQUIRE(out);
      if (!out->ok()) {
        CHECK(out->error().code == code);
        ++told;
      }
      CHECK(place.list().size() == 2);
    }
    CHECK(told > 10);
  }
}

TEST_CASE("dropped, it ends; a damaged file and a lying manifest are told by name and stop nothing") {
  Place place;
  const auto good = place.envelope(), bad = place.envelope();
  REQUIRE(place.put(good)->ok());
  REQUIRE(place.put(bad)->ok());
  bool answered = false;
  place.handle =
      outbox::export_to(place.stick, place.outbox, {}, [&](Result<Transferred>) { answered = true; });
  place.platform.pump();
  place.handle.reset();
  fakes::settle(place.platform);
  CHECK_FALSE(answered);

  REQUIRE(place.carry_out()->ok());
  place.stick.damage(bad.id() + ".json", to_bytes(bad.text().substr(0, 200)));
  auto in = place.carry_in();
  CHECK(in->value().imported == 1);
  REQUIRE(in->value().bad.size() == 1);
  CHECK(in->value().bad[0].file == bad.id() + ".json");
  for (const char* manifest :
       {"nonsense", "[]", R"({"format":"wijkverbinder-manifest/1","count":2,"envelopes":[]})",
        R"({"format":"wijkverbinder-manifest/1","count":1,"envelopes":[{"id":"../../etc/passwd"}]})"}) {
    place.stick.damage("manifest.json", to_bytes(manifest));
    in = place.carry_in();
    CHECK(in->value().already_waiting == 1);
    CHECK(in->value().bad.size() == 2);
    CHECK(in->value().bad[0].error.code == "manifest.broken");
  }
}

TEST_CASE(
    "an empty or half file under a message's name on the stick is replaced by the whole one; another's is not") {
  for (const std::size_t bytes : {std::size_t{0}, std::size_t{100}}) {
    Place place;
    const auto envelope = place.envelope();
    REQUIRE(place.put(envelope)->ok());
    place.stick.damage(envelope.id() + ".json", to_bytes(std::string(envelope.text()).substr(0, bytes)));
    CHECK(place.carry_out()->value().exported == 1);
    CHECK(place.carry_in()->value().imported == 1);
  }
  Place place;
  const auto envelope = place.envelope(), other = place.envelope(envelope.id());
  REQUIRE(place.put(envelope)->ok());
  place.stick.damage(envelope.id() + ".json", to_bytes(std::string(other.text())));
  const auto out = place.carry_out();
  CHECK(out->value().exported == 0);
  REQUIRE(out->value().bad.size() == 1);
  CHECK(out->value().bad[0].error.code == "outbox.conflict");
}

TEST_CASE("an import stops while residents can still send; what they send is kept") {
  Place place;
  for (int i = 0; i < 3; ++i) REQUIRE(place.put(place.envelope())->ok());
  REQUIRE(place.carry_out()->ok());
  place.other_data.room(kDiskFloorBytes);
  const auto in = place.carry_in();
  REQUIRE_FALSE(in->ok());
  CHECK(in->error().code == "store.full");
  CHECK(in->error().fault == Fault::not_now);
  CHECK(place.waiting_there() == 0);
  const auto own = place.envelope();
  CHECK(fakes::answer_of<Done>(place.platform, [&](auto then) { place.other.put(own, then); })->ok());
  place.other_data.room(kDiskFloorBytes + (1u << 20));  // the control: a little above it
  CHECK(place.carry_in()->value().imported == 3);
}

TEST_CASE("a stick that is out is told, for an export and for an import, though nothing waits") {
  Place place;
  place.stick.absent(true);
  for (const bool out : {true, false}) {
    const auto done = out ? place.carry_out() : place.carry_in();
    REQUIRE_FALSE(done->ok());
    CHECK(done->error().code == "store.missing");
  }
}

TEST_CASE("verify tells a data folder that can take nothing more, though every file in it is whole") {
  Place place;
  REQUIRE(place.put(place.envelope())->ok());
  CHECK(place.verify().bad.empty());
  for (const char* code : {"store.read_only", "store.io", "store.full"}) {
    place.store.cannot_keep(code);
    REQUIRE(place.verify().bad.size() == 1);
    CHECK(place.verify().bad[0].error.code == code);
  }
  place.store.cannot_keep("");
  CHECK(place.verify().bad.empty());
}
