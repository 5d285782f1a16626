// A frame as a list of textured rectangles: all that our drawing kit makes (ui/kit/paint.h). Anything else
// in a draw list is a fault of the programmer and stops a debug build.
// A texture rectangle of no extent means a plain fill with the quad's colour.
#pragma once
#include <cstdint>
#include <vector>

#include "render/box.h"

struct ImDrawList;

namespace wv::render {

struct Quad {
  Box at;  // on the screen
  Box clip;
  std::uint64_t texture = 0;
  float u0 = 0, v0 = 0, u1 = 0, v1 = 0;  // 0..1 of the texture
  std::uint32_t argb = 0;                // the tint
  bool operator==(const Quad&) const = default;
  [[nodiscard]] bool is_fill() const { return u0 == u1 && v0 == v1; }
  [[nodiscard]] Box shown() const { return at.intersect(clip); }
};
using Quads = std::vector<Quad>;

// Replaces what `quads` held; keeps its memory. Quads wholly outside the screen are left out.
void quads_of(const ImDrawList& list, const Box& screen, Quads& quads);
// `kept = now`, and what a longer frame left behind its end is overwritten: where glyphs stood tells what was
// written.
void keep(Quads& kept, const Quads& now);

}  // namespace wv::render
