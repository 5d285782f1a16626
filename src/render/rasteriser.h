// Shapes to pixels without a graphics card: fills and copies on whole pixels at memory speed, triangles
// pixel by pixel (triangle.h). SDL's own software renderer took about three times as long for the same.
// The destination is XRGB8888; nearest texel when a shape stretches its texture.
#pragma once
#include <cstdint>

#include "render/shapes.h"
#include "render/textures.h"

namespace wv::render {

struct Surface {
  std::uint32_t* pixels = nullptr;
  int width = 0, height = 0;
  int pitch = 0;  // in pixels
  [[nodiscard]] Box box() const { return {0, 0, width, height}; }
};

// Draws what of the shapes lies inside `clip`, over black. Everything outside stays as it is.
void rasterise(const Shapes& shapes, const Textures& textures, const Surface& to, const Box& clip);

}  // namespace wv::render
