#include "render/rasteriser.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "render/blend.h"
#include "render/triangle.h"

namespace wv::render {

namespace {

std::uint32_t tinted(std::uint32_t texel, std::uint32_t tint) {
  const auto channel = [&](int shift) {
    return by_255((texel >> shift & 255u) * (tint >> shift & 255u)) << shift;
  };
  return channel(24) | channel(16) | channel(8) | channel(0);
}

void fill(const Surface& to, const Box& at, std::uint32_t argb) {
  const std::uint32_t alpha = argb >> 24;
  for (int y = at.top; y < at.bottom; ++y) {
    std::uint32_t* row = to.row(y);
    if (alpha == 255) {
      std::fill(row + at.left, row + at.right, argb & 0xFFFFFFu);
    } else {
      int x = at.left;
      for (; x + kPixels <= at.right; x += kPixels)
        store(row + x, blend(load(row + x), all(argb), all(alpha)));
      for (; x < at.right; ++x) row[x] = blend(row[x], argb, alpha);
    }
  }
}

// A mask in one colour: glyphs, corners, shadows.
void draw_row(std::uint32_t* to, const std::uint8_t* coverage, int count, std::uint32_t tint) {
  const std::uint32_t alpha = tint >> 24, rgb = tint & 0xFFFFFFu;
  int x = 0;
  for (; x + kPixels <= count; x += kPixels) {
    const std::uint8_t* c = coverage + x;
    if ((c[0] | c[1] | c[2] | c[3]) == 0) continue;  // most of a letter's mask is air
    const Pixels covered{c[0], c[1], c[2], c[3]};
    store(to + x, blend(load(to + x), all(rgb), faded(covered, static_cast<std::uint16_t>(alpha))));
  }
  for (; x < count; ++x) to[x] = blend(to[x], rgb, by_255(coverage[x] * alpha));
}

// A picture as it is, more or less see-through.
void draw_row(std::uint32_t* to, const std::uint32_t* texels, int count, std::uint16_t opacity) {
  int x = 0;
  for (; x + kPixels <= count; x += kPixels) {
    const Pixels texel = load(texels + x);
    store(to + x, blend(load(to + x), texel, faded(texel >> 24, opacity)));
  }
  for (; x < count; ++x) to[x] = blend(to[x], texels[x], by_255((texels[x] >> 24) * opacity));
}

// A picture, tinted: icons.
void draw_row(std::uint32_t* to, const std::uint32_t* texels, int count, std::uint32_t tint) {
  if ((tint & 0xFFFFFFu) == 0xFFFFFFu)
    return draw_row(to, texels, count, static_cast<std::uint16_t>(tint >> 24));
  for (int x = 0; x < count; ++x) {
    if (texels[x] >> 24 == 0) continue;
    const std::uint32_t texel = tinted(texels[x], tint);
    to[x] = blend(to[x], texel, texel >> 24);
  }
}

// The texel under each pixel of a side that runs from `u0` to `u1` (texels) over `length` pixels.
struct Side {
  int first = 0;
  bool one_to_one = false;
  float from = 0, step = 0;
  int most = 0;
  Side(float u0, float u1, int length, int texels) : most(texels - 1) {
    from = u0;
    step = (u1 - u0) / static_cast<float>(std::max(length, 1));
    one_to_one = std::abs(u1 - u0 - static_cast<float>(length)) < 0.01f;
    first = static_cast<int>(std::lround(u0));
    if (first < 0 || first + length > texels) one_to_one = false;
  }
  [[nodiscard]] int texel(int pixel) const {
    if (one_to_one) return first + pixel;
    return std::clamp(static_cast<int>(std::floor(from + (static_cast<float>(pixel) + 0.5f) * step)), 0,
                      most);
  }
};

class Copier {
 public:
  Copier(const Shape& q, const Texture& t)
      : q_(q),
        t_(t),
        across_(q.u0 * static_cast<float>(t.width), q.u1 * static_cast<float>(t.width), q.at.width(),
                t.width),
        down_(q.v0 * static_cast<float>(t.height), q.v1 * static_cast<float>(t.height), q.at.height(),
              t.height) {}

  void draw(const Surface& to, const Box& part) const {
    if (t_.is_mask())
      draw_rows(t_.coverage, to, part);
    else
      draw_rows(t_.argb, to, part);
  }

 private:
  template <class Texel>
  void draw_rows(const std::vector<Texel>& all, const Surface& to, const Box& part) const {
    std::vector<Texel> line;
    std::vector<int> columns;
    if (!across_.one_to_one)
      for (int x = part.left; x < part.right; ++x) columns.push_back(across_.texel(x - q_.at.left));
    line.resize(columns.size());
    for (int y = part.top; y < part.bottom; ++y) {
      const Texel* texels = all.data() + static_cast<std::ptrdiff_t>(down_.texel(y - q_.at.top)) * t_.width;
      if (across_.one_to_one) {
        texels += across_.texel(part.left - q_.at.left);
      } else {
        for (std::size_t x = 0; x < columns.size(); ++x) line[x] = texels[columns[x]];
        texels = line.data();
      }
      draw_row(to.row(y) + part.left, texels, part.width(), q_.argb);
    }
  }

  const Shape& q_;
  const Texture& t_;
  Side across_, down_;
};

}  // namespace

void rasterise(const Shapes& shapes, const Textures& textures, const Surface& to, const Box& clip) {
  const Box whole = clip.intersect(to.box());
  if (whole.empty()) return;
  // What lies under an opaque fill of the whole clip is never seen: begin there.
  std::size_t begin = shapes.size();
  while (begin > 0) {
    const Shape& q = shapes[--begin];
    if (q.is_fill() && q.argb >> 24 == 255 && q.shown().contains(whole)) break;
    if (begin == 0) fill(to, whole, 0xFF000000u);
  }
  if (shapes.empty()) fill(to, whole, 0xFF000000u);
  for (std::size_t i = begin; i < shapes.size(); ++i) {
    const Shape& q = shapes[i];
    const Box part = q.shown().intersect(whole);
    if (part.empty()) continue;
    if (q.is_fill()) {
      fill(to, part, q.argb);
    } else if (const Texture* t = textures.find(q.texture)) {
      if (q.triangle)
        draw_triangle(*q.triangle, *t, to, part);
      else
        Copier(q, *t).draw(to, part);
    }
  }
}

}  // namespace wv::render
