#include "text/outline.h"

#include "text/faces.h"
#include FT_OUTLINE_H

namespace wv::text {
namespace {

struct Pen {
  std::vector<Stroke> strokes;
  float scale = 1;
  float x = 0, y = 0;  // where it stands

  static Pen& of(void* user) { return *static_cast<Pen*>(user); }
  [[nodiscard]] float across(const FT_Vector* to) const { return static_cast<float>(to->x) * scale; }
  [[nodiscard]] float up(const FT_Vector* to) const { return static_cast<float>(to->y) * scale; }
  void go(Stroke stroke) {
    x = stroke.x;
    y = stroke.y;
    strokes.push_back(stroke);
  }
};

int move_to(const FT_Vector* to, void* user) {
  Pen& pen = Pen::of(user);
  pen.go({Stroke::To::move, pen.across(to), pen.up(to)});
  return 0;
}

int line_to(const FT_Vector* to, void* user) {
  Pen& pen = Pen::of(user);
  pen.go({Stroke::To::line, pen.across(to), pen.up(to)});
  return 0;
}

// TrueType's curves have one handle; a cubic one has the same form with each of its two a third from it.
int conic_to(const FT_Vector* handle, const FT_Vector* to, void* user) {
  Pen& pen = Pen::of(user);
  const float hx = pen.across(handle), hy = pen.up(handle), x = pen.across(to), y = pen.up(to);
  const auto third = [](float end, float at) { return end + (at - end) * 2 / 3; };
  pen.go({Stroke::To::curve, x, y, third(pen.x, hx), third(pen.y, hy), third(x, hx), third(y, hy)});
  return 0;
}

int cubic_to(const FT_Vector* one, const FT_Vector* two, const FT_Vector* to, void* user) {
  Pen& pen = Pen::of(user);
  pen.go({Stroke::To::curve, pen.across(to), pen.up(to), pen.across(one), pen.up(one), pen.across(two),
          pen.up(two)});
  return 0;
}

}  // namespace

std::vector<Stroke> outline(Fonts& fonts, FaceId face, std::uint32_t glyph, float size_px) {
  Face* found = fonts.faces().find(face);
  if (found == nullptr) return {};
  FT_Face picture = fonts.faces().picture(*found);
  if (picture == nullptr) return {};
  if (FT_Load_Glyph(picture, glyph, FT_LOAD_NO_SCALE | FT_LOAD_NO_BITMAP) != 0) return {};
  if (picture->glyph->format != FT_GLYPH_FORMAT_OUTLINE) return {};
  Pen pen;
  pen.scale = size_px / static_cast<float>(picture->units_per_EM);
  const FT_Outline_Funcs hands{move_to, line_to, conic_to, cubic_to, 0, 0};
  if (FT_Outline_Decompose(&picture->glyph->outline, &hands, &pen) != 0) return {};
  return std::move(pen.strokes);
}

}  // namespace wv::text
