// The sealed cache: quick when it is there, and never the reason that anything is other than the envelopes
// say.
#include "services/case_cache.h"

#include <algorithm>

#include "outbox/names.h"
#include "services/case_support.h"

using namespace wv;
using namespace wv::services_test;
using services::CaseFile;
using services::Held;

namespace {

constexpr Day kOtherDay{2026, 11, 20};

struct Kept : Desk {
  CaseId lamp, bench;
  Kept() {
    ring({office.team});
    lamp = message("De lamp is kapot");
    noted(lamp, "Gebeld", noor_sign);
    answer(lamp, "Wij komen", office.sign);
    bench = message("Een bankje", kOtherDay);
    unlock();
  }
  void again() {
    cases.lock();
    news.clear();
    before = store.reads();
    unlock();
  }
  // Files read by that: three parts, the rows and the keyring are five.
  [[nodiscard]] std::uint64_t reads() const { return store.reads() - before; }
  [[nodiscard]] bool is_right() const {
    return words_of(lamp) == Words{"De lamp is kapot", "Gebeld", "Wij komen"} &&
           words_of(bench) == Words{"Een bankje"} && news.back().whole && cases.counts().broken.empty() &&
           cases.counts().waiting.empty() && cases.book()->size() == 2;
  }
  void flip(const std::string& name, std::size_t at) {
    Bytes content = *store.content(name);
    content[at % content.size()] ^= 1;
    store.damage(name, std::move(content));
  }
  void take_away(const std::string& name) {
    CHECK(fakes::answer_of<Done>(platform, [&](auto then) { store.remove(name, then); })->ok());
  }
  std::uint64_t before = 0;
};

const std::string kPart = "casebook/2026-11-23.0", kOtherPart = "casebook/2026-11-20.0",
                  kRingPart = "casebook/2026-12-01.0";
const std::string kRows = "casebook/rows";

CaseFile a_file(int number, std::string_view content) {
  CaseFile file;
  file.folder = services::CaseFolder::cases;
  file.id = {0x4000U + static_cast<unsigned>(number) * 0x10000U, 0x8000'0000'0000'0001U};
  file.bytes = 7000;
  file.modified_ms = kNine;
  file.held = Held::event;
  file.stamp = {kQueued, ClockWas::confirmed};
  file.key.bytes.fill(9);
  file.case_id = {0x4001, 0x8000'0000'0000'0002U};
  file.content = content;
  return file;
}

}  // namespace

TEST_CASE(
    "after the first look the cache lies there; the next unlocking opens keyrings only, and is the same") {
  Kept desk;
  CHECK(desk.names_in("casebook") == Words{kOtherPart, kPart, kRingPart, kRows});
  desk.again();
  CHECK(desk.is_right());
  CHECK(desk.reads() == 5);
  CHECK(desk.cases.counts().answers == 1);
  for (const std::string& name : desk.names_in("casebook")) desk.take_away(name);
  desk.again();
  CHECK(desk.is_right());
  CHECK(desk.reads() > 5);
}

TEST_CASE("the list of last time is there before anything else is read") {
  Kept desk;
  desk.cases.lock();
  desk.news.clear();
  desk.begin_unlock();
  while (desk.news.empty()) desk.platform.pump();
  CHECK(desk.cases.book()->size() == 2);
  REQUIRE(desk.cases.book()->summary(desk.lamp) != nullptr);
  CHECK(desk.cases.book()->summary(desk.lamp)->words == "De lamp is kapot");
  CHECK(desk.cases.book()->find(desk.lamp) == nullptr);  // not folded yet
  fakes::settle(desk.platform);
  CHECK(desk.cases.book()->find(desk.lamp) != nullptr);
  CHECK(desk.is_right());
}

TEST_CASE("a flipped byte anywhere costs that part and nothing else") {
  for (const std::string& name : {kPart, kOtherPart, kRows}) {
    for (std::size_t at = 0; at < 12; ++at) {
      CAPTURE(name);
      CAPTURE(at);
      Kept desk;
      desk.flip(name, at * 997 + 13);
      desk.again();
      CHECK(desk.is_right());
      // What was in it: three files, one, none; and the part once more, to be mended.
      CHECK(desk.reads() == 5U + (name == kPart ? 4 : name == kOtherPart ? 2 : 0));
      desk.again();
      CHECK(desk.is_right());
      CHECK(desk.reads() == 5);
    }
  }
}

TEST_CASE("a part in another's place is noticed; under its own name it would have been read") {
  Kept desk;
  const Bytes part = *desk.store.content(kPart), other = *desk.store.content(kOtherPart);
  desk.store.damage(kPart, other);
  desk.store.damage(kOtherPart, part);
  desk.again();
  CHECK(desk.is_right());
  CHECK(desk.reads() == 11);  // the four envelopes too, and both parts once more, to be mended
  desk.again();
  CHECK(desk.reads() == 5);
}

TEST_CASE("a record stands for its file only: another file in its place is read") {
  Kept desk;
  const CaseId third = desk.message("Van het begin");
  const std::string name = "inbox/" + to_text(desk.bench) + ".json";
  const auto envelope = try_seal(
      desk.platform,
      {crypto::Box::inbox, to_text(desk.bench), kOtherDay,
       to_json(Desk::submission_of(to_text(desk.bench), "Een ander bankje")), crypto::Padding::submission},
      crypto::current_recipients(desk.belief.held()->content));
  desk.store.damage(name, to_bytes(envelope.value().text()));
  desk.again();
  CHECK(desk.words_of(desk.bench) == Words{"Een ander bankje"});
  CHECK(desk.words_of(third) == Words{"Van het begin"});
}

TEST_CASE("a day of which nothing is left goes out of the cache") {
  Kept desk;
  desk.take_away("inbox/" + to_text(desk.bench) + ".json");
  desk.again();
  CHECK(desk.cases.book()->size() == 1);
  CHECK(desk.names_in("casebook") == Words{kPart, kRingPart, kRows});
}

TEST_CASE("an event of a key that the register doesn't name waits, cached or not") {
  Kept desk;
  desk.office.content.members.pop_back();
  desk.belief.links.back() = desk.office.successor(desk.belief.links.back());
  desk.again();
  CHECK(desk.words_of(desk.lamp) == Words{"De lamp is kapot", "Wij komen"});
  CHECK(desk.cases.counts().waiting["cases.unknown_signer"] == 1);
}

TEST_CASE("another device, and whoever has the folder alone, reads nothing of it") {
  Kept desk;
  Secret key, other;
  const auto derive = [&](const Key& of, Secret& into) {
    into = fakes::answer_of<Secret>(desk.platform, [&](auto then) {
             services::CaseCache::derive_key(desk.platform.sealer(), Secret(of.secret), then);
           })->value();
  };
  derive(desk.office.seal, key);
  derive(desk.noor_seal, other);
  CHECK_FALSE(key == other);
  const auto read = [&](const Secret& with) {
    services::CaseCache cache(desk.store, desk.platform.sealer(), with);
    return fakes::answer_of<std::vector<CaseFile>>(desk.platform,
                                                   [&](auto then) { cache.read_files("2026-11-23.0", then); })
        ->ok();
  };
  CHECK(read(key));
  CHECK_FALSE(read(other));
  for (const std::string& name : desk.names_in("casebook"))
    CHECK(to_string(*desk.store.content(name)).find("lamp") == std::string::npos);
}

TEST_CASE("whatever step of keeping fails, the next unlocking is right") {
  int failed = 0;
  for (std::uint64_t nth = 1; nth <= 20; ++nth) {
    CAPTURE(nth);
    Kept desk;
    REQUIRE(desk.note(desk.bench, "Nieuw").ok());
    desk.store.fail(nth, "store.full", fakes::MemoryStore::How::from_then_on);
    failed += desk.keep().ok() ? 0 : 1;
    desk.store.fail(1'000'000, "store.full");
    desk.again();
    CHECK(desk.words_of(desk.bench) == Words{"Een bankje", "Nieuw"});
    CHECK(desk.cases.book()->size() == 2);
  }
  CHECK(failed > 3);
}

TEST_CASE("an event of our own is kept with its day, and isn't opened again") {
  Kept desk;
  REQUIRE(desk.note(desk.bench, "Nieuw").ok());
  REQUIRE(desk.keep().ok());
  desk.again();
  CHECK(desk.reads() == 5);
  CHECK(desk.words_of(desk.bench) == Words{"Een bankje", "Nieuw"});
}

TEST_CASE("a full day is in several parts, and a case is never in two") {
  Desk desk;
  desk.ring({desk.office.team});
  std::vector<CaseId> ids;
  ids.reserve(200);
  for (int i = 0; i < 200; ++i) ids.push_back(desk.message(std::string(3000, 'a') + std::to_string(i)));
  desk.unlock();
  CHECK(desk.names_in("casebook").size() == 5);  // 600 kB in three parts, the keyring's, and the rows
  const std::uint64_t before = desk.store.reads();
  desk.unlock();
  CHECK(desk.cases.book()->size() == 200);
  CHECK(desk.store.reads() - before == 6);
}

TEST_CASE("what is packed comes back as it was; what was cut or renamed gives nothing") {
  const CaseFile one = a_file(1, "{\"a\":1}"), two = a_file(2, "");
  const std::vector<const CaseFile*> files{&one, &two};
  const Bytes packed = services::pack_files("2026-11-23.0", files);
  const auto read = services::unpack_files("2026-11-23.0", packed);
  REQUIRE(read.has_value());
  REQUIRE(read->size() == 2);
  CHECK(read->front().content == "{\"a\":1}");
  CHECK(read->front().id == one.id);
  CHECK(read->front().case_id == one.case_id);
  CHECK(read->front().key == one.key);
  CHECK(read->front().stamp == one.stamp);
  CHECK(read->front().bytes == one.bytes);
  CHECK(read->front().modified_ms == one.modified_ms);
  CHECK_FALSE(services::unpack_files("2026-11-23.1", packed).has_value());
  CHECK_FALSE(services::RowUnpacker("2026-11-23.1", packed).good());
  for (std::size_t size = 0; size < packed.size(); ++size)
    CHECK_FALSE(services::unpack_files(
                    "2026-11-23.0", Bytes(packed.begin(), packed.begin() + static_cast<std::ptrdiff_t>(size)))
                    .has_value());
  for (std::size_t at = 0; at < packed.size(); ++at) {  // none of it may crash; what is sealed isn't flipped
    Bytes flipped = packed;
    flipped[at] ^= 0xFF;
    (void)services::unpack_files("2026-11-23.0", flipped);
  }
}

TEST_CASE("a row comes back with all that it says") {
  casebook::Summary row;
  row.id = {0x4001, 0x8000'0000'0000'0002U};
  row.kind = domain::Kind::signal;
  row.role = domain::Role::mediator;
  row.theme = "afval";
  row.language = "nl";
  row.place_id = "here";
  row.number = "0070001232";
  row.words = "De lamp";
  row.place = "Kerkstraat";
  row.holder = {"sam"};
  row.holder_left = row.opened = row.voice = row.apart = true;
  row.cases = 3;
  row.on_the_way = 2;
  row.begun_on = kQueued;
  row.begun = {kNine};
  row.last = {-5};
  row.waits_since = Instant{kNine + 1};
  row.promised = kToday;
  services::RowPacker packer;
  const std::vector<const casebook::Summary*> once{&row}, twice{&row, &row};
  packer.add(once);
  packer.add(twice);
  const Bytes packed = packer.take("rows");
  services::RowUnpacker read("rows", packed);
  REQUIRE(read.good());
  REQUIRE(read.count() == 3);
  REQUIRE((read.next() && read.next()));
  CHECK_FALSE(read.at_end());
  const auto last = read.next();
  REQUIRE(last.has_value());
  CHECK(read.at_end());
  CHECK_FALSE(read.next().has_value());
  for (std::size_t size = 0; size < packed.size(); ++size) {
    services::RowUnpacker cut("rows",
                              Bytes(packed.begin(), packed.begin() + static_cast<std::ptrdiff_t>(size)));
    while (cut.next()) continue;
    CHECK_FALSE(cut.at_end());
  }
  for (std::size_t at = 0; at < packed.size(); ++at) {
    Bytes flipped = packed;
    flipped[at] ^= 0xFF;
    services::RowUnpacker other("rows", std::move(flipped));
    while (other.next()) continue;
  }
  const casebook::Summary& back = *last;
  CHECK(back.id == row.id);
  CHECK(back.kind == row.kind);
  CHECK(back.role == row.role);
  CHECK(back.theme == "afval");
  CHECK(back.language == "nl");
  CHECK(back.place_id == "here");
  CHECK(back.number == "0070001232");
  CHECK(back.words == "De lamp");
  CHECK(back.place == "Kerkstraat");
  CHECK(back.holder == row.holder);
  CHECK((back.holder_left && back.opened && back.voice && back.apart));
  CHECK_FALSE((back.disputed || back.closed || back.erased || back.confidential || back.with_others ||
               back.number_repeated));
  CHECK(back.cases == 3);
  CHECK(back.on_the_way == 2);
  CHECK(back.begun_on == kQueued);
  CHECK(back.begun == row.begun);
  CHECK(back.last == row.last);
  CHECK(back.waits_since == row.waits_since);
  CHECK_FALSE(back.unanswered_of.has_value());
  CHECK(back.promised == kToday);
}
