// A triangle to pixels: those whose centres lie in it, a shared edge to one of the two that share it (the
// top-left rule, as on graphics cards), colour and texture interpolated, nearest texel. The result for a
// pixel depends on nothing but the triangle. For ImGui's lines, rounded corners and marks; the kit draws
// none.
#pragma once
#include "render/rasteriser.h"

namespace wv::render {

void draw_triangle(const Triangle& triangle, const Texture& texture, const Surface& to, const Box& part);

}  // namespace wv::render
