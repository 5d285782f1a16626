// A visit on the real platform, whose operator delete wipes: what the tests of forgetting have in common.
#pragma once
#include <doctest/doctest.h>

#include <filesystem>
#include <memory>
#include <string>

#include "app/update.h"
#include "ports/make_platform.h"
#include "shell/sdl_audio_in.h"
#include "runtime/application.h"
#include "shell/options.h"
#include "player/player.h"
#include "ports/ask.h"

namespace wv::shell {

struct ForgetVisit {
  ForgetVisit()
      : setup(ports::ask<runtime::Setup>(*platform, [&](auto answer) {
          runtime::set_up(runtime::default_config(*platform), *platform, answer);
        })) {
    REQUIRE(setup);
    application = std::make_unique<runtime::Application>(
        setup.value(),
        runtime::Application::Plan{
            folder.string(),
            {},
            *ui::profile("kiosk-21"),
            app::first_state(setup.value().content, app::Mode::kiosk, {"nl", app::TextSize::normal}),
            ui::Motion::on,
            nullptr,
            SdlAudioIn::open},
        *platform);
    player = std::make_unique<player::Player>(
        application->stage, application->effects, application->textures,
        player::PlayOptions{"forget", folder, parse_options({}, {"", "data", ""}).value().now});
  }
  ~ForgetVisit() { std::filesystem::remove_all(folder); }
  ForgetVisit(const ForgetVisit&) = delete;
  ForgetVisit& operator=(const ForgetVisit&) = delete;

  void play(std::string_view script) {
    const auto commands = player::parse_script(script, "forget");
    REQUIRE(commands);
    const Status played = player->play(commands.value());
    REQUIRE_MESSAGE(played, played.error().what);
  }

  std::filesystem::path folder = std::filesystem::temp_directory_path() /
                                 ("wv-forget-" + std::to_string(reinterpret_cast<std::uintptr_t>(this)));
  std::unique_ptr<ports::Platform> platform = ports::make_platform();
  Result<runtime::Setup> setup;
  std::unique_ptr<runtime::Application> application;
  std::unique_ptr<player::Player> player;
};

}  // namespace wv::shell
