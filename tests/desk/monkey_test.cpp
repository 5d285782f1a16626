// Whatever is pressed, in whatever order, while the disk is slow, refuses now and then, and a colleague does
// the same: what always holds is looked at after each step.
#include <random>
#include <set>

#include "desk/device.h"

using namespace wv;
using namespace wv::desk;
using namespace wv::desk_test;

namespace {

constexpr int kCases = 12;

class Monkey {
 public:
  explicit Monkey(std::uint32_t seed) : random_(seed) {}
  int below(int most) { return static_cast<int>(random_() % static_cast<unsigned>(most)); }
  bool once_in(int n) { return below(n) == 0; }
  CaseId some() { return a_case(1 + below(kCases)); }

  Event event() {
    switch (below(44)) {
      case 0:
      case 1: return ListChosen{static_cast<List>(below(7))};
      case 2: return PillPressed{};
      case 3: return RowMoved{below(7) - 3, once_in(3)};
      case 4: return RowMarked{some(), once_in(2)};
      case 5: return once_in(4) ? Event(AllMarked{}) : Event(MarksCleared{});
      case 6:
      case 7: return RowOpened{some()};
      case 8: return CaseLeft{};
      case 9:
      case 10: return TakePressed{};
      case 11:
      case 12:
      case 13: return WritingOpened{static_cast<Writing::What>(below(3))};
      case 14: return once_in(2) ? Event(WritingClosed{}) : Event(WritingDropped{});
      case 15: return RoleChosen{static_cast<domain::Role>(below(4))};
      case 16:
      case 17: return DueInDays{1 + below(9)};
      case 18: return DueMoved{below(5) - 2};
      case 19: return WayChosen{static_cast<By>(below(6))};
      case 20: return ClosesToggled{};
      case 21:
      case 22:
      case 23: return SavePressed{};
      case 24: return SendAllPressed{};
      case 25: return HandedTo{{once_in(2) ? "noor" : "ilse"}};
      case 26: return SortedAs{.role = static_cast<domain::Role>(below(4))};
      case 27: return JoinPressed{some()};
      case 28: return PartPressed{some()};
      case 29: return ClosePressed{};
      case 30: return CloseConfirmed{once_in(2)};
      case 31: return ReopenPressed{};
      case 32:
      case 33: return UndoPressed{static_cast<std::uint64_t>(below(4))};
      case 34: return RetryPressed{some()};
      case 35: return TextTyped{Secret(once_in(5) ? "\n" : "woord ")};
      case 36: return FieldFocused{static_cast<Field>(below(10)), static_cast<std::size_t>(below(20))};
      case 37: return KeyPressed{U"?/xpbandkslhzvy123456" [below(21)], {}, once_in(3), once_in(9)};
      case 38: return KeyPressed{0, static_cast<KeyPressed::Named>(1 + below(8)), once_in(3), once_in(3)};
      case 39: return FieldKeyed{static_cast<text::FieldKey>(below(18)), once_in(3)};
      case 40: return BackspacePressed{};
      case 41: return DoorNoteOpened{};
      case 42: return OverlayClosed{};
      default: return Touched{};
    }
  }

 private:
  std::mt19937 random_;
};

const Secret* field_of(Device& d) {
  Open& open = *d.state.open();
  switch (open.editing.field) {
    case Field::search: return &open.list.words;
    case Field::writing: return writing_now(open) == nullptr ? nullptr : &writing_now(open)->text;
    case Field::theme: return &open.theme;
    case Field::street: return &open.door.new_street;
    default: return nullptr;
  }
}

void always(Device& d, bool alone, std::size_t& disputes) {
  if (const Open* open = d.state.open()) {
    const auto& list = open->list;
    const std::set<CaseId> rows(list.rows.begin(), list.rows.end());
    CHECK(rows.size() == list.rows.size());
    for (const CaseId id : list.marked) CHECK(rows.contains(id));
    for (const CaseId id : list.fresh) CHECK_FALSE(rows.contains(id));
    if (list.at) CHECK(rows.contains(*list.at));
    CHECK((!open->writing || *open->writing < open->writings.size()));
    std::set<std::uint64_t> numbers;
    for (const Pending& pending : open->pending) {
      CHECK(pending.until_ms > d.state.now_ms);
      CHECK(numbers.insert(pending.number).second);
      CHECK_FALSE(pending.deeds.empty());
    }
    if (const Secret* text = field_of(d)) CHECK(open->editing.caret <= text->size());
  }
  for (const auto& row : d.book->rows(List::all, casebook::Viewer({d.me}, d.state.now, 5, {}))) {
    CHECK(row.summary->on_the_way == 0);  // every parent is here
    // Alone, nobody sets anything without knowing of what was set before.
    if (alone) disputes += row.summary->disputed ? 1 : 0;
  }
}

struct Outcome {
  std::size_t sealed = 0, disputes = 0;
};

Outcome press(bool loose) {
  Outcome outcome;
  for (std::uint32_t seed = 1; seed <= 24; ++seed) {
    CAPTURE(seed);
    Monkey monkey(seed);
    const bool alone = seed % 2 == 0;
    Device a("sam"), b("noor");
    a.loose = loose;
    for (int i = 1; i <= kCases; ++i) {
      domain::Submission s = submission(i, "Bericht " + std::to_string(i));
      if (i % 3 != 0) s.answer = {"7f3a", "key"};
      if (i % 4 == 0) s.contact.way = domain::ContactWay::phone;
      a.submit(s);
      b.submit(std::move(s));
    }
    a.unlock();
    b.unlock();
    std::int64_t now = 0;
    for (int step = 0; step < 400; ++step) {
      CAPTURE(step);
      Device& d = alone || monkey.once_in(2) ? a : b;
      const Event event = monkey.event();
      // Two that are joined had each their own holder: that is for a person to settle, and told.
      if (!alone || !std::holds_alternative<JoinPressed>(event)) d.then(event);
      if (monkey.once_in(3)) {
        now += monkey.below(6'000);
        for (Device* one : {&a, &b}) {
          one->then(Touched{});
          one->at_ms(now);
          one->then(Touched{});
        }
      }
      if (monkey.once_in(20)) d.asleep = true;
      if (d.asleep && monkey.once_in(6)) d.wake();
      if (monkey.once_in(40)) d.refuses = {monkey.some()};
      if (monkey.once_in(20)) d.refuses.clear();
      if (monkey.once_in(60) && !d.asleep) {
        d.then(LockPressed{});
        d.unlock();
      }
      if (!alone && monkey.once_in(15) && !a.asleep && !b.asleep) {
        a.give(b);
        b.give(a);
      }
      if (d.state.open() == nullptr) {
        d.wake();
        d.unlock();
      }
      always(d, alone, outcome.disputes);
    }
    outcome.sealed += a.events.size();
  }
  return outcome;
}

}  // namespace

TEST_CASE(
    "whatever is pressed: rows, marks, drafts and what pends stay whole, and one device alone disputes nothing") {
  const Outcome outcome = press(false);
  MESSAGE(outcome.sealed << " events were sealed");
  CHECK(outcome.sealed > 500);
  CHECK(outcome.disputes == 0);
  CHECK(press(true).disputes > 0);  // the control: steps that don't know of each other are found
}
