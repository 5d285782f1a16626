// Opening hours: black when nobody is there, never on somebody who is.
#include "app/night.h"

#include "app/opening.h"

using namespace wv;
using namespace wv::app;

namespace {

constexpr std::int64_t kMinute = 60'000, kHour = 60 * kMinute;
constexpr std::int64_t kMondayMidnight = 1'780'264'800'000;  // 2026-06-01 00:00 in Amsterdam (UTC+2)

// A kiosk that has been on for days; Monday to Friday from nine to five, Saturday from ten to half past
// twelve.
struct Building {
  content::Content content = app_test::example();
  State state;
  std::int64_t on_ms = 0;  // when it was switched on, from Monday's midnight

  explicit Building(std::int64_t on) : on_ms(on) {
    content.municipality.opening = {{{1, 2, 3, 4, 5}, "09:00", "17:00"}, {{6}, "10:00", "12:30"}};
    state = first_state(content, Mode::kiosk, {"nl", TextSize::normal});
    at(on);
  }
  [[nodiscard]] std::int64_t boot(std::int64_t ms) const { return kHour + ms - on_ms; }
  void then(const Event& event) { (void)update(state, event, content); }
  void at(std::int64_t ms) { then(TimePassed{LocalTime{Instant{kMondayMidnight + ms}, 120}, boot(ms)}); }
  [[nodiscard]] bool asleep() const { return state.overlay == Overlay::asleep; }
  [[nodiscard]] std::int64_t wakes() const { return next_wake_ms(state, content); }
};

}  // namespace

TEST_CASE("it falls asleep when the building closes, and is awake when it opens") {
  Building b(12 * kHour);
  CHECK_FALSE(b.asleep());
  CHECK(b.wakes() == b.boot(17 * kHour));  // nothing in between
  b.at(17 * kHour - 1);
  CHECK_FALSE(b.asleep());
  b.at(17 * kHour);
  CHECK(b.asleep());
  CHECK(b.wakes() == b.boot(24 * kHour));  // midnight, as every day
  b.at(24 * kHour);
  CHECK(b.asleep());
  CHECK(b.wakes() == b.boot(33 * kHour));
  b.at(33 * kHour - 1);
  CHECK(b.asleep());
  b.at(33 * kHour);
  CHECK_FALSE(b.asleep());
  CHECK(std::holds_alternative<Attract>(b.state.screen));
}

TEST_CASE("each day has its own hours, and on a closed day it sleeps") {
  Building b(12 * kHour);
  const auto asleep_on = [&](int day, std::int64_t time) {
    b.at(day * 24 * kHour + time);
    b.at(day * 24 * kHour + time + kAwakeMs);
    return b.asleep();
  };
  CHECK_FALSE(asleep_on(5, 11 * kHour));  // Saturday
  CHECK(asleep_on(5, 13 * kHour));
  CHECK(asleep_on(6, 12 * kHour));  // Sunday
  b.content.municipality.closed_days = {{2026, 6, 8}};
  CHECK(asleep_on(7, 12 * kHour));  // a Monday
  CHECK_FALSE(asleep_on(8, 12 * kHour));
}

TEST_CASE("a touch wakes it and does nothing else; three minutes later it sleeps again") {
  Building b(12 * kHour);
  b.at(20 * kHour);
  REQUIRE(b.asleep());
  b.then(Touched{});
  CHECK_FALSE(b.asleep());
  CHECK(std::holds_alternative<Attract>(b.state.screen));
  CHECK(b.wakes() == b.boot(20 * kHour) + kAwakeMs);
  b.at(20 * kHour + kAwakeMs - 1);
  CHECK_FALSE(b.asleep());
  b.at(20 * kHour + kAwakeMs);
  CHECK(b.asleep());
}

TEST_CASE("whoever came by ear is forgotten with the light") {
  Building b(12 * kHour);
  b.at(20 * kHour);
  b.then(Touched{});
  b.then(KeysUsed{});
  REQUIRE(b.state.reading.mode == Reading::Mode::keys);
  b.at(20 * kHour + kAwakeMs);
  CHECK(b.asleep());
  CHECK(b.state.reading.mode == Reading::Mode::off);
}

TEST_CASE("whoever is busy when the building closes isn't left in the dark") {
  Building b(12 * kHour);
  b.at(17 * kHour - kMinute);
  b.then(Touched{});
  b.then(StartPressed{});
  b.at(17 * kHour + kMinute / 2);
  CHECK_FALSE(b.asleep());
  b.then(Touched{});
  b.then(StopPressed{});
  b.then(StopConfirmed{});
  REQUIRE(std::holds_alternative<Attract>(b.state.screen));
  b.at(17 * kHour + kMinute);
  CHECK_FALSE(b.asleep());
  b.at(17 * kHour + kMinute / 2 + kAwakeMs);
  CHECK(b.asleep());
}

TEST_CASE("whoever switches it on at night sees that it works") {
  Building b(22 * kHour);
  b.at(22 * kHour + kMinute);
  CHECK_FALSE(b.asleep());
  b.at(22 * kHour + kAwakeMs);
  CHECK(b.asleep());
}

TEST_CASE("by a clock that is known to be wrong, or without hours, it never sleeps") {
  Building b(20 * kHour);
  b.state.host.clock_jumped = true;
  b.at(21 * kHour);
  CHECK_FALSE(b.asleep());
  b.state.connection.clock_confirmed = true;  // the network says that it is right
  b.at(22 * kHour);
  CHECK(b.asleep());
  Building always(20 * kHour);
  always.content.municipality.opening.clear();
  always.at(22 * kHour);
  CHECK_FALSE(always.asleep());
}
