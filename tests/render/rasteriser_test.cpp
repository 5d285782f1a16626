#include <doctest/doctest.h>

#include <array>

#include "render/blend.h"
#include "render/rasteriser.h"

using namespace wv;

namespace {

constexpr render::Box kScreen{0, 0, 8, 4};

struct Picture {
  std::array<std::uint32_t, 32> pixels{};
  render::Textures textures;
  std::uint32_t at(int x, int y) const { return pixels[static_cast<std::size_t>(y * 8 + x)]; }
  void draw(const render::Shapes& shapes, const render::Box& clip = kScreen) {
    render::rasterise(shapes, textures, {pixels.data(), 8, 4, 8}, clip);
  }
};

render::Shape fill(const render::Box& at, std::uint32_t argb) { return {at, kScreen, 0, 0, 0, 0, 0, argb}; }

}  // namespace

TEST_CASE("fills stay inside their clip and what is not covered is black") {
  Picture p;
  p.pixels.fill(0xABCDEF);
  p.draw({fill({2, 1, 4, 3}, 0xFFFF0000u)}, {0, 0, 3, 4});
  CHECK(p.at(2, 1) == 0xFF0000u);
  CHECK(p.at(0, 0) == 0u);
  CHECK(p.at(3, 1) == 0xABCDEFu);  // outside the clip: untouched
  p.draw({}, kScreen);
  CHECK(p.at(2, 1) == 0u);
}

TEST_CASE("half transparent is half way, and full cover hides what is under it") {
  Picture p;
  p.draw({fill(kScreen, 0xFFFFFFFFu), fill({0, 0, 4, 4}, 0x80000000u)});
  CHECK(p.at(0, 0) == 0x7F7F7Fu);
  CHECK(p.at(5, 0) == 0xFFFFFFu);
  p.draw({fill({0, 0, 4, 4}, 0x80FF0000u), fill(kScreen, 0xFF010203u)});
  CHECK(p.at(0, 0) == 0x010203u);
}

TEST_CASE("a mask takes the tint, a picture keeps its colours") {
  Picture p;
  const auto mask = p.textures.create(2, 1, {0xFFFFFFFFu, 0x00FFFFFFu});
  const auto picture = p.textures.create(2, 1, {0xFF102030u, 0x80FFFFFFu});
  p.draw({{{0, 0, 2, 1}, kScreen, mask, 0, 0, 1, 1, 0xFF00FF00u},
          {{4, 0, 6, 1}, kScreen, picture, 0, 0, 1, 1, 0xFFFFFFFFu},
          {{0, 2, 2, 3}, kScreen, picture, 0, 0, 1, 1, 0xFFFF0000u}});
  CHECK(p.at(0, 0) == 0x00FF00u);
  CHECK(p.at(1, 0) == 0u);
  CHECK(p.at(4, 0) == 0x102030u);
  CHECK(p.at(5, 0) == 0x808080u);
  CHECK(p.at(0, 2) == 0x100000u);
}

TEST_CASE("a mask stays small until it is given colours, and draws the same either way") {
  Picture p;
  const auto t = p.textures.create(4, 1);
  const std::array<std::uint32_t, 2> some{0xFFFFFFFFu, 0x80FFFFFFu};
  p.textures.update(t, {0, 0, 2, 1}, some.data());
  REQUIRE(p.textures.find(t)->is_mask());
  const render::Shapes shapes{{{0, 0, 4, 1}, kScreen, t, 0, 0, 1, 1, 0xFF00FF00u}};
  p.draw(shapes);
  CHECK(p.at(0, 0) == 0x00FF00u);
  CHECK(p.at(1, 0) == 0x008000u);
  CHECK(p.at(2, 0) == 0u);
  const std::uint32_t red = 0xFFFF0000u;
  p.textures.update(t, {3, 0, 4, 1}, &red);
  CHECK_FALSE(p.textures.find(t)->is_mask());
  p.draw(shapes);
  CHECK(p.at(0, 0) == 0x00FF00u);
  CHECK(p.at(1, 0) == 0x008000u);
  CHECK(p.at(3, 0) == 0u);  // red has no green
}

TEST_CASE("stretching takes the nearest texel, and edges of half a texel stay inside it") {
  Picture p;
  const auto t = p.textures.create(4, 1, {0xFF000001u, 0xFF000002u, 0xFF000003u, 0xFF000004u});
  p.draw({{{0, 0, 8, 1}, kScreen, t, 0, 0, 1, 1, 0xFFFFFFFFu},
          {{0, 1, 8, 2}, kScreen, t, 0.5f + 0.01f, 0, 0.5f + 0.24f, 1, 0xFFFFFFFFu}});
  CHECK(p.at(0, 0) == 1u);
  CHECK(p.at(1, 0) == 1u);
  CHECK(p.at(7, 0) == 4u);
  for (int x = 0; x < 8; ++x) CHECK(p.at(x, 1) == 3u);
  // A shape that begins left of the screen shows its right part.
  p.draw({{{-2, 0, 2, 1}, {0, 0, 8, 4}, t, 0, 0, 1, 1, 0xFFFFFFFFu}});
  CHECK(p.at(0, 0) == 3u);
}

TEST_CASE("a texture that is gone draws nothing") {
  Picture p;
  const auto t = p.textures.create(1, 1, {0xFFFFFFFFu});
  p.textures.destroy(t);
  CHECK(p.textures.find(t) != nullptr);  // the frame being built may still show it
  p.textures.sweep();
  CHECK(p.textures.find(t) == nullptr);
  p.draw({{{0, 0, 8, 4}, kScreen, t, 0, 0, 1, 1, 0xFFFFFFFFu}});
  CHECK(p.at(0, 0) == 0u);
  CHECK(p.textures.create(1, 1) != t);
}

TEST_CASE("four pixels at a time give bit for bit what one at a time gives, and both round exactly") {
  int faults = 0;
  for (std::uint32_t alpha = 0; alpha < 256; ++alpha)
    for (std::uint32_t above = 0; above < 256; above += 3)
      for (std::uint32_t below = 0; below < 256; below += 5) {
        const std::uint32_t top = above | (255 - above) << 8 | above << 16,
                            under = below | below << 8 | (255 - below) << 16;
        const auto channel = [&](int shift) {
          return ((top >> shift & 255u) * alpha + (under >> shift & 255u) * (255 - alpha) + 127) / 255
                 << shift;
        };
        const std::uint32_t exact = channel(16) | channel(8) | channel(0),
                            one = render::blend(under, top, alpha);
        const render::Pixels four = render::blend(render::all(under), render::all(top | 0xFF000000u),
                                                  render::Pixels{alpha, alpha, 0, 255});
        if (one != exact || four[0] != exact || four[1] != exact || four[2] != under || four[3] != top)
          ++faults;
      }
  CHECK(faults == 0);
}
