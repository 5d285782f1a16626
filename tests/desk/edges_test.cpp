// Where a day at the desk goes wrong: a colleague writes meanwhile, one changes one's mind, the tablet is put
// down, the disk is full. Each has its control: the same without what is tested.
#include "desk/device.h"

using namespace wv;
using namespace wv::desk;
using namespace wv::desk_test;
using Numbers = std::vector<int>;
using Named = KeyPressed::Named;

namespace {

Device unlocked(int cases, const std::string& who = "sam") {
  Device d(who);
  for (int i = 1; i <= cases; ++i) d.submit(i, "Bericht " + std::to_string(i));
  d.unlock();
  return d;
}

}  // namespace

TEST_CASE("ten seconds to undo: at 9.9 it is as if it had never been, at 10.1 it is sealed") {
  for (const double when : {9.9, 10.1}) {
    Device d = unlocked(1);
    d.then(TakePressed{});
    d.at(when);
    d.then(UndoPressed{});
    const bool in_time = when < 10;
    CHECK(d.open().notice == (in_time ? Notice::undone : Notice::too_late));
    d.at(30);
    CHECK(d.sealed<casebook::Taken>() == (in_time ? 0 : 1));
    CHECK(d.asked<AddEvents>() == (in_time ? 0 : 1));
  }
}

TEST_CASE("undone, the words stand in their field again, before what was begun there since") {
  Device d = unlocked(1);
  d.all(RowOpened{a_case(1)}, WritingOpened{Writing::What::note});
  d.type("Gebeld.");
  d.then(SavePressed{});
  d.then(WritingOpened{Writing::What::note});
  d.type("Nog iets.");
  d.then(UndoPressed{});
  REQUIRE(writing_now(d.open()) != nullptr);
  CHECK(writing_now(d.open())->text == "Gebeld.\nNog iets.");
  CHECK(d.open().editing.field == Field::writing);
  d.at(30);
  CHECK(d.sealed<casebook::Note>() == 0);
}

TEST_CASE("the latest is undone first, or the one that is named; the others stay") {
  Device d = unlocked(3);
  d.all(RowOpened{a_case(1)}, TakePressed{}, RowOpened{a_case(2)}, TakePressed{}, RowOpened{a_case(3)},
        TakePressed{});
  d.then(UndoPressed{1});
  d.then(UndoPressed{});
  d.at(11);
  CHECK(d.summary(1).holder.empty());
  CHECK(d.summary(2).holder.text == "sam");
  CHECK(d.summary(3).holder.empty());
}

TEST_CASE("two steps of mine on one case follow each other, also when the first isn't in the casebook yet") {
  Device d = unlocked(1);
  d.then(RowOpened{a_case(1)});
  d.asleep = true;
  d.then(TakePressed{});
  d.at(1);
  d.then(HandedTo{{"noor"}});
  d.at(12);
  const auto handed_out = [](const Device& of) {
    std::vector<const AddEvents*> list;
    for (const auto& effect : of.effects)
      if (const auto* add = std::get_if<AddEvents>(&effect)) list.push_back(add);
    return list;
  };
  const auto list = handed_out(d);
  REQUIRE(list.size() == 3);  // taken, handed, and that it was read
  CHECK(list[0]->deeds.front().follows.empty());
  REQUIRE(list[1]->deeds.front().follows.size() == 1);
  CHECK(list[1]->deeds.front().follows.front() == list[0]->request);
  CHECK(std::holds_alternative<casebook::Handed>(list[1]->deeds.front().steps.front().body));
  // The control: another case follows nothing.
  Device other = unlocked(2);
  other.asleep = true;
  other.all(RowOpened{a_case(1)}, TakePressed{}, RowOpened{a_case(2)}, TakePressed{});
  other.at(12);
  REQUIRE(handed_out(other).size() == 3);
  CHECK(handed_out(other)[1]->deeds.front().follows.empty());
}

TEST_CASE("the list doesn't jump: what is new waits behind the pill, and the row stays the row") {
  Device d = unlocked(3), b("noor");
  d.give(b);
  b.unlock();
  d.named(Named::down);
  REQUIRE(d.at_row() == 2);
  // A late one, which would stand on top; and a colleague takes the row above.
  b.submit(7, "Al lang geleden", 20);
  b.all(RowOpened{a_case(1)}, TakePressed{});
  b.at(11);
  b.give(d);
  CHECK(d.rows() == Numbers{1, 2, 3});
  CHECK(d.fresh() == Numbers{7});
  CHECK(d.at_row() == 2);
  CHECK(d.summary(1).holder.text == "noor");  // its row tells it in its place
  CHECK(d.open().list.counts[static_cast<std::size_t>(List::fresh)] == 3);
  d.then(PillPressed{});
  CHECK(d.rows() == Numbers{7, 2, 3});
  CHECK(d.fresh().empty());
  CHECK(d.at_row() == 2);
}

TEST_CASE("while it still reads, a list that was chosen follows, what is taken leaves it; until a touch") {
  Device d, b("noor");
  d.reads_on = true;
  for (const int number : {1, 2}) d.submit(number);
  d.give(b);
  b.unlock();
  d.unlock();
  d.at(1);
  d.all(Touched{}, ListChosen{List::fresh});
  REQUIRE(d.rows() == Numbers{1, 2});
  // What the next page says: the first was taken long ago, and an older one is there.
  b.all(RowOpened{a_case(1)}, TakePressed{});
  b.at(11);
  b.submit(7, "Al lang geleden", 20);
  b.give(d);
  CHECK(d.open().list.which == List::fresh);
  CHECK(d.rows() == Numbers{7, 2});
  CHECK(d.fresh().empty());
  d.at(2);
  d.then(Touched{});
  b.submit(8, "Nog langer geleden", 21);
  b.give(d);
  CHECK(d.rows() == Numbers{7, 2});
  CHECK(d.fresh() == Numbers{8});
  // Chosen once more it follows to the last page, and no further.
  d.at(3);
  d.all(Touched{}, ListChosen{List::fresh});
  d.reads_on = false;
  b.submit(9, "Het langst geleden", 22);
  b.give(d);
  CHECK(d.rows() == Numbers{9, 8, 7, 2});
  b.submit(10, "Nieuw", 23);
  b.give(d);
  CHECK(d.rows() == Numbers{9, 8, 7, 2});
  CHECK(d.fresh() == Numbers{10});
}

TEST_CASE("a row that is gone when the list is shown anew gives its place to the nearest") {
  Device d = unlocked(4), b("noor");
  d.give(b);
  b.unlock();
  d.all(RowMoved{1, false}, RowMoved{1, false});
  REQUIRE(d.at_row() == 3);
  b.all(RowOpened{a_case(3)}, TakePressed{});
  b.at(11);
  b.give(d);
  d.then(PillPressed{});
  CHECK(d.rows() == Numbers{1, 2, 4});
  CHECK(d.at_row() == 4);
}

TEST_CASE("what I did shows at once: my new case stands in the list, a colleague's waits") {
  Device d = unlocked(2), b("noor");
  d.then(ListChosen{List::mine});
  CHECK(d.rows().empty());
  d.then(ListChosen{List::all});
  d.all(DoorNoteOpened{});
  d.type("Mevrouw vraagt om een bankje");
  d.then(SavePressed{});
  d.at(11);
  CHECK(d.rows().size() == 3);
  CHECK(d.fresh().empty());
  b.unlock();
  b.all(DoorNoteOpened{});
  b.type("Meneer zoekt een taalles");
  b.then(SavePressed{});
  b.at(11);
  b.give(d);
  CHECK(d.rows().size() == 3);
  CHECK(d.fresh().size() == 1);
}

TEST_CASE("another list and back: one stands where one was") {
  Device d = unlocked(5);
  d.all(ListChosen{List::fresh}, RowMoved{1, false}, RowMoved{1, false}, ListChosen{List::mine},
        ListChosen{List::fresh});
  CHECK(d.at_row() == 3);
}

TEST_CASE("a colleague answers while I write: my words and caret stay, and I am told before it is sent") {
  Device d = unlocked(1), b("noor");
  d.give(b);
  b.unlock();
  d.all(RowOpened{a_case(1)}, WritingOpened{Writing::What::answer});
  d.type("Morgen komt iemand");
  d.then(FieldKeyed{text::FieldKey::line_start, false});
  for (const bool answers : {false, true}) {
    b.all(RowOpened{a_case(1)}, WritingOpened{answers ? Writing::What::answer : Writing::What::note});
    b.type("Al gedaan");
    b.then(SavePressed{});
    b.at(answers ? 40 : 11);
    b.give(d);
    CHECK(writing_now(d.open())->text == "Morgen komt iemand");
    CHECK(d.open().editing.caret == 0);
    CHECK(d.open().opened->answer_arrived == answers);  // a note alone is no reason to ask
  }
  CHECK(d.open().opened->arrived >= 2);
  d.then(SavePressed{});
  CHECK(d.open().notice == Notice::colleague_wrote);
  CHECK(d.open().pending.empty());
  d.then(SavePressed{});
  CHECK(d.open().pending.size() == 1);
}

TEST_CASE("a lock loses nothing: what pends is sealed first, the draft stands in its field afterwards") {
  Device d = unlocked(3);
  d.all(RowOpened{a_case(1)}, TakePressed{}, RowOpened{a_case(2)}, WritingOpened{Writing::What::note});
  d.type("Half een zin");
  d.all(FieldKeyed{text::FieldKey::left, false}, FieldKeyed{text::FieldKey::left, false});
  d.effects.clear();
  d.then(LockPressed{});
  REQUIRE(d.state.locked() != nullptr);
  REQUIRE(d.effects.size() == 3);
  CHECK(std::holds_alternative<AddEvents>(d.effects[0]));
  CHECK(std::holds_alternative<SealDraft>(d.effects[1]));
  CHECK(std::holds_alternative<Lock>(d.effects[2]));
  CHECK(d.sealed<casebook::Taken>() == 1);
  CHECK(d.sealed<casebook::Note>() == 0);  // half a sentence is no note
  d.unlock();
  REQUIRE(writing_now(d.open()) != nullptr);
  CHECK(writing_now(d.open())->text == "Half een zin");
  CHECK(d.open().opened->id == a_case(2));
  CHECK(d.open().editing.field == Field::writing);
  CHECK(d.open().editing.caret == std::string("Half een z").size());
  d.type("X");
  CHECK(writing_now(d.open())->text == "Half een zXin");
  CHECK(d.summary(1).holder.text == "sam");
}

TEST_CASE("what couldn't be written is tried once more by the lock, and not given up") {
  Device d = unlocked(1);
  d.refuses = {a_case(1)};
  d.then(TakePressed{});
  d.at(11);
  REQUIRE(d.open().failed.size() == 1);
  CHECK(d.open().failed.front().why == Trouble::store_full);
  d.refuses.clear();
  d.then(LockPressed{});
  CHECK(d.sealed<casebook::Taken>() == 1);
}

TEST_CASE("it locks after two minutes without a touch, at once in the background, by a tap and by a key") {
  Device d = unlocked(1);
  d.at(119);
  REQUIRE(d.state.open() != nullptr);
  d.then(Touched{});
  d.at(238);
  CHECK(d.state.open() != nullptr);
  CHECK(next_wake_ms(d.state) == 239'000);
  d.at(239);
  CHECK(d.state.open() == nullptr);
  d.unlock();
  d.then(WentToBackground{});
  CHECK(d.state.open() == nullptr);
  d.unlock();
  d.all(RowOpened{a_case(1)}, WritingOpened{});
  d.then(KeyPressed{U'l', {}, false, true});  // in a field too
  CHECK(d.state.open() == nullptr);
  d.unlock();
  d.then(TimePassed{LocalTime{Instant{kTen + 240'000}, 60}, 240'000, 60'000});  // the lid was closed
  CHECK(d.state.open() == nullptr);
}

TEST_CASE("a PIN: six digits open, five wrong ones drop it, and so do eight hours") {
  Device d = unlocked(1);
  const auto digits = [&](std::string_view list) {
    for (const char digit : list) d.then(PinDigit{digit});
  };
  digits("314159");
  CHECK(d.asked<UnlockByPin>() == 0);  // none was chosen
  d.then(PinChosen{"314159"});
  CHECK(d.pin_kept);
  d.then(LockPressed{});
  digits("314159");
  REQUIRE(d.state.open() != nullptr);
  d.then(LockPressed{});
  for (int i = 1; i <= 5; ++i) {
    digits("000000");
    CHECK(d.state.locked()->by_pin == (i < 5));
    CHECK(d.state.locked()->notice == (i < 5 ? Locked::Notice::pin_wrong : Locked::Notice::pin_gone));
  }
  CHECK_FALSE(d.pin_kept);
  digits("314159");
  CHECK(d.state.open() == nullptr);
  d.unlock();
  d.then(PinChosen{"314159"});
  d.then(LockPressed{});
  d.at(8 * 3600 - 1);
  CHECK(d.pin_kept);
  d.at(8 * 3600);
  CHECK_FALSE(d.pin_kept);
  CHECK_FALSE(d.state.locked()->by_pin);
}

TEST_CASE("an answer of before a lock opens nothing") {
  Device d(std::string("sam"));
  d.asleep = true;
  d.unlock();
  const RequestId old = d.last<Unlock>()->request;
  Event late = Unlocked{the_team("sam"), {}, {}, false, {}, {}};
  late.request = old;
  d.then(late);
  REQUIRE(d.state.open() != nullptr);  // the control
  d.then(LockPressed{});
  d.then(late);
  CHECK(d.state.open() == nullptr);
}

TEST_CASE("marks: a range over the rows in sight, and nothing that a filter hides") {
  Device d;
  for (int i = 1; i <= 9; ++i) {
    domain::Submission s = submission(i, "Bericht");
    s.language = i % 2 == 0 ? "tr" : "nl";
    d.submit(std::move(s));
  }
  d.unlock();
  d.then(FilterChosen{.language = std::string("nl")});
  CHECK(d.rows() == Numbers{1, 3, 5, 7, 9});
  d.all(RowMarked{a_case(3), false}, RowMarked{a_case(7), true});
  CHECK(d.marked() == Numbers{3, 5, 7});
  d.then(FiltersCleared{});
  CHECK(d.rows().size() == 9);
  CHECK(d.marked() == Numbers{3, 5, 7});
  d.then(FilterChosen{.language = std::string("tr")});
  CHECK(d.marked().empty());
  d.key_of(U'x');
  d.named(Named::down, true);
  d.named(Named::down, true);
  CHECK(d.marked() == Numbers{2, 4, 6});
  d.named(Named::escape);
  CHECK(d.marked().empty());
  d.then(RowMarked{a_case(8), true});  // a click with Shift, where nothing is marked: from the row one is at
  CHECK(d.marked() == Numbers{6, 8});
}

TEST_CASE("several at once: taken are those that nobody holds; who is left out is told and stays marked") {
  Device d;
  for (int i = 1; i <= 4; ++i) d.submit(i);
  d.has(Made(11, 2, casebook::Taken{}).by(kNoor));
  d.has(Made(12, 3, casebook::Taken{}).by(kSam));
  d.unlock();
  d.all(ListChosen{List::all}, AllMarked{}, TakePressed{});
  CHECK(d.open().pending.size() == 1);
  CHECK(d.open().pending.front().deeds.size() == 2);
  REQUIRE(d.open().left_out.size() == 2);
  CHECK(d.marked().size() == 2);
  d.at(11);
  CHECK(d.summary(1).holder.text == "sam");
  CHECK(d.summary(2).holder.text == "noor");
  // A key on its row doesn't either; the control: one that is open is taken from a colleague, knowingly.
  d.all(MarksCleared{}, ListChosen{List::waiting});
  d.key_of(U'p');
  CHECK(d.open().pending.empty());
  d.all(RowOpened{a_case(2)}, TakePressed{});
  d.at(22);
  CHECK(d.summary(2).holder.text == "sam");
}

TEST_CASE("failures by row: one that the disk refuses keeps none of the others back, and is tried again") {
  Device d = unlocked(5);
  d.refuses = {a_case(3)};
  d.all(AllMarked{}, HandedTo{{"ilse"}});
  d.at(11);
  CHECK(d.sealed<casebook::Handed>() == 4);
  REQUIRE(d.open().failed.size() == 1);
  CHECK(d.open().failed.front().deed.about == a_case(3));
  d.refuses.clear();
  d.then(RetryPressed{a_case(3)});
  CHECK(d.sealed<casebook::Handed>() == 5);
  CHECK(d.open().failed.empty());
}

TEST_CASE("the same answer to many: each is shown first, and who asked to be rung isn't passed over") {
  Device d;
  for (int i = 1; i <= 4; ++i) {
    domain::Submission s = submission(i);
    if (i != 2) s.answer = {"7f3a", "key"};
    if (i == 3) s.contact.way = domain::ContactWay::phone;
    d.submit(std::move(s));
  }
  d.unlock();
  d.all(AllMarked{}, WritingOpened{Writing::What::answer});
  d.type("De lampen branden vrijdag weer.");
  d.then(SavePressed{});
  CHECK(d.open().pending.empty());
  REQUIRE(d.open().overlay == Overlay::preview);
  const auto& items = d.open().preview.items;
  REQUIRE(items.size() == 4);
  CHECK((items[0].on && !items[1].on && !items[2].on && items[3].on));
  CHECK(*items[1].left == Left::no_kiosk);
  CHECK(*items[2].left == Left::other_way);
  d.all(PreviewToggled{a_case(2)}, PreviewToggled{a_case(4)});
  CHECK((!items[1].on && !items[3].on));  // what can't be sent can't be chosen
  d.then(PreviewToggled{a_case(4)});
  d.then(SendAllPressed{});
  d.at(11);
  CHECK(d.answers.size() == 2);
  CHECK(d.marked() == Numbers{2, 3});
}

TEST_CASE("in a text field letters are letters; over a panel nothing behind it is acted on") {
  Device d = unlocked(2);
  d.all(RowOpened{a_case(1)}, WritingOpened{});
  for (const char32_t letter : U"pabdkxz?/1") d.key_of(letter);
  CHECK(d.open().pending.empty());
  CHECK(d.open().overlay == Overlay::none);
  // The keyboard was the field's only since the letter before: it is typed all the same.
  CHECK(writing_now(d.open())->text == "pabdkxz?/1");
  d.all(FieldLeft{}, WritingClosed{});
  d.key_of(U'?');
  CHECK(d.open().overlay == Overlay::keys);
  d.key_of(U'p');
  CHECK(d.open().pending.empty());
  d.named(Named::escape);
  d.key_of(U'p');  // the control
  CHECK(d.open().pending.size() == 1);
}

TEST_CASE("joined cases close one by one; a promise that stands is asked about, and closing can leave it") {
  for (const bool kept : {true, false}) {
    Device d;
    for (int i = 1; i <= 2; ++i) d.submit(i);
    d.has(Made(11, 1, casebook::Joined{a_case(2)}));
    d.has(Made(12, 1, casebook::Promise{{2026, 12, 3}, "Ik bel"}).after({11}));
    d.unlock();
    d.all(RowOpened{a_case(1)}, ClosePressed{});
    REQUIRE(d.open().overlay == Overlay::close);
    CHECK(d.open().pending.empty());
    d.then(CloseConfirmed{kept});
    d.at(11);
    CHECK(d.sealed<casebook::Closed>() == 2);
    CHECK(d.sealed<casebook::Kept>() == (kept ? 1 : 0));
    CHECK(d.summary(1).closed);
    d.all(ReopenPressed{});
    d.at(22);
    CHECK_FALSE(d.summary(1).closed);
  }
}

TEST_CASE("look-alikes are joined by a person and parted again; of mine the rows are one at once") {
  Device d = unlocked(3);
  d.all(RowOpened{a_case(1)}, JoinPressed{a_case(3)});
  CHECK(d.rows().size() == 3);
  d.at(11);
  CHECK(d.rows() == Numbers{1, 2});
  CHECK(d.summary(3).id == a_case(1));
  d.then(PartPressed{a_case(3)});
  d.at(22);
  CHECK(d.summary(3).id == a_case(3));
}

TEST_CASE("sorting: only what differs is written, and a case that stands so already says so") {
  Device d = unlocked(1);
  d.then(RowOpened{a_case(1)});
  d.then(SortedAs{.kind = domain::Kind::signal, .role = domain::Role::fixer});
  d.at(11);
  CHECK(*d.summary(1).role == domain::Role::fixer);
  d.then(SortedAs{.role = domain::Role::fixer});
  CHECK(d.open().pending.empty());
  CHECK(d.open().notice == Notice::already);
}

TEST_CASE("the way that the resident chose leads; by hand it may be another, never a kiosk without keys") {
  Device d;
  domain::Submission s = submission(1);
  s.contact.way = domain::ContactWay::phone;
  d.submit(std::move(s));
  d.unlock();
  d.all(RowOpened{a_case(1)}, WritingOpened{Writing::What::answer});
  CHECK(writing_now(d.open())->by == By::phone);
  d.then(WayChosen{By::kiosk});
  CHECK(d.open().notice == Notice::way_missing);
  CHECK(writing_now(d.open())->by == By::phone);
  d.then(WayChosen{By::letter});
  d.then(SavePressed{});
  CHECK(d.open().notice == Notice::text_missing);
  d.then(TextPut{Field::writing, "Brief gestuurd"});
  d.then(SavePressed{});
  d.at(11);
  REQUIRE(d.sealed<casebook::Given>() == 1);
  CHECK(d.summary(1).holder.text == "sam");  // who answers what nobody held, holds it
}

TEST_CASE("confidential stays with those who hold its key") {
  Device d;
  domain::Submission s = submission(1);
  d.submissions.push_back(s);
  d.book->add(envelope(1), std::move(s), casebook::Seal::confidential);
  d.submit(2);
  d.unlock();
  d.all(RowOpened{a_case(1)}, HandedTo{{"ilse"}});
  CHECK(d.open().pending.empty());
  CHECK(d.open().left_out.front().why == Left::confidential);
  d.then(JoinPressed{a_case(2)});
  CHECK(d.open().notice == Notice::confidential);
  d.then(HandedTo{{"noor"}});  // the control
  d.at(11);
  CHECK(d.summary(1).holder.text == "noor");
  CHECK(d.last<AddEvents>()->deeds.front().seal == casebook::Seal::confidential);
}

TEST_CASE("a promise: a closed day becomes the next one that is open, and the past is refused") {
  Device d = unlocked(1);
  d.all(RowOpened{a_case(1)}, WritingOpened{Writing::What::promise});
  d.then(SavePressed{});
  CHECK(d.open().notice == Notice::day_missing);
  d.then(DueOn{{2026, 12, 4}});  // closed, by the register
  CHECK(*writing_now(d.open())->due == Day{2026, 12, 7});
  CHECK(d.open().notice == Notice::day_moved);
  d.then(DueOn{{2026, 11, 30}});
  CHECK(*writing_now(d.open())->due == Day{2026, 12, 7});
  d.then(DueMoved{-1});
  CHECK(*writing_now(d.open())->due == Day{2026, 12, 3});
  d.then(DueOn{{2026, 12, 2}});
  CHECK(d.open().notice == Notice::none);
}

TEST_CASE("two drafts on two cases: each is found again where it was begun, and thrown away only by hand") {
  Device d = unlocked(2);
  d.all(RowOpened{a_case(1)}, WritingOpened{});
  d.type("Een");
  d.all(RowOpened{a_case(2)}, WritingOpened{});
  d.type("Twee");
  d.all(RowOpened{a_case(1)}, WritingOpened{});
  CHECK(writing_now(d.open())->text == "Een");
  d.then(WritingDropped{});
  CHECK(d.open().writings.size() == 1);
  d.all(WritingOpened{}, WritingClosed{});
  CHECK(d.open().writings.size() == 1);  // nothing was written: nothing is kept
}

TEST_CASE("one voice is held at a time, and goes with its note; a lock in mid-sentence keeps what was said") {
  Device d = unlocked(2);
  const auto record = [&] {
    d.then(VoiceBegun{});
    Event heard = VoiceRecorded{4000, false};
    heard.request = d.last<RecordVoice>()->request;
    d.then(heard);
  };
  d.all(RowOpened{a_case(1)}, WritingOpened{});
  record();
  CHECK(writing_now(d.open())->voice);
  d.all(RowOpened{a_case(2)}, WritingOpened{}, VoiceBegun{});
  CHECK(d.open().notice == Notice::voice_held);
  CHECK(d.asked<RecordVoice>() == 1);
  d.all(RowOpened{a_case(1)}, WritingOpened{}, SavePressed{});
  CHECK(d.asked<DropVoice>() == 0);
  d.at(11);
  CHECK(d.asked<DropVoice>() == 1);
  CHECK(d.summary(1).opened);
  d.all(RowOpened{a_case(2)}, WritingOpened{}, VoiceBegun{}, VoiceHeard{2500, 0.5F}, LockPressed{});
  CHECK(d.sealed_voice);
  CHECK(d.asked<StopVoice>() == 1);
  d.unlock();
  CHECK(writing_now(d.open())->voice);
  CHECK(d.open().voice.ms == 2500);
}

TEST_CASE("a case that is erased while I write about it: the words stay, and nothing is sent after it") {
  Device d = unlocked(2);
  d.all(RowOpened{a_case(1)}, WritingOpened{});
  d.type("Nog bellen");
  const std::vector<EnvelopeId> gone{envelope(1)};
  d.book->erase(gone);
  d.arrived();
  CHECK(d.rows() == Numbers{1, 2});  // its row says so in its place
  d.then(SavePressed{});
  CHECK(d.open().notice == Notice::gone);
  CHECK(writing_now(d.open())->text == "Nog bellen");
  d.then(LockPressed{});
  d.unlock();
  CHECK(writing_now(d.open())->text == "Nog bellen");
}

TEST_CASE("what is written about a case that a colleague joins to another stays with it") {
  Device d = unlocked(3), b("noor");
  d.give(b);
  b.unlock();
  d.all(RowOpened{a_case(3)}, WritingOpened{});
  d.type("Nog bellen");
  b.all(RowOpened{a_case(1)}, JoinPressed{a_case(3)});
  b.at(11);
  b.give(d);
  CHECK(writing_now(d.open())->text == "Nog bellen");
  CHECK(d.open().opened->id == a_case(1));
  CHECK(d.rows() == Numbers{1, 2, 3});  // a colleague's step moves no row of mine
  d.all(WritingClosed{}, WritingOpened{});
  CHECK(writing_now(d.open())->text == "Nog bellen");
  d.then(SavePressed{});
  d.at(11);
  CHECK(d.events.back().case_id == a_case(1));
}

TEST_CASE("whose key has ended reads no further; what was pending is sealed all the same") {
  Device d = unlocked(1);
  d.then(TakePressed{});
  Team team = the_team("sam");
  team.members[0].living = false;
  d.then(TeamChanged{team});
  CHECK(d.state.open() == nullptr);
  CHECK(d.sealed<casebook::Taken>() == 1);
  Device other = unlocked(1);
  other.then(TeamChanged{the_team("sam")});  // the control
  CHECK(other.state.open() != nullptr);
}

TEST_CASE("a draft that can't be read, or is of another day, opens the desk all the same") {
  for (const char* broken :
       {"", "{", "[]", "{\"format\":\"other\"}",
        "{\"format\":\"wijkverbinder-desk/1\",\"list\":99,\"writing\":7,\"field\":-1}"}) {
    Device d = unlocked(1);
    d.then(LockPressed{});
    d.sealed_draft = broken;
    d.unlock();
    CHECK(d.rows() == Numbers{1});
  }
  Device d = unlocked(1);
  d.all(ListChosen{List::done}, ListChosen{List::all}, RowOpened{a_case(1)}, WritingOpened{});
  d.type("Van gisteren");
  d.then(LockPressed{});
  d.at(86'400);
  d.unlock();
  CHECK(d.open().list.which == List::fresh);
  CHECK(writing_now(d.open())->text == "Van gisteren");
}

TEST_CASE("a deputy finds a colleague's cases among their own, until the day they are back") {
  Device d("noor");
  d.submit(100);
  d.has(Made(1, 100, casebook::Taken{}).by(kSam));
  d.arrived();
  d.unlock();
  const auto mine = [&] { return d.open().list.counts[static_cast<std::size_t>(List::mine)]; };
  CHECK(mine() == 0);
  desk::Team team = the_team("noor");
  team.members[0].away = desk::Away{{2026, 11, 30}, Day{2026, 12, 2}, {"noor"}};
  d.then(desk::TeamChanged{team});
  CHECK(mine() == 1);
  d.then(desk::Touched{});
  d.at(60);
  d.state.touched_ms = 86'400'000;  // somebody is there at midnight
  d.at(86'400);
  CHECK(mine() == 0);
}

TEST_CASE("what nobody looks after is counted, and told until somebody does") {
  Device d;
  d.submit(100, "De lamp is kapot", 9);
  d.arrived();
  d.unlock();
  CHECK(d.open().list.left_alone == 1);
  d.all(desk::RowOpened{a_case(100)}, desk::TakePressed{});
  d.at(11);
  CHECK(d.open().list.left_alone == 0);
}
