// Lock, PIN, drafts, and a disk that is full: nothing that was handed out is lost, and nothing is left behind
// in memory.
#include "base/json.h"
#include "memory_search.h"
#include "services/member_support.h"

using namespace wv;
using namespace wv::services_test;

namespace {

struct One {
  Town town;
  Kiosk kiosk{town};
  Colleague a{town, "a"};
  CaseId id;
  One() {
    town.enrol(a, "noor");
    kiosk.send("De lamp is kapot");
    kiosk.give(a);
    REQUIRE(a.unlock());
    id = a.first_case();
  }
  void seal_draft(const std::string& words, const std::string& voice = {}) {
    a.device->run(desk::SealDraft{Secret(words), !voice.empty()}, a.now, to_bytes(voice));
  }
  // The canary stands on no file of the disk.
  [[nodiscard]] bool on_disk(const std::string& words) const {
    for (const std::string& name : a.store.names())
      if (to_string(*a.store.content(name)).find(words) != std::string::npos) return true;
    return false;
  }
};

}  // namespace

TEST_CASE("a wrong passphrase is refused, and the right one opens") {
  One one;
  one.a.lock();
  CHECK(one.a.device->book() == nullptr);
  CHECK_FALSE(one.a.unlock("appel fiets wolk steen lamg"));
  CHECK(one.a.count<desk::UnlockRefused>() == 1);
  CHECK(one.a.unlock());
}

TEST_CASE("a draft with its voice, and the streets, stand there again after the lock, and after a restart") {
  One one;
  one.seal_draft(R"({"canary":"halve zin"})", "OggS geluid");
  one.a.device->run(desk::KeepStreets{Secret("Dorpsstraat")}, one.a.now);
  one.a.lock();
  CHECK_FALSE(one.on_disk("halve zin"));
  CHECK_FALSE(one.on_disk("Dorpsstraat"));
  std::string sound;  // outlives the device's listener
  const auto looks_right = [&] {
    sound.clear();
    one.a.device->answer_to([&](desk::Event event) {
      if (std::holds_alternative<desk::Unlocked>(event)) sound = to_string(one.a.device->take_voice());
      one.a.told.push_back(std::move(event));
    });
    REQUIRE(one.a.unlock());
    const auto* unlocked = one.a.last<desk::Unlocked>();
    CHECK(unlocked->saved == R"({"canary":"halve zin"})");
    CHECK(unlocked->streets == "Dorpsstraat");
    CHECK(unlocked->voice);
    CHECK(sound == "OggS geluid");
  };
  looks_right();
  one.a.start_anew();
  looks_right();
  // The control: sealed for another place it opens to nothing.
  one.a.lock();
  const Bytes draft = *one.a.store.content("desk/draft");
  one.a.store.damage("desk/streets", draft);
  REQUIRE(one.a.unlock());
  CHECK(one.a.last<desk::Unlocked>()->streets.empty());
  CHECK_FALSE(one.a.last<desk::Unlocked>()->saved.empty());
}

TEST_CASE("a full disk: a row is refused whole and leaves nothing; with room again it is kept") {
  One one;
  std::uint64_t steps = 0;
  {
    One dry;
    const std::uint64_t from = dry.a.store.steps();
    REQUIRE(dry.a.add(dry.a.answer(dry.id, "Gemaakt"))->refused.empty());
    steps = dry.a.store.steps() - from;
  }
  REQUIRE(steps > 4);
  std::size_t refused = 0;
  Words words{"De lamp is kapot"};
  for (std::uint64_t nth = 1; nth <= steps; ++nth) {
    CAPTURE(nth);
    one.a.store.fail(nth, "store.full", fakes::MemoryStore::How::from_then_on);
    const auto added = one.a.add(one.a.answer(one.id, "Gemaakt"));
    one.a.store.fail(0, "");
    REQUIRE(added.has_value());
    if (added->refused.empty()) words.push_back("Gemaakt");  // all was durable before that step
    refused += added->refused.size();
    if (!added->refused.empty()) CHECK(added->refused.front().why == Trouble::store_full);
    CHECK(one.a.words_of(one.id) == words);
  }
  CHECK(refused > 0);
  const auto added = one.a.add(one.a.answer(one.id, "Gemaakt"));
  REQUIRE(added.has_value());
  CHECK(added->refused.empty());
  words.push_back("Gemaakt");
  CHECK(one.a.words_of(one.id) == words);
}

TEST_CASE("locked in the middle: what was handed out is kept all the same") {
  One one;
  desk::AddEvents events = one.a.step(one.id, casebook::Note{Secret("Net op tijd"), {}, {}});
  events.request = RequestId{++one.a.requests};
  one.a.device->run(std::move(events), one.a.now);
  one.a.device->run(desk::Lock{}, one.a.now);
  one.a.settle();
  CHECK(one.a.names_in("outbox").size() == 1);
  REQUIRE(one.a.unlock());
  CHECK(one.a.words_of(one.id) == Words{"De lamp is kapot", "Net op tijd"});
}

TEST_CASE("locked with a full disk: ciphertext waits in memory, and is written when there is room") {
  One one;
  one.a.store.fail(1, "store.full", fakes::MemoryStore::How::from_then_on);
  desk::AddEvents events = one.a.step(one.id, casebook::Note{Secret("Past er niet op"), {}, {}});
  events.request = RequestId{++one.a.requests};
  one.a.device->run(std::move(events), one.a.now);
  one.seal_draft("een halve zin");
  one.a.lock();
  CHECK(one.a.device->unwritten() == 2);
  CHECK(one.a.names_in("outbox").empty());
  one.a.device->idle();
  one.a.settle();
  CHECK(one.a.device->unwritten() == 2);  // the control: still no room
  one.a.store.fail(0, "");
  one.a.device->idle();
  one.a.settle();
  CHECK(one.a.device->unwritten() == 0);
  REQUIRE(one.a.unlock());
  CHECK(one.a.last<desk::Unlocked>()->saved == "een halve zin");
  CHECK(one.a.words_of(one.id) == Words{"De lamp is kapot", "Past er niet op"});
}

TEST_CASE("six digits re-open it: five wrong ones, a restart or eight hours drop them") {
  One one;
  const auto choose = [&] {
    one.a.device->run(desk::KeepPin{Secret("314159")}, one.a.now);
    one.a.settle();
    one.a.lock();
  };
  choose();
  CHECK(one.a.by_pin("314159"));
  CHECK(one.a.words_of(one.id) == Words{"De lamp is kapot"});
  one.a.lock();
  SUBCASE("four wrong ones, and the right one") {
    for (int i = 0; i < 4; ++i) CHECK_FALSE(one.a.by_pin("000000"));
    CHECK(one.a.by_pin("314159"));
  }
  SUBCASE("five wrong ones") {
    for (int i = 0; i < 5; ++i) CHECK_FALSE(one.a.by_pin("000000"));
    CHECK_FALSE(one.a.by_pin("314159"));
    CHECK(one.a.unlock());  // the passphrase still does
  }
  SUBCASE("a restart") {
    one.a.start_anew();
    CHECK_FALSE(one.a.by_pin("314159"));
  }
  SUBCASE("seven hours, and eight") {
    one.a.now = moment_at(7 * 3'600'000);
    CHECK(one.a.by_pin("314159"));
    one.a.lock();
    one.a.now = moment_at(8 * 3'600'000);
    CHECK_FALSE(one.a.by_pin("314159"));
  }
  SUBCASE("dropped by hand") {
    one.a.device->run(desk::DropPin{}, one.a.now);
    CHECK_FALSE(one.a.by_pin("314159"));
  }
}

namespace {

test::Canary number_of(const char* name, const Secret& jwk) {
  const Json json = parse_json(jwk, "key").value();
  return {name, json["d"].get_ref<const std::string&>()};
}

Words names_of(const std::vector<test::Sighting>& sightings) {
  Words names;
  for (const test::Sighting& one : sightings) names.push_back(one.canary);
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

}  // namespace

TEST_CASE("locked: no word, no passphrase and no private key is left in memory") {
  using Signs = test::Canary::Signs;
  const test::Canary message("message", Signs::letters, 24, 21), note("note", Signs::letters, 24, 22),
      answer("answer", Signs::letters, 24, 23), draft("draft", Signs::letters, 24, 24),
      phrase("passphrase", Signs::letters, 24, 25);
  Town town;
  Kiosk kiosk{town};
  Colleague a{town, "a"};
  town.enrol(a, "noor", phrase.in("", ""));
  std::vector<test::Canary> canaries = {message, note, answer, draft, phrase};
  {
    auto identity = asked<crypto::Identity>(town.platform, [&](auto then) {
      crypto::unlock_identity(town.platform.sealer(), to_string(*a.store.content(crypto::kIdentityFile)),
                              Secret(phrase.in("", "")), then);
    });
    canaries.push_back(number_of("seal key", identity.value().seal_jwk));
    canaries.push_back(number_of("sign key", identity.value().sign_jwk));
    canaries.push_back(number_of("team key", Secret(town.office.team.secret)));
  }
  kiosk.send(message.in("", ""));
  kiosk.give(a);
  wipe(town.office.team.secret);
  {
    std::string words = phrase.in("", "");
    REQUIRE(a.unlock(words));
    wipe(words);
  }
  const CaseId id = a.first_case();
  REQUIRE(a.note(id, note.in("", "")));
  REQUIRE(a.add(a.answer(id, answer.in("", ""))).has_value());
  a.told.clear();
  const Words found = names_of(test::search_memory(canaries));  // the control: open, it is all there
  for (const char* name : {"message", "note", "answer", "seal key", "sign key", "team key"})
    CHECK_MESSAGE(std::find(found.begin(), found.end(), name) != found.end(), name);
  {
    desk::SealDraft seal;
    seal.document = Secret(draft.in("", ""));
    a.device->run(std::move(seal), a.now);
  }
  a.lock();
  a.told.clear();
  a.told.shrink_to_fit();
  wipe_stack();
  const auto left = test::search_memory(canaries);
  CHECK_MESSAGE(left.empty(), test::told(left));
}
