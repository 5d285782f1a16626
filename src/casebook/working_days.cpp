#include "casebook/working_days.h"

#include <algorithm>

#include "domain/promise.h"

namespace wv::casebook {
namespace {

constexpr int kReach = 1100;  // three years each way: longer than anything is kept or promised

}  // namespace

WorkCalendar::WorkCalendar(const Day& around, std::span<const Day> closed)
    : first_(add_days(around, -kReach)), closed_(closed.begin(), closed.end()) {
  Day day = first_;
  for (int i = 0; i <= 2 * kReach; ++i, day = add_days(day, 1)) {
    before_.push_back(static_cast<int>(working_.size()));
    if (domain::is_working_day(day, closed_)) working_.push_back(day);
  }
  before_.push_back(static_cast<int>(working_.size()));
}

std::size_t WorkCalendar::place_of(const Day& day) const {
  return static_cast<std::size_t>(std::clamp(days_between(first_, day), 0, 2 * kReach));
}

int WorkCalendar::between(const Day& from, const Day& to) const {
  return before_[place_of(to) + 1] - before_[place_of(from) + 1];
}

Day WorkCalendar::by(const Day& from, int working_days) const {
  const int place = days_between(first_, from);
  if (working_days > 0 && place >= 0 && place <= 2 * kReach) {
    const int nth = before_[static_cast<std::size_t>(place) + 1] + working_days - 1;
    if (nth < static_cast<int>(working_.size())) return working_[static_cast<std::size_t>(nth)];
  }
  return domain::reply_by(from, working_days, closed_);
}

}  // namespace wv::casebook
