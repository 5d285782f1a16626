#include "domain/promise.h"

#include <algorithm>

namespace wv::domain {

// The anonymous Gregorian computus (Meeus, Astronomical Algorithms, ch. 8).
Day easter_sunday(int year) {
  const int a = year % 19;
  const int b = year / 100;
  const int c = year % 100;
  const int d = (b - (b + 8) / 25 + 1) / 3;
  const int h = (19 * a + b - b / 4 - d + 15) % 30;
  const int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
  const int m = (a + 11 * h + 22 * l) / 451;
  const int sum = h + l - 7 * m + 114;
  return Day{year, sum / 31, sum % 31 + 1};
}

bool is_public_holiday(const Day& day) {
  const bool fixed = (day.month == 1 && day.day == 1) || (day.month == 12 && (day.day == 25 || day.day == 26));
  if (fixed) return true;
  // King's Day is 27 April, or the day before when that is a Sunday.
  const int kings_day = weekday_of(Day{day.year, 4, 27}) == 7 ? 26 : 27;
  if (day.month == 4 && day.day == kings_day) return true;
  const int after_easter = days_between(easter_sunday(day.year), day);
  return after_easter == 1 || after_easter == 39 || after_easter == 50;
}

bool is_working_day(const Day& day) { return weekday_of(day) <= 5 && !is_public_holiday(day); }

Day reply_by(const Day& from, int working_days) {
  Day day = from;
  for (int left = std::clamp(working_days, 0, 1000); left > 0;) {
    day = add_days(day, 1);
    if (is_working_day(day)) --left;
  }
  return day;
}

Day next_surgery(const Day& from, std::span<const int> weekdays) {
  for (int ahead = 1; ahead <= 60; ++ahead) {  // two holidays on one weekday in a row are the most there can be
    const Day day = add_days(from, ahead);
    const bool open = std::find(weekdays.begin(), weekdays.end(), weekday_of(day)) != weekdays.end();
    if (open && !is_public_holiday(day)) return day;
  }
  return add_days(from, 1);
}

}  // namespace wv::domain
