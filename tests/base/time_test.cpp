#include "base/time.h"

#include <doctest/doctest.h>

using namespace wv;

TEST_CASE("another moment has the offset of then: summer and winter in Central Europe") {
  const auto at = [](const char* text) { return *parse_rfc3339(text); };
  const auto then = [&](const char* now, const char* moment) {
    return to_rfc3339(as_then(at(moment).at, at(now)));
  };
  CHECK(then("2026-10-25T09:00:00+01:00", "2026-10-24T16:10:00+02:00") == "2026-10-24T16:10:00+02:00");
  CHECK(then("2027-03-28T09:00:00+02:00", "2027-03-27T16:10:00+01:00") == "2027-03-27T16:10:00+01:00");
  CHECK(then("2026-10-26T09:00:00+01:00", "2026-10-25T00:59:59Z") == "2026-10-25T02:59:59+02:00");
  CHECK(then("2026-10-26T09:00:00+01:00", "2026-10-25T01:00:00Z") == "2026-10-25T02:00:00+01:00");
  CHECK(then("2027-04-01T09:00:00+02:00", "2027-03-28T00:59:59Z") == "2027-03-28T01:59:59+01:00");
  CHECK(then("2027-04-01T09:00:00+02:00", "2027-03-28T01:00:00Z") == "2027-03-28T03:00:00+02:00");
  // Negative control: with the offset of now it would have been an hour later.
  CHECK(to_rfc3339({at("2026-10-24T16:10:00+02:00").at, 60}) == "2026-10-24T15:10:00+01:00");
  // Elsewhere the season isn't known here.
  CHECK(then("2026-10-26T09:00:00Z", "2026-07-01T12:00:00Z") == "2026-07-01T12:00:00+00:00");
  CHECK(then("2026-07-01T09:00:00-03:00", "2026-01-01T12:00:00Z") == "2026-01-01T09:00:00-03:00");
}

TEST_CASE("days, weekdays and their arithmetic over 400 years") {
  CHECK(weekday_of({1970, 1, 1}) == 4);
  CHECK(weekday_of({2026, 11, 23}) == 1);
  CHECK(weekday_of({2000, 2, 29}) == 2);
  Day day{1800, 1, 1};
  int weekday = weekday_of(day);
  for (int i = 0; i < 146097; ++i) {
    const Day next = add_days(day, 1);
    weekday = weekday % 7 + 1;
    REQUIRE(weekday_of(next) == weekday);
    REQUIRE(days_between(day, next) == 1);
    REQUIRE(next > day);
    day = next;
  }
  CHECK(day == Day{2200, 1, 1});
  CHECK(add_days({2024, 3, 1}, -1) == Day{2024, 2, 29});
}

TEST_CASE("a moment's day is the day of the place") {
  const auto late = parse_rfc3339("2026-06-30T23:30:00Z");
  REQUIRE(late);
  CHECK(day_of(*late) == Day{2026, 6, 30});
  CHECK(day_of({late->at, 120}) == Day{2026, 7, 1});
  CHECK(to_rfc3339({late->at, 120}) == "2026-07-01T01:30:00+02:00");
  CHECK(to_rfc3339({Instant{-1000}, 0}) == "1969-12-31T23:59:59+00:00");
  CHECK(to_rfc3339({Instant{0}, -210}) == "1969-12-31T20:30:00-03:30");
}

TEST_CASE("RFC 3339 in: fractions, Z, offsets; and what it isn't") {
  CHECK(parse_rfc3339("2026-06-01T10:00:00+02:00")->at.ms == parse_rfc3339("2026-06-01T08:00:00z")->at.ms);
  CHECK(parse_rfc3339("2026-06-01t10:00:00.25Z")->at.ms % 1000 == 250);
  CHECK(parse_rfc3339("2026-06-01T10:00:00.123456789Z")->at.ms % 1000 == 123);
  CHECK(parse_rfc3339("2016-12-31T23:59:60Z"));
  for (const char* bad : {"", "2026-06-01", "2026-06-01 10:00:00Z", "2026-06-01T10:00:00",
                          "2026-06-01T24:00:00Z", "2026-06-01T10:60:00Z", "2026-13-01T10:00:00Z",
                          "2026-02-30T10:00:00Z", "2026-06-01T10:00:00.Z", "2026-06-01T10:00:00+2:00",
                          "2026-06-01T10:00:00+02:00x", "2026-06-01T10:00:00+0200", "x026-06-01T10:00:00Z"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_rfc3339(bad));
  }
}

TEST_CASE("days in and out") {
  CHECK(to_iso({2026, 1, 9}) == "2026-01-09");
  CHECK(parse_day("2024-02-29") == Day{2024, 2, 29});
  for (const char* bad : {"2023-02-29", "2026-00-01", "2026-01-00", "2026-1-01", "26-01-01", "2026/01/01",
                          "2026-01-32", " 2026-01-01"}) {
    CHECK_FALSE(parse_day(bad));
  }
}

TEST_CASE("R5: a clock may say anything") {
  for (const std::int64_t ms :
       {INT64_MIN, INT64_MAX, std::int64_t{0}, std::int64_t{2147483648000}, std::int64_t{-62167219200001}}) {
    const LocalTime time{Instant{ms}, 840};
    const auto back = parse_rfc3339(to_rfc3339(time));
    CHECK(back);
    CHECK(parse_day(to_iso(day_of(time))));
  }
}
