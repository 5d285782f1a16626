// Every screen of the wijkverbinder's side on the screens it is used on: what can be touched is large enough
// and in reach, nothing lies on something else, no letter is cut, each control says what it is. With
// WV_ALBUM=FOLDER they are written there as pictures, to be looked at.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

#include "desk_scenes.h"
#include "easel.h"
#include "fakes/disk_files.h"
#include "media/picture.h"
#include "ui/desk_view.h"
#include "ui/kit/gui.h"

using namespace wv;
using namespace wv::ui;
using desk_test::DeskScreen;

namespace {

const content::Content& desk_content() {
  static const content::Content kContent = [] {
    content::Content content = desk_test::example();
    Findings findings;
    content::add_desk_words(content, findings);
    REQUIRE(findings.empty());
    return content;
  }();
  return kContent;
}

struct DeskEasel {
  explicit DeskEasel(const Device& device) : view(device, application.pictures, *test::example().fonts) {
    view.set_motion(Motion::off);
  }
  DeskBuilt build(const desk_test::Device& d) {
    DeskBuilt built = once(d);
    for (int frames = 0; frames < 6; ++frames) built = once(d);  // ImGui's windows settle
    return built;
  }
  DeskBuilt once(const desk_test::Device& d) {
    application.textures.sweep();
    application.pictures.begin_frame();
    ImDrawList& list = gui.begin(view.device().width_px, view.device().height_px, 1.0f / 60);
    DeskBuilt built = view.build(
        list,
        {d.state, d.state.open() != nullptr ? d.book.get() : nullptr, desk_content(), desk_test::ready()},
        d.state.now_ms);
    render::shapes_of(gui.end(), {0, 0, view.device().width_px, view.device().height_px}, shapes);
    return built;
  }
  media::Image pixels() {
    media::Image image{view.device().width_px, view.device().height_px, {}};
    image.argb.resize(image.pixels());
    render::rasterise(shapes, application.textures,
                      {image.argb.data(), image.width, image.height, image.width},
                      {0, 0, image.width, image.height});
    for (auto& pixel : image.argb) pixel |= 0xFF000000U;
    return image;
  }

  fakes::FakePlatform platform;
  runtime::Application application{test::example(),
                                   {"data",
                                    {},
                                    *profile("table-15"),
                                    app::first_state(test::example().content, app::Mode::kiosk, {}),
                                    Motion::off},
                                   platform};
  DeskView view;
  Gui gui{application.pictures};
  render::Shapes shapes;
};

struct Screen {
  const char* name;
  int width, height;
  float dpi;
};
constexpr Screen kScreens[] = {
    {"1920x1080", 1920, 1080, 92}, {"1280x800", 1280, 800, 149}, {"800x1280", 800, 1280, 149}};

struct Shown {
  std::string where;
  desk_test::Device device;
};

void reach(desk_test::Device& d, const DeskScreen& screen, content::TextSize text) {
  desk_test::fill(d);
  d.state.shown.text = text;
  if (!screen.reach) {
    if (screen.mode == desk::Mode::visit) return;
    return;
  }
  if (screen.mode == desk::Mode::visit)
    d.all(desk::CornerTouched{desk::Corner::top_start}, desk::CornerTouched{desk::Corner::bottom_end});
  d.unlock();
  REQUIRE(d.state.open() != nullptr);
  screen.reach(d);
}

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
    for (const auto text : {content::TextSize::normal, content::TextSize::largest}) {
      DeskEasel easel(device);
      int number = 0;
      for (const DeskScreen& screen : desk_test::desk_screens()) {
        const std::string name = std::string(where.name) + "/" + std::to_string(static_cast<int>(text)) +
                                 "/" + std::to_string(100 + number++) + "-" + screen.name;
        if (!wanted(name)) continue;
        desk_test::Device d("sam", screen.mode);
        reach(d, screen, text);
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
