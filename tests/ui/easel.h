// Screens drawn for real, off-screen, in whatever state a test puts them.
#pragma once
#include "player/application_fixture.h"

#include "render/rasteriser.h"
#include "ui/kit/gui.h"
#include "ui/view.h"

namespace wv::ui {

using namespace wv::test;

// A view on real textures: what the stage does, with a state of the test's own.
struct Easel {
  explicit Easel(const char* profile_name) : Easel(*profile(profile_name)) {}
  explicit Easel(const Device& device)
      : application(
            example(),
            {"data", {}, device, app::first_state(example().content, app::Mode::kiosk, {}), Motion::off},
            platform),
        view(device, application.pictures, *example().fonts) {
    view.set_motion(Motion::off);
  }
  Built build(const app::State& state) {
    application.textures.sweep();
    application.pictures.begin_frame();
    ImDrawList& drawn = gui.begin(view.device().width_px, view.device().height_px, 1.0f / 60);
    Built built = view.build(drawn, state, example().content, state.now_ms);
    render::shapes_of(gui.end(), screen(), shapes);
    return built;
  }
  [[nodiscard]] render::Box screen() const { return {0, 0, view.device().width_px, view.device().height_px}; }
  media::Image pixels() {
    media::Image image{view.device().width_px, view.device().height_px, {}};
    image.argb.resize(image.pixels());
    render::rasterise(shapes, application.textures,
                      {image.argb.data(), image.width, image.height, image.width}, screen());
    for (auto& pixel : image.argb) pixel |= 0xFF000000U;  // a screen is opaque
    return image;
  }

  fakes::FakePlatform platform;
  runtime::Application application;
  View view;
  Gui gui{application.pictures};
  render::Shapes shapes;
};

}  // namespace wv::ui
