// The loop as its turns, without a window: it draws when something is due and never else, and says when that
// will be. Whoever calls it more often (a browser, sixty times a second) draws nothing more by it.
#include "runtime/main_loop.h"

#include <doctest/doctest.h>

#include <memory>
#include <optional>
#include <utility>

#include "base/bytes.h"
#include "base/json.h"
#include "desk/update.h"
#include "fakes/fake_platform.h"
#include "places.h"
#include "ports/ask.h"
#include "runtime/application.h"
#include "runtime/desk_stage.h"

using namespace wv;

namespace {

enum class Disk { at_hand, late };

struct Program {
  explicit Program(Disk disk = Disk::at_hand, std::optional<desk::Mode> desk = std::nullopt,
                   std::optional<int> answers_there = std::nullopt) {
    if (disk == Disk::late) platform.files_come_late();
    auto made = ports::ask<runtime::Setup>(platform, [&](auto answer) {
      runtime::set_up((source_folder() / "assets/example/config.json").string(), platform, answer);
    });
    REQUIRE_MESSAGE(made, made.error().what);
    setup = std::move(made).value();
    if (answers_there) sync_with(*answers_there);
    runtime::Side state = app::first_state(setup.content, app::Mode::kiosk, {"nl", app::TextSize::normal});
    if (desk) {
      Findings findings;
      content::add_desk_words(setup.content, findings);
      REQUIRE(findings.empty());
      state = runtime::begin_desk(desk::first_state(setup.content, *desk, {}));
    }
    application = std::make_unique<runtime::Application>(
        setup,
        runtime::Application::Plan{"data", "", *ui::profile("kiosk-21"), std::move(state), ui::Motion::off},
        platform);
    loop = std::make_unique<runtime::MainLoop>(application->stage, application->textures,
                                               [this](auto&&...) { ++shown; });
  }
  // A CouchDB whose answers are none, as far as this program can tell.
  void sync_with(int answers) {
    setup.sync = sync::Settings{"couchdb", "https://target.example", "", "kiosk-007", "secret", ""};
    Json page = {{"results", Json::array()}, {"last_seq", answers}};
    for (int i = 0; i < answers; ++i) {
      const std::string id = "answer-" + std::to_string(i);
      page["results"].push_back({{"id", id}, {"doc", {{"_id", id}, {"_rev", "1-a"}}}});
    }
    platform.http().serve([page = page.dump()](const ports::HttpRequest& request) {
      const bool first = request.url.find("answers/_changes") != std::string::npos &&
                         request.url.find("since") == std::string::npos;
      return Result<ports::HttpReply>(
          ports::HttpReply{200, {}, first ? page : R"({"results":[],"last_seq":0})"});
    });
  }
  runtime::MainLoop::Wake turn(std::int64_t steady_ms, std::int64_t slept_ms = 0) {
    last_ms = steady_ms;
    ++turned;
    return loop->turn({{Instant{kStart + steady_ms + slept_ms}, 120}, steady_ms, steady_ms + slept_ms});
  }
  // Turns at the wakes that it asks for, until it asks for none within a second.
  std::int64_t rest(std::int64_t from_ms = 1000) {
    auto wake = turn(from_ms);
    for (int turns = 0; turns < 1000; ++turns) {
      if (platform.busy()) loop->note_ready();
      if (!platform.busy() && wake.steady_ms > last_ms + 1000) return wake.steady_ms;
      wake = turn(platform.busy() ? last_ms + 1 : std::max(wake.steady_ms, last_ms + 1));
    }
    FAIL("it never comes to rest");
    return 0;
  }

  static constexpr std::int64_t kStart = 1'780'300'800'000;
  fakes::FakePlatform platform;
  runtime::Setup setup;
  std::unique_ptr<runtime::Application> application;
  std::unique_ptr<runtime::MainLoop> loop;
  int shown = 0, turned = 0;
  std::int64_t last_ms = 0;
};

}  // namespace

TEST_CASE("a turn returns the stage's next wake, and draws nothing before it") {
  Program p;
  const std::int64_t wake = p.rest();
  REQUIRE(wake != INT64_MAX);  // the first screen changes its picture
  CHECK(wake == p.application->stage.next_wake_ms());
  const int before = p.shown;
  REQUIRE(before > 0);
  for (std::int64_t at = p.last_ms + 16; at < wake; at += 16) CHECK(p.turn(at).steady_ms == wake);
  CHECK(p.shown == before);
  CHECK(p.turn(wake).steady_ms > wake);
  CHECK(p.shown == before + 1);
}

TEST_CASE("what was handed to the stage is drawn in the next turn, once") {
  Program p;
  p.rest();
  const int before = p.shown;
  p.application->stage.post(app::Touched{});
  p.loop->note();
  static_cast<void>(p.turn(p.last_ms + 1));
  CHECK(p.shown == before + 1);
}

TEST_CASE("an answer of the platform that shows nowhere draws nothing; one that shows does") {
  Program p;
  p.rest();
  const int before = p.shown;
  bool come = false;
  p.platform.store("data").put("note", to_bytes("x"), [&](Result<Done>) { come = true; });
  p.loop->note_ready();
  static_cast<void>(p.turn(p.last_ms + 1));
  CHECK(come);
  CHECK(p.shown == before);
  p.platform.store("data").put("other", to_bytes("x"),
                               [&](Result<Done>) { p.application->stage.post(app::Touched{}); });
  p.loop->note_ready();
  static_cast<void>(p.turn(p.last_ms + 1));
  CHECK(p.shown == before + 1);
}

TEST_CASE("what sync takes in piece by piece between two frames makes none of its own") {
  Program few(Disk::at_hand, std::nullopt, 0), many(Disk::at_hand, std::nullopt, 400);
  few.rest();
  many.rest();
  CHECK(many.turned > few.turned + 10);
  CHECK(many.shown == few.shown);
}

TEST_CASE("a machine that slept draws the first screen before its next steady wake") {
  Program p;
  p.rest();
  p.application->stage.post(app::StartPressed{});
  p.loop->note();
  p.rest(p.last_ms + 1);
  REQUIRE_FALSE(std::holds_alternative<app::Attract>(p.application->stage.state().screen));
  const int before = p.shown;
  const auto wake = p.turn(p.last_ms + 1);
  REQUIRE(wake.boot_ms != INT64_MAX);
  CHECK(p.shown == before);
  static_cast<void>(p.turn(p.last_ms + 1, 8 * 3'600'000));
  CHECK(p.shown > before);
  CHECK(std::holds_alternative<app::Attract>(p.application->stage.state().screen));
}

TEST_CASE("pictures that come later are drawn when they have come, in a frame of their own") {
  Program at_hand, late(Disk::late);
  static_cast<void>(at_hand.turn(1000));
  static_cast<void>(late.turn(1000));
  const auto first = late.application->stage.shapes().size();
  CHECK(first < at_hand.application->stage.shapes().size());
  at_hand.rest(1001);
  late.rest(1001);
  CHECK(late.application->stage.shapes().size() == at_hand.application->stage.shapes().size());
}

TEST_CASE("a desk goes round the same loop, and no kiosk's host can end it") {
  for (const desk::Mode mode : {desk::Mode::desk, desk::Mode::visit}) {
    Program p(Disk::at_hand, mode);
    p.rest();
    CHECK(p.shown > 0);
    CHECK_FALSE(p.loop->ended());
    REQUIRE(p.application->stage.desk() != nullptr);
    CHECK(p.application->stage.tree().screen == desk::screen_name(*p.application->stage.desk()));
  }
}
