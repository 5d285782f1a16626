// One entry of a calendar as a telephone takes it (iCalendar, RFC 5545): a VCALENDAR with a VEVENT and
// nothing that isn't needed. Times float, without a zone (3.3.5, form 1): it is the wall of the place that
// counts. Texts are escaped (3.3.11), lines folded at 75 octets, never inside a letter (3.1). Can't fail.
#pragma once
#include <optional>
#include <string>

#include "base/time.h"

namespace wv::domain {

struct Hours {  // minutes of the day
  int from = 0, to = 0;
};

struct CalendarEntry {
  std::string uid;  // random: it must tell nothing
  Day made;         // the day is enough for DTSTAMP; the hour of a visit is nobody's business
  Day day;
  std::optional<Hours> hours;  // none: all day
  std::string summary, location, description;
};

[[nodiscard]] std::string to_icalendar(const CalendarEntry& entry);
// "9:30" or "10:00" as minutes of the day; none when it is no hour.
[[nodiscard]] std::optional<int> minutes_of(const std::string& hour);

}  // namespace wv::domain
