// The story that a visitor builds (one person, two worlds, four bridges): each stone that is touched
// lets the wijkverbinder step to the water and a bridge grow. When nobody touches it plays once by itself and
// is then still; with motion off it stands whole from the beginning. On the checklist it runs backwards: each
// line that is ticked lets one bridge fall.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "app/visit.h"

namespace wv::app {

inline constexpr std::int64_t kStoryWaitMs = 5000;  // before it plays by itself
inline constexpr std::int64_t kStoryStepMs = 2000;  // a bridge: four of them are eight seconds

void open_story(Context& c);
void touch_stone(State& state, domain::Role role);
void switch_story(State& state, bool with);
void play_story(State& state);                                  // when its moment has come
void stop_story(State& state);                                  // somebody touched: from now on they build
[[nodiscard]] std::int64_t story_plays_ms(const State& state);  // boot clock; INT64_MAX: it doesn't
[[nodiscard]] bool is_built(const Roles& roles);                // all four stand

// How many bridges have fallen, the first role's first.
[[nodiscard]] std::size_t fallen(const Checklist& list);

}  // namespace wv::app
