// A glyph's curves enclose as much as its picture is dark, on the same place.
#include "text/support.h"

#include <cmath>

#include "text/outline.h"

using namespace wv::text;
using text_tests::fonts;

namespace {

struct Measured {
  float area = 0, left = 1e9F, top = -1e9F;
};

// Each curve cut into straight pieces; holes run the other way round, so they count against the rest.
Measured measure(const std::vector<Stroke>& strokes) {
  Measured measured;
  float x = 0, y = 0, begin_x = 0, begin_y = 0;
  const auto to = [&](float nx, float ny) {
    measured.area += (x * ny - nx * y) / 2;
    measured.left = std::min(measured.left, nx);
    measured.top = std::max(measured.top, ny);
    x = nx;
    y = ny;
  };
  for (const Stroke& s : strokes) {
    if (s.to == Stroke::To::move) {
      if (&s != &strokes.front()) to(begin_x, begin_y);
      begin_x = x = s.x;
      begin_y = y = s.y;
    } else if (s.to == Stroke::To::line) {
      to(s.x, s.y);
    } else {
      const float x0 = x, y0 = y;
      for (int i = 1; i <= 16; ++i) {
        const float t = static_cast<float>(i) / 16, u = 1 - t;
        to(u * u * u * x0 + 3 * u * u * t * s.x1 + 3 * u * t * t * s.x2 + t * t * t * s.x,
           u * u * u * y0 + 3 * u * u * t * s.y1 + 3 * u * t * t * s.y2 + t * t * t * s.y);
      }
    }
  }
  to(begin_x, begin_y);
  measured.area = std::fabs(measured.area);
  return measured;
}

float darkness(const Bitmap& bitmap) {
  float sum = 0;
  for (const auto covered : bitmap.coverage) sum += static_cast<float>(covered) / 255;
  return sum;
}

}  // namespace

TEST_CASE("the curves of Latin (cubic or quadratic), Arabic and Cyrillic letters are those of the picture") {
  for (const char* text : {"Bog8", "ж", "ب", "&"}) {
    const Layout laid = layout(fonts(), text, text_tests::style("nl", 80), 0);
    REQUIRE_FALSE(laid.glyphs.empty());
    for (const Glyph& glyph : laid.glyphs) {
      const Measured measured = measure(outline(fonts(), glyph.face, glyph.glyph, glyph.size_px));
      const Bitmap picture = rasterise(fonts(), glyph.face, glyph.glyph, glyph.size_px, 0);
      CHECK(measured.area == doctest::Approx(darkness(picture)).epsilon(0.02));
      CHECK(std::fabs(measured.left - static_cast<float>(picture.left)) < 2);
      CHECK(std::fabs(measured.top - static_cast<float>(picture.top)) < 2);
      // The control: one a tenth larger is told from it.
      const Measured larger = measure(outline(fonts(), glyph.face, glyph.glyph, glyph.size_px * 1.1F));
      CHECK_FALSE(larger.area == doctest::Approx(darkness(picture)).epsilon(0.02));
    }
  }
}

TEST_CASE("a space, and a number that no face has, have no curves") {
  const Layout laid = layout(fonts(), "a", text_tests::style("nl", 80), 0);
  CHECK(outline(fonts(), laid.glyphs[0].face, 0xFFFFFF, 80).empty());
  CHECK(outline(fonts(), FaceId{999}, laid.glyphs[0].glyph, 80).empty());
}
