#include "text/place.h"

#include <algorithm>

namespace wv::text {

std::uint32_t Placer::byte(const Paragraph& paragraph, std::uint32_t index) const {
  return decoded_.byte[paragraph.begin + index];
}

bool Placer::starts_grapheme(const Paragraph& paragraph, std::uint32_t index) const {
  return breaks_.grapheme[paragraph.begin + index] != 0;
}

void Placer::place(const Paragraph& paragraph, const Span& span, const Line& line, const ShapedGlyph& tail) {
  const Shaped& shaped = paragraph.shaped;
  const bool rtl = line.direction == Direction::rtl;
  const LineOrder order = order_line(paragraph.levels, span.begin, span.end);
  const float tail_width = span.tail != 0 ? tail.advance : 0;
  const float hanging = shaped.width(visible_end(decoded_, paragraph, span.begin, span.end), span.end);
  // After L1 the hanging spaces are at the far end of the base direction: on the left in right-to-left.
  float x = rtl ? line.x + tail_width - hanging : line.x;
  left_.assign(span.end - span.begin, x);
  for (const std::uint32_t character : order.visual) {
    const Cluster& cluster = shaped.clusters[shaped.cluster_of[character]];
    // A cluster goes where its first character is; L1 may have sent a joiner at its end elsewhere.
    if (character != cluster.begin) continue;
    place_cluster(paragraph, cluster, x, line.baseline);
    std::fill(left_.begin() + (cluster.begin - span.begin), left_.begin() + (cluster.end - span.begin), x);
    x += cluster.width;
  }
  if (span.tail != 0) {
    const float at = rtl ? line.x : line.x + line.width - tail_width;
    layout_.glyphs.push_back(
        {tail.face, tail.glyph, at, line.baseline, tail.size_px, byte(paragraph, span.end)});
  }
  add_stops(paragraph, span, order);
}

void Placer::place_cluster(const Paragraph& paragraph, const Cluster& cluster, float x, float baseline) {
  for (std::uint32_t g = cluster.first; g < cluster.first + cluster.count; ++g) {
    const ShapedGlyph& glyph = paragraph.shaped.glyphs[g];
    if (!glyph.blank) {
      layout_.glyphs.push_back({glyph.face, glyph.glyph, x + glyph.dx, baseline + glyph.dy, glyph.size_px,
                                byte(paragraph, cluster.begin)});
    }
    x += glyph.advance;
  }
}

void Placer::add_stops(const Paragraph& paragraph, const Span& span, const LineOrder& order) {
  const auto line = static_cast<std::uint32_t>(layout_.lines.size());
  for (std::uint32_t begin = span.begin; begin < span.end;) {
    std::uint32_t end = begin + 1;
    while (end < span.end && !starts_grapheme(paragraph, end)) ++end;
    const auto level = static_cast<std::uint8_t>(order.level[begin - span.begin]);
    Stop stop{byte(paragraph, begin), byte(paragraph, end), 0, 0, line, level};
    spread(paragraph, span, begin, end, stop);
    layout_.stops.push_back(stop);
    begin = end;
  }
}

// A grapheme is as wide as its clusters; one that shares its cluster with others (lam-alef) has an equal
// part.
void Placer::spread(const Paragraph& paragraph, const Span& span, std::uint32_t begin, std::uint32_t end,
                    Stop& stop) const {
  const Shaped& shaped = paragraph.shaped;
  const Cluster& first = shaped.clusters[shaped.cluster_of[begin]];
  stop.left = left_[begin - span.begin];
  stop.right = stop.left + first.width;
  if (first.begin < begin || first.end > end) {
    std::uint32_t parts = 1;
    std::uint32_t before = 0;
    for (std::uint32_t c = first.begin + 1; c < first.end; ++c) {
      if (!starts_grapheme(paragraph, c)) continue;
      ++parts;
      if (c <= begin) ++before;
    }
    const float share = first.width / static_cast<float>(parts);
    stop.left += share * static_cast<float>(first.rtl ? parts - 1 - before : before);
    stop.right = stop.left + share;
    return;
  }
  for (std::uint32_t c = first.end; c < end;) {
    const Cluster& cluster = shaped.clusters[shaped.cluster_of[c]];
    const float left = left_[c - span.begin];
    stop.left = std::min(stop.left, left);
    stop.right = std::max(stop.right, left + cluster.width);
    c = cluster.end;
  }
}

}  // namespace wv::text
