// desk_golden [--accept]: the same for the wijkverbinder's side, drawn from the scenes of tests/ui: a case
// at the desk, an answer to Arabic, and on a tablet the list and the door. See README.md.
#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "alike.h"
#include "fakes/disk_files.h"
#include "ui/desk_easel.h"

using namespace wv;

namespace {

namespace fs = std::filesystem;

const fs::path kOut = WV_GOLDEN_OUT;
bool accepts = false;

struct Shown {
  const char *name, *profile, *scene;
};
constexpr Shown kShown[] = {{"desk-case", "desk", "case"},
                            {"desk-answering", "desk", "answering"},
                            {"desk-tablet-late", "tablet-10", "late"},
                            {"desk-tablet-street", "tablet-10", "street"}};

media::Image half_of(const Shown& shown) {
  const auto scenes = desk_test::desk_screens();
  const auto scene =
      std::find_if(scenes.begin(), scenes.end(), [&](const auto& one) { return one.name == shown.scene; });
  REQUIRE(scene != scenes.end());
  desk_test::DeskEasel easel(*ui::profile(shown.profile));
  desk_test::Device device("sam", scene->mode);
  desk_test::reach(device, *scene, content::TextSize::normal);
  static_cast<void>(easel.build(device));
  const media::Image whole = easel.pixels();
  return media::resample(whole, whole.width / 2, whole.height / 2);
}

}  // namespace

TEST_CASE("the desk looks as it did") {
  for (const Shown& shown : kShown) {
    const media::Image now = half_of(shown);
    const std::string file = std::string(shown.name) + ".png";
    REQUIRE(media::save_png(fakes::disk(), now, (kOut / file).string()));
    if (accepts) REQUIRE(media::save_png(fakes::disk(), now, (golden::folder() / file).string()));
    const std::string wrong = golden::difference(shown.name, now, kOut);
    CHECK_MESSAGE(wrong.empty(), shown.name << ": " << wrong);
  }
}

TEST_CASE("another screen, another size and a picture that is missing are no golden") {
  const media::Image now = half_of(kShown[0]);
  CHECK(golden::difference(kShown[0].name, now, kOut).empty());
  CHECK(golden::difference(kShown[1].name, now, kOut).find("differs") != std::string::npos);
  CHECK(golden::difference(kShown[2].name, now, kOut) == "another size");
  CHECK(golden::difference("desk-nowhere", now, kOut).find("no golden picture") != std::string::npos);
}

int main(int argc, char** argv) {
  ::setenv("XDG_STATE_HOME", "/dev/null/none",
           1);  // nothing is remembered about data folders that are made up
  accepts = argc > 1 && std::strcmp(argv[1], "--accept") == 0;
  fs::remove_all(kOut);
  fs::create_directories(kOut);
  return doctest::Context(argc, argv).run();
}
