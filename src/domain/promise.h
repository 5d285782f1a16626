// Days that can be promised. Working days leave out weekends and the Dutch public holidays on which
// municipalities are closed: New Year's Day, Easter Monday, King's Day, Ascension Day, Whit Monday,
// Christmas (two days). Good Friday and 5 May (free for all only where an agreement says so) count as
// working days: a promise may then be kept early, and a day lost by an agreement is the municipality's.
#pragma once
#include <span>

#include "base/time.h"

namespace wv::domain {

[[nodiscard]] Day easter_sunday(int year);  // Gregorian calendar
[[nodiscard]] bool is_public_holiday(const Day& day);
[[nodiscard]] bool is_working_day(const Day& day);
// The n-th working day after `from`; `from` itself doesn't count.
[[nodiscard]] Day reply_by(const Day& from, int working_days);
// The first of these weekdays (1 Monday .. 7 Sunday) after `from` that is no public holiday.
[[nodiscard]] Day next_surgery(const Day& from, std::span<const int> weekdays);

}  // namespace wv::domain
