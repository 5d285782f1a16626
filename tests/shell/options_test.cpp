#include <doctest/doctest.h>

#include "shell/options.h"

using namespace wv;
using namespace wv::shell;

namespace {

Result<Options> parse(std::vector<std::string_view> words) {
  return parse_options(words, {"", "/home/host/.local/share/wijkverbinder", ""});
}

}  // namespace

TEST_CASE("without a word there are defaults, with --play a screen") {
  const auto none = parse({});
  REQUIRE(none);
  CHECK_FALSE(none.value().device);
  CHECK(none.value().config.empty());  // the example's, which the platform finds
  CHECK(none.value().data.ends_with("wijkverbinder"));
  const auto play = parse({"--play", "a.play"});
  CHECK(play.value().device->name == "kiosk-21");
  CHECK(to_rfc3339(play.value().now) == "2026-06-01T10:00:00+02:00");
}

TEST_CASE("every option is read, with a space or with =") {
  const auto read = parse({"--data=/d", "--config", "/c.json",    "--mode", "event",
                           "--size",    "800x1280", "--dpi",      "150",    "--lang=ar",
                           "--text",    "200",      "--contrast", "high",   "--motion",
                           "off",       "--out",    "o",          "--now",  "2026-11-23T09:00:00+01:00"});
  REQUIRE(read);
  const Options& o = read.value();
  CHECK(o.data == "/d");
  CHECK(o.mode == app::Mode::event);
  CHECK(o.device->width_px == 800);
  CHECK(o.device->px_per_mm == doctest::Approx(150 / 25.4));
  CHECK(o.shown.language == "ar");
  CHECK(o.shown.text == app::TextSize::largest);
  CHECK(o.shown.contrast == app::Contrast::high);
  CHECK(parse({"--contrast", "inverse"}).value().shown.contrast == app::Contrast::inverse);
  CHECK(o.motion == ui::Motion::off);
  CHECK(o.now.offset_min == 60);
  CHECK(parse({"--help", "--nonsense"}).value().what == Options::What::help);
  CHECK_FALSE(o.desk);
  CHECK(parse({"--mode", "desk"}).value().desk == desk::Mode::desk);
  CHECK(parse({"--mode", "visit"}).value().desk == desk::Mode::visit);
  CHECK_FALSE(parse({"--mode", "visit", "--mode", "kiosk"}).value().desk);
  CHECK(parse({"--profile", "desk"}).value().device->width_mm() == doctest::Approx(531).epsilon(0.01));
  CHECK(parse({"--profile", "phone-6"}).value().device->width_px == 360);
  CHECK_FALSE(o.inspect);
  CHECK(parse({"--inspect"}).value().inspect);
  CHECK(parse({"--version"}).value().what == Options::What::version);
}

TEST_CASE("what is not known is wrong usage, never a guess") {
  for (const auto& words : std::vector<std::vector<std::string_view>>{{"--colour"},
                                                                      {"--data"},
                                                                      {"--data", ""},
                                                                      {"--mode", "office"},
                                                                      {"--profile", "phone"},
                                                                      {"--size", "big"},
                                                                      {"--dpi", "0"},
                                                                      {"--text", "90"},
                                                                      {"--contrast", "low"},
                                                                      {"--motion", "slow"},
                                                                      {"--now", "tomorrow"},
                                                                      {"extra"},
                                                                      {"-x"},
                                                                      {"--nonsense=1"}}) {
    const auto read = parse(words);
    REQUIRE_FALSE_MESSAGE(read, std::string(words.front()));
    CHECK(exit_status(read.error()) == 2);
  }
}
