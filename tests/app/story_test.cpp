// The story of the four bridges: built by touch, by itself when nobody touches, at once, and backwards.
#include "app/story.h"

#include "app/opening.h"

using namespace wv;
using namespace wv::app;
using app_test::example;

namespace {

struct Story : app_test::Opening {
  Story() { all(StartPressed{}, RolesOpened{}); }
  const Roles& roles() { return std::get<Roles>(state.screen); }
  void at(std::int64_t ms) { then(TimePassed{state.now, ms}); }
  std::size_t standing() {
    std::size_t count = 0;
    for (const bool stands : roles().built) count += stands ? 1U : 0U;
    return count;
  }
};

}  // namespace

TEST_CASE("each stone that is touched becomes a bridge, and the wijkverbinder stands there") {
  Story v;
  CHECK(v.standing() == 0);
  v.then(StoneTouched{domain::Role::mediator});
  CHECK(v.roles().built == std::array{false, false, false, true});
  CHECK(v.roles().at == domain::Role::mediator);
  CHECK_FALSE(v.roles().before.has_value());
  v.all(StoneTouched{domain::Role::fixer}, StoneTouched{domain::Role::fixer});
  CHECK(v.standing() == 2);
  CHECK(v.roles().before == domain::Role::mediator);
  v.all(StoneTouched{domain::Role::entrepreneur}, StoneTouched{domain::Role::bridge_builder});
  CHECK(is_built(v.roles()));
}

TEST_CASE("what was built is still there when one comes back from a role's page") {
  Story v;
  v.all(StoneTouched{domain::Role::fixer}, RoleOpened{domain::Role::fixer});
  REQUIRE(v.on<RolePage>());
  v.then(BackPressed{});
  REQUIRE(v.on<Roles>());
  CHECK(v.standing() == 1);
}

TEST_CASE("when nobody touches it plays once, in eight seconds, and then nothing wakes for it any more") {
  Story v;
  const std::int64_t began = v.state.now_ms;
  CHECK(story_plays_ms(v.state) == began + kStoryWaitMs);
  CHECK(next_wake_ms(v.state, example()) == began + kStoryWaitMs);
  v.at(began + kStoryWaitMs - 1);
  CHECK(v.standing() == 0);
  for (std::size_t bridge = 0; bridge < 4; ++bridge) {
    v.at(began + kStoryWaitMs + static_cast<std::int64_t>(bridge) * kStoryStepMs);
    CHECK(v.standing() == bridge + 1);
  }
  CHECK(story_plays_ms(v.state) == INT64_MAX);
  v.at(began + 60'000);
  CHECK(v.standing() == 4);
  CHECK(4 * kStoryStepMs == 8000);
}

TEST_CASE("whoever touches goes on by themselves, at their own pace") {
  Story v;
  const std::int64_t began = v.state.now_ms;
  v.at(began + kStoryWaitMs);
  CHECK(v.standing() == 1);
  v.then(Touched{});
  v.at(began + kStoryWaitMs + 20'000);
  CHECK(v.standing() == 1);
}

TEST_CASE("it doesn't go on behind a panel") {
  Story v;
  const std::int64_t began = v.state.now_ms;
  v.then(HelpOpened{});
  v.at(began + kStoryWaitMs);
  CHECK(v.standing() == 0);
}

TEST_CASE("with motion off it stands whole; by ear it waits for a touch") {
  app_test::Opening calm;
  calm.state.shown.calm = true;
  calm.all(StartPressed{}, RolesOpened{});
  CHECK(is_built(std::get<Roles>(calm.state.screen)));
  CHECK(story_plays_ms(calm.state) == INT64_MAX);

  app_test::Opening ear;
  ear.all(StartPressed{}, ListenPressed{}, RolesOpened{});
  REQUIRE(ear.state.reading.mode != Reading::Mode::off);
  CHECK(story_plays_ms(ear.state) == INT64_MAX);
}

TEST_CASE("with and without, all at once") {
  Story v;
  v.all(StoneTouched{domain::Role::fixer}, RolesSwitched{true});
  CHECK(is_built(v.roles()));
  v.then(RolesSwitched{false});
  CHECK(v.standing() == 0);
  CHECK_FALSE(v.roles().at.has_value());
}

TEST_CASE("on the checklist each line that is ticked lets a bridge fall, and unticked it stands again") {
  app_test::Opening v;
  v.all(StartPressed{}, ChecklistOpened{});
  const auto fallen_now = [&] { return fallen(std::get<Checklist>(v.state.screen)); };
  CHECK(fallen_now() == 0);
  v.all(ChecklistTicked{4}, ChecklistTicked{0});
  CHECK(fallen_now() == 2);
  v.then(ChecklistTicked{4});
  CHECK(fallen_now() == 1);
  for (const std::size_t line : {1U, 2U, 3U, 4U, 5U}) v.then(ChecklistTicked{line});
  CHECK(fallen_now() == 4);  // six lines, four bridges
}
