// One glyph as curves, for paper: sharp at any size. Units: as rasterise, pixels of `size_px` an em, but y up
// from the baseline. Failure: a broken glyph, or one without curves, gives no contour.
#pragma once
#include <cstdint>
#include <vector>

#include "text/font.h"

namespace wv::text {

struct Stroke {
  enum class To : std::uint8_t { move, line, curve } to = To::move;
  float x = 0, y = 0;                    // where it ends
  float x1 = 0, y1 = 0, x2 = 0, y2 = 0;  // of a curve: its two handles (cubic)
};

// Each contour begins with a move and is closed; filled by the non-zero rule.
[[nodiscard]] std::vector<Stroke> outline(Fonts& fonts, FaceId face, std::uint32_t glyph, float size_px);

}  // namespace wv::text
