// Shapes to pixels without a graphics card: fills and copies on whole pixels at memory speed, triangles
// pixel by pixel (triangle.h). SDL's own software renderer took about three times as long for the same.
// The destination is XRGB8888; nearest texel when a shape stretches its texture.
#pragma once
#include <cstddef>
#include <cstdint>

#include "render/shapes.h"
#include "render/textures.h"

namespace wv::render {

struct Surface {
  std::uint32_t* pixels = nullptr;
  int width = 0, height = 0;
  int pitch = 0;          // in pixels
  int left = 0, top = 0;  // where its first pixel lies in the frame: it may hold a part of it
  [[nodiscard]] Box box() const { return {left, top, left + width, top + height}; }
  // Row `y` of the frame, counted in the frame's own columns.
  [[nodiscard]] std::uint32_t* row(int y) const {
    return pixels + (static_cast<std::ptrdiff_t>(y - top) * pitch - left);
  }
};

// Draws what of the shapes lies inside `clip`, over black. Everything outside stays as it is.
void rasterise(const Shapes& shapes, const Textures& textures, const Surface& to, const Box& clip);

}  // namespace wv::render
