// What tests of the interface share: the example's content, real fonts, a canvas without pixels, and
// each screen in a state that a visitor can reach.
#pragma once
#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "app/update.h"
#include "text/font.h"
#include "ui/kit/gui.h"
#include "ui/view.h"

namespace wv::ui {

class BlankCanvas : public Canvas {
 public:
  TextureId create_texture(int, int) override { return ++last_; }
  void update_texture(TextureId, int, int, int, int, const std::uint32_t*) override {}
  void destroy_texture(TextureId) override {}
  std::optional<TextureId> picture(std::string_view name, int, int) override {
    const auto at = std::find(pictures_.begin(), pictures_.end(), name);
    const auto number = static_cast<TextureId>(at - pictures_.begin());
    if (at == pictures_.end()) pictures_.emplace_back(name);
    return kPictures + number;
  }
  float aspect(std::string_view name) override { return name == "scene-home" ? 2.5f : 1.0f; }
  // Which picture a texture is; null: none, but the kit's own.
  [[nodiscard]] const std::string* picture_of(TextureId id) const {
    return id >= kPictures && id - kPictures < pictures_.size() ? &pictures_[id - kPictures] : nullptr;
  }

 private:
  static constexpr TextureId kPictures = 1'000'000;
  TextureId last_ = 1;
  std::vector<std::string> pictures_;
};

app::QueueRows queue_rows(std::size_t count);  // of all states, with the reasons of those that are parked

// A profile of the program's, or a screen that is none: a tablet of 10 inches lying, and one of 11 as a
// browser has it, in pixels of CSS and both ways; a telephone lying.
Device device_named(std::string_view name);

// The example's, or those of a municipality that WV_SWEEP_CONFIG names.
std::string settings_file();

struct Fixture {
  Fixture();
  ~Fixture();
  Tree build(View& view, const app::State& state);
  // Every screen and overlay, with a label, in the language.
  std::vector<std::pair<std::string, app::State>> screens(const std::string& language) const;
  void host_screens(std::vector<std::pair<std::string, app::State>>& list, const std::string& language) const;
  void own_screens(std::vector<std::pair<std::string, app::State>>& list, const std::string& language) const;
  void worry_screens(std::vector<std::pair<std::string, app::State>>& list,
                     const std::string& language) const;
  app::State after(const std::string& language, const std::vector<app::Event>& events,
                   app::Mode mode = app::Mode::kiosk) const;

  content::Content content;
  std::unique_ptr<text::Fonts> fonts;
  BlankCanvas canvas;
  Gui gui{canvas};
};

}  // namespace wv::ui
