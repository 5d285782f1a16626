// A visit on the real platform, whose operator delete wipes: what the tests of forgetting have in common.
#pragma once
#include <doctest/doctest.h>

#include <filesystem>
#include <memory>
#include <string>

#include "app/update.h"
#include "ports/make_platform.h"
#include "shell/house.h"
#include "shell/options.h"
#include "shell/player.h"

namespace wv::shell {

struct ForgetVisit {
  ForgetVisit() : setup(set_up(default_config(), platform->sealer())) {
    REQUIRE(setup);
    house = std::make_unique<House>(setup.value(),
                                    House::Plan{folder.string(),
                                                {},
                                                *ui::profile("kiosk-21"),
                                                app::first_state(setup.value().content, app::Mode::kiosk, {"nl", app::TextSize::normal, false}),
                                                ui::Motion::on},
                                    *platform);
    player = std::make_unique<Player>(house->stage, house->effects, house->textures, PlayOptions{"forget", folder, parse_options({}).value().now});
  }
  ~ForgetVisit() { std::filesystem::remove_all(folder); }
  ForgetVisit(const ForgetVisit&) = delete;
  ForgetVisit& operator=(const ForgetVisit&) = delete;

  void play(std::string_view script) {
    const auto commands = parse_script(script, "forget");
    REQUIRE(commands);
    const Status played = player->play(commands.value());
    REQUIRE_MESSAGE(played, played.error().what);
  }

  std::filesystem::path folder = std::filesystem::temp_directory_path() / ("wv-forget-" + std::to_string(reinterpret_cast<std::uintptr_t>(this)));
  std::unique_ptr<ports::Platform> platform = ports::make_platform();
  Result<Setup> setup;
  std::unique_ptr<House> house;
  std::unique_ptr<Player> player;
};

}  // namespace wv::shell
