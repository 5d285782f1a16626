#include "app/story.h"

#include <algorithm>
#include <climits>

namespace wv::app {

namespace {

void build(Roles& roles, domain::Role role) {
  roles.built[static_cast<std::size_t>(role)] = true;
  roles.before = roles.at;
  roles.at = role;
}

}  // namespace

void open_story(Context& c) {
  Roles roles;
  // Whoever wants nothing to move sees it whole; whoever listens builds it at their own pace.
  if (c.state.shown.calm)
    roles.built.fill(true);
  else if (c.state.reading.mode == Reading::Mode::off)
    roles.plays_ms = c.state.now_ms + kStoryWaitMs;
  go(c, roles);
}

void touch_stone(State& state, domain::Role role) {
  auto* roles = std::get_if<Roles>(&state.screen);
  if (roles != nullptr && !roles->built[static_cast<std::size_t>(role)]) build(*roles, role);
}

void switch_story(State& state, bool with) {
  auto* roles = std::get_if<Roles>(&state.screen);
  if (roles == nullptr) return;
  roles->built.fill(with);
  roles->at.reset();
  roles->before.reset();
}

void play_story(State& state) {
  auto* roles = std::get_if<Roles>(&state.screen);
  if (roles == nullptr || roles->plays_ms == 0 || state.now_ms < roles->plays_ms) return;
  const auto next = std::find(roles->built.begin(), roles->built.end(), false);
  if (next != roles->built.end() && state.overlay == Overlay::none)
    build(*roles, domain::kRoles[static_cast<std::size_t>(next - roles->built.begin())]);
  roles->plays_ms = is_built(*roles) ? 0 : state.now_ms + kStoryStepMs;
}

void stop_story(State& state) {
  if (auto* roles = std::get_if<Roles>(&state.screen)) roles->plays_ms = 0;
}

std::int64_t story_plays_ms(const State& state) {
  const auto* roles = std::get_if<Roles>(&state.screen);
  return roles == nullptr || roles->plays_ms == 0 ? INT64_MAX : roles->plays_ms;
}

bool is_built(const Roles& roles) {
  return std::all_of(roles.built.begin(), roles.built.end(), [](bool stands) { return stands; });
}

std::size_t fallen(const Checklist& list) {
  return std::min(static_cast<std::size_t>(std::count(list.ticked.begin(), list.ticked.end(), true)),
                  domain::kRoles.size());
}

}  // namespace wv::app
