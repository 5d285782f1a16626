// One glyph as 8-bit grey coverage, for an atlas. Slow beside drawing: ask once for each
// (face, glyph, size, quarter) and keep the answer; never in a frame that has it already.
// Failure: a broken glyph or an absurd size (over 2,000 px) gives an empty Bitmap.
#pragma once
#include <cstdint>
#include <vector>

#include "text/font.h"

namespace wv::text {

struct Bitmap {
  int width = 0, height = 0;           // 0 for a space
  int left = 0;                        // from the glyph's x (rounded down) to the first column
  int top = 0;                         // from the baseline up to the first row
  std::vector<std::uint8_t> coverage;  // width * height, row by row from the top
};

// subpixel_x: the part of the glyph's x after the point, in quarters: 0, 0.25, 0.5 or 0.75.
[[nodiscard]] Bitmap rasterise(Fonts& fonts, FaceId face, std::uint32_t glyph, float size_px,
                               float subpixel_x);

}  // namespace wv::text
