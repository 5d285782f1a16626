// A machine that slept past the time-out shows nothing of the last person, not in one frame. The real suspend
// can't be tried here: the steady clock stands still and the boot clock goes on, as clock_gettime(2) says
// they do.
#include "player/application_fixture.h"

using namespace wv;
using namespace wv::test;

namespace {

constexpr std::int64_t kHour = 3'600'000;

bool shows(const runtime::Stage& stage, std::string_view id) {
  for (const auto& node : stage.tree().nodes)
    if (node.id.starts_with(id)) return true;
  return false;
}

// What the loop does first after waking, whatever woke it.
void wake(TestApplication& h, std::int64_t slept_ms) {
  const services::Moment last = h.player.now();
  h.application.stage.step({{Instant{last.wall.at.ms + slept_ms + 5}, last.wall.offset_min},
                            last.steady_ms + 5,
                            last.boot_ms + slept_ms + 5});
}

}  // namespace

TEST_CASE("the first frame after waking is the first screen") {
  TestApplication h;
  REQUIRE(h.play(kToReview));
  REQUIRE(shows(h.application.stage, "review"));
  // On the boot clock it is due soon, by whichever clock the loop waits.
  const std::int64_t due = h.application.stage.protect_at_ms();
  CHECK(due > h.player.now().boot_ms);
  CHECK(due <= h.player.now().boot_ms + 90'000);
  wake(h, 8 * kHour);
  CHECK_FALSE(shows(h.application.stage, "review"));
  CHECK(std::holds_alternative<app::Attract>(h.application.stage.state().screen));
  CHECK_FALSE(h.application.stage.state().session.draft);
}

TEST_CASE("a touch that woke it meets the first screen, not what lay under it") {
  TestApplication h;
  REQUIRE(h.play(kToReview));
  const services::Moment last = h.player.now();
  h.application.stage.post(app::Touched{});
  h.application.stage.post(app::TextTyped{"x"});
  wake(h, kHour);
  CHECK_FALSE(shows(h.application.stage, "review"));
  CHECK_FALSE(h.application.stage.state().session.draft);
  CHECK(h.application.stage.state().touched_ms >= last.boot_ms + kHour);
}

TEST_CASE("a clock that stands still in sleep would keep it up: the negative control") {
  TestApplication h;
  REQUIRE(h.play(kToReview));
  const services::Moment last = h.player.now();
  h.application.stage.step(
      {{Instant{last.wall.at.ms + 8 * kHour}, last.wall.offset_min}, last.steady_ms + 5});
  CHECK(shows(h.application.stage, "review"));
}
