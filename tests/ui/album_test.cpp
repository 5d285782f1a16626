// Every screen as a picture, to be looked at one by one: WV_ALBUM=FOLDER build/linux/test_pixels
// -tc='*album*' writes PROFILE/LANGUAGE/TEXT-CONTRAST/NUMBER-SCREEN.png. WV_ALBUM_OF names some of it
// ("kiosk-21 nl 100 normal home"): words that must all stand in a picture's path. No test.
#include <cstdlib>
#include <filesystem>
#include <sstream>

#include "easel.h"
#include "fakes/disk_files.h"
#include "media/picture.h"
#include "ui_fixture.h"

using namespace wv;
using namespace wv::ui;

namespace {

bool is_wanted(const std::string& path) {
  const char* of = std::getenv("WV_ALBUM_OF");
  std::istringstream words(of == nullptr ? "" : of);
  for (std::string word; words >> word;)
    if (path.find(word) == std::string::npos) return false;
  return true;
}

struct Circumstance {
  std::string profile, language;
  app::TextSize text;
  app::Contrast contrast;
  [[nodiscard]] std::string folder() const {
    return profile + "/" + language + "/" + std::to_string(static_cast<int>(text)) + "-" +
           std::string(app::name_of(contrast).name);
  }
};

constexpr std::string_view kLow = "-low";    // a kiosk as somebody who sits reaches it
constexpr std::string_view kKeys = "-keys";  // a telephone whose own keyboard covers half of it

Device device_of_album(std::string name) {
  if (name.ends_with(kLow)) name.resize(name.size() - kLow.size());
  if (!name.ends_with(kKeys)) return device_named(name);
  name.resize(name.size() - kKeys.size());
  Device device = device_named(name);
  device.own_keys = true;
  device.height_px = 440;
  return device;
}

void draw_all(const Fixture& fx, const Circumstance& c, const std::filesystem::path& to) {
  Easel easel(device_of_album(c.profile));
  int number = 0;
  for (auto& [label, state] : fx.screens(c.language)) {
    std::string name = std::to_string(100 + number++) + "-" + label + ".png";
    for (char& sign : name)
      if (sign == ' ') sign = '_';
    if (!is_wanted(c.folder() + "/" + name)) continue;
    state.shown.text = c.text;
    state.shown.contrast = c.contrast;
    state.shown.calm = true;
    state.shown.lower = c.profile.ends_with(kLow);
    (void)easel.build(state);
    (void)easel.build(state);  // what scrolls to its field has done so
    std::filesystem::create_directories(to / c.folder());
    const Status saved = media::save_png(fakes::disk(), easel.pixels(), (to / c.folder() / name).string());
    REQUIRE_MESSAGE(saved, saved.error().what);
  }
}

}  // namespace

TEST_CASE("an album of every screen, where WV_ALBUM names a folder") {
  const char* to = std::getenv("WV_ALBUM");
  if (to == nullptr) return;
  const Fixture fx;
  for (const char* profile :
       {"kiosk-21", "kiosk-32", "table-15", "tablet-10", "1280x800", "phone-6", "phone-6-keys", "800x360",
        "820x1180", "1180x820", "kiosk-21-low", "kiosk-32-low"})
    for (const auto& language : example().content.config.languages)
      for (const auto text : {app::TextSize::normal, app::TextSize::large, app::TextSize::largest})
        for (const auto& contrast : app::kContrasts) {
          const Circumstance c{profile, language, text, contrast.which};
          // Arabic and Dutch everywhere; the other languages and contrasts on one kiosk, or everywhere with
          // WV_ALBUM_ALL.
          const bool other =
              std::getenv("WV_ALBUM_ALL") == nullptr && c.language != "nl" && c.language != "ar";
          const bool plain = std::getenv("WV_ALBUM_ALL") != nullptr || c.contrast == app::Contrast::normal;
          if ((other || !plain) && c.profile != "kiosk-21") continue;
          if (is_wanted(c.folder() + "/") || std::getenv("WV_ALBUM_OF") != nullptr) draw_all(fx, c, to);
        }
}
