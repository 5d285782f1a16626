// `--inspect`: ImGui's metrics and id stack over the running program. A finger on them is theirs, beside them
// the program's; without the option there is nothing of it.
#include "player/application_fixture.h"
#include "ui/desk/inspector.h"

using namespace wv;
using namespace wv::test;

namespace {

struct Inspected {
  explicit Inspected(bool inspect)
      : application(example(),
                    {.data_folder = "data",
                     .cache_folder = {},
                     .device = *ui::profile("kiosk-21"),
                     .state = app::first_state(example().content, app::Mode::kiosk, {"nl"}),
                     .inspect = inspect ? ui::draw_inspector : nullptr},
                    platform),
        player(application.stage, application.effects, application.textures, {"test.play", "", {}}) {
    REQUIRE(play("wait 500ms"));
  }
  Status play(std::string_view script) {
    return player.play(player::parse_script(script, "test.play").value());
  }
  void tap(float x, float y) {
    application.stage.finger({ui::FingerEvent::What::down, 1, {x, y}, player.now().steady_ms});
    REQUIRE(play("wait 100ms"));
    application.stage.finger({ui::FingerEvent::What::up, 1, {x, y}, player.now().steady_ms});
    REQUIRE(play("wait 500ms"));
  }
  [[nodiscard]] bool at_start() const {
    return std::holds_alternative<app::Attract>(application.stage.state().screen);
  }
  fakes::FakePlatform platform;
  runtime::Application application;
  player::Player player;
};

constexpr float kOverX = 540, kOverY = 1400;  // in the metrics, and over the page's own button

}  // namespace

TEST_CASE("a finger on the inspector is the inspector's, one beside it the program's") {
  Inspected with(true), without(false);
  CHECK(with.application.stage.shapes().size() > without.application.stage.shapes().size() + 100);
  with.tap(kOverX, kOverY);
  CHECK(with.at_start());
  without.tap(kOverX, kOverY);
  CHECK_FALSE(without.at_start());  // the control
  with.tap(540, 400);
  CHECK_FALSE(with.at_start());
  CHECK_FALSE(with.application.stage.moving());  // it comes to rest as well
}
