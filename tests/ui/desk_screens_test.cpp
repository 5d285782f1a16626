// Every screen of the wijkverbinder's side on the screens it is used on: what can be touched is large enough
// and in reach, nothing lies on something else, no letter is cut, each control says what it is. With
// WV_ALBUM=FOLDER they are written there as pictures, to be looked at.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

#include "desk_easel.h"
#include "fakes/disk_files.h"

using namespace wv;
using namespace wv::ui;
using desk_test::DeskEasel;
using desk_test::DeskScreen;
using desk_test::reach;

namespace {

struct Screen {
  const char* name;
  int width, height;
  float dpi;
};
constexpr Screen kScreens[] = {
    {"1920x1080", 1920, 1080, 92}, {"1280x800", 1280, 800, 149}, {"800x1280", 800, 1280, 149}};

struct Look {
  const char* name;
  content::TextSize text;
  content::Contrast contrast;
};
constexpr Look kLooks[] = {
    {"100", content::TextSize::normal, content::Contrast::normal},
    {"200", content::TextSize::largest, content::Contrast::normal},
    {"100-high", content::TextSize::normal, content::Contrast::high},
    {"200-high", content::TextSize::largest, content::Contrast::high},
    {"100-inverse", content::TextSize::normal, content::Contrast::inverse},
};

bool wanted(const std::string& path) {
  const char* of = std::getenv("WV_ALBUM_OF");
  std::istringstream words(of == nullptr ? "" : of);
  for (std::string word; words >> word;)
    if (path.find(word) == std::string::npos) return false;
  return true;
}

// What is wrong with a frame, a line each.
std::vector<std::string> faults_of(const DeskBuilt& built, const DeskView& view) {
  std::vector<std::string> faults;
  const Device& device = view.device();
  const Rect glass{0, 0, static_cast<float>(device.width_px), static_cast<float>(device.height_px)};
  const float least = (view.by_touch() ? 15.0f : 9.0f) * device.px_per_mm - 1;
  std::set<std::string> ids;
  std::vector<const Node*> controls;
  for (const Node& n : built.tree.nodes) {
    if (!ids.insert(n.id).second) faults.push_back("twice: " + n.id);
    const bool control = !n.hit.empty();
    if (control && n.spoken.empty()) faults.push_back("silent: " + n.id);
    for (const std::string* words : {&n.name, &n.spoken})  // what has no words says its key
      if (words->starts_with("desk.")) faults.push_back("no words: " + *words);
    if (!n.offscreen && !n.rect.inside(glass, 1)) faults.push_back("outside: " + n.id);
    if (!control || n.offscreen || n.region == Region::keyboard) continue;
    if (!n.id.ends_with(".mark") && n.rect.h < least)
      faults.push_back("low: " + n.id + " " + std::to_string(n.rect.h / device.px_per_mm));
    if (n.rect.w < least)
      faults.push_back("narrow: " + n.id + " " + std::to_string(n.rect.w / device.px_per_mm));
    if (contrast(n.fg, n.bg) < 4.5 && n.enabled) faults.push_back("pale: " + n.id);
    for (const Node* other : controls) {
      const Rect both = other->hit.intersect(n.hit);
      if (both.w > 1 && both.h > 1) faults.push_back("over: " + n.id + " on " + other->id);
    }
    controls.push_back(&n);
  }
  for (const Ink& ink : built.tree.inks) {
    if (ink.broken) faults.push_back("broken word: " + ink.node);
    const Rect seen = ink.rect.intersect(ink.clip);
    if (!seen.empty() && ink.rect.right() > glass.right() + 1) faults.push_back("runs out: " + ink.node);
  }
  return faults;
}

}  // namespace

TEST_CASE("every screen of the desk can be used where it is used") {
  const char* album = std::getenv("WV_ALBUM");
  for (const Screen& where : kScreens) {
    const Device device = device_of(where.width, where.height, where.dpi);
    for (const Look& look : kLooks) {
      DeskEasel easel(device);
      int number = 0;
      for (const DeskScreen& screen : desk_test::desk_screens()) {
        const std::string name = std::string(where.name) + "/" + look.name + "/" +
                                 std::to_string(100 + number++) + "-" + screen.name;
        if (!wanted(name)) continue;
        desk_test::Device d("sam", screen.mode);
        reach(d, screen, look.text, look.contrast);
        const DeskBuilt built = easel.build(d);
        INFO(name);
        std::string all;
        for (const auto& fault : faults_of(built, easel.view)) all += "\n  " + fault;
        CHECK_MESSAGE(all.empty(), all);
        if (album == nullptr) continue;
        const auto file = std::filesystem::path(album) / (name + ".png");
        std::filesystem::create_directories(file.parent_path());
        REQUIRE(media::save_png(fakes::disk(), easel.pixels(), file.string()));
      }
    }
  }
}

TEST_CASE("what was chosen is said in the words of its form") {
  desk_test::Device d("sam", desk::Mode::desk);
  domain::Submission told = wv::casebook::test::submission(90, "");
  told.kind = domain::Kind::conversation;
  told.fields = {{"with", {"worry"}}};
  told.tiles = {"noise", "of another form"};
  d.submit(std::move(told));
  d.unlock();
  d.all(desk::ListChosen{casebook::List::all}, desk::RowOpened{desk_test::a_case(90)});
  DeskEasel easel(device_of(1920, 1080, 92));
  static_cast<void>(easel.build(d));
  std::string said;
  for (const Node& node : easel.view.tree().nodes)
    if (node.id.starts_with("case.")) said += node.name + "\n";
  CHECK(said.find("Ik maak me zorgen om iemand") != std::string::npos);
  CHECK(said.find("of another form") != std::string::npos);
  CHECK(said.find("worry") == std::string::npos);
  CHECK(said.find("noise") == std::string::npos);
}
