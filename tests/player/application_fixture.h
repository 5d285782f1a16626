// The program as it is built from the example's settings, on the fakes, with a player on it and no window.
// Loading words and fonts takes longest, so a test program does it once.
#pragma once
#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include "app/update.h"
#include "fakes/fake_platform.h"
#include "fakes/silent_microphone.h"
#include "places.h"
#include "player/player.h"
#include "ports/ask.h"
#include "runtime/application.h"

namespace wv::test {

// When a play script begins unless it says when.
inline LocalTime first_moment() { return parse_rfc3339("2026-06-01T10:00:00+02:00").value_or(LocalTime{}); }

inline const runtime::Setup& example() {
  static const runtime::Setup kSetup = [] {
    static fakes::FakePlatform platform;  // the content reads its late parts through it
    auto made = ports::ask<runtime::Setup>(platform, [&](auto answer) {
      runtime::set_up((source_folder() / "assets/example/config.json").string(), platform, answer);
    });
    REQUIRE_MESSAGE(made, made.error().what);
    return std::move(made).value();
  }();
  return kSetup;
}

struct TestApplication {
  explicit TestApplication(const std::string& language = "nl", std::string profile = "kiosk-21",
                           ui::Motion motion = ui::Motion::on, std::filesystem::path cache = {})
      : application(example(),
                    {"data", std::move(cache), *ui::profile(profile),
                     app::first_state(example().content, app::Mode::kiosk, {language, app::TextSize::normal}),
                     motion, nullptr, fakes::SilentMicrophone::open},
                    platform),
        player(application.stage, application.effects, application.textures,
               {"test.play", out, first_moment()}) {}
  ~TestApplication() { std::filesystem::remove_all(out); }

  Status play(std::string_view script) {
    const auto commands = player::parse_script(script, "test.play");
    REQUIRE_MESSAGE(commands, commands.error().what);
    return player.play(commands.value());
  }
  // The sentence of the failure; empty when all went well.
  std::string fault(std::string_view script) {
    const Status played = play(script);
    return played ? std::string() : played.error().what;
  }
  std::vector<std::string> envelopes() {
    std::vector<std::string> names;
    for (const auto& name : platform.store("data").names())
      if (name.starts_with("outbox/")) names.push_back(name);
    return names;
  }

  fakes::FakePlatform platform;
  std::filesystem::path out = std::filesystem::temp_directory_path() /
                              ("wv-application-" + std::to_string(reinterpret_cast<std::uintptr_t>(this)));
  runtime::Application application;
  player::Player player;
};

inline constexpr std::string_view kToReview =
    "tap attract.start\ntap home.question\nput form.message \"Kanarie 4711\"\ntap form.next\ntap "
    "form.contact.none\ntap form.next\n"
    "expect-screen review\n";

}  // namespace wv::test
