// Outside the opening hours of municipality.json the screen is black, until somebody touches it (K8 of
// tests/REQUIREMENTS.md). Nobody who is here is left in the dark: it falls asleep on the first screen only,
// some minutes after the last touch, and never by a clock that is known to be wrong. The touch that wakes it
// does nothing else.
#pragma once
#include <cstdint>

#include "app/visit.h"

namespace wv::app {

inline constexpr std::int64_t kAwakeMs = 180'000;  // after the last touch

void look_at_hours(Context& c);  // as time passes: asleep, or awake when it is day
void wake(State& state);         // somebody touched
// When look_at_hours has something to do next, on the boot clock; INT64_MAX: not by itself. Right up to the
// next midnight, when the time is looked at anyway.
[[nodiscard]] std::int64_t hours_change_ms(const State& state, const content::Content& content);

}  // namespace wv::app
