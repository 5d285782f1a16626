// The way over SDL's renderer draws what the rasteriser draws. There is no card here, so SDL's software
// renderer stands in for it: it takes the same calls, and rounds a little otherwise where a mask is
// stretched.
#include <SDL.h>
#include <imgui.h>

#include "ui/kit/gui.h"
#include "shell/gpu.h"
#include "player/application_fixture.h"
#include "fakes/disk_files.h"

using namespace wv;
using namespace wv::shell;
using namespace wv::test;

namespace {

int far_pixels(const SDL_Surface& seen, const media::Image& wanted) {
  int count = 0;
  for (int y = 0; y < wanted.height; ++y) {
    const auto* row = reinterpret_cast<const std::uint32_t*>(static_cast<const char*>(seen.pixels) +
                                                             static_cast<std::ptrdiff_t>(y) * seen.pitch);
    for (int x = 0; x < wanted.width; ++x) {
      const std::uint32_t a = row[x],
                          b = wanted
                                  .argb[static_cast<std::size_t>(y) * static_cast<std::size_t>(wanted.width) +
                                        static_cast<std::size_t>(x)];
      int distance = 0;
      for (const int shift : {0, 8, 16})
        distance += std::abs(static_cast<int>(a >> shift & 255u) - static_cast<int>(b >> shift & 255u));
      count += distance > 30 ? 1 : 0;
    }
  }
  return count;
}

}  // namespace

TEST_CASE("the pages come out alike, and stay so from frame to frame") {
  TestApplication h("nl", "tablet-10");
  const runtime::Stage& stage = h.application.stage;
  SDL_Surface* surface = SDL_CreateRGBSurfaceWithFormat(0, 800, 1280, 32, SDL_PIXELFORMAT_RGB888);
  REQUIRE(surface != nullptr);
  {
    Gpu gpu(SDL_CreateSoftwareRenderer(surface));
    const auto differ = [&] {
      gpu.show(*stage.drawn(), stage.shapes(), h.application.textures, h.application.textures.take_changes());
      return far_pixels(*surface, player::picture_of(stage, h.application.textures));
    };
    REQUIRE(h.play(""));
    CHECK(differ() < 3000);
    REQUIRE(h.play("tap attract.start"));
    CHECK(far_pixels(*surface, player::picture_of(stage, h.application.textures)) >
          30000);  // the control: another page
    CHECK(differ() < 3000);
    REQUIRE(h.play("tap bar.help"));
    CHECK(differ() < 3000);
    gpu.lost();
    CHECK(differ() < 3000);
  }
  SDL_FreeSurface(surface);
}

TEST_CASE("a glyph baked anew under shapes that stay the same is drawn anew") {
  render::Textures textures;
  SDL_Surface* surface = SDL_CreateRGBSurfaceWithFormat(0, 8, 8, 32, SDL_PIXELFORMAT_RGB888);
  REQUIRE(surface != nullptr);
  const auto middle = [&] {
    return static_cast<const std::uint32_t*>(surface->pixels)[4 * surface->pitch / 4 + 4] & 0xFFFFFFu;
  };
  const std::vector<std::uint32_t> ink(64, 0xFFFFFFFFu), none(64, 0x00FFFFFFu);
  const std::uint64_t id = textures.create(8, 8);
  textures.update(id, {0, 0, 8, 8}, ink.data());
  render::Pictures pictures(fakes::disk(), textures, {}, {});
  ui::Gui gui(pictures);
  gui.begin(8, 8, 1.0f / 60).AddImage(id, {0, 0}, {8, 8}, {0, 0}, {1, 1}, IM_COL32(0, 255, 0, 255));
  ImDrawData& drawn = gui.end();
  render::Shapes shapes;
  render::shapes_of(drawn, {0, 0, 8, 8}, shapes);
  static_cast<void>(textures.take_changes());
  textures.update(id, {0, 0, 8, 8}, ink.data());
  {
    Gpu gpu(SDL_CreateSoftwareRenderer(surface));
    gpu.show(drawn, shapes, textures, textures.take_changes());
    CHECK(middle() == 0x00FF00u);
    textures.update(id, {0, 0, 8, 8}, none.data());
    // The control: who compares shapes alone loses the change, and it doesn't come back with the next frame.
    gpu.show(drawn, shapes, textures, {});
    CHECK(middle() == 0x00FF00u);
    gpu.show(drawn, shapes, textures, textures.take_changes());
    CHECK(middle() == 0x000000u);
    // At rest nothing is drawn: what somebody else painted stays.
    SDL_FillRect(surface, nullptr, 0x123456u);
    gpu.show(drawn, shapes, textures, textures.take_changes());
    CHECK(middle() == 0x123456u);
    gpu.lost();
    gpu.show(drawn, shapes, textures, textures.take_changes());
    CHECK(middle() == 0x000000u);
  }
  SDL_FreeSurface(surface);
}
