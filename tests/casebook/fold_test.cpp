#include "casebook/fold.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "casebook/support.h"

using namespace wv;
using namespace wv::casebook;
using namespace wv::casebook::test;

namespace {

const Entry& entry_of(const Folded& folded, int number) {
  const auto found = std::find_if(folded.thread.begin(), folded.thread.end(),
                                  [&](const Entry& entry) { return entry.event->id == envelope(number); });
  REQUIRE(found != folded.thread.end());
  return *found;
}

std::string holder_of(const Folded& folded) {
  return folded.holder.get() == nullptr ? "nobody" : folded.holder.get()->text;
}

}  // namespace

TEST_CASE("who takes a case holds it, until it is handed on") {
  CHECK(holder_of(folded({}, {100}).one()) == "nobody");
  const Event taken = Made(1, 100, Taken{});
  CHECK(holder_of(folded({taken}, {100}).one()) == "sam");
  const auto handed = folded({taken, Made(2, 100, Handed{{"noor"}}).after({1})}, {100});
  CHECK(holder_of(handed.one()) == "noor");
  CHECK(handed.one().holder.standing.size() == 1);
}

TEST_CASE("of setters that didn't know of each other the last holds, and both stay visible") {
  const auto folds = folded({Made(1, 100, Taken{}).at(0), Made(2, 100, Taken{}).after({1}).at(20).by(kNoor),
                             Made(3, 100, Handed{{"ilse"}}).after({1}).at(10)},
                            {100});
  const Folded& f = folds.one();
  CHECK(holder_of(f) == "noor");
  CHECK(f.holder.disputed());
  REQUIRE(f.holder.standing.size() == 2);
  CHECK(f.holder.standing[0].value.text == "ilse");
  CHECK(f.thread[f.holder.standing[0].entry].event->id == envelope(3));
}

TEST_CASE("a later setter wins over its ancestors although its clock is behind") {
  const auto folds = folded({Made(1, 100, Taken{}).at(500), Made(2, 100, Note{"x", {}, {}}).after({1}).at(5),
                             Made(3, 100, Taken{}).after({2}).at(1).by(kNoor)});
  CHECK(holder_of(folds.one()) == "noor");
  CHECK_FALSE(folds.one().holder.disputed());
}

TEST_CASE("kind, role and theme are values of their own") {
  const auto folds = folded({Made(1, 100, Sorted{domain::Kind::question, domain::Role::fixer, "licht"}),
                             Made(2, 100, Sorted{{}, domain::Role::mediator, {}}).after({1}),
                             Made(3, 100, Sorted{{}, {}, ""}).after({2})},
                            {100});
  const Folded& f = folds.one();
  REQUIRE(f.kind.get() != nullptr);
  CHECK(*f.kind.get() == domain::Kind::question);
  CHECK(*f.role.get() == domain::Role::mediator);
  CHECK(*f.theme.get() == "");
}

TEST_CASE("closed, reopened, and closed by one while another reopens") {
  const Event closed = Made(1, 100, Closed{});
  CHECK(folded({closed}, {100}).one().closed);
  CHECK_FALSE(folded({closed, Made(2, 100, Reopened{}).after({1})}, {100}).one().closed);
  const auto both = folded({Made(1, 100, Taken{}), Made(2, 100, Closed{}).after({1}).at(9),
                            Made(3, 100, Reopened{}).after({1}).at(10).by(kNoor)});
  CHECK_FALSE(both.one().closed);
  CHECK(both.one().closing.disputed());
}

TEST_CASE("each promise stands until it is kept, whatever was promised after it") {
  const auto folds = folded({Made(1, 100, Promise{{2026, 12, 2}, "bellen"}),
                             Made(2, 100, Promise{{2026, 12, 9}, "langskomen"}).after({1}),
                             Made(3, 100, Kept{envelope(2)}).after({2})});
  const auto& promises = folds.one().promises;
  REQUIRE(promises.size() == 2);
  CHECK_FALSE(promises[0].kept);
  CHECK(promises[1].kept);
  CHECK(promises[0].due == Day{2026, 12, 2});
  CHECK_FALSE(promises[0].is_late({2026, 12, 2}));
  CHECK(promises[0].is_late({2026, 12, 3}));
  CHECK_FALSE(promises[1].is_late({2027, 1, 1}));
  // Kept before the promise itself came, and by someone who never saw it.
  CHECK(folded({Made(3, 100, Kept{envelope(2)}).at(0), Made(2, 100, Promise{{2026, 12, 9}, ""}).at(5)})
            .one()
            .promises[0]
            .kept);
}

TEST_CASE("a message on its way is told, once, and stops nothing") {
  const auto folds =
      folded({Made(1, 100, Taken{}).after({8}), Made(2, 100, Closed{}).after({1, 8, 9})}, {100});
  CHECK(folds.one().on_the_way == 2);
  CHECK(folds.one().closed);
  // What the case began with is one as well: a submission, or the first event of a note at a door.
  CHECK(folded({Made(1, 100, Taken{})}).one().on_the_way == 1);
  CHECK(folded({Made(100, 100, Note{"x", {}, {}})}).one().on_the_way == 0);
  CHECK(folds.one().heads == std::vector{envelope(2)});
}

TEST_CASE("events of an ended key stand apart until a living key's event knows of them") {
  const Event taken = Made(1, 100, Taken{}).by(kGone);
  const Event note = Made(2, 100, Note{"x", {}, {}}).after({1}).by(kGone);
  const auto apart = folded({taken, note}, {100});
  CHECK(holder_of(apart.one()) == "nobody");
  CHECK(entry_of(apart.one(), 1).apart);
  CHECK(apart.one().heads.empty());
  CHECK(apart.one().apart_heads == std::vector{envelope(2)});
  CHECK(apart.one().readers.empty());

  // A colleague who goes on beside it doesn't vouch for it; who takes it over does, and for all before it.
  const auto beside = folded({taken, note, Made(3, 100, Note{"y", {}, {}}).by(kNoor)}, {100});
  CHECK(holder_of(beside.one()) == "nobody");
  CHECK(next_parents(beside.one()) == std::vector{envelope(3)});
  CHECK(next_parents(beside.one(), Apart::take_over) == std::vector{envelope(2), envelope(3)});
  const auto over = folded({taken, note, Made(3, 100, Note{"y", {}, {}}).after({2}).by(kNoor)}, {100});
  CHECK(holder_of(over.one()) == "gone");
  CHECK_FALSE(entry_of(over.one(), 1).apart);
  CHECK(over.one().apart_heads.empty());

  // A key that was never in the register is no better.
  CHECK(holder_of(folded({taken}, {100}, team_without_gone_ever()).one()) == "nobody");
}

TEST_CASE("what stands apart neither sets nor ends anything") {
  const auto folds = folded(
      {Made(1, 100, Taken{}), Made(2, 100, Handed{{"gone"}}).after({1}).by(kGone),
       Made(3, 100, Erase{{envelope(1)}}).after({2}).by(kGone), Made(4, 100, Closed{}).after({3}).by(kGone)},
      {100});
  CHECK(holder_of(folds.one()) == "sam");
  CHECK_FALSE(folds.one().closed);
  CHECK_FALSE(entry_of(folds.one(), 1).hidden);
}

TEST_CASE("an erasure hides at once, in its own case alone, and can't be erased") {
  const std::vector<Event> events = {
      Made(1, 100, Note{"x", {}, {}}),
      Made(2, 100, Taken{}).after({1}),
      Made(3, 100, Erase{{envelope(1), envelope(2), envelope(100), envelope(7), envelope(55)}}).after({2}),
      Made(4, 100, Erase{{envelope(3)}}).after({3}),
      Made(7, 101, Taken{}),
      Made(8, 101, Note{"y", {}, {}}).after({7})};
  const auto folds = folded(events, {100, 101});
  REQUIRE(folds.all.size() == 2);
  const Folded& f = folds.all[0];
  CHECK(entry_of(f, 1).hidden);
  CHECK(entry_of(f, 2).hidden);
  CHECK_FALSE(entry_of(f, 3).hidden);
  CHECK(holder_of(f) == "nobody");
  CHECK(f.parts[0].erased);
  CHECK(f.is_hidden(envelope(55)));  // an attachment's
  CHECK(holder_of(folds.all[1]) == "sam");
  // Gone for good, they are no message on its way.
  const auto after = folded({events[2], events[3]}, {});
  CHECK(after.one().on_the_way == 0);
}

TEST_CASE("ids that are gone for good are no message on its way") {
  const Event event = Made(2, 100, Taken{}).after({1, 3});
  const domain::Submission told = submission(100);
  const CaseFile file{a_case(100), &told, Seal::team, {&event}, {}};
  CHECK(fold(std::span(&file, 1), team())[0].on_the_way == 2);
  const std::vector erased = {envelope(1), envelope(3)};
  CHECK(fold(std::span(&file, 1), team(), erased)[0].on_the_way == 0);
}

TEST_CASE("joined cases are one under the least id, whichever joined the other") {
  for (const bool from_the_first : {true, false}) {
    const Event join = from_the_first ? Made(1, 100, Joined{a_case(101)}) : Made(1, 101, Joined{a_case(100)});
    const auto folds = folded({join, Made(2, 101, Taken{})}, {100, 101});
    CHECK(folds.one().id == a_case(100));
    REQUIRE(folds.one().parts.size() == 2);
    CHECK(folds.one().parts[1].submission != nullptr);
    CHECK(holder_of(folds.one()) == "sam");
    CHECK(folds.one().links.size() == 1);
    CHECK(folds.one().thread.size() == 2);
  }
  // Through a third one.
  CHECK(folded({Made(1, 102, Joined{a_case(101)}), Made(2, 100, Joined{a_case(102)})}, {100, 101, 102})
            .one()
            .parts.size() == 3);
  // With itself, or with one that isn't here: nothing.
  CHECK(folded({Made(1, 100, Joined{a_case(100)}), Made(2, 100, Joined{a_case(999)})}, {100})
            .one()
            .parts.size() == 1);
}

TEST_CASE("parted cuts the links that it knows of, and no other") {
  const Event join = Made(1, 100, Joined{a_case(101)});
  CHECK(folded({join, Made(2, 100, Parted{a_case(101)}).after({1})}, {100, 101}).all.size() == 2);
  CHECK(folded({join, Made(2, 101, Parted{a_case(100)}).after({1})}, {100, 101}).all.size() == 2);
  CHECK(folded({join, Made(2, 100, Parted{a_case(101)})}, {100, 101}).all.size() == 1);  // didn't know of it
  CHECK(folded({join, Made(2, 100, Parted{a_case(101)}).after({1}),
                Made(3, 101, Joined{a_case(100)}).after({2})},
               {100, 101})
            .all.size() == 1);  // joined anew
  // Of three, only the link between these two.
  const auto three = folded(
      {join, Made(2, 100, Joined{a_case(102)}).after({1}), Made(3, 100, Parted{a_case(101)}).after({2})},
      {100, 101, 102});
  REQUIRE(three.all.size() == 2);
  CHECK(three.all[0].parts.size() == 2);
  CHECK(three.all[1].id == a_case(101));
}

TEST_CASE("joined cases are closed one by one: nothing that came in is closed unread") {
  const Event closed = Made(1, 100, Closed{});
  const Event join = Made(2, 101, Joined{a_case(100)}).after({1});
  const auto old = folded({closed, join}, {100, 101});
  CHECK(old.one().parts[0].closed);
  CHECK_FALSE(old.one().parts[1].closed);
  CHECK_FALSE(old.one().closed);
  const auto both = folded({closed, join, Made(3, 100, Closed{}).after({1, 2})}, {100, 101});
  CHECK(both.one().parts[1].closed);
  CHECK(both.one().closed);
  const auto again = folded(
      {closed, join, Made(3, 100, Closed{}).after({2}), Made(4, 101, Reopened{}).after({3})}, {100, 101});
  CHECK_FALSE(again.one().parts[0].closed);
  CHECK_FALSE(again.one().closed);
}

TEST_CASE("a confidential case is joined to none but confidential ones") {
  std::vector<Event> events = {Made(1, 100, Joined{a_case(101)}),
                               Made(2, 101, Taken{}).to(Seal::confidential)};
  auto folds = folded(events);
  REQUIRE(folds.all.size() == 2);
  CHECK(folds.all[1].seal == Seal::confidential);
  CHECK_FALSE(entry_of(folds.all[1], 2).other_seal);
  events[0].to = Seal::confidential;
  CHECK(folded(events).all.size() == 1);
  // Something of a confidential case that was sealed to everyone is marked.
  const auto marked = folded({Made(1, 100, Taken{}), Made(2, 100, Taken{}).to(Seal::confidential)});
  CHECK(entry_of(marked.one(), 1).other_seal);
  CHECK_FALSE(entry_of(marked.one(), 2).other_seal);
}

TEST_CASE("of answers the highest seq, then the latest, then the greatest id tells the status; all stand") {
  const domain::Submission told = submission(100);
  const auto first = answer(100, 1, domain::AnswerStatus::picked_up, 50);
  const auto second = answer(100, 2, domain::AnswerStatus::answered, 10);
  const auto beside = answer(100, 2, domain::AnswerStatus::closed, 10);
  const auto later = answer(100, 2, domain::AnswerStatus::received, 11);
  CaseFile file{a_case(100), &told, Seal::team, {}, {{envelope(1), &first}, {envelope(2), &second}}};
  CHECK(fold(std::span(&file, 1), team())[0].status() == domain::AnswerStatus::answered);
  file.answers.insert(file.answers.begin(), {envelope(3), &beside});
  CHECK(fold(std::span(&file, 1), team())[0].status() == domain::AnswerStatus::closed);
  file.answers.push_back({envelope(0), &later});
  const auto all = fold(std::span(&file, 1), team());
  CHECK(all[0].status() == domain::AnswerStatus::received);
  REQUIRE(all[0].answers.size() == 4);
  CHECK(all[0].answers[3].envelope == envelope(1));
  // An erased one tells nothing any more.
  const Event erase = Made(9, 100, Erase{{envelope(0), envelope(3)}});
  file.events.push_back(&erase);
  CHECK(fold(std::span(&file, 1), team())[0].status() == domain::AnswerStatus::answered);
  CHECK(fold(std::span(&file, 1), team())[0].answers.size() == 2);
}

TEST_CASE("what somebody wrote after handing a case on is kept and marked") {
  const auto folds = folded({Made(1, 100, Taken{}), Made(2, 100, Handed{{"noor"}}).after({1}),
                             Made(3, 100, Note{"nog iets", {}, {}}).after({1}),
                             Made(4, 100, Note{"gezien", {}, {}}).after({2}).by(kNoor)});
  CHECK_FALSE(entry_of(folds.one(), 1).after_handover);
  CHECK(entry_of(folds.one(), 3).after_handover);
  CHECK(entry_of(folds.one(), 3).counts());
  CHECK_FALSE(entry_of(folds.one(), 4).after_handover);
  CHECK(folds.one().readers == std::vector<MemberId>{{"sam"}, {"noor"}});
}

TEST_CASE("a new event names the heads, of many the latest 64") {
  std::vector<Event> events;
  for (int i = 0; i < 70; ++i) events.push_back(Made(i, 1000, Taken{}).at(i));
  const auto folds = folded(events);
  CHECK(folds.one().heads.size() == 70);
  CHECK(folds.one().holder.standing.size() == 70);  // more than one look at who knew of whom
  const auto parents = next_parents(folds.one());
  REQUIRE(parents.size() == kMostParents);
  CHECK(parents.back() == envelope(69));
  CHECK(parents.front() == envelope(6));
  Event next = Made(70, 1000, Closed{}).at(70);
  next.parents = parents;
  events.push_back(next);
  CHECK(folded(events).one().heads.size() == 7);
}

TEST_CASE("in a cycle the last setter holds, and there is a head to go on from") {
  const auto folds =
      folded({Made(1, 100, Taken{}).after({2}).at(1), Made(2, 100, Taken{}).after({1}).at(2).by(kNoor)});
  CHECK(holder_of(folds.one()) == "noor");
  CHECK_FALSE(folds.one().holder.disputed());
  CHECK(entry_of(folds.one(), 1).circular);
  CHECK(folds.one().heads == std::vector{envelope(2)});
}

TEST_CASE("a kind that we don't know stands in the thread and sets nothing") {
  const auto folds = folded({Made(1, 100, Other{"weighed", "{\"kg\":3}"}), Made(2, 100, Taken{}).after({1})});
  CHECK(folds.one().thread.size() == 2);
  CHECK(kind_name(*folds.one().thread[0].event) == "weighed");
  CHECK(folds.one().heads == std::vector{envelope(2)});
}
