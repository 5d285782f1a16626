// The table behind the PIN: ImGui's table and clipper, the kit's letters. By finger, mouse, wheel and keys;
// 100,000 rows are as quick as forty.
#include <SDL.h>

#include "player/application_fixture.h"
#include "shell/key_input.h"

using namespace wv;
using namespace wv::shell;
using namespace wv::test;

namespace {

app::QueueRows rows_of(std::size_t count) {
  auto rows = std::make_shared<std::vector<app::QueueRow>>();
  for (std::size_t i = 0; i < count; ++i) {
    app::QueueRow row{static_cast<app::QueueRow::State>(i % 3), "row-" + std::to_string(i),
                      1780300800000 + static_cast<std::int64_t>(i) * 60'000, 4096 + i};
    if (row.state == app::QueueRow::State::parked) row.reason = app::Trouble::sync_refused;
    rows->push_back(std::move(row));
  }
  return rows;
}

struct Page {
  explicit Page(const std::string& language, std::size_t count) : h(language) {
    h.application.stage.post(app::HealthOpened{});
    h.application.stage.post(app::HostEvent{app::SettingsAsked{}});
    h.application.stage.post(app::HostEvent{app::PinLooked{false, 0}});
    for (int twice = 0; twice < 2; ++twice)
      for (const char digit : {'3', '1', '4', '1', '5', '9'})
        h.application.stage.post(app::HostEvent{app::PinDigit{digit}});
    REQUIRE(h.play("expect-screen settings"));
    h.application.stage.post(app::HostEvent{app::QueueOpened{}});
    REQUIRE(h.play("expect-screen queue"));  // the real list, which is empty, has come
    h.application.stage.post(app::HostEvent{app::QueueListed{rows_of(count)}});
    REQUIRE(h.play("expect queue.sort.state"));
  }
  [[nodiscard]] const ui::Tree& tree() const { return h.application.stage.tree(); }
  [[nodiscard]] std::vector<std::string> seen() const {
    std::vector<std::string> ids;
    for (const auto& n : tree().nodes)
      if (n.id.starts_with("queue.row.")) ids.push_back(n.id);
    return ids;
  }
  [[nodiscard]] const app::QueuePage& page() const {
    return std::get<app::QueuePage>(h.application.stage.state().screen);
  }
  // Frames until ImGui has taken what was given and has come to rest.
  void rest() { REQUIRE(h.play("")); }
  TestApplication h;
};

}  // namespace

TEST_CASE("a heading sorts, and a second touch turns the order round") {
  Page p("nl", 60);
  REQUIRE_FALSE(p.seen().empty());
  CHECK(p.seen().front() == "queue.row.row-0");  // parked, the oldest
  REQUIRE(p.h.play("tap queue.sort.day"));
  CHECK(p.page().by == app::QueuePage::By::day);
  CHECK(p.seen()[1] == "queue.row.row-1");
  REQUIRE(p.h.play("tap queue.sort.day"));
  CHECK(p.page().descending);
  CHECK(p.seen().front() == "queue.row.row-59");
}

TEST_CASE("a row's button asks for that row again, a finger that is drawn scrolls and presses nothing") {
  Page p("ar", 600);
  REQUIRE(p.h.play("tap queue.requeue.row-3"));
  const auto& requeue = p.h.application.stage.state().host.requeue;
  CHECK(requeue.what == app::Requeue::What::ended);  // the fake's quarantine is empty: it says so
  CHECK(requeue.trouble == app::Trouble::outbox_not_parked);
  p.h.application.stage.post(app::HostEvent{app::QueueListed{rows_of(600)}});
  p.rest();
  const auto before = p.seen();
  REQUIRE(p.h.play("swipe queue.requeue.row-9 up 60"));
  CHECK(p.seen() != before);
  CHECK(p.h.application.stage.state().host.requeue.trouble ==
        app::Trouble::outbox_not_parked);  // no second request
}

TEST_CASE("a queue that can't be read, and a try that failed, are said") {
  Page p("nl", 60);
  const auto words = [&] { return p.tree().find("queue.count")->name; };
  CHECK(words().find("60") != std::string::npos);
  REQUIRE(p.h.play("tap queue.requeue.row-3"));
  CHECK(words() == "Het lukt nu niet. Er is niets kwijt.");
  p.h.application.stage.post(app::HostEvent{app::QueueListed{}});
  p.rest();
  CHECK(words() == "Het lukt nu niet. Er is niets kwijt.");
  CHECK(p.seen().empty());
}

TEST_CASE("wheel and keys move through the rows; Tab and its ring press the button too") {
  Page p("nl", 600);
  const auto before = p.seen();
  const ui::Point middle = p.tree().find("queue.row.row-3")->rect.centre();
  CHECK(p.h.application.stage.wheel(middle, -5));
  p.rest();
  CHECK(p.seen() != before);
  // The control: where no table stands the wheel is nobody's.
  CHECK_FALSE(p.h.application.stage.wheel({5, 5}, -5));
  KeyInput keys(p.h.application.stage);
  CHECK(keys.pressed(SDLK_DOWN, KMOD_NONE, false));
  p.rest();
  CHECK(keys.pressed(SDLK_END, KMOD_NONE, false));
  p.rest();
  const auto at_end = p.seen();
  CHECK(std::find(at_end.begin(), at_end.end(), "queue.row.row-599") != at_end.end());
}

TEST_CASE("of 100,000 rows only those in sight are built, and at rest nothing is drawn") {
  Page p("ar", 100'000);
  CHECK(p.seen().size() < 60);
  CHECK(p.seen().size() > 10);
  const std::size_t shapes = p.h.application.stage.shapes().size();
  Page few("ar", 60);
  CHECK(shapes < few.h.application.stage.shapes().size() * 2);
  CHECK_FALSE(p.h.application.stage.moving());
  REQUIRE(p.h.play("tap form.back\nexpect-screen settings"));
  CHECK(p.h.application.stage.state().host.queue != nullptr);
}
