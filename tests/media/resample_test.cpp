#include <doctest/doctest.h>

#include "media/picture.h"

using namespace wv::media;

namespace {

Image plain(int width, int height, std::uint32_t argb) {
  Image image{width, height, {}};
  image.argb.assign(image.pixels(), argb);
  return image;
}

}  // namespace

TEST_CASE("one colour stays that colour at any size") {
  for (const int side : {1, 2, 3, 7, 20, 33, 100})
    for (const std::uint32_t p : resample(plain(20, 20, 0x80C86432u), side, side).argb)
      CHECK(p == 0x80C86432u);
}

TEST_CASE("smaller is the average of what lies under each pixel") {
  Image image{4, 1, {0xFF000000u, 0xFFFFFFFFu, 0xFF102030u, 0xFF304050u}};
  const Image half = resample(image, 2, 1);
  CHECK(half.argb[0] == 0xFF808080u);
  CHECK(half.argb[1] == 0xFF203040u);
}

TEST_CASE("what is wholly transparent lends no colour to its neighbour") {
  Image image{2, 1, {0xFFFF0000u, 0x0000FF00u}};
  CHECK(resample(image, 1, 1).argb[0] == 0x80FF0000u);
}

TEST_CASE("larger runs evenly from one colour to the next") {
  Image image{2, 1, {0xFF000000u, 0xFFFFFFFFu}};
  const Image wide = resample(image, 8, 1);
  for (std::size_t i = 1; i < 8; ++i) CHECK((wide.argb[i] & 255u) >= (wide.argb[i - 1] & 255u));
  CHECK(wide.argb.front() == 0xFF000000u);
  CHECK(wide.argb.back() == 0xFFFFFFFFu);
}

TEST_CASE("no size is no picture") {
  CHECK(resample(plain(3, 3, 1), 0, 3).argb.empty());
  CHECK(resample(Image{}, 3, 3).argb.empty());
}
