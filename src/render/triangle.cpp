#include "render/triangle.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "render/blend.h"

namespace wv::render {

namespace {

using Corner = Triangle::Corner;

// Twice the area of a, b and the place; positive on the right of a→b, where y grows downwards. Floats have 24
// bits, so the products are exact in double and its sign is right, whichever of two triangles asks.
double side(const Corner& a, const Corner& b, double x, double y) {
  return (static_cast<double>(b.x) - static_cast<double>(a.x)) * (y - static_cast<double>(a.y)) -
         (static_cast<double>(b.y) - static_cast<double>(a.y)) * (x - static_cast<double>(a.x));
}

// Whether a pixel centre exactly on the edge a→b belongs to this triangle.
bool owns_edge(const Corner& a, const Corner& b) { return b.y < a.y || (b.y == a.y && b.x > a.x); }

bool covers(double along, bool owns) { return along > 0 || (along == 0 && owns); }

struct Weights {
  double a, b, c;
  [[nodiscard]] double of(double va, double vb, double vc) const { return a * va + b * vb + c * vc; }
};

std::uint32_t colour_at(const Weights& w, const std::array<Corner, 3>& corners) {
  std::uint32_t argb = 0;
  for (const int shift : {24, 16, 8, 0}) {
    const auto channel = [&](const Corner& c) { return static_cast<double>(c.argb >> shift & 255u); };
    const double mixed = w.of(channel(corners[0]), channel(corners[1]), channel(corners[2]));
    argb |= static_cast<std::uint32_t>(std::clamp(std::lround(mixed), 0l, 255l)) << shift;
  }
  return argb;
}

std::uint32_t texel_at(const Texture& t, double u, double v) {
  const auto place = [](double at, int size) {
    return std::clamp(static_cast<int>(std::floor(at * size)), 0, size - 1);
  };
  const auto at = static_cast<std::size_t>(place(v, t.height)) * static_cast<std::size_t>(t.width) +
                  static_cast<std::size_t>(place(u, t.width));
  return t.is_mask() ? 0x00FFFFFFu | static_cast<std::uint32_t>(t.coverage[at]) << 24 : t.argb[at];
}

std::uint32_t tinted(std::uint32_t texel, std::uint32_t tint) {
  const auto channel = [&](int shift) {
    return by_255((texel >> shift & 255u) * (tint >> shift & 255u)) << shift;
  };
  return channel(24) | channel(16) | channel(8) | channel(0);
}

}  // namespace

void draw_triangle(const Triangle& triangle, const Texture& texture, const Surface& to, const Box& part) {
  std::array<Corner, 3> k = triangle.corners;
  double area = side(k[0], k[1], static_cast<double>(k[2].x), static_cast<double>(k[2].y));
  if (area == 0) return;
  if (area < 0) {
    std::swap(k[1], k[2]);
    area = -area;
  }
  const bool owns[3] = {owns_edge(k[1], k[2]), owns_edge(k[2], k[0]), owns_edge(k[0], k[1])};
  for (int y = part.top; y < part.bottom; ++y) {
    std::uint32_t* row = to.row(y);
    for (int x = part.left; x < part.right; ++x) {
      const double px = x + 0.5, py = y + 0.5;
      const double a = side(k[1], k[2], px, py), b = side(k[2], k[0], px, py), c = side(k[0], k[1], px, py);
      if (!covers(a, owns[0]) || !covers(b, owns[1]) || !covers(c, owns[2])) continue;
      const Weights w{a / area, b / area, c / area};
      const std::uint32_t texel = texel_at(
          texture,
          w.of(static_cast<double>(k[0].u), static_cast<double>(k[1].u), static_cast<double>(k[2].u)),
          w.of(static_cast<double>(k[0].v), static_cast<double>(k[1].v), static_cast<double>(k[2].v)));
      const std::uint32_t shown = tinted(texel, colour_at(w, k));
      row[x] = blend(row[x], shown, shown >> 24);
    }
  }
}

}  // namespace wv::render
