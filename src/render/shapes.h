// ImGui's draw data as a list of shapes that can be compared: rectangles on whole pixels, which is all that
// the kit draws (ui/kit/paint.h) and what the rasteriser is fast at, and triangles for whatever else ImGui
// draws. What a shape covers depends on screen pixel centres alone, never on its clip; so a part of a frame
// drawn anew is the same as the whole. A texture rectangle of no extent means a plain fill with the colour.
#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "render/box.h"

struct ImDrawData;

namespace wv::render {

struct Triangle {
  struct Corner {
    float x = 0, y = 0, u = 0, v = 0;  // px; 0..1 of the texture
    std::uint32_t argb = 0;
    bool operator==(const Corner&) const = default;
  };
  std::array<Corner, 3> corners;
  bool operator==(const Triangle&) const = default;
};

struct Shape {
  Box at;  // on the screen; of a triangle: the pixels it may touch
  Box clip;
  std::uint64_t texture = 0;
  float u0 = 0, v0 = 0, u1 = 0, v1 = 0;        // 0..1 of the texture
  std::uint32_t argb = 0;                      // the tint
  std::shared_ptr<const Triangle> triangle{};  // null: a rectangle
  bool operator==(const Shape& o) const;
  [[nodiscard]] bool is_fill() const { return !triangle && u0 == u1 && v0 == v1; }
  [[nodiscard]] Box shown() const { return at.intersect(clip); }
};
using Shapes = std::vector<Shape>;

// Replaces what `shapes` held; keeps its memory. Shapes wholly outside the screen are left out.
void shapes_of(const ImDrawData& drawn, const Box& screen, Shapes& shapes);
// `kept = now`, and what a longer frame left behind its end is overwritten: where glyphs stood tells what was
// written.
void keep(Shapes& kept, const Shapes& now);

}  // namespace wv::render
