#include "text/raster.h"

#include <cmath>

#include "text/faces.h"
#include FT_OUTLINE_H

namespace wv::text {
namespace {

constexpr float kLargest = 2000;  // pixels an em

}  // namespace

Bitmap rasterise(Fonts& fonts, FaceId face, std::uint32_t glyph, float size_px, float subpixel_x) {
  Face* found = fonts.faces().find(face);
  if (found == nullptr || !(size_px >= 1) || size_px > kLargest) return {};
  FT_Face picture = fonts.faces().picture(*found);
  if (picture == nullptr) return {};
  const auto size = static_cast<FT_F26Dot6>(std::lround(size_px * 64));
  if (FT_Set_Char_Size(picture, size, size, 72, 72) != 0) return {};
  // No hinting: widths come from the design, letters stand on quarters of a pixel, and text that grows keeps
  // its look. At the sizes of a kiosk (a capital of 15 pixels and more) hinting has little left to give.
  if (FT_Load_Glyph(picture, glyph, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP) != 0) return {};
  FT_GlyphSlot slot = picture->glyph;
  if (slot->format != FT_GLYPH_FORMAT_OUTLINE) return {};
  FT_Outline_Translate(&slot->outline, std::lround(subpixel_x * 64), 0);
  if (FT_Render_Glyph(slot, FT_RENDER_MODE_NORMAL) != 0) return {};

  const FT_Bitmap& source = slot->bitmap;
  Bitmap bitmap;
  bitmap.width = static_cast<int>(source.width);
  bitmap.height = static_cast<int>(source.rows);
  bitmap.left = slot->bitmap_left;
  bitmap.top = slot->bitmap_top;
  bitmap.coverage.reserve(static_cast<std::size_t>(source.width) * source.rows);
  for (unsigned row = 0; row < source.rows; ++row) {
    const unsigned char* first = source.buffer + static_cast<std::ptrdiff_t>(row) * source.pitch;
    bitmap.coverage.insert(bitmap.coverage.end(), first, first + source.width);
  }
  return bitmap;
}

}  // namespace wv::text
