#include "domain/promise.h"

#include <doctest/doctest.h>

#include <vector>

using namespace wv;
using namespace wv::domain;

TEST_CASE("Easter Sundays, as the almanacs give them") {
  const std::vector<Day> easters = {{1961, 4, 2},  {2000, 4, 23}, {2008, 3, 23}, {2011, 4, 24},
                                    {2024, 3, 31}, {2025, 4, 20}, {2026, 4, 5},  {2027, 3, 28},
                                    {2028, 4, 16}, {2030, 4, 21}, {2038, 4, 25}};
  for (const Day& day : easters) CHECK(easter_sunday(day.year) == day);
}

TEST_CASE("Dutch public holidays of 2026, and what is none") {
  for (const Day& day : {Day{2026, 1, 1}, Day{2026, 4, 6}, Day{2026, 4, 27}, Day{2026, 5, 14},
                         Day{2026, 5, 25}, Day{2026, 12, 25}, Day{2026, 12, 26}}) {
    CHECK(is_public_holiday(day));
    CHECK_FALSE(is_working_day(day));
  }
  CHECK_FALSE(is_public_holiday({2026, 4, 3}));  // Good Friday
  CHECK_FALSE(is_public_holiday({2026, 5, 5}));
  CHECK(is_public_holiday({2025, 4, 26}));  // 27 April 2025 was a Sunday
  CHECK_FALSE(is_public_holiday({2025, 4, 27}));
  CHECK_FALSE(is_working_day({2026, 11, 28}));
  CHECK(is_working_day({2026, 11, 27}));
}

TEST_CASE("five working days later") {
  CHECK(reply_by({2026, 11, 23}, 5) == Day{2026, 11, 30});
  CHECK(reply_by({2026, 11, 28}, 5) == Day{2026, 12, 4});   // on a Saturday
  CHECK(reply_by({2026, 12, 22}, 5) == Day{2026, 12, 30});  // 25 December is free, 26 is a Saturday
  CHECK(reply_by({2026, 4, 2}, 2) == Day{2026, 4, 7});      // over Easter
  CHECK(reply_by({2026, 5, 13}, 1) == Day{2026, 5, 15});    // Ascension Day
  CHECK(reply_by({2026, 11, 23}, 0) == Day{2026, 11, 23});
  for (int offset = 0; offset < 800; ++offset) {
    const Day from = add_days({2026, 1, 1}, offset);
    for (const int days : {1, 5, 20}) {
      const Day by = reply_by(from, days);
      REQUIRE(is_working_day(by));
      REQUIRE(days_between(from, by) >= days);
      REQUIRE(days_between(from, by) <= 2 * days + 6);
    }
  }
}

TEST_CASE(
    "of weekdays that are named, those to come that are closed are known: holidays and the municipality's own") {
  const std::vector<int> tuesday = {2};
  const std::vector<Day> own = {{2027, 5, 4}, {2026, 12, 1}};
  const auto closed = [&](const Day& today, const std::vector<int>& weekdays, bool with_own = true) {
    return closed_ahead(today, weekdays, with_own ? std::span<const Day>(own) : std::span<const Day>());
  };
  using Days = std::vector<Day>;
  CHECK(closed({2026, 11, 23}, tuesday).empty());
  CHECK(closed({2026, 11, 24}, tuesday) == Days{{2026, 12, 1}});  // today's hours may be over
  CHECK(closed({2026, 11, 24}, tuesday, false).empty());  // negative control: the municipality names no day
  CHECK(closed({2026, 12, 1}, tuesday) == Days{{2026, 12, 1}});  // today itself
  CHECK(closed({2027, 4, 26}, tuesday) ==
        Days{{2027, 4, 27}, {2027, 5, 4}});  // the eve of King's Day, and the week after
  CHECK(closed({2027, 4, 26}, tuesday, false) == Days{{2027, 4, 27}});
  CHECK(closed({2027, 4, 19}, tuesday).empty());  // there is one before
  CHECK(closed({2026, 12, 21}, {5, 6}) ==
        Days{{2026, 12, 25}, {2026, 12, 26}, {2027, 1, 1}});  // two Fridays in a row
  CHECK(closed({2027, 4, 26}, {1, 3}) == Days{});
  CHECK(closed({2027, 3, 24}, {1}) == Days{{2027, 3, 29}});  // Easter Monday
  CHECK(closed({2027, 5, 3}, {4}) == Days{{2027, 5, 6}});    // Ascension Day
  CHECK(closed({2033, 4, 20}, {2, 3}) == Days{{2033, 4, 27}});
  CHECK(closed({2031, 4, 22}, {6}) == Days{{2031, 4, 26}});  // King's Day on the Saturday before a Sunday
  Days summer;
  for (int day = 0; day < 60; ++day) summer.push_back(add_days({2027, 7, 1}, day));
  CHECK(closed_ahead({2027, 7, 1}, tuesday, summer).size() == kMostClosed);
  CHECK(reply_by({2027, 7, 1}, 5, summer) == Day{2027, 9, 3});
  CHECK(reply_by({2027, 7, 1}, 5) == Day{2027, 7, 8});
}
