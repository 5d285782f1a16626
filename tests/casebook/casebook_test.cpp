#include "casebook/casebook.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "casebook/support.h"
#include "domain/promise.h"

using namespace wv;
using namespace wv::casebook;
using namespace wv::casebook::test;

namespace {

const LocalTime kNow{Instant{1'796'115'600'000}, 60};  // Tuesday 2026-12-01, 10:00 on the wall

Viewer viewer(const std::string& me = "sam", const Day& day = {2026, 12, 1}, int term = 5) {
  const int days = days_between({2026, 12, 1}, day);
  return Viewer({me}, {Instant{kNow.at.ms + days * std::int64_t{86'400'000}}, 60}, term, {});
}

struct Book {
  Casebook book;
  Book() { book.set_membership(team()); }
  void submit(int number, std::string_view message = "De lamp is kapot", const Day& day = {2026, 12, 1},
              std::string_view place = "") {
    domain::Submission s = submission(number, message);
    s.created_at.at.ms += days_between({2026, 12, 1}, day) * std::int64_t{86'400'000};
    if (!place.empty()) s.place = domain::Place{place, ""};
    CHECK(book.add(envelope(number), std::move(s)) == Added::taken);
  }
  std::vector<int> list(List list, const Viewer& who, const Filter& filter = {},
                        std::string_view words = {}) {
    book.refresh();
    std::vector<int> numbers;
    for (const Row& row : book.rows(list, who, filter, words))
      numbers.push_back(std::stoi(to_text(row.summary->id).substr(24)));
    return numbers;
  }
  std::vector<int> search(std::string_view words) { return list(List::all, viewer(), {}, words); }
};

using Numbers = std::vector<int>;

std::string describe(const Casebook& book) {
  std::string text = std::to_string(book.size()) + " cases\n";
  const Viewer who = viewer();
  for (const Row& row : book.rows(List::all, who)) {
    const Summary& s = *row.summary;
    text += test::describe(*book.find(s.id)) + std::to_string(static_cast<int>(row.hurt)) + " " +
            std::to_string(row.days_left) + (row.late ? " late" : "") + " holder " + s.holder.text +
            (s.holder_left ? " left" : "") + (s.number_repeated ? " repeated" : "") +
            (s.apart ? " apart" : "") + " words " + std::string(s.words.view()) + "\n";
    for (const LookAlike& like : book.look_alikes(s.id))
      text += "like " + to_text(like.id) + " " + std::to_string(like.likeness) + "\n";
  }
  for (const std::size_t count : book.counts(who)) text += std::to_string(count) + " ";
  for (const char* words : {"la", "lamp kap", "007", "bel"})
    text += std::to_string(book.rows(List::all, who, {}, words).size()) + " ";
  return text;
}

}  // namespace

TEST_CASE("working days, as the almanac of domain counts them, and a day that is closed afterwards") {
  const std::vector<Day> closed = {{2026, 12, 4}};
  const WorkCalendar calendar({2026, 12, 1}, closed);
  for (int offset = -400; offset < 400; ++offset) {
    const Day from = add_days({2026, 12, 1}, offset);
    for (const int days : {0, 1, 5, 20}) {
      const Day due = calendar.by(from, days);
      CHECK(due == domain::reply_by(from, days, closed));
      CHECK(calendar.between(from, due) == days);
      CHECK(calendar.between(due, from) == -days);
    }
  }
  CHECK(calendar.between({2026, 12, 3}, {2026, 12, 7}) == 1);  // Friday is closed
  CHECK(calendar.by({1999, 1, 1}, 3) == domain::reply_by({1999, 1, 1}, 3, closed));
  CHECK(calendar.between({2026, 12, 1}, {9999, 12, 31}) > 700);

  // What was promised stays the day it was, whatever the municipality closes later; only its distance
  // changes.
  Book b;
  b.submit(100);
  const Day due = WorkCalendar({2026, 12, 1}, {}).by({2026, 12, 1}, 4);
  CHECK(b.book.add(Made(1, 100, Promise{due, "bellen"})) == Added::taken);
  b.book.refresh();
  const Row open = row_of(*b.book.summary(a_case(100)), viewer());
  const Row shut = row_of(*b.book.summary(a_case(100)), Viewer({"sam"}, kNow, 5, closed));
  CHECK(*open.due == due);
  CHECK(*shut.due == due);
  CHECK(open.days_left == 4);
  CHECK(shut.days_left == 3);
}

TEST_CASE("a row says what a list shows of a case") {
  Book b;
  domain::Submission s = submission(100, "  De lamp\n is   kapot. " + std::string(300, 'x'));
  s.place = domain::Place{"Park", "park"};
  CHECK(b.book.add(envelope(100), s) == Added::taken);
  b.book.add(Made(1, 100, Taken{}));
  b.book.add(Made(2, 100, Sorted{domain::Kind::question, {}, "licht"}).after({1}));
  CHECK(b.book.refresh() == std::vector{a_case(100)});
  const Summary& summary = *b.book.summary(a_case(100));
  CHECK(std::string(summary.words.view()).starts_with("De lamp is kapot. xxx"));
  CHECK(summary.words.size() <= kMostFirstWords);
  CHECK(summary.place == "Park");
  CHECK(summary.number == "0070001002");
  CHECK(summary.language == "nl");
  CHECK(summary.holder.text == "sam");
  CHECK(summary.kind == domain::Kind::question);
  CHECK(summary.role == domain::Role::bridge_builder);
  CHECK(summary.theme == "licht");
  CHECK(summary.begun_on == Day{2026, 12, 1});
  CHECK(summary.waits_since == kNow.at);
  CHECK(summary.opened);
  const Row row = row_of(summary, viewer());
  CHECK(*row.due == Day{2026, 12, 8});
  CHECK_FALSE(row.due_is_promise);
  CHECK(row.days_left == 5);
  CHECK(b.book.refresh().empty());
}

TEST_CASE("an answer ends the wait and the reply term; reopened, one waits again") {
  Book b;
  b.submit(100);
  b.book.add(Made(1, 100, Taken{}));
  b.book.add(Made(2, 100, Given{"phone", "verteld"}).after({1}));
  b.book.refresh();
  CHECK_FALSE(b.book.summary(a_case(100))->waits_since);
  CHECK_FALSE(row_of(*b.book.summary(a_case(100)), viewer()).due);
  b.book.add(Made(3, 100, Reopened{}).after({2}));
  b.book.refresh();
  CHECK(b.book.summary(a_case(100))->waits_since == Instant{kNow.at.ms + 180'000});
  Book c;
  c.submit(100);
  CHECK(c.book.add(envelope(50), answer(100, 1, domain::AnswerStatus::picked_up, 5)) == Added::taken);
  c.book.refresh();
  CHECK(c.book.summary(a_case(100))->waits_since);
  c.book.add(envelope(51), answer(100, 2, domain::AnswerStatus::answered, 6));
  c.book.refresh();
  CHECK_FALSE(c.book.summary(a_case(100))->waits_since);
  // Joined to one that was answered, another resident still waits.
  c.submit(101);
  c.book.add(Made(1, 100, Joined{a_case(101)}));
  c.book.refresh();
  CHECK(c.book.summary(a_case(101))->waits_since);
  CHECK(c.book.summary(a_case(101))->cases == 2);
}

TEST_CASE("sorted by what hurts: late promises, due today, unopened, term left, oldest") {
  Book b;
  b.submit(100, "term", {2026, 11, 30});
  b.book.add(Made(1, 100, Opened{}));
  b.submit(101, "unopened for three working days", {2026, 11, 26});
  b.submit(102, "promised for today", {2026, 12, 1});
  b.book.add(Made(2, 102, Promise{{2026, 12, 1}, ""}));
  b.submit(103, "promised for yesterday", {2026, 12, 1});
  b.book.add(Made(3, 103, Promise{{2026, 11, 30}, ""}));
  b.submit(104, "promised for last week", {2026, 12, 1});
  b.book.add(Made(4, 104, Promise{{2026, 11, 24}, ""}));
  b.submit(105, "answered, still open", {2026, 11, 20});
  b.book.add(Made(5, 105, Given{"door", ""}));
  b.submit(106, "the term is over", {2026, 11, 10});
  b.book.add(Made(6, 106, Opened{}));
  b.submit(107, "closed", {2026, 11, 10});
  b.book.add(Made(7, 107, Closed{}));
  b.submit(108, "not three days unopened", {2026, 11, 27});
  b.submit(109, "answered, older", {2026, 11, 19});
  b.book.add(Made(9, 109, Given{"door", ""}));
  CHECK(b.list(List::all, viewer()) == Numbers{104, 103, 102, 101, 106, 108, 100, 109, 105, 107});
  CHECK(b.list(List::late, viewer()) == Numbers{104, 103, 106});
  CHECK(b.list(List::today, viewer()) == Numbers{102});
  CHECK(b.list(List::done, viewer()) == Numbers{107});
  CHECK(b.book.counts(viewer())[static_cast<std::size_t>(List::late)] == 3);
  // The day after, today's is late; kept, it isn't.
  CHECK(b.list(List::late, viewer("sam", {2026, 12, 2})) == Numbers{104, 103, 102, 106});
  b.book.add(Made(8, 102, Kept{envelope(2)}).after({2}));
  CHECK(b.list(List::late, viewer("sam", {2026, 12, 2})) == Numbers{104, 103, 106});
}

TEST_CASE("a deputy has the cases of whoever is away among their own, and nobody else does") {
  Book b;
  for (int number = 100; number < 103; ++number) b.submit(number);
  b.book.add(Made(1, 100, Taken{}));
  b.book.add(Made(2, 101, Taken{}).by(kNoor));
  const Viewer deputy({"noor"}, kNow, 5, {}, {{"sam"}});
  CHECK(b.list(List::mine, deputy) == Numbers{100, 101});
  CHECK(b.list(List::waiting, deputy) == Numbers{});
  CHECK(b.list(List::mine, viewer("noor")) == Numbers{101});  // the control: nobody is away
  CHECK(b.list(List::waiting, viewer("noor")) == Numbers{100});
}

TEST_CASE("nobody looks after what three working days didn't open, and what a leaver held") {
  Book b;
  b.submit(100, "unopened for three working days", {2026, 11, 26});
  b.submit(101, "not three days", {2026, 11, 27});
  b.submit(102, "its holder left");
  b.book.add(Made(1, 102, Handed{{"gone"}}));
  b.submit(103, "closed without being opened", {2026, 11, 20});
  b.book.add(Made(2, 103, Closed{}));
  b.book.refresh();
  CHECK(b.book.left_alone(viewer()) == 2);
  b.book.add(Made(3, 100, Opened{}));
  b.book.add(Made(4, 102, Taken{}).after({1}));
  b.book.refresh();
  CHECK(b.book.left_alone(viewer()) == 0);
}

TEST_CASE("new, mine, waiting for another: no open case falls between the lists") {
  Book b;
  for (int number = 100; number < 107; ++number) b.submit(number);
  b.book.add(Made(1, 101, Taken{}));                    // mine
  b.book.add(Made(2, 102, Taken{}).by(kNoor));          // a colleague's
  b.book.add(Made(3, 103, Opened{}));                   // read, and nobody's
  b.book.add(Made(4, 104, Handed{{"gone"}}));           // who held it left
  b.book.add(Made(5, 105, Forwarded{"signalen", ""}));  // elsewhere
  b.book.add(Made(6, 106, Erase{{envelope(106)}}));     // erased
  CHECK(b.list(List::fresh, viewer()) == Numbers{100, 103, 104});
  CHECK(b.list(List::mine, viewer()) == Numbers{101});
  CHECK(b.list(List::waiting, viewer()) == Numbers{102, 105});
  CHECK(b.list(List::done, viewer()) == Numbers{106});
  CHECK(b.list(List::mine, viewer("noor")) == Numbers{102});
  CHECK(b.book.summary(a_case(104))->holder_left);
  b.book.add(Made(7, 105, Found{"SIG-1"}).after({5}));
  CHECK(b.list(List::fresh, viewer()) == Numbers{100, 103, 104, 105});
  Filter filter;
  filter.holder = MemberId{"noor"};
  CHECK(b.list(List::all, viewer(), filter) == Numbers{102});
  filter = {};
  filter.language = "ar";
  CHECK(b.list(List::all, viewer(), filter).empty());
}

TEST_CASE("a receipt number that two submissions claim is marked on both") {
  Book b;
  b.submit(100);
  b.submit(101);
  domain::Submission s = submission(102);
  s.receipt = submission(100).receipt.clone();
  b.book.refresh();
  CHECK_FALSE(b.book.summary(a_case(100))->number_repeated);
  b.book.add(envelope(102), s);
  b.book.refresh();
  CHECK(b.book.summary(a_case(100))->number_repeated);
  CHECK(b.book.summary(a_case(102))->number_repeated);
  CHECK_FALSE(b.book.summary(a_case(101))->number_repeated);
  b.book.forget(a_case(102));
  b.book.refresh();
  CHECK_FALSE(b.book.summary(a_case(100))->number_repeated);
  CHECK(b.book.size() == 2);
}

TEST_CASE("search finds the beginning of each word, in every language and way of writing") {
  Book b;
  b.submit(100, "De lantaarnpaal bij één café is kapót", {2026, 12, 1}, "Sint-Jansplein");
  b.submit(101, "Sokak lambası IŞIK yanmıyor");
  b.submit(102, "أين المدرسةُ؟");
  b.submit(103, "Zepsuta żarówka, \xC5\x81ódź");
  b.submit(104, "Під'їзд темний");
  domain::Submission s = submission(105, "x");
  s.contact.name = "Mevrouw De Vries";
  s.contact.phone = "+31 6 1234 5678";
  b.book.add(envelope(105), s);
  b.book.add(Made(1, 105, Note{"Beloofd: dakgoot \xC4\xB2sbaan", {}, {}}));
  CHECK(b.search("lan") == Numbers{100});
  CHECK(b.search("KAPOT caf") == Numbers{100});
  CHECK(b.search("cafe lantaarnpaal een") == Numbers{100});
  CHECK(b.search("kapot dakgoot").empty());
  CHECK(b.search("antaarn").empty());
  CHECK(b.search("lantaarnpalen").empty());  // longer than eight letters are compared to the end
  CHECK(b.search("jans") == Numbers{100});
  CHECK(b.search("isik yanmi") == Numbers{101});
  CHECK(b.search("مدرسه") == Numbers{102});
  CHECK(b.search("المدرسة") == Numbers{102});
  CHECK(b.search("اين") == Numbers{102});
  CHECK(b.search("lodz zar") == Numbers{103});
  CHECK(b.search("підїзд").empty());  // the apostrophe parts words, there as here
  CHECK(b.search("під'їзд") == Numbers{104});
  CHECK(b.search("vries") == Numbers{105});
  CHECK(b.search("dakg ijsb") == Numbers{105});
  CHECK(b.search("061234") == Numbers{105});
  CHECK(b.search("06 12 34") == Numbers{105});
  CHECK(b.search("007 000 103 2") == Numbers{103});
  CHECK(b.search("٠٠٧٠٠٠١٠٣") == Numbers{103});
  CHECK(b.search("0070001") == Numbers{100, 101, 102, 103, 104, 105});
  CHECK(b.search(" ,. ") == Numbers{});
}

TEST_CASE("what was hidden, erased or forgotten is found no more, not even by its words") {
  Book b;
  b.submit(100, "kapot geheimwoord");
  b.book.add(Made(1, 100, Note{"notitiewoord", {}, {}}));
  CHECK(b.search("geheim") == Numbers{100});
  CHECK(b.search("notitie") == Numbers{100});
  b.book.add(Made(2, 100, Erase{{envelope(1), envelope(100)}}).after({1}));
  CHECK(b.search("geheim").empty());
  CHECK(b.search("notitie").empty());
  CHECK(b.book.summary(a_case(100))->words.empty());
  const std::vector gone = {envelope(1), envelope(100)};
  b.book.erase(gone);
  CHECK(b.book.add(Made(1, 100, Note{"notitiewoord", {}, {}})) == Added::erased);
  CHECK(b.book.add(envelope(100), submission(100)) == Added::erased);
  b.book.refresh();
  REQUIRE(b.book.find(a_case(100)) != nullptr);
  CHECK(b.book.find(a_case(100))->thread.size() == 1);
  CHECK(b.book.find(a_case(100))->on_the_way == 0);
  b.book.forget(a_case(100));
  CHECK(b.book.refresh() == std::vector{a_case(100)});
  CHECK(b.book.size() == 0);
  CHECK(b.book.find(a_case(100)) == nullptr);
}

TEST_CASE("the index gives up words that no text has any more") {
  WordIndex index;
  const std::vector<std::string_view> first = {"kapotte lamp"}, second = {"lamp brandt"};
  index.put(0, first, {});
  index.put(3, second, {});
  CHECK(index.words() == 3);
  index.put(0, second, {});
  CHECK(index.words() == 2);
  CHECK(index.search("kap").empty());
  CHECK(index.search("la").size() == 2);
  index.remove(0);
  index.remove(3);
  CHECK(index.words() == 0);
  CHECK(index.search("la").empty());
}

TEST_CASE("look-alikes: words in common at one place within sixty days, for a person to judge") {
  Book b;
  b.submit(100, "De lantaarnpaal voor mijn deur is kapot", {2026, 12, 1}, "Kerkstraat");
  b.submit(101, "Lantaarn kapot bij de bushalte", {2026, 11, 20}, "kerkstraat 12");
  b.submit(102, "Lantaarnpaal kapot", {2026, 11, 20}, "Molenweg");               // elsewhere
  b.submit(103, "Lantaarnpaal kapot", {2026, 9, 20}, "Kerkstraat");              // long ago
  b.submit(104, "Wanneer is de markt?", {2026, 11, 20}, "Kerkstraat");           // of something else
  b.submit(105, "De lantaarnpaal voor mijn deur is kapot", {2026, 11, 30}, "");  // says no place
  b.book.refresh();
  // Words that everybody writes weigh little.
  for (int other = 200; other < 220; ++other)
    b.submit(other, "Meer groen voor mijn deur", {2026, 11, 25}, "Molenweg");
  b.book.refresh();
  const auto likes = b.book.look_alikes(a_case(100));
  REQUIRE(likes.size() == 2);
  CHECK(likes[0].id == a_case(105));
  CHECK_FALSE(likes[0].same_place);
  CHECK(likes[0].likeness == doctest::Approx(1));
  CHECK(likes[1].id == a_case(101));
  CHECK(likes[1].same_place);
  REQUIRE(likes[1].in_common.size() == 2);
  CHECK(likes[1].in_common[0] == "lantaarn");
  CHECK(likes[1].in_common[1] == "kapot");
  b.book.add(Made(1, 100, Joined{a_case(101)}));
  b.book.refresh();
  CHECK(b.book.look_alikes(a_case(100)).size() == 1);  // one already
  b.book.add(Made(2, 100, Parted{a_case(101)}).after({1}));
  b.book.refresh();
  CHECK(b.book.find(a_case(100))->parts.size() == 1);
  CHECK(b.book.look_alikes(a_case(100)).size() == 1);  // somebody said that they aren't one
}

TEST_CASE("new words about who has ended fold everything anew") {
  Book b;
  b.submit(100);
  b.book.add(Made(1, 100, Taken{}).by(kNoor));
  b.book.refresh();
  CHECK(b.book.summary(a_case(100))->holder.text == "noor");
  b.book.set_membership(Membership({{key(kNoor), {{"noor"}, false}}}));
  b.book.refresh();
  CHECK(b.book.summary(a_case(100))->holder.empty());
  CHECK(b.book.summary(a_case(100))->apart);
}

TEST_CASE("one id with two contents ends the same on every device; an answer to nothing is told") {
  for (const bool swapped : {false, true}) {
    Book b;
    b.submit(100);
    Event first = Made(1, 100, Handed{{"noor"}}), second = Made(1, 100, Handed{{"ilse"}});
    if (swapped) std::swap(first, second);
    CHECK(b.book.add(first) == Added::taken);
    CHECK(b.book.add(second) == Added::known);
    CHECK(b.book.add(first) == Added::known);
    b.book.refresh();
    CHECK(b.book.summary(a_case(100))->holder.text == "ilse");
  }
  Casebook book;
  domain::AnswerDocument stray = answer(100, 1, domain::AnswerStatus::closed, 1);
  stray.submission = "x";
  CHECK(book.add(envelope(1), stray) == Added::stray);
}

TEST_CASE("ten thousand random histories: two devices that meet hold what one holds") {
  std::mt19937 random(20261129);
  const auto up_to = [&](int most) { return static_cast<int>(random() % static_cast<unsigned>(most)); };
  const auto body = [&](int number) -> Body {
    switch (up_to(14)) {
      case 0: return Taken{};
      case 1: return Handed{{up_to(2) ? "noor" : "ilse"}};
      case 2: return Closed{};
      case 3: return Reopened{};
      case 4: return Joined{a_case(100 + up_to(3))};
      case 5: return Parted{a_case(100 + up_to(3))};
      case 6: return Promise{{2026, 12, 1 + up_to(9)}, "bellen"};
      case 7: return Kept{envelope(up_to(number + 1))};
      case 8: return Sorted{domain::Kind::question, {}, up_to(2) ? "licht" : ""};
      case 9: return Erase{{envelope(up_to(12)), envelope(100 + up_to(3))}};
      case 10: return Given{"phone", "gebeld"};
      case 11: return Forwarded{"signalen", "x"};
      case 12: return Other{"weighed", "{}"};
      default: return Note{"de lamp", {}, {}};
    }
  };
  std::size_t joined = 0;
  for (int round = 0; round < 10'000; ++round) {
    std::vector<Event> events;
    const int count = 2 + up_to(10);
    for (int number = 0; number < count; ++number) {
      Made made(number, 100 + up_to(3), body(number));
      std::vector<int> parents;
      for (int parent = 0; parent < 14; ++parent) {
        const bool cycle = parent >= number;  // rarely: of events to come, or of none
        if (up_to(cycle ? 25 : 3) == 0) parents.push_back(parent);
      }
      made.after(parents).at(up_to(6)).by(up_to(6) == 0 ? kGone : 1 + up_to(3));
      events.push_back(made);
    }
    Book one, first, second;
    const auto fill = [&](Casebook& book, std::vector<std::size_t> order) {
      std::shuffle(order.begin(), order.end(), random);
      for (const std::size_t i : order) {
        if (i < events.size()) {
          book.add(events[i]);
        } else if (i < events.size() + 3) {
          const int number = 100 + static_cast<int>(i - events.size());
          book.add(envelope(number), submission(number % 102 == 0 ? 100 : number));
        } else {
          book.add(envelope(60), answer(100, 1, domain::AnswerStatus::answered, 3));
        }
        if (up_to(3) == 0) book.refresh();
      }
    };
    std::vector<std::size_t> all, left, right;
    for (std::size_t i = 0; i < events.size() + 4; ++i) {
      all.push_back(i);
      (up_to(2) ? left : right).push_back(i);
    }
    fill(one.book, all);
    fill(first.book, left);
    fill(second.book, right);
    first.book.refresh();
    fill(first.book, right);
    fill(second.book, all);  // some of it a second time
    for (Casebook* book : {&one.book, &first.book, &second.book}) book->refresh();
    const std::string told = describe(one.book);
    joined += one.book.size() < 3;
    REQUIRE(describe(first.book) == told);
    REQUIRE(describe(second.book) == told);
  }
  CHECK(joined > 300);  // it did happen
}

TEST_CASE("rows as they stood before are shown until their case is folded, and no longer than to the end") {
  Casebook before;
  before.set_membership(team());
  before.add(envelope(1), submission(1, "De lamp is kapot"));
  before.add(envelope(2), submission(2, "Een bankje"));
  before.refresh();
  std::vector<Summary> rows;
  for (const Summary* row : before.summaries()) {
    Summary copy = *row;
    rows.push_back(std::move(copy));
  }
  Casebook book;
  book.set_membership(team());
  book.preview(std::move(rows));
  const Viewer viewer({"sam"}, {Instant{1'796'115'600'000}, 60}, 5, {});
  CHECK(book.size() == 2);
  CHECK(book.rows(List::all, viewer).size() == 2);
  CHECK(book.summary(a_case(1)) != nullptr);
  CHECK(book.find(a_case(1)) == nullptr);
  book.add(envelope(1), submission(1, "De lamp is kapot"));
  book.refresh();
  CHECK(book.size() == 2);
  CHECK(book.find(a_case(1)) != nullptr);
  CHECK(book.end_preview() == std::vector<CaseId>{a_case(2)});
  CHECK(book.size() == 1);
  // What was erased or forgotten isn't shown from before either.
  Casebook third;
  Summary one, two;
  one.id = a_case(1);
  two.id = a_case(2);
  std::vector<Summary> both;
  both.push_back(std::move(one));
  both.push_back(std::move(two));
  third.preview(std::move(both));
  const std::vector<EnvelopeId> gone{envelope(1)};
  third.erase(gone);
  third.forget(a_case(2));
  CHECK(third.size() == 0);
}
