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
  const bool fixed =
      (day.month == 1 && day.day == 1) || (day.month == 12 && (day.day == 25 || day.day == 26));
  if (fixed) return true;
  // King's Day is 27 April, or the day before when that is a Sunday.
  const int kings_day = weekday_of(Day{day.year, 4, 27}) == 7 ? 26 : 27;
  if (day.month == 4 && day.day == kings_day) return true;
  const int after_easter = days_between(easter_sunday(day.year), day);
  return after_easter == 1 || after_easter == 39 || after_easter == 50;
}

bool is_closed(const Day& day, std::span<const Day> closed) {
  return is_public_holiday(day) || std::find(closed.begin(), closed.end(), day) != closed.end();
}

bool is_working_day(const Day& day, std::span<const Day> closed) {
  return weekday_of(day) <= 5 && !is_closed(day, closed);
}

Day reply_by(const Day& from, int working_days, std::span<const Day> closed) {
  Day day = from;
  int left = std::clamp(working_days, 0, 1000);
  // A list of closed days that leaves none open ends here too.
  for (int ahead = 0; left > 0 && ahead < 4000; ++ahead) {
    day = add_days(day, 1);
    if (is_working_day(day, closed)) --left;
  }
  return day;
}

std::vector<Day> closed_ahead(const Day& today, std::span<const int> weekdays, std::span<const Day> closed) {
  std::vector<Day> days;
  for (const int weekday : weekdays) {
    int ahead = (weekday - weekday_of(today) + 7) % 7;
    // Today's hours may be over, so that the next one counts as well.
    if (ahead == 0 && !is_closed(today, closed)) ahead = 7;
    for (std::size_t weeks = 0; weeks < kMostClosed && is_closed(add_days(today, ahead), closed);
         ++weeks, ahead += 7)
      days.push_back(add_days(today, ahead));
  }
  std::sort(days.begin(), days.end());
  if (days.size() > kMostClosed) days.resize(kMostClosed);
  return days;
}

std::optional<Day> next_open(const Day& from, std::span<const int> weekdays, std::span<const Day> closed) {
  constexpr int kYear = 366;
  for (int i = 0; i < kYear; ++i) {
    const Day day = add_days(from, i);
    const bool asked = std::find(weekdays.begin(), weekdays.end(), weekday_of(day)) != weekdays.end();
    if (asked && !is_closed(day, closed)) return day;
  }
  return std::nullopt;
}

}  // namespace wv::domain
