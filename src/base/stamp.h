// The day on an envelope, and whether anybody but the device's own clock said so. No day is believed that
// lies before the day on which this version was released (WV_RELEASE_DAY in CMakeLists.txt, beside the
// version): a machine without a clock begins in 1970, or wherever it was switched off, and a message is no
// older than that.
#pragma once
#include <optional>
#include <string_view>

#include "base/time.h"

namespace wv {

// The clear member "clock" of an envelope. unknown: it is absent, as in what older versions wrote.
enum class ClockWas { unknown, unconfirmed, confirmed };

struct Stamp {
  Day day;
  ClockWas clock = ClockWas::unknown;
  bool operator==(const Stamp&) const = default;
};

[[nodiscard]] Day release_day();
// The first day on which any version was in use: what claims to be older was dated by a dead clock. Never
// raised, for what earlier versions wrote without the member "clock" lies between the two.
[[nodiscard]] Day first_release_day();

[[nodiscard]] const char* clock_name(ClockWas clock);  // "" for unknown
[[nodiscard]] std::optional<ClockWas> parse_clock_name(std::string_view name);

// What to write when a machine's clock says `today`: never a day before the release.
[[nodiscard]] Stamp stamp_of(const Day& today, ClockWas clock);

}  // namespace wv
