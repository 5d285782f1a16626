// Erasure on a kiosk and on a member's device: only the authority's word counts, and it lasts.
#include "services/erasure_keeper.h"

#include "outbox/names.h"
#include "services/case_support.h"

using namespace wv;
using namespace wv::services_test;

namespace {

struct Erasing : Desk {
  outbox::ErasedIds told;
  std::optional<services::ErasureKeeper> keeper;

  Erasing() { start(); }
  void start() {
    told.reset();
    keeper.emplace(store, platform.sealer(), log, [this](const outbox::ErasedIds& ids) {
      told = ids;
      outbox.refuse(ids);
      std::vector<EnvelopeId> all;
      for (const std::string& id : *ids) all.push_back(*casebook::parse_id<EnvelopeId>(id));
      cases.erase(all);
    });
    look_erased();
  }
  void look_erased() {
    keeper->look(belief.authority());
    fakes::settle(platform);
  }
  std::string confirmed(const std::vector<std::string>& ids, const Key& by) {
    const auto jws = asked<std::string>(platform, [&](auto then) {
      crypto::sign_erased(platform.sealer(), {ids, kToday}, by.secret, then);
    });
    const std::string id = crypto::uuid_v4(platform.random());
    const auto envelope = crypto::wrap_published(id, kToday, ClockWas::confirmed, jws.value());
    const std::string name = put("published", envelope.value());
    look_erased();
    return name;
  }
};

}  // namespace

TEST_CASE("what the authority confirmed goes from the casebook, the folders and the cache, and stays away") {
  Erasing desk;
  desk.ring({desk.office.team});
  const CaseId lamp = desk.message("De lamp is kapot"), bench = desk.message("Een bankje", {2026, 11, 20});
  const Bytes lamp_file = *desk.store.content("inbox/" + to_text(lamp) + ".json");
  const EnvelopeId note = desk.noted(lamp, "Gebeld", desk.noor_sign);
  const EnvelopeId kept = desk.noted(bench, "Blijft", desk.noor_sign);
  desk.unlock();
  const std::string document = desk.confirmed({to_text(lamp), to_text(note)}, desk.office.authority);
  CHECK(desk.cases.book()->find(lamp) == nullptr);
  CHECK(desk.words_of(bench) == Words{"Een bankje", "Blijft"});
  CHECK_FALSE(desk.store.content("inbox/" + to_text(lamp) + ".json").has_value());
  CHECK_FALSE(desk.store.content("cases/" + to_text(note) + ".json").has_value());
  CHECK(desk.store.content("cases/" + to_text(kept) + ".json").has_value());
  CHECK_FALSE(desk.store.content("casebook/2026-11-23.0").has_value());
  // The document passes its own day; somebody's old copy comes back by a way that nobody told.
  CHECK(fakes::answer_of<Done>(desk.platform, [&](auto then) { desk.store.remove(document, then); })->ok());
  desk.store.damage("inbox/" + to_text(lamp) + ".json", lamp_file);
  desk.look();
  CHECK(desk.cases.book()->find(lamp) == nullptr);
  desk.start();
  CHECK(desk.told->size() == 2);
  CHECK_FALSE(desk.store.content("inbox/" + to_text(lamp) + ".json").has_value());
  REQUIRE(desk.keep().ok());
  desk.gone = {*casebook::parse_id<EnvelopeId>(to_text(lamp)), note};
  desk.unlock();
  CHECK(desk.cases.book()->size() == 1);
  CHECK(desk.words_of(bench) == Words{"Een bankje", "Blijft"});
}

TEST_CASE("on a kiosk a message that waits is erased too, and comes back by no import") {
  Erasing kiosk;
  const auto envelope = sealed(kiosk.platform, crypto::current_recipients(kiosk.belief.held()->content));
  CHECK(fakes::answer_of<Done>(kiosk.platform, [&](auto then) { kiosk.outbox.put(envelope, then); })->ok());
  kiosk.confirmed({envelope.id()}, kiosk.office.authority);
  CHECK(kiosk.names_in("outbox").empty());
  const auto again = fakes::answer_of<outbox::Taken>(
      kiosk.platform, [&](auto then) { kiosk.outbox.take_in(envelope, then); });
  CHECK(again->value() == outbox::Taken::erased);
}

TEST_CASE("nobody else's word erases anything: a member's, a stranger's, a former authority's") {
  Erasing desk;
  desk.ring({desk.office.team});
  const CaseId lamp = desk.message("De lamp is kapot");
  desk.unlock();
  const auto still_here = [&] { return desk.words_of(lamp) == Words{"De lamp is kapot"}; };
  desk.confirmed({to_text(lamp)}, desk.office.sign);
  CHECK(still_here());
  const Key stranger = new_key(desk.platform), next = new_key(desk.platform);
  desk.confirmed({to_text(lamp)}, stranger);
  CHECK(still_here());
  // The authority changed: its old key says nothing any more, and what it said is believed by nobody.
  crypto::SignedRegister changed = desk.belief.links.back();
  changed.content.authority = {signer_of(next)};
  changed.content.seq += 1;
  desk.belief.links.push_back(changed);
  const std::string file = "inbox/" + to_text(lamp) + ".json";
  desk.confirmed({to_text(lamp)}, desk.office.authority);
  CHECK(still_here());
  CHECK(desk.store.content(file).has_value());
  desk.confirmed({to_text(lamp)}, next);
  CHECK_FALSE(still_here());
  CHECK_FALSE(desk.store.content(file).has_value());
}

TEST_CASE("whatever step of a look fails, the next one makes it good; a damaged list is written anew") {
  int failed = 0;
  for (std::uint64_t nth = 1; nth <= 8; ++nth) {
    CAPTURE(nth);
    Erasing desk;
    const CaseId lamp = desk.message("De lamp is kapot");
    desk.store.fail(nth, "store.full");
    desk.confirmed({to_text(lamp)}, desk.office.authority);
    const bool done = !desk.store.content("inbox/" + to_text(lamp) + ".json") &&
                      desk.store.content(outbox::kErasedFile).has_value();
    failed += done ? 0 : 1;
    desk.look_erased();
    CHECK_FALSE(desk.store.content("inbox/" + to_text(lamp) + ".json").has_value());
    CHECK(desk.store.content(outbox::kErasedFile).has_value());
    desk.store.damage(outbox::kErasedFile, to_bytes("{"));
    desk.start();
    CHECK(outbox::parse_erased_list(to_string(*desk.store.content(outbox::kErasedFile))).ok());
    CHECK(desk.told->contains(to_text(lamp)));
  }
  CHECK(failed > 1);
}

TEST_CASE(
    "30 days after the register dropped a team key its half is gone from the device, on a confirmed day") {
  for (const bool newer_ring : {true, false}) {
    CAPTURE(newer_ring);
    Desk desk;
    const Key next = new_key(desk.platform), recovery = new_key(desk.platform);
    const std::string old_ring = desk.ring({desk.office.team, next});
    desk.office.content.team.insert(desk.office.content.team.begin(),
                                    {signer_of(next), signer_of(recovery), kToday});
    desk.office.content.team.pop_back();
    desk.office.content.dropped = {{desk.office.team.open.kid, kToday}};
    desk.belief.links.back() = desk.office.successor(desk.belief.links.back());
    if (newer_ring) desk.ring({next});
    const CaseId lamp = desk.message("De lamp is kapot");
    const auto there = [&] { return desk.store.content(old_ring).has_value(); };
    desk.today = {2026, 12, 31};
    desk.unlock();  // the day is there, and nobody confirmed it
    CHECK(there());
    desk.day_to_delete_by = Day{2026, 12, 30};
    desk.unlock();
    CHECK(there());
    CHECK(desk.words_of(lamp) == Words{"De lamp is kapot"});
    desk.day_to_delete_by = Day{2026, 12, 31};
    desk.unlock();
    // What else it held must lie in another keyring, or nothing would open any more.
    CHECK(there() == !newer_ring);
    CHECK(desk.cases.counts().rings_kept == (newer_ring ? 0U : 1U));
    CHECK(desk.words_of(lamp) == Words{"De lamp is kapot"});
    if (!newer_ring) {
      desk.ring({next});
      desk.look();
      CHECK_FALSE(there());
      CHECK(desk.cases.counts().rings_kept == 0);
    }
    desk.unlock();
    CHECK(desk.words_of(lamp) == Words{"De lamp is kapot"});
    CHECK(desk.cases.counts().keyrings == 1);
  }
}

TEST_CASE("a keyring that was dropped is taken in no more, by sync or by stick, after a restart as well") {
  for (const bool told : {true, false}) {  // the second is the control: nobody hears of it
    CAPTURE(told);
    Erasing desk;
    if (told) desk.refuse = [&desk](const auto& ids, const Day& on) { desk.keeper->refuse(ids, on); };
    const Key next = new_key(desk.platform), recovery = new_key(desk.platform);
    const auto old_ring = desk.make_ring({desk.office.team, next}, desk.office.seal, desk.office.authority);
    const std::string file = desk.put("cases", old_ring);
    desk.office.content.team = {{signer_of(next), signer_of(recovery), kToday}};
    desk.office.content.dropped = {{desk.office.team.open.kid, kToday}};
    desk.belief.links.back() = desk.office.successor(desk.belief.links.back());
    desk.ring({next});
    const CaseId lamp = desk.message("De lamp is kapot");
    desk.today = {2026, 12, 31};
    desk.day_to_delete_by = desk.today;
    desk.unlock();
    CHECK_FALSE(desk.store.content(file).has_value());
    desk.start();
    desk.outbox.keep_cases(true);
    CHECK((desk.told && desk.told->contains(old_ring.id())) == told);  // what sync asks before it fetches
    const auto again =
        fakes::answer_of<outbox::Taken>(desk.platform, [&](auto then) { desk.outbox.keep(old_ring, then); });
    CHECK(again->value() == (told ? outbox::Taken::erased : outbox::Taken::stored));
    CHECK(desk.words_of(lamp) == Words{"De lamp is kapot"});
    CHECK(desk.cases.counts().keyrings == 1);
  }
}

TEST_CASE("an id that is refused while the list can't be read or kept is in it afterwards") {
  for (std::uint64_t nth = 1; nth <= 5; ++nth) {
    CAPTURE(nth);
    Erasing desk;
    const CaseId lamp = desk.message("De lamp is kapot");
    desk.confirmed({to_text(lamp)}, desk.office.authority);
    const std::string ring = crypto::uuid_v4(desk.platform.random());
    desk.store.fail(nth, "store.io");
    desk.start();
    desk.keeper->refuse({ring}, kToday);
    fakes::settle(desk.platform);
    desk.look_erased();
    desk.start();
    REQUIRE(desk.told);
    CHECK(*desk.told == std::set<std::string>{std::min(ring, to_text(lamp)), std::max(ring, to_text(lamp))});
  }
}
