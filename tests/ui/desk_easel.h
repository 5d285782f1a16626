// Draws the desk's scenes in software, without a program around them: for tests that look at its screens.
#pragma once
#include <doctest/doctest.h>

#include "desk_scenes.h"
#include "easel.h"
#include "media/picture.h"
#include "ui/desk_view.h"
#include "ui/kit/gui.h"

namespace wv::desk_test {

inline const content::Content& desk_content() {
  static const content::Content kContent = [] {
    content::Content content = example();
    Findings findings;
    content::add_desk_words(content, findings);
    REQUIRE(findings.empty());
    return content;
  }();
  return kContent;
}

// From a device that was made just now to the scene.
inline void reach(Device& d, const DeskScreen& screen, content::TextSize text,
                  content::Contrast contrast = content::Contrast::normal) {
  fill(d);
  // As somebody chose it on this device: a lock, and a device that enrols, keep to it.
  for (content::Settings* settings : {&d.state.device, &d.state.shown}) {
    settings->text = text;
    settings->contrast = contrast;
  }
  if (!screen.reach) return;
  if (screen.mode == desk::Mode::visit)
    d.all(desk::CornerTouched{desk::Corner::top_start}, desk::CornerTouched{desk::Corner::bottom_end});
  d.unlock();
  REQUIRE(d.state.open() != nullptr);
  screen.reach(d);
}

struct DeskEasel {
  explicit DeskEasel(const ui::Device& device)
      : view(device, application.pictures, *wv::test::example().fonts) {
    view.set_motion(ui::Motion::off);
  }
  ui::DeskBuilt build(const Device& d) {
    ui::DeskBuilt built = once(d);
    for (int frames = 0; frames < 6; ++frames) built = once(d);  // ImGui's windows settle
    return built;
  }
  ui::DeskBuilt once(const Device& d) {
    application.textures.sweep();
    application.pictures.begin_frame();
    ImDrawList& list = gui.begin(view.device().width_px, view.device().height_px, 1.0f / 60);
    ui::DeskBuilt built = view.build(
        list, {d.state, d.state.open() != nullptr ? d.book.get() : nullptr, desk_content(), ready()},
        d.state.now_ms);
    render::shapes_of(gui.end(), screen(), shapes);
    return built;
  }
  [[nodiscard]] render::Box screen() const { return {0, 0, view.device().width_px, view.device().height_px}; }
  media::Image pixels() {
    media::Image image{view.device().width_px, view.device().height_px, {}};
    image.argb.resize(image.pixels());
    render::rasterise(shapes, application.textures,
                      {image.argb.data(), image.width, image.height, image.width}, screen());
    for (auto& pixel : image.argb) pixel |= 0xFF000000U;
    return image;
  }

  fakes::FakePlatform platform;
  runtime::Application application{wv::test::example(),
                                   {"data",
                                    {},
                                    *ui::profile("table-15"),
                                    app::first_state(wv::test::example().content, app::Mode::kiosk, {}),
                                    ui::Motion::off},
                                   platform};
  ui::DeskView view;
  ui::Gui gui{application.pictures};
  render::Shapes shapes;
};

}  // namespace wv::desk_test
