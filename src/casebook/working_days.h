// Working days by the thousand: domain/promise.h says what one is, and here they are counted once for some
// years round a day, so that a list of ten thousand cases asks nothing of the almanac. A promise's own day is
// chosen once (`by`), written down and never computed anew; what is counted is how far away it is. Days
// further off than the years counted are told as if they were at their end. Can't fail.
#pragma once
#include <span>
#include <vector>

#include "base/time.h"

namespace wv::casebook {

class WorkCalendar {
 public:
  // `closed`: the days that the municipality closes besides holidays, as the register names them today.
  WorkCalendar(const Day& around, std::span<const Day> closed);

  // How many working days come after `from`, up to and with `to`: 0 when they are the same day, 2 from Monday
  // to Wednesday. Below 0 when `to` lies before `from`: -1 on the first working day after it.
  [[nodiscard]] int between(const Day& from, const Day& to) const;
  // The n-th working day after `from`, as domain::reply_by says.
  [[nodiscard]] Day by(const Day& from, int working_days) const;
  [[nodiscard]] bool same_as(const WorkCalendar& other) const {
    return first_ == other.first_ && closed_ == other.closed_;
  }

 private:
  [[nodiscard]] std::size_t place_of(const Day& day) const;

  Day first_;
  std::vector<Day> closed_;
  std::vector<int> before_;   // of each day: how many working days before it
  std::vector<Day> working_;  // those days
};

}  // namespace wv::casebook
