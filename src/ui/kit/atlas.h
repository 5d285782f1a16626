// Coverage masks baked once: glyphs, discs and rings for round corners, soft shadows. White with
// alpha, tinted when drawn. Pages of 1024 x 1024; when all are full everything is baked anew.
// Forgetting (after each visitor) leaves no shape of what somebody typed (S3).
#pragma once
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "text/font.h"
#include "text/layout.h"
#include "text/raster.h"
#include "ui/kit/canvas.h"

namespace wv::ui {

struct Mask {
  TextureId texture = 0;
  float u0 = 0, v0 = 0, u1 = 0, v1 = 0;
  int width = 0, height = 0, left = 0, top = 0;  // px; left and top from the pen, for glyphs
};

class Atlas {
 public:
  Atlas(Canvas& canvas, text::Fonts& fonts) : canvas_(canvas), fonts_(fonts) {}
  ~Atlas();
  Atlas(const Atlas&) = delete;
  Atlas& operator=(const Atlas&) = delete;

  [[nodiscard]] const Mask& glyph(const text::Glyph& glyph, int quarter);
  [[nodiscard]] const Mask& disc(int radius_px);
  [[nodiscard]] const Mask& ring(int radius_px, int thickness_px);
  // A rounded square of side 2 * (radius + blur) + 2 with its edge blurred over `blur` px on each side.
  [[nodiscard]] const Mask& shadow(int radius_px, int blur_px);
  [[nodiscard]] const Mask& white();
  void forget();

 private:
  struct Page {
    TextureId texture = 0;
    int x = 0, y = 0, row = 0;
  };
  const Mask& bake(std::uint64_t key, int width, int height, const std::vector<std::uint8_t>& coverage,
                   int left, int top);
  const Mask* known(std::uint64_t key) const;

  Canvas& canvas_;
  text::Fonts& fonts_;
  std::vector<Page> pages_;
  std::unordered_map<std::uint64_t, Mask> masks_;
};

}  // namespace wv::ui
