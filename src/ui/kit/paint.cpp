#include "ui/kit/paint.h"

#include <cmath>
#include <imgui.h>

namespace wv::ui {

namespace {

ImU32 packed(Colour c) { return IM_COL32(c.r, c.g, c.b, c.a); }

Rect on_pixels(const Rect& r) {
  const float x = std::round(r.x), y = std::round(r.y);
  return {x, y, std::round(r.right()) - x, std::round(r.bottom()) - y};
}

int whole(float px, float most) {
  return static_cast<int>(std::lround(std::clamp(px, 1.0f, std::max(1.0f, most))));
}

}  // namespace

void Painter::quad(const Rect& at, const Mask& mask, float u0, float v0, float u1, float v1, Colour colour) {
  const Rect r = at.moved(slide_, 0);
  if (muted_ || r.empty() || colour.a == 0 || mask.texture == 0) return;
  list_.PushTexture(static_cast<ImTextureID>(mask.texture));
  list_.PrimReserve(6, 4);
  list_.PrimRectUV({r.x, r.y}, {r.right(), r.bottom()}, {u0, v0}, {u1, v1}, packed(colour));
  list_.PopTexture();
}

void Painter::fill(const Rect& rect, Colour colour) {
  // One texel for all corners: the software renderer then fills instead of stretching a texture.
  const Mask& m = atlas_.white();
  const float u = (m.u0 + m.u1) / 2, v = (m.v0 + m.v1) / 2;
  quad(on_pixels(on_screen(rect)), m, u, v, u, v, colour);
}

void Painter::nine_patch(const Rect& r, const Mask& m, int corner, Colour colour, bool centre) {
  const float c = static_cast<float>(corner);
  const float du = (m.u1 - m.u0) / static_cast<float>(m.width),
              dv = (m.v1 - m.v0) / static_cast<float>(m.height);
  const float xs[4] = {r.x, r.x + c, r.right() - c, r.right()},
              ys[4] = {r.y, r.y + c, r.bottom() - c, r.bottom()};
  // The middle of a mask is the same everywhere along its edge: one texel of it is stretched.
  const float mid_u = (m.u0 + m.u1) / 2, mid_v = (m.v0 + m.v1) / 2;
  const float us[4][2] = {{m.u0, m.u0 + c * du}, {mid_u, mid_u}, {m.u1 - c * du, m.u1}, {0, 0}};
  const float vs[4][2] = {{m.v0, m.v0 + c * dv}, {mid_v, mid_v}, {m.v1 - c * dv, m.v1}, {0, 0}};
  for (int row = 0; row < 3; ++row)
    for (int column = 0; column < 3; ++column) {
      if (row == 1 && column == 1 && !centre) continue;
      const Rect part{xs[column], ys[row], xs[column + 1] - xs[column], ys[row + 1] - ys[row]};
      const bool middle = row == 1 && column == 1;
      // Edges keep half a texel of extent across, or a zero-sized source would be drawn as a plain fill.
      const float eu = column == 1 && !middle ? du * 0.49f : 0, ev = row == 1 && !middle ? dv * 0.49f : 0;
      quad(part, m, us[column][0] - eu, vs[row][0] - ev, us[column][1] + eu, vs[row][1] + ev, colour);
    }
}

void Painter::round_fill(const Rect& rect, float radius, Colour colour) {
  if (muted_) return;
  const Rect r = on_pixels(on_screen(rect));
  const int corner = whole(radius, std::floor(std::min(r.w, r.h) / 2));
  const Mask m = atlas_.disc(corner);
  const float c = static_cast<float>(corner);
  const float du = (m.u1 - m.u0) / 2, dv = (m.v1 - m.v0) / 2;
  quad({r.x, r.y, c, c}, m, m.u0, m.v0, m.u0 + du, m.v0 + dv, colour);
  quad({r.right() - c, r.y, c, c}, m, m.u0 + du, m.v0, m.u1, m.v0 + dv, colour);
  quad({r.x, r.bottom() - c, c, c}, m, m.u0, m.v0 + dv, m.u0 + du, m.v1, colour);
  quad({r.right() - c, r.bottom() - c, c, c}, m, m.u0 + du, m.v0 + dv, m.u1, m.v1, colour);
  const Mask w = atlas_.white();
  const float u = (w.u0 + w.u1) / 2, v = (w.v0 + w.v1) / 2;
  quad({r.x + c, r.y, r.w - 2 * c, c}, w, u, v, u, v, colour);
  quad({r.x, r.y + c, r.w, r.h - 2 * c}, w, u, v, u, v, colour);
  quad({r.x + c, r.bottom() - c, r.w - 2 * c, c}, w, u, v, u, v, colour);
}

void Painter::round_border(const Rect& rect, float radius, float thickness, Colour colour) {
  if (muted_) return;
  const Rect r = on_pixels(on_screen(rect));
  const int corner = whole(radius, std::floor(std::min(r.w, r.h) / 2));
  const int line = whole(thickness, static_cast<float>(corner));
  const Mask m = atlas_.ring(corner, line);
  const float c = static_cast<float>(corner), t = static_cast<float>(line);
  const float du = (m.u1 - m.u0) / 2, dv = (m.v1 - m.v0) / 2;
  quad({r.x, r.y, c, c}, m, m.u0, m.v0, m.u0 + du, m.v0 + dv, colour);
  quad({r.right() - c, r.y, c, c}, m, m.u0 + du, m.v0, m.u1, m.v0 + dv, colour);
  quad({r.x, r.bottom() - c, c, c}, m, m.u0, m.v0 + dv, m.u0 + du, m.v1, colour);
  quad({r.right() - c, r.bottom() - c, c, c}, m, m.u0 + du, m.v0 + dv, m.u1, m.v1, colour);
  const Mask w = atlas_.white();
  const float u = (w.u0 + w.u1) / 2, v = (w.v0 + w.v1) / 2;
  quad({r.x + c, r.y, r.w - 2 * c, t}, w, u, v, u, v, colour);
  quad({r.x + c, r.bottom() - t, r.w - 2 * c, t}, w, u, v, u, v, colour);
  quad({r.x, r.y + c, t, r.h - 2 * c}, w, u, v, u, v, colour);
  quad({r.right() - t, r.y + c, t, r.h - 2 * c}, w, u, v, u, v, colour);
}

void Painter::shadow(const Rect& rect, float radius, float blur, float down, Colour colour) {
  if (muted_) return;
  if (raised_ != nullptr) raised_->push_back(on_screen(rect));
  const Rect r = on_pixels(on_screen(rect)).moved(0, std::round(down));
  const int corner = whole(radius, std::floor(std::min(r.w, r.h) / 2));
  const int soft = whole(blur, 64);
  // The middle lies under the card that casts it: leaving it out saves most of the work.
  nine_patch(on_pixels(r.inset(-static_cast<float>(soft))), atlas_.shadow(corner, soft),
             corner + 2 * soft > 0 ? corner + soft : corner, colour, false);
}

bool Painter::picture(std::string_view name, const Rect& rect, float opacity) {
  if (muted_ || rect.empty() || opacity <= 0) return true;
  const float aspect = canvas_.aspect(name);
  float w = rect.w, h = rect.w / aspect;
  if (h > rect.h) {
    h = rect.h;
    w = rect.h * aspect;
  }
  const Rect drawn{rect.x + (rect.w - w) / 2, rect.y + (rect.h - h) / 2, w, h};
  const Rect r = on_pixels(on_screen(drawn));
  if (plate_.a != 0 && !name.starts_with("story-")) {
    const float side = std::min(w, h);
    round_fill(drawn, name.starts_with("mark-") ? side / 2 : side * 0.08f, plate_.with_alpha(opacity));
  }
  const auto texture = canvas_.picture(name, static_cast<int>(r.w), static_cast<int>(r.h));
  if (!texture) return false;
  quad(r, Mask{*texture, 0, 0, 1, 1, 0, 0, 0, 0}, 0, 0, 1, 1, Colour{255, 255, 255, 255}.with_alpha(opacity));
  return true;
}

void Painter::icon(std::string_view name, const Rect& rect, Colour tint) {
  if (muted_) return;
  const float side = std::min(rect.w, rect.h);
  const Rect r =
      on_pixels(on_screen({rect.x + (rect.w - side) / 2, rect.y + (rect.h - side) / 2, side, side}));
  if (const auto texture =
          canvas_.picture("icon:" + std::string(name), static_cast<int>(r.w), static_cast<int>(r.h))) {
    // It flies the way one reads. Arrows have a name for either side.
    const bool turned = mirrored_ && name == "send";
    quad(r, Mask{*texture, 0, 0, 1, 1, 0, 0, 0, 0}, turned ? 1.0f : 0.0f, 0, turned ? 0.0f : 1.0f, 1, tint);
  }
}

void Painter::text(const text::Layout& layout, const Rect& box, Colour colour) {
  if (muted_) return;
  const Rect r = on_screen(box);
  for (const auto& g : layout.glyphs) {
    const float x = r.x + g.x;
    const float pen = std::floor(x);
    const int quarter = std::min(3, static_cast<int>((x - pen) * 4));
    const Mask m = atlas_.glyph(g, quarter);
    if (m.width == 0) continue;
    const float y = std::round(r.y + g.y);
    quad({pen + static_cast<float>(m.left), y - static_cast<float>(m.top), static_cast<float>(m.width),
          static_cast<float>(m.height)},
         m, m.u0, m.v0, m.u1, m.v1, colour);
  }
}

void Painter::push_clip(const Rect& rect) {
  const Rect r = on_pixels(on_screen(rect));
  list_.PushClipRect({r.x, r.y}, {r.right(), r.bottom()}, true);
}

void Painter::pop_clip() { list_.PopClipRect(); }

}  // namespace wv::ui
