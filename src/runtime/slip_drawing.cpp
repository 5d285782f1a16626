#include "runtime/slip_drawing.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "text/layout.h"
#include "text/raster.h"

namespace wv::runtime {

namespace {

using Look = app::SlipLine::Look;

constexpr int kMargin = 2 * kDotsPerMm;
constexpr std::uint8_t kInk = 112;  // coverage from which a dot is black: thin strokes stay whole

struct Type {
  float cap_mm;
  text::Weight weight;
  float above_mm;  // white before it
};

Type type_of(Look look) {
  switch (look) {
    case Look::heading: return {3.6F, text::Weight::bold, 0};
    case Look::label: return {2.6F, text::Weight::medium, 4};
    case Look::digits: return {6.0F, text::Weight::bold, 1};
    case Look::body: break;
  }
  return {2.6F, text::Weight::medium, 3.5F};
}

struct Placed {
  text::Layout layout;
  int top = 0;
};

// Number and code stand on one line, if need be in smaller letters.
text::Layout lay(text::Fonts& fonts, const app::SlipLine& line, const std::string& language, float width) {
  const Type type = type_of(line.look);
  text::Style style;
  style.weight = type.weight;
  style.cap_px = type.cap_mm * kDotsPerMm;
  style.language = language;
  const bool digits = line.look == Look::digits;
  style.direction = digits             ? text::Direction::ltr
                    : language == "ar" ? text::Direction::rtl
                                       : text::Direction::ltr;
  if (digits) {
    const float wide = text::layout(fonts, line.text, style, 0).width;
    if (wide > width) style.cap_px *= width / wide * 0.99F;
    if (language == "ar") style.align = text::Align::end;
  }
  return text::layout(fonts, line.text, style, width);
}

class Paper {
 public:
  Paper(int dots, int height) {
    picture_.width = dots;
    picture_.height = height;
    picture_.dots.assign(static_cast<std::size_t>(dots / 8) * static_cast<std::size_t>(height), 0);
  }

  void put(text::Fonts& fonts, const Placed& placed) {
    for (const text::Glyph& glyph : placed.layout.glyphs) {
      const float x = glyph.x + kMargin, whole = std::floor(x);
      const float quarter = std::floor((x - whole) * 4) / 4;
      const text::Bitmap bitmap = text::rasterise(fonts, glyph.face, glyph.glyph, glyph.size_px, quarter);
      put(bitmap, static_cast<int>(whole) + bitmap.left,
          placed.top + static_cast<int>(std::lround(glyph.y)) - bitmap.top);
    }
  }
  void rule(int top) {
    for (int x = kMargin; x < picture_.width - kMargin; ++x)
      for (int y = top; y < top + 2; ++y) black(x, y);
  }
  [[nodiscard]] ports::DotPicture take() { return std::move(picture_); }

 private:
  void put(const text::Bitmap& bitmap, int left, int top) {
    for (int y = 0; y < bitmap.height; ++y)
      for (int x = 0; x < bitmap.width; ++x)
        if (bitmap.coverage[static_cast<std::size_t>(y * bitmap.width + x)] >= kInk) black(left + x, top + y);
  }
  void black(int x, int y) {
    if (x < 0 || y < 0 || x >= picture_.width || y >= picture_.height) return;
    const std::size_t at = static_cast<std::size_t>(y) * static_cast<std::size_t>(picture_.width / 8) +
                           static_cast<std::size_t>(x / 8);
    picture_.dots[at] =
        static_cast<std::uint8_t>(picture_.dots[at] | (0x80U >> static_cast<unsigned>(x % 8)));
  }

  ports::DotPicture picture_;
};

}  // namespace

ports::DotPicture draw_slip(text::Fonts& fonts, const app::Slip& slip, int dots) {
  const auto width = static_cast<float>(dots - 2 * kMargin);
  std::vector<Placed> lines;
  float y = 0;
  int rule = -1;
  for (const app::SlipLine& line : slip.lines) {
    y += type_of(line.look).above_mm * kDotsPerMm;
    lines.push_back({lay(fonts, line, slip.language, width), static_cast<int>(std::lround(y))});
    y += lines.back().layout.height;
    if (line.look != Look::heading) continue;
    rule = static_cast<int>(std::lround(y)) + kDotsPerMm;
    y += 2 * kDotsPerMm;
  }
  Paper paper(dots, static_cast<int>(std::ceil(y)) + kDotsPerMm);
  for (const Placed& line : lines) paper.put(fonts, line);
  if (rule >= 0) paper.rule(rule);
  return paper.take();
}

}  // namespace wv::runtime
