#include "base/stamp.h"

namespace wv {

Day release_day() {
  static const Day day = parse_day(WV_RELEASE_DAY).value_or(first_release_day());
  return day;
}

Day first_release_day() { return {2026, 6, 1}; }

const char* clock_name(ClockWas clock) {
  switch (clock) {
    case ClockWas::unknown: return "";
    case ClockWas::unconfirmed: return "unconfirmed";
    case ClockWas::confirmed: return "confirmed";
  }
  return "";
}

std::optional<ClockWas> parse_clock_name(std::string_view name) {
  for (const ClockWas clock : {ClockWas::unconfirmed, ClockWas::confirmed})
    if (name == clock_name(clock)) return clock;
  return std::nullopt;
}

Stamp stamp_of(const Day& today, ClockWas clock) {
  if (today < release_day()) return {release_day(), ClockWas::unconfirmed};
  return {today, clock};
}

}  // namespace wv
