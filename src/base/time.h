// Moments and calendar days. An Instant is milliseconds since 1970-01-01 UTC (it may be negative);
// a LocalTime carries its offset to UTC, so that a receipt can say the day as people there count it.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace wv {

struct Instant {
  std::int64_t ms = 0;
  auto operator<=>(const Instant&) const = default;
};

struct Day {
  int year = 1970;
  int month = 1;  // 1..12
  int day = 1;    // 1..31
  auto operator<=>(const Day&) const =
      default;  // NOLINT(modernize-use-nullptr): clang-tidy 14 takes it for one
};

struct LocalTime {
  Instant at;
  int offset_min = 0;  // minutes east of UTC
};

// Another moment as the wall showed it then: in Central European time with the offset of that day's season
// (all of the EU changes at 01:00 UTC on the last Sundays of March and October, Directive 2000/84/EC); in any
// other zone as now.
[[nodiscard]] LocalTime as_then(Instant at, const LocalTime& now);
[[nodiscard]] Day day_of(const LocalTime& time);
[[nodiscard]] int minute_of_day(const LocalTime& time);  // 0 at midnight
[[nodiscard]] int weekday_of(const Day& day);            // 1 Monday .. 7 Sunday (ISO 8601)
[[nodiscard]] Day add_days(const Day& day, int days);
[[nodiscard]] Day add_months(const Day& day, int months);  // the same day of that month, or its last
[[nodiscard]] int days_between(const Day& from, const Day& to);
[[nodiscard]] std::string to_iso(const Day& day);             // 2026-11-23
[[nodiscard]] std::string to_rfc3339(const LocalTime& time);  // 2026-11-23T10:00:00+01:00
[[nodiscard]] std::optional<Day> parse_day(std::string_view text);
[[nodiscard]] std::optional<LocalTime> parse_rfc3339(std::string_view text);

}  // namespace wv
