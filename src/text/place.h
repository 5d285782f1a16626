// Puts the clusters of one line where they are seen: visual order (L1, L2), glyphs, and the stops for carets.
// Inside this room only.
#pragma once
#include <cstdint>
#include <vector>

#include "text/lines.h"

namespace wv::text {

class Placer {
 public:
  Placer(const Decoded& decoded, const Breaks& breaks, Layout& layout)
      : decoded_(decoded), breaks_(breaks), layout_(layout) {}

  // Adds the glyphs and stops of the line that `layout` is about to get.
  void place(const Paragraph& paragraph, const Span& span, const Line& line, const ShapedGlyph& tail);

 private:
  [[nodiscard]] std::uint32_t byte(const Paragraph& paragraph, std::uint32_t index) const;
  [[nodiscard]] bool starts_grapheme(const Paragraph& paragraph, std::uint32_t index) const;
  void place_cluster(const Paragraph& paragraph, const Cluster& cluster, float x, float baseline);
  void add_stops(const Paragraph& paragraph, const Span& span, const LineOrder& order);
  void spread(const Paragraph& paragraph, const Span& span, std::uint32_t begin, std::uint32_t end,
              Stop& stop) const;

  const Decoded& decoded_;
  const Breaks& breaks_;
  Layout& layout_;
  std::vector<float> left_;  // of the line's characters: the left edge of their cluster
};

}  // namespace wv::text
