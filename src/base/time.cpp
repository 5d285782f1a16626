#include "base/time.h"

#include <algorithm>
#include <chrono>
#include <cstdio>

namespace wv {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::int64_t kLeastDay = -719'528;  // 0000-01-01
constexpr std::int64_t kMostDay = 2'932'896;  // 9999-12-31
constexpr int kMostYears = 30'000;            // std::chrono::year ends at 32767

std::int64_t floor_div(std::int64_t value, std::int64_t by) { return value / by - (value % by < 0 ? 1 : 0); }

std::chrono::year_month_day calendar(const Day& day) {
  return {std::chrono::year(std::clamp(day.year, -kMostYears, kMostYears)),
          std::chrono::month(static_cast<unsigned>(day.month)),
          std::chrono::day(static_cast<unsigned>(day.day))};
}

// Days since 1970-01-01 in the proleptic Gregorian calendar; a 30 February is two days after the 28th.
std::int64_t day_number(const Day& day) {
  return std::chrono::sys_days(calendar(day)).time_since_epoch().count();
}

Day day_of(const std::chrono::year_month_day& date) {
  return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
          static_cast<int>(static_cast<unsigned>(date.day()))};
}

Day day_of_number(std::int64_t number) {
  const auto days = std::chrono::days(static_cast<int>(std::clamp(number, kLeastDay, kMostDay)));
  return day_of(std::chrono::year_month_day(std::chrono::sys_days(days)));
}

// A clock may say anything (R5): what lies outside the years 0 to 9999 stops at the edge.
std::int64_t local_ms(const LocalTime& time) {
  const std::int64_t offset = std::int64_t{time.offset_min} * 60'000;
  const std::int64_t least = kLeastDay * kDayMs;
  const std::int64_t most = (kMostDay + 1) * kDayMs - 1;
  return std::clamp(std::clamp(time.at.ms, least, most) + offset, least, most);
}

std::optional<int> digits(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return std::nullopt;
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

std::optional<std::int64_t> parse_clock(std::string_view text) {  // HH:MM:SS, in ms
  if (text.size() < 8 || text[2] != ':' || text[5] != ':') return std::nullopt;
  const auto hour = digits(text, 0, 2);
  const auto minute = digits(text, 3, 2);
  const auto second = digits(text, 6, 2);
  if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
  return ((*hour * 60 + *minute) * 60 + std::min(*second, 59)) * std::int64_t{1000};  // a leap second is 59
}

std::optional<int> parse_offset(std::string_view text) {
  if (text == "Z" || text == "z") return 0;
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
  const auto hours = digits(text, 1, 2);
  const auto minutes = digits(text, 4, 2);
  if (!hours || !minutes || *hours > 23 || *minutes > 59) return std::nullopt;
  return (text[0] == '-' ? -1 : 1) * (*hours * 60 + *minutes);
}

// From the last Sunday of March to that of October, 01:00 UTC each.
bool is_summer(Instant at) {
  const Day day = day_of_number(floor_div(std::clamp(at.ms, kLeastDay * kDayMs, kMostDay * kDayMs), kDayMs));
  const auto change_ms = [&](std::chrono::month month) {
    const auto sunday = std::chrono::year(day.year) / month / std::chrono::Sunday[std::chrono::last];
    return std::int64_t{std::chrono::sys_days(sunday).time_since_epoch().count()} * kDayMs + 3'600'000;
  };
  return at.ms >= change_ms(std::chrono::March) && at.ms < change_ms(std::chrono::October);
}

}  // namespace

LocalTime as_then(Instant at, const LocalTime& now) {
  constexpr int kCentralEurope = 60, kSummer = 60;
  if (now.offset_min - (is_summer(now.at) ? kSummer : 0) != kCentralEurope) return {at, now.offset_min};
  return {at, kCentralEurope + (is_summer(at) ? kSummer : 0)};
}

Day day_of(const LocalTime& time) { return day_of_number(floor_div(local_ms(time), kDayMs)); }

int minute_of_day(const LocalTime& time) {
  constexpr std::int64_t kDay = 24 * 60;
  const std::int64_t minutes = time.at.ms / 60'000 + time.offset_min;
  return static_cast<int>((minutes % kDay + kDay) % kDay);
}

int weekday_of(const Day& day) {
  return static_cast<int>(std::chrono::weekday(std::chrono::sys_days(calendar(day))).iso_encoding());
}

Day add_days(const Day& day, int days) { return day_of_number(day_number(day) + days); }

Day add_months(const Day& day, int months) {
  const auto date = calendar(day) + std::chrono::months(months);
  const auto last = date.year() / date.month() / std::chrono::last;
  return day_of_number(day_number(day_of(std::min(date, std::chrono::year_month_day(last)))));
}

int days_between(const Day& from, const Day& to) {
  return static_cast<int>(day_number(to) - day_number(from));
}

std::string to_iso(const Day& day) {
  char text[48];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", day.year, day.month, day.day);
  return text;
}

std::string to_rfc3339(const LocalTime& time) {
  const std::int64_t ms = local_ms(time);
  const auto second = static_cast<int>((ms - floor_div(ms, kDayMs) * kDayMs) / 1000);
  const int offset = time.offset_min < 0 ? -time.offset_min : time.offset_min;
  char text[64];
  std::snprintf(text, sizeof text, "T%02d:%02d:%02d%c%02d:%02d", second / 3600, second / 60 % 60, second % 60,
                time.offset_min < 0 ? '-' : '+', offset / 60, offset % 60);
  return to_iso(day_of(time)) + text;
}

std::optional<Day> parse_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = digits(text, 0, 4);
  const auto month = digits(text, 5, 2);
  const auto day = digits(text, 8, 2);
  if (!year || !month || !day || *month < 1 || *month > 12 || *day < 1) return std::nullopt;
  const Day parsed{*year, *month, *day};
  if (!calendar(parsed).ok()) return std::nullopt;  // 30 February
  return parsed;
}

std::optional<LocalTime> parse_rfc3339(std::string_view text) {
  if (text.size() < 20 || (text[10] != 'T' && text[10] != 't')) return std::nullopt;
  const auto day = parse_day(text.substr(0, 10));
  const auto clock = parse_clock(text.substr(11));
  if (!day || !clock) return std::nullopt;
  std::size_t at = 19;
  std::int64_t fraction = 0;
  if (text[at] == '.') {
    std::int64_t weight = 100;
    const std::size_t begin = ++at;
    for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, weight /= 10) {
      fraction += (text[at] - '0') * weight;
    }
    if (at == begin) return std::nullopt;
  }
  const auto offset = parse_offset(text.substr(at));
  if (!offset) return std::nullopt;
  const std::int64_t local = day_number(*day) * kDayMs + *clock + fraction;
  return LocalTime{Instant{local - std::int64_t{*offset} * 60'000}, *offset};
}

}  // namespace wv
