// What counts down shows every second once, each for a second, also on a machine that has slept: what a wait
// is counted on and what wakes the loop are two clocks then.
#include <string>
#include <vector>

#include "player/application_fixture.h"

using namespace wv;
using namespace wv::test;

namespace {

constexpr std::int64_t kSleptMs = 3'600'000 + 123;  // the boot clock is that much ahead of the steady one

struct Shown {
  std::string words;
  std::int64_t at_ms = 0;
};

// Wakes when the loop would, `late_ms` after it asked to, until `seconds` have passed.
std::vector<Shown> watch(TestApplication& h, std::string_view id, int seconds, std::int64_t late_ms,
                         std::int64_t slept_ms = kSleptMs) {
  const services::Moment begin = h.player.now();
  std::vector<Shown> shown;
  std::int64_t at = begin.steady_ms;
  while (at <= begin.steady_ms + seconds * 1000) {
    h.application.stage.step({{Instant{begin.wall.at.ms + at - begin.steady_ms}, begin.wall.offset_min},
                              at,
                              begin.boot_ms + slept_ms + at - begin.steady_ms});
    if (const ui::Node* node = h.application.stage.tree().find(id);
        node != nullptr && (shown.empty() || shown.back().words != node->name))
      shown.push_back({node->name, at});
    at = std::max(at + 1, h.application.stage.next_wake_ms()) + late_ms;
  }
  return shown;
}

void lock_pad(TestApplication& h) {
  h.application.stage.step(
      {h.player.now().wall, h.player.now().steady_ms, h.player.now().boot_ms + kSleptMs});
  h.application.stage.post(app::HealthOpened{});
  h.application.stage.post(app::HostEvent{app::SettingsAsked{}});
  h.application.stage.post(app::HostEvent{app::PinLooked{true, 60'000}});
}

int skipped(const std::vector<Shown>& shown, std::size_t wanted) {
  return static_cast<int>(wanted) - static_cast<int>(shown.size());
}

}  // namespace

TEST_CASE("the wait for the PIN counts 60, 59, 58 down to 50 on exact seconds, and then on") {
  for (const std::int64_t late_ms : {0, 1, 7, 40}) {
    CAPTURE(late_ms);
    TestApplication h;
    lock_pad(h);
    const auto shown = watch(h, "pin.error", 10, late_ms);
    REQUIRE(shown.size() >= 10);
    for (std::size_t i = 0; i < 10; ++i) {
      CHECK(shown[i].words ==
            "Te vaak fout. Wacht nog " + std::string(i == 0 ? "1:00" : "0:" + std::to_string(60 - i)) + ".");
      CHECK(shown[i].at_ms - shown[0].at_ms - static_cast<std::int64_t>(i) * 1000 >= 0);
      CHECK(shown[i].at_ms - shown[0].at_ms - static_cast<std::int64_t>(i) * 1000 <= late_ms);
    }
  }
}

TEST_CASE("control: who wakes a second late each time, as the pad did, skips numbers") {
  TestApplication h;
  lock_pad(h);
  CHECK(skipped(watch(h, "pin.error", 10, 900), 11) > 0);
}

TEST_CASE("the question whether somebody is there counts likewise") {
  TestApplication h;
  REQUIRE(h.play("tap attract.start\ntap home.question\nwait 90s\n"));
  REQUIRE(h.application.stage.state().overlay == app::Overlay::idle);
  const auto shown = watch(h, "idle.seconds", 20, 3, 0);
  REQUIRE(shown.size() >= 20);
  for (std::size_t i = 1; i < 20; ++i) CHECK(std::abs(shown[i + 1].at_ms - shown[i].at_ms - 1000) <= 3);
}
