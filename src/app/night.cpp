#include "app/night.h"

#include <algorithm>

#include "app/health.h"
#include "domain/calendar.h"
#include "domain/promise.h"

namespace wv::app {
namespace {

constexpr std::int64_t kMinuteMs = 60'000;

bool counts_on(const content::Hours& hours, const Day& day) {
  return std::find(hours.days.begin(), hours.days.end(), weekday_of(day)) != hours.days.end();
}

bool is_open(const content::Municipality& m, const LocalTime& now) {
  const Day today = day_of(now);
  if (domain::is_closed(today, m.closed_days)) return false;
  const int minute = minute_of_day(now);
  return std::any_of(m.opening.begin(), m.opening.end(), [&](const content::Hours& hours) {
    const auto from = domain::minutes_of(hours.from), to = domain::minutes_of(hours.to);
    return from && to && counts_on(hours, today) && minute >= *from && minute < *to;
  });
}

bool is_night(const State& state, const content::Content& content) {
  return state.mode != Mode::own && !content.municipality.opening.empty() && !clock_is_wrong(state) &&
         !is_open(content.municipality, state.now);
}

bool may_sleep(const State& state) {
  return std::holds_alternative<Attract>(state.screen) && state.overlay == Overlay::none &&
         !state.reading.speaking && state.turned_by.empty();
}

}  // namespace

void look_at_hours(Context& c) {
  State& s = c.state;
  if (s.awake_ms == 0) s.awake_ms = s.now_ms;  // whoever switched it on sees that it works
  const bool night = is_night(s, c.content);
  if (s.overlay == Overlay::asleep) {
    if (!night) s.overlay = Overlay::none;
    return;
  }
  if (!may_sleep(s)) s.awake_ms = s.now_ms;
  if (!night || !may_sleep(s) || s.now_ms - s.awake_ms < kAwakeMs) return;
  forget_visitor(c, Transfers::go_on);  // whoever had the first screen read aloud is gone, too
  s.overlay = Overlay::asleep;
}

void wake(State& state) {
  state.awake_ms = state.now_ms;
  if (state.overlay == Overlay::asleep) state.overlay = Overlay::none;
}

std::int64_t hours_change_ms(const State& state, const content::Content& content) {
  const auto& m = content.municipality;
  if (m.opening.empty() || clock_is_wrong(state)) return INT64_MAX;
  if (is_night(state, content) && state.overlay != Overlay::asleep)
    return may_sleep(state) ? state.awake_ms + kAwakeMs : INT64_MAX;
  const Day today = day_of(state.now);
  if (domain::is_closed(today, m.closed_days)) return INT64_MAX;
  const int minute = minute_of_day(state.now);
  int next = INT32_MAX;
  for (const content::Hours& hours : m.opening)
    for (const auto& edge : {domain::minutes_of(hours.from), domain::minutes_of(hours.to)})
      if (edge && counts_on(hours, today) && *edge > minute) next = std::min(next, *edge);
  if (next == INT32_MAX) return INT64_MAX;
  const std::int64_t into_minute = state.now.at.ms % kMinuteMs;
  return state.now_ms + (next - minute) * kMinuteMs - into_minute;
}

}  // namespace wv::app
