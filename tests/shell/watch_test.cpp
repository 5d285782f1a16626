// Who watches hears of a picture only once it was on a screen, and of life only while the window system
// answers.
#include "shell/watch.h"

#include <doctest/doctest.h>

#include <string>

using namespace wv;

namespace {

struct Listener final : ports::Supervisor {
  void showed() override { ++shown; }
  void alive() override { ++fed; }
  void rests(bool does, bool ring) override { heard += ring ? "ring " : does ? "nobody " : "somebody "; }
  [[nodiscard]] std::int64_t every_ms() const override { return every; }
  std::int64_t every = 1000;
  int shown = 0, fed = 0;
  std::string heard;
};

struct Screen {
  [[nodiscard]] bool was_seen() const { return seen; }
  [[nodiscard]] bool answered() const { return answers || asked == 0; }
  void ask() { ++asked; }
  bool seen = false, answers = true;
  int asked = 0;
};

}  // namespace

TEST_CASE("nothing is said before a picture was seen, and the loop looks again soon") {
  Listener listener;
  Screen screen;
  shell::Watch watch(&listener);
  for (std::int64_t now = 0; now < 60'000; now += 250) CHECK(watch.went_round(screen, now) <= now + 250);
  CHECK(listener.shown == 0);
  CHECK(listener.fed == 0);
  screen.seen = true;
  CHECK(watch.went_round(screen, 60'000) == 61'000);
  CHECK(listener.shown == 1);
  CHECK(listener.fed == 1);
}

TEST_CASE("a loop that goes round is told of as often as was asked for, and not oftener") {
  Listener listener;
  Screen screen{.seen = true};
  shell::Watch watch(&listener);
  for (std::int64_t now = 0; now < 10'000; now += 10) static_cast<void>(watch.went_round(screen, now));
  CHECK(listener.shown == 1);
  CHECK(listener.fed == 10);
  CHECK(screen.asked == 10);
}

TEST_CASE("a window system that answers no more stops it, one that answers again begins it") {
  Listener listener;
  Screen screen{.seen = true};
  shell::Watch watch(&listener);
  static_cast<void>(watch.went_round(screen, 0));
  screen.answers = false;
  for (std::int64_t now = 250; now < 20'000; now += 250) static_cast<void>(watch.went_round(screen, now));
  CHECK(listener.fed == 1);
  screen.answers = true;
  static_cast<void>(watch.went_round(screen, 20'000));
  CHECK(listener.fed == 2);
}

TEST_CASE("where nobody watches, or without a limit, the loop may sleep as long as it likes") {
  Screen screen{.seen = true};
  CHECK(shell::Watch(nullptr).went_round(screen, 0) == INT64_MAX);
  Listener listener;
  listener.every = 0;
  shell::Watch watch(&listener);
  CHECK(watch.went_round(screen, 0) == INT64_MAX);
  CHECK(listener.shown == 1);
  CHECK(listener.fed == 0);
}

TEST_CASE("whether somebody uses it is said when it changes, from the first picture on") {
  Listener listener;
  Screen screen;
  shell::Watch watch(&listener);
  const auto turn = [&](bool nobody, bool ring = false) {
    static_cast<void>(watch.went_round(screen, 0));
    watch.rests(nobody, ring);
  };
  turn(true);
  CHECK(listener.heard.empty());
  screen.seen = true;
  for (const bool nobody : {true, true, false, false, true}) turn(nobody);
  CHECK(listener.heard == "nobody somebody nobody ");
  listener.heard.clear();
  turn(true, true);
  turn(false, true);
  turn(true, false);
  CHECK(listener.heard == "ring somebody nobody ");
  shell::Watch(nullptr).rests(true, false);
}
