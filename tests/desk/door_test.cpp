// At the door, with one hand and in the rain.
#include "desk/device.h"

using namespace wv;
using namespace wv::desk;
using namespace wv::desk_test;

namespace {

Device at_the_door() {
  Device d("sam", Mode::visit);
  d.all(CornerTouched{Corner::top_start}, CornerTouched{Corner::bottom_end});
  d.unlock();
  REQUIRE(d.state.open() != nullptr);
  return d;
}

}  // namespace

TEST_CASE("drops don't wake it: two different corners do, soon after each other") {
  Device d("sam", Mode::visit);
  d.unlock();
  CHECK(d.state.open() == nullptr);
  CHECK(d.state.locked()->passphrase.empty());
  d.all(CornerTouched{Corner::top_start}, CornerTouched{Corner::top_start});
  CHECK_FALSE(d.state.locked()->awake);
  d.at(6);
  d.then(CornerTouched{Corner::bottom_end});  // too late after the other
  CHECK_FALSE(d.state.locked()->awake);
  d.at(7);
  d.then(CornerTouched{Corner::top_end});
  CHECK(d.state.locked()->awake);
  d.type("appel");
  d.at(28);
  CHECK_FALSE(d.state.locked()->awake);  // nothing came: asleep again, and what was typed is gone
  CHECK(d.state.locked()->passphrase.empty());
}

TEST_CASE("the quick note: a role, a voice, a promise, in six touches, and ten seconds to take it back") {
  Device d = at_the_door();
  int touches = 0;
  const auto touch = [&](const Event& event) {
    ++touches;
    d.then(event);
  };
  touch(DoorNoteOpened{});
  touch(RoleChosen{domain::Role::bridge_builder});
  touch(VoiceBegun{});
  Event said = VoiceRecorded{9000, false};
  said.request = d.last<RecordVoice>()->request;
  touch(VoiceStopped{});
  d.then(said);
  touch(DueInDays{3});
  touch(SavePressed{});
  CHECK(touches == 6);
  CHECK(d.open().pending.size() == 1);
  CHECK(d.events.empty());
  d.at(11);
  REQUIRE(d.events.size() == 3);
  const CaseId born = casebook::case_of(d.events.front().id);
  for (const auto& event : d.events) CHECK(event.case_id == born);
  const auto* summary = d.book->summary(born);
  REQUIRE(summary != nullptr);
  CHECK(summary->holder.text == "sam");
  CHECK(*summary->role == domain::Role::bridge_builder);
  CHECK(*summary->promised == Day{2026, 12, 7});
}

TEST_CASE("a street has counts and a day, and no people; it comes back after a lock") {
  Device d = at_the_door();
  d.all(StreetsShown{}, TextPut{Field::street, "Kerkstraat "}, StreetAdded{}, DoorMarked{DoorMark::spoken},
        DoorMarked{DoorMark::nobody}, DoorMarked{DoorMark::nobody}, DoorMarkUndone{}, DoorMarkUndone{});
  REQUIRE(d.open().door.streets.size() == 1);
  CHECK(d.open().door.streets.front().spoken == 1);
  CHECK(d.open().door.streets.front().nobody == 1);  // one mark can be taken back, not the day's
  CHECK(d.streets ==
        "{\"format\":\"wijkverbinder-streets/1\",\"streets\":[{\"name\":\"Kerkstraat\",\"spoken\":1,"
        "\"nobody\":1,\"come_back\":0,\"last\":\"2026-12-01\"}]}");
  d.then(LockPressed{});
  d.all(CornerTouched{Corner::top_start}, CornerTouched{Corner::bottom_end});
  d.unlock();
  CHECK(screen_name(d.state) == std::string("street"));
  REQUIRE(d.open().door.at);
  CHECK(d.open().door.streets[*d.open().door.at].name == "Kerkstraat");
}

TEST_CASE("on behalf of a resident: not without their say-so, and they get number and code like anyone") {
  Device d = at_the_door();
  d.all(BehalfOpened{}, BehalfKind{domain::Kind::signal}, BehalfSent{});
  CHECK(d.open().door.behalf->problems.size() == 2);  // no words, no way
  d.all(TextPut{Field::message, "De lamp is kapot"}, BehalfWay{domain::ContactWay::phone}, BehalfSent{});
  CHECK(d.open().door.behalf->problems.size() == 1);  // no number
  d.all(TextPut{Field::phone, "0612345678"}, BehalfSent{});
  CHECK(d.asked<StoreSubmission>() == 0);
  d.all(BehalfAgreed{}, BehalfSent{});
  REQUIRE(d.asked<StoreSubmission>() == 1);
  CHECK(d.last<StoreSubmission>()->submission.channel == "visit");
  Event failed = SubmissionFailed{Trouble::store_full};
  failed.request = d.last<StoreSubmission>()->request;
  d.then(failed);
  CHECK(d.open().door.behalf->draft.message == "De lamp is kapot");
  d.then(BehalfSent{});
  Event stored = SubmissionStored{"0070001232", "K7M4-9QXD"};
  stored.request = d.last<StoreSubmission>()->request;
  d.then(stored);
  CHECK(d.open().door.behalf->code == "K7M4-9QXD");
  CHECK(d.open().door.behalf->draft.message.empty());
  d.then(LockPressed{});  // before the resident wrote it down
  d.all(CornerTouched{Corner::top_start}, CornerTouched{Corner::bottom_end});
  d.unlock();
  REQUIRE(d.open().door.behalf);
  CHECK(d.open().door.behalf->code == "K7M4-9QXD");
  d.then(BehalfClosed{});
  CHECK_FALSE(d.open().door.behalf);
}

TEST_CASE(
    "a lock while it is being stored: number and code come with unlocking, or it is said that nobody knows") {
  for (const bool stored : {true, false}) {
    Device d = at_the_door();
    d.all(BehalfOpened{}, TextPut{Field::message, "De lamp is kapot"}, BehalfWay{domain::ContactWay::none},
          BehalfAgreed{}, BehalfSent{}, WentToBackground{});
    Event late = SubmissionStored{"0070001232", "K7M4-9QXD"};
    late.request = d.last<StoreSubmission>()->request;
    d.then(late);  // the desk is locked: whoever stored it sealed the two
    if (stored) {
      d.stored_number = "0070001232";
      d.stored_code = "K7M4-9QXD";
    }
    d.all(CornerTouched{Corner::top_start}, CornerTouched{Corner::bottom_end});
    d.unlock();
    const Behalf& behalf = *d.open().door.behalf;
    CHECK(behalf.step == (stored ? Behalf::Step::kept : Behalf::Step::writing));
    CHECK(behalf.code == (stored ? "K7M4-9QXD" : ""));
    CHECK(behalf.draft.message == (stored ? "" : "De lamp is kapot"));
    CHECK(behalf.trouble == (stored ? Trouble::none : Trouble::store_silent));
  }
}

TEST_CASE("in a street one sees what was promised or answered there, and nothing of another") {
  Device d = at_the_door();
  d.submit(1, "Kerkstraat: de lamp is kapot");
  d.submit(2, "Kerkstraat: er ligt afval");
  d.submit(3, "Molenweg: de stoep is stuk");
  d.has(Made(11, 1, casebook::Promise{{2026, 12, 3}, "Ik bel"}));
  d.has(Made(12, 3, casebook::Given{"phone", "Gebeld"}));
  d.arrived();
  d.all(StreetsShown{}, TextPut{Field::street, "Kerkstraat"}, StreetAdded{});
  CHECK(Device::numbers(told_in_street(d.open(), *d.book)) == std::vector<int>{1});
  d.all(TextPut{Field::street, "Molenweg"}, StreetAdded{});
  CHECK(Device::numbers(told_in_street(d.open(), *d.book)) == std::vector<int>{3});
}

TEST_CASE("hand-over is a lock: sealed, wiped, and only a passphrase comes back") {
  Device d = at_the_door();
  d.submit(1);
  d.arrived();
  d.all(RowOpened{a_case(1)}, TakePressed{}, WritingOpened{});
  d.type("Half");
  d.then(TurnPressed{});
  CHECK(d.state.open() != nullptr);
  d.then(CornerTouched{Corner::top_start});
  CHECK(d.state.open() != nullptr);  // one drop hands nothing over
  d.effects.clear();
  d.then(CornerTouched{Corner::bottom_end});
  REQUIRE(d.state.locked() != nullptr);
  CHECK(d.state.locked()->turned);
  REQUIRE(d.effects.size() == 4);
  CHECK(std::holds_alternative<AddEvents>(d.effects[0]));
  CHECK(std::holds_alternative<SealDraft>(d.effects[1]));
  CHECK(std::holds_alternative<Lock>(d.effects[2]));
  REQUIRE(std::holds_alternative<HandOver>(d.effects[3]));
  CHECK(d.last<HandOver>()->name == "Sam");
  CHECK(d.last<HandOver>()->offer_confidential);
  CHECK(screen_name(d.state) == std::string("handover"));
  d.unlock();
  CHECK(d.state.open() == nullptr);
  d.all(CornerTouched{Corner::top_start}, CornerTouched{Corner::bottom_end});
  CHECK(screen_name(d.state) == std::string("unlock"));
  d.unlock();
  CHECK(writing_now(d.open())->text == "Half");
  CHECK(d.summary(1).holder.text == "sam");
  // Who holds the confidential key is not somebody who may not read it.
  Device noor("noor", Mode::visit);
  noor.all(CornerTouched{Corner::top_start}, CornerTouched{Corner::bottom_end});
  noor.unlock();
  noor.all(TurnPressed{}, CornerTouched{Corner::top_start}, CornerTouched{Corner::bottom_end});
  CHECK_FALSE(noor.last<HandOver>()->offer_confidential);
}
