#include "ui/kit/atlas.h"

#include <algorithm>
#include <cmath>

namespace wv::ui {

namespace {

constexpr int kPage = 1024;
constexpr std::size_t kMostPages = 8;
constexpr std::uint64_t kDisc = 1, kRing = 2, kShadow = 3, kWhite = 4;

std::uint64_t shape_key(std::uint64_t kind, int a, int b) {
  return (1ull << 63) | (kind << 40) | (static_cast<std::uint64_t>(a) << 20) | static_cast<std::uint64_t>(b);
}

// Share of a pixel inside a circle, from the distance of its middle to the centre.
float inside(float distance, float radius) { return std::clamp(radius - distance + 0.5f, 0.0f, 1.0f); }

std::uint8_t to_byte(float share) { return static_cast<std::uint8_t>(std::lround(share * 255.0f)); }

float distance_to_middle(int x, int y, float middle) {
  return std::hypot(static_cast<float>(x) + 0.5f - middle, static_cast<float>(y) + 0.5f - middle);
}

}  // namespace

Atlas::~Atlas() {
  for (const auto& page : pages_) canvas_.destroy_texture(page.texture);
}

const Mask* Atlas::known(std::uint64_t key) const {
  const auto it = masks_.find(key);
  return it == masks_.end() ? nullptr : &it->second;
}

const Mask& Atlas::glyph(const text::Glyph& g, int quarter) {
  const auto size = static_cast<std::uint64_t>(std::lround(g.size_px * 8));
  const std::uint64_t key = (static_cast<std::uint64_t>(g.face) << 48) |
                            (static_cast<std::uint64_t>(g.glyph) << 24) | (size << 4) |
                            static_cast<std::uint64_t>(quarter);
  if (const Mask* mask = known(key)) return *mask;
  const text::Bitmap b =
      text::rasterise(fonts_, g.face, g.glyph, g.size_px, static_cast<float>(quarter) * 0.25f);
  return bake(key, b.width, b.height, b.coverage, b.left, b.top);
}

const Mask& Atlas::disc(int radius) {
  const auto key = shape_key(kDisc, radius, 0);
  if (const Mask* mask = known(key)) return *mask;
  const int side = 2 * radius;
  std::vector<std::uint8_t> coverage(static_cast<std::size_t>(side) * static_cast<std::size_t>(side));
  for (int y = 0; y < side; ++y)
    for (int x = 0; x < side; ++x)
      coverage[static_cast<std::size_t>(y * side + x)] =
          to_byte(inside(distance_to_middle(x, y, static_cast<float>(radius)), static_cast<float>(radius)));
  return bake(key, side, side, coverage, 0, 0);
}

const Mask& Atlas::ring(int radius, int thickness) {
  const auto key = shape_key(kRing, radius, thickness);
  if (const Mask* mask = known(key)) return *mask;
  const int side = 2 * radius;
  std::vector<std::uint8_t> coverage(static_cast<std::size_t>(side) * static_cast<std::size_t>(side));
  for (int y = 0; y < side; ++y)
    for (int x = 0; x < side; ++x) {
      const float d = distance_to_middle(x, y, static_cast<float>(radius));
      coverage[static_cast<std::size_t>(y * side + x)] =
          to_byte(inside(d, static_cast<float>(radius)) - inside(d, static_cast<float>(radius - thickness)));
    }
  return bake(key, side, side, coverage, 0, 0);
}

const Mask& Atlas::shadow(int radius, int blur) {
  const auto key = shape_key(kShadow, radius, blur);
  if (const Mask* mask = known(key)) return *mask;
  const int side = 2 * (radius + blur) + 2;
  std::vector<std::uint8_t> coverage(static_cast<std::size_t>(side) * static_cast<std::size_t>(side));
  const float half = static_cast<float>(side) / 2,
              straight = half - static_cast<float>(blur) - static_cast<float>(radius);
  for (int y = 0; y < side; ++y)
    for (int x = 0; x < side; ++x) {
      // Signed distance to the rounded square, then a smooth fall like a blurred edge's.
      const float qx = std::abs(static_cast<float>(x) + 0.5f - half) - straight;
      const float qy = std::abs(static_cast<float>(y) + 0.5f - half) - straight;
      const float d = std::hypot(std::max(qx, 0.0f), std::max(qy, 0.0f)) + std::min(std::max(qx, qy), 0.0f) -
                      static_cast<float>(radius);
      const float t = std::clamp(0.5f - d / (2.0f * static_cast<float>(blur)), 0.0f, 1.0f);
      coverage[static_cast<std::size_t>(y * side + x)] = to_byte(t * t * (3 - 2 * t));
    }
  return bake(key, side, side, coverage, 0, 0);
}

const Mask& Atlas::white() {
  const auto key = shape_key(kWhite, 0, 0);
  if (const Mask* mask = known(key)) return *mask;
  return bake(key, 4, 4, std::vector<std::uint8_t>(16, 255), 0, 0);
}

const Mask& Atlas::bake(std::uint64_t key, int width, int height, const std::vector<std::uint8_t>& coverage,
                        int left, int top) {
  if (width <= 0 || height <= 0 || width > kPage || height > kPage)
    return masks_.insert_or_assign(key, Mask{0, 0, 0, 0, 0, 0, 0, left, top}).first->second;
  const auto fits = [&](Page& p) {
    if (p.x + width + 1 > kPage) {
      p.x = 0;
      p.y += p.row + 1;
      p.row = 0;
    }
    return p.y + height + 1 <= kPage;
  };
  if (pages_.empty() || !fits(pages_.back())) {
    if (pages_.size() >= kMostPages) forget();
    pages_.push_back({canvas_.create_texture(kPage, kPage), 0, 0, 0});
  }
  Page& page = pages_.back();
  std::vector<std::uint32_t> argb(coverage.size());
  std::transform(coverage.begin(), coverage.end(), argb.begin(),
                 [](std::uint8_t c) { return (static_cast<std::uint32_t>(c) << 24) | 0xFFFFFFu; });
  canvas_.update_texture(page.texture, page.x, page.y, width, height, argb.data());
  const auto unit = [](int px) { return static_cast<float>(px) / static_cast<float>(kPage); };
  const Mask mask{
      page.texture, unit(page.x), unit(page.y), unit(page.x + width), unit(page.y + height), width,
      height,       left,         top};
  page.x += width + 1;
  page.row = std::max(page.row, height);
  return masks_.insert_or_assign(key, mask).first->second;
}

void Atlas::forget() {
  for (const auto& page : pages_) canvas_.destroy_texture(page.texture);
  pages_.clear();
  masks_.clear();
}

}  // namespace wv::ui
