// Journeys by events: a morning at the desk, from a kiosk to an answer, two colleagues on one case.
#include "desk/device.h"

using namespace wv;
using namespace wv::desk;
using namespace wv::desk_test;
using Numbers = std::vector<int>;
using Named = KeyPressed::Named;

TEST_CASE("a morning: a wrong passphrase is kind, late promises come first, one letter for each action") {
  Device d;
  d.submit(1, "De lamp is kapot", 1);
  d.submit(2, "Er ligt afval");
  d.submit(3, "De stoep is stuk");
  d.has(Made(11, 3, casebook::Taken{}).by(kSam));
  d.has(Made(12, 3, casebook::Promise{{2026, 11, 30}, "Ik bel"}).after({11}).by(kSam));
  d.unlock("appel fiets wolk");
  REQUIRE(d.state.locked() != nullptr);
  CHECK(d.state.locked()->notice == Locked::Notice::wrong);
  CHECK(d.state.locked()->passphrase == "appel fiets wolk");  // it can be mended
  d.type(" steen lamp");
  d.then(UnlockPressed{});
  REQUIRE(d.state.open() != nullptr);
  CHECK(d.open().list.which == List::late);
  CHECK(d.rows() == Numbers{3});
  CHECK(screen_name(d.state) == std::string("desk"));

  d.key_of(U'3');  // Nieuw
  CHECK(d.open().list.which == List::fresh);
  CHECK(d.rows() == Numbers{1, 2});
  d.named(Named::down);
  d.named(Named::enter);
  CHECK(screen_name(d.state) == std::string("case"));
  CHECK(d.open().opened->id == a_case(2));
  d.key_of(U'p');
  REQUIRE(d.open().pending.size() == 1);
  CHECK(d.sealed<casebook::Taken>() == 1);  // the old one: nothing is sealed yet
  d.key_of(U'b');
  d.then(DueInDays{3});
  CHECK(*writing_now(d.open())->due == Day{2026, 12, 7});  // Friday is closed: Wed, Thu, Mon
  d.then(FieldFocused{Field::writing, 0});
  d.type("Ik vraag het na");
  d.named(Named::enter, false, true);  // Ctrl+Enter, in the field
  CHECK(writing_now(d.open()) == nullptr);
  CHECK(d.open().pending.size() == 2);
  d.named(Named::escape);
  CHECK(screen_name(d.state) == std::string("desk"));
  CHECK(d.at_row() == 2);  // the same row
  d.all(Touched{});
  d.at(11);
  CHECK(d.open().pending.empty());
  CHECK(d.sealed<casebook::Taken>() == 2);
  CHECK(d.sealed<casebook::Promise>() == 2);
  CHECK(d.summary(2).holder.text == "sam");
  CHECK(*d.summary(2).promised == Day{2026, 12, 7});
  CHECK_FALSE(d.summary(2).disputed);
  CHECK(d.rows() == Numbers{1, 2});  // it leaves the list when the list is asked for anew
  d.key_of(U'4');
  CHECK(d.rows() == Numbers{3, 2});
}

TEST_CASE(
    "asked in Arabic at a kiosk, promised at the door, answered at the desk, read with number and code") {
  Device a("sam", Mode::visit), b("noor");
  domain::Submission s = submission(5, "المصباح معطل");
  s.language = "ar";
  s.answer = {"7f3a", "key"};
  a.submit(s);
  a.all(CornerTouched{Corner::top_start}, CornerTouched{Corner::bottom_end});
  a.unlock();
  a.then(RowOpened{a_case(5)});
  a.all(WritingOpened{Writing::What::promise}, DueInDays{2}, SavePressed{});
  a.at(11);
  b.unlock();
  CHECK(b.rows().empty());
  a.give(b);
  b.key_of(U'5');  // Wacht op ander: Sam promised, so Sam holds it
  CHECK(b.rows() == Numbers{5});
  b.named(Named::enter);
  b.key_of(U'a');
  const Writing* writing = writing_now(b.open());
  REQUIRE(writing != nullptr);
  CHECK(writing->by == By::kiosk);
  CHECK(writing->keeps.size() == 1);  // the one promise that stands
  b.type("De lamp brandt vrijdag weer.");
  b.then(ClosesToggled{});
  b.named(Named::enter, false, true);
  b.at(12);
  // The promise stands there already, in Arabic: the day, not the words, which are for colleagues.
  REQUIRE(a.answers.size() == 1);
  CHECK(a.answers.front().status == domain::AnswerStatus::picked_up);
  CHECK(a.answers.front().language == "ar");
  CHECK(a.answers.front().text.view().find("4") != std::string_view::npos);  // before Friday the 4th
  REQUIRE(b.answers.size() == 1);
  CHECK(b.answers.front().language == "nl");
  CHECK(b.answers.front().submission == s.id);
  CHECK(b.answers.front().text == "De lamp brandt vrijdag weer.");
  CHECK(b.answers.front().status == domain::AnswerStatus::closed);
  CHECK(b.summary(5).closed);
  CHECK_FALSE(b.summary(5).promised);
  b.give(a);
  CHECK(a.summary(5).closed);
}

TEST_CASE("an answer made of ready sentences alone is read in the resident's language, any other in Dutch") {
  for (const bool own_words : {false, true}) {
    Device d;
    domain::Submission s = submission(1, "Lamba bozuk");
    s.language = "tr";
    s.answer = {"7f3a", "key"};
    d.submit(std::move(s));
    d.unlock();
    d.all(RowOpened{a_case(1)}, WritingOpened{Writing::What::answer}, ReadyChosen{"thanks"},
          ReadyChosen{"lamp"}, ReadyChosen{"none"});
    CHECK(writing_now(d.open())->text == "Dank u voor uw bericht. De gemeente maakt de lamp.");
    if (own_words) d.type(" Dat duurt even.");
    d.then(SavePressed{});
    d.at(11);
    REQUIRE(d.answers.size() == 1);
    CHECK(d.answers.front().language == (own_words ? "nl" : "tr"));
    CHECK(d.answers.front().text ==
          (own_words ? "Dank u voor uw bericht. De gemeente maakt de lamp. Dat duurt even."
                     : "Mesajınız için teşekkür ederim. Belediye lambayı onaracak."));
    // Colleagues read what was written.
    const auto* folded = d.book->find(a_case(1));
    bool dutch = false;
    for (const auto& entry : folded->thread)
      if (const auto* answer = std::get_if<casebook::Answer>(&entry.event->body))
        dutch = answer->text.view().starts_with("Dank u voor uw bericht.");
    CHECK(dutch);
  }
}

TEST_CASE("two colleagues offline on one case lose nothing and see both") {
  Device a("sam"), b("noor");
  a.submit(1);
  b.submit(1);
  for (Device* d : {&a, &b}) {
    d->unlock();
    d->then(RowOpened{a_case(1)});
    d->then(WritingOpened{});
    d->type(d == &a ? "Gebeld, niemand thuis" : "Langsgeweest");
    d->then(SavePressed{});
    d->at(11);
  }
  a.give(b);
  b.give(a);
  for (Device* d : {&a, &b}) {
    const auto* folded = d->book->find(a_case(1));
    std::size_t notes = 0;
    for (const auto& entry : folded->thread)
      notes += std::holds_alternative<casebook::Note>(entry.event->body);
    CHECK(notes == 2);
  }
  CHECK(casebook::test::describe(*a.book->find(a_case(1))) ==
        casebook::test::describe(*b.book->find(a_case(1))));
}

TEST_CASE("what stood open for three seconds was read, once; a row that was only passed was not") {
  Device d;
  d.submit(1);
  d.submit(2);
  d.unlock();
  d.then(RowOpened{a_case(1)});
  d.at(2.9);
  d.then(RowOpened{a_case(2)});
  d.at(5.8);
  CHECK(d.sealed<casebook::Opened>() == 0);
  d.at(5.9);
  CHECK(d.sealed<casebook::Opened>() == 1);
  CHECK(d.summary(2).opened);
  CHECK_FALSE(d.summary(1).opened);
  d.all(CaseLeft{}, RowOpened{a_case(2)});
  d.at(20);
  CHECK(d.sealed<casebook::Opened>() == 1);
}
