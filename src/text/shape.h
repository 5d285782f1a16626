// One paragraph as clusters of glyphs with their widths, before it is cut into lines (HarfBuzz).
// HarfBuzz is called directly, not through libraqm: raqm 0.7 builds a new HarfBuzz face for every run (75 µs
// each, 4.5 ms for 60 words of Arabic and Dutch in turn; 0.2 ms here) and frees its copy of the text unwiped
// (S3). The tests keep raqm as a second opinion. Inside this room only.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/bidi.h"
#include "text/faces.h"

namespace wv::text {

struct ShapedGlyph {
  FaceId face{};
  std::uint32_t glyph = 0;
  float advance = 0, dx = 0, dy = 0;  // pixels, dy down
  float size_px = 0;
  bool blank = false;  // a space: has a width and no ink
};

// The least that lines can be cut into: one or more characters that became one or more glyphs together.
struct Cluster {
  std::uint32_t begin = 0, end = 0;    // characters of the paragraph
  std::uint32_t first = 0, count = 0;  // its glyphs, in visual order
  double x = 0;                        // sum of the widths before it, in logical order
  float width = 0;
  bool rtl = false;
};

struct Shaped {
  std::vector<ShapedGlyph> glyphs;
  std::vector<Cluster> clusters;          // in logical order
  std::vector<std::uint32_t> cluster_of;  // by character
  FaceSet faces;                          // which were used

  // Width of the characters [begin, end), both at the start of a cluster or the paragraph's end.
  [[nodiscard]] float width(std::uint32_t begin, std::uint32_t end) const;
  [[nodiscard]] bool starts_cluster(std::uint32_t index) const;
};

// `grapheme` flags where graphemes start (one more than there are characters).
[[nodiscard]] Shaped shape(Faces& faces, std::u32string_view paragraph, const std::uint8_t* grapheme,
                           const Levels& levels, Weight weight, float cap_px, const std::string& language);
// A single character for the end of a line (ellipsis, hyphen), from the Latin face.
[[nodiscard]] ShapedGlyph shape_one(Faces& faces, char32_t code_point, Weight weight, float cap_px);

}  // namespace wv::text
