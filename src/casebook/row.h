// What a list shows of a case. A Summary is worked out when the case is folded and knows no day; a Row is a
// summary as it stands today, for whoever looks. Rows point to their summaries. "What hurts" is the order of
// every list: late promises, due today, unopened for three working days, the term that is left, the oldest.
#pragma once
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/secret.h"
#include "casebook/fold.h"
#include "casebook/working_days.h"

namespace wv::casebook {

inline constexpr std::size_t kMostFirstWords = 160;  // bytes: two lines of a list
inline constexpr int kUnopenedDays = 3;              // working days after which nobody's silence is an alarm

struct Summary {
  CaseId id;
  std::optional<domain::Kind> kind;  // as it was sorted, else as it came; none for a note at a door
  std::optional<domain::Role> role;
  std::string theme, language, place_id;
  Secret number, words, place;
  MemberId holder;
  bool holder_left = false;  // holds it and has no living key any more: nobody follows
  bool disputed = false;     // colleagues set something without knowing of each other
  bool opened = false;       // somebody who counts did something with it
  bool closed = false, erased = false, confidential = false;
  bool voice = false;            // there is something to hear
  bool with_others = false;      // handed on to another system, and not found there yet
  bool number_repeated = false;  // another submission claims the same receipt number
  bool apart = false;            // something stands apart, for a colleague to take over
  std::size_t cases = 1;         // that are shown as this one
  std::size_t on_the_way = 0;
  Day begun_on;                        // as people there count it
  Instant begun, last;                 // when it came in, and when anything was done last
  std::optional<Instant> waits_since;  // the resident
  std::optional<Day> unanswered_of;    // the day it came in, while the reply term runs
  std::optional<Day> promised;         // the earliest that isn't kept
};
[[nodiscard]] Summary summarise(const Folded& folded, const Membership& keys);

class Viewer {  // who looks, and when; made once for a frame or a day
 public:
  // now: as the clock on the wall shows it (Europe/Amsterdam). reply_term: working days; 0 for none.
  // stands_in_for: colleagues who are away, whose cases are mine meanwhile.
  Viewer(MemberId me, const LocalTime& now, int reply_term, std::span<const Day> closed_days,
         std::vector<MemberId> stands_in_for = {});
  [[nodiscard]] const MemberId& me() const { return me_; }
  [[nodiscard]] bool is_mine(const MemberId& holder) const;
  // The same day, reply term and closed days: every row stands as it does for this one.
  [[nodiscard]] bool counts_as(const Viewer& other) const;
  [[nodiscard]] const Day& today() const { return today_; }
  [[nodiscard]] Instant now() const { return now_; }
  [[nodiscard]] int reply_term() const { return reply_term_; }
  [[nodiscard]] const WorkCalendar& calendar() const { return calendar_; }

 private:
  MemberId me_;
  std::vector<MemberId> stands_in_for_;
  Instant now_;
  Day today_;
  int reply_term_;
  WorkCalendar calendar_;
};

enum class Hurt { late_promise, due_today, unopened, term, waiting };

struct Row {
  const Summary* summary = nullptr;
  Hurt hurt = Hurt::waiting;
  std::optional<Day> due;  // the earlier of the promise and the end of the reply term
  bool due_is_promise = false;
  int days_left = 0;  // working days until then; below 0 when it is late
  bool late = false;  // today is after `due`
};
[[nodiscard]] Row row_of(const Summary& summary, const Viewer& viewer);
// Nobody looks after it: not opened for three working days, or who held it left.
[[nodiscard]] bool is_left_alone(const Row& row);
// The lesser comes first in every list.
struct SortKey {
  bool done = false;
  std::int64_t newest = 0;  // of the done: the greater, the longer ago anything was done with it
  Hurt hurt = Hurt::waiting;
  Day due;
  Instant begun;
  CaseId id;
  auto operator<=>(const SortKey&) const = default;
};
[[nodiscard]] SortKey sort_key(const Row& row);

// Every open case is in at least one of fresh, mine and waiting: none can fall between the lists.
enum class List {
  late,     // what was promised, or the reply term, was before today
  today,    // or is today
  fresh,    // nobody holds it, or who held it left
  mine,     // I hold it, or stand in for who does
  waiting,  // another colleague holds it, or another system has it
  done,     // closed or erased, the last ones first
  all,
};
inline constexpr std::size_t kLists = 7;
[[nodiscard]] bool stands_in(const Row& row, List list, const Viewer& viewer);
using Counts = std::array<std::size_t, kLists>;

}  // namespace wv::casebook
