// Days that can be promised. Working days leave out weekends and the Dutch public holidays on which
// municipalities are closed: New Year's Day, Easter Monday, King's Day, Ascension Day, Whit Monday,
// Christmas (two days). Good Friday and 5 May (free for all only where an agreement says so) count as
// working days: a promise may then be kept early, and a day lost by an agreement is the municipality's, which
// names it among its own closed days (`closed`: municipality.json, closed_days).
#pragma once
#include <optional>
#include <span>
#include <vector>

#include "base/time.h"

namespace wv::domain {

[[nodiscard]] Day easter_sunday(int year);  // Gregorian calendar
[[nodiscard]] bool is_public_holiday(const Day& day);
[[nodiscard]] bool is_closed(const Day& day, std::span<const Day> closed);  // a holiday, or one of these
[[nodiscard]] bool is_working_day(const Day& day, std::span<const Day> closed = {});
// The n-th working day after `from`; `from` itself doesn't count.
[[nodiscard]] Day reply_by(const Day& from, int working_days, std::span<const Day> closed = {});
// The first of these weekdays (1 Monday .. 7 Sunday), from `from` on, that is open; none within a year.
[[nodiscard]] std::optional<Day> next_open(const Day& from, std::span<const int> weekdays,
                                           std::span<const Day> closed);
// Whoever is told "every Tuesday" comes on the next one. Of these weekdays (1 Monday .. 7 Sunday) the days
// from `today` on that are closed, each weekday's up to the first day to come that is open; in order, at most
// kMostClosed.
inline constexpr std::size_t kMostClosed = 6;
[[nodiscard]] std::vector<Day> closed_ahead(const Day& today, std::span<const int> weekdays,
                                            std::span<const Day> closed);

}  // namespace wv::domain
