// Between two graphemes of different levels there are two edges. The caret takes the one of the lower level
// (the ends of a line count as the paragraph's own level). So each embedded run keeps the caret places inside
// it and lends both its ends to the text around it: n graphemes give n + 1 offsets and n + 1 different edges.
#include <algorithm>
#include <cmath>
#include <limits>

#include "text/layout.h"

namespace wv::text {
namespace {

struct LineStops {
  const Stop* begin = nullptr;
  const Stop* end = nullptr;
};

LineStops stops_of(const Layout& layout, std::size_t line) {
  const auto before = [](const Stop& stop, std::size_t number) { return stop.line < number; };
  const auto after = [](std::size_t number, const Stop& stop) { return number < stop.line; };
  const Stop* first = layout.stops.data();
  const Stop* last = first + layout.stops.size();
  return {std::lower_bound(first, last, line, before), std::upper_bound(first, last, line, after)};
}

bool is_rtl(const Stop& stop) { return stop.level % 2 != 0; }
float leading(const Stop& stop) { return is_rtl(stop) ? stop.right : stop.left; }
float trailing(const Stop& stop) { return is_rtl(stop) ? stop.left : stop.right; }

// The edge of the line where its direction starts, or ends.
float line_edge(const Line& line, LineStops stops, bool at_start) {
  const bool left = at_start == (line.direction == Direction::ltr);
  float edge = left ? line.x : line.x + line.width;
  for (const Stop* stop = stops.begin; stop != stops.end; ++stop) {
    edge = stop == stops.begin ? (left ? stop->left : stop->right)
           : left              ? std::min(edge, stop->left)
                               : std::max(edge, stop->right);
  }
  return edge;
}

// `at` is the stop that starts at the offset, or the end of the line.
float caret_x(const Line& line, LineStops stops, const Stop* at) {
  if (at == stops.begin && at == stops.end) return line_edge(line, stops, true);
  const int base = line.direction == Direction::rtl ? 1 : 0;
  const int before = at == stops.begin ? base : (at - 1)->level;
  const int after = at == stops.end ? base : at->level;
  if (before <= after) return at == stops.begin ? line_edge(line, stops, true) : trailing(*(at - 1));
  return at == stops.end ? line_edge(line, stops, false) : leading(*at);
}

// A soft-wrapped line's end is the next line's start, and the caret is shown there.
bool owns_its_end(const Layout& layout, std::size_t number) {
  const Line& line = layout.lines[number];
  return number + 1 == layout.lines.size() || line.content_end != line.end;
}

std::size_t end_offset(const Line& line, LineStops stops) {
  return stops.begin == stops.end ? line.begin : (stops.end - 1)->end;
}

}  // namespace

Caret caret_at(const Layout& layout, std::size_t byte_offset) {
  if (layout.lines.empty()) return {};
  const auto after =
      std::upper_bound(layout.lines.begin(), layout.lines.end(), byte_offset,
                       [](std::size_t offset, const Line& line) { return offset < line.begin; });
  const auto count = static_cast<std::size_t>(after - layout.lines.begin());
  const std::size_t number = count == 0 ? 0 : count - 1;
  const Line& line = layout.lines[number];
  const LineStops stops = stops_of(layout, number);
  const Stop* at = std::upper_bound(stops.begin, stops.end, byte_offset,
                                    [](std::size_t offset, const Stop& stop) { return offset < stop.end; });
  return {caret_x(line, stops, at), line.top, line.bottom, number};
}

std::size_t offset_at(const Layout& layout, float x, float y) {
  if (layout.lines.empty()) return 0;
  std::size_t number = 0;
  while (number + 1 < layout.lines.size() && y >= layout.lines[number].bottom) ++number;
  const Line& line = layout.lines[number];
  const LineStops stops = stops_of(layout, number);
  std::size_t nearest = end_offset(line, stops);
  float least = std::numeric_limits<float>::max();
  const auto consider = [&](const Stop* at, std::size_t offset) {
    const float distance = std::abs(caret_x(line, stops, at) - x);
    if (distance >= least) return;
    least = distance;
    nearest = offset;
  };
  for (const Stop* at = stops.begin; at != stops.end; ++at) consider(at, at->begin);
  if (owns_its_end(layout, number)) consider(stops.end, end_offset(line, stops));
  return nearest;
}

std::vector<Rect> rects_of(const Layout& layout, std::size_t begin, std::size_t end) {
  std::vector<Rect> rects;
  for (std::size_t number = 0; number < layout.lines.size() && begin < end; ++number) {
    const Line& line = layout.lines[number];
    std::vector<Rect> parts;  // as they are seen, from the left
    const LineStops stops = stops_of(layout, number);
    for (const Stop* stop = stops.begin; stop != stops.end; ++stop) {
      const bool inside = stop->end > begin && stop->begin < end && stop->left < stop->right;
      if (inside) parts.push_back({stop->left, line.top, stop->right, line.bottom});
    }
    std::sort(parts.begin(), parts.end(), [](const Rect& a, const Rect& b) { return a.left < b.left; });
    const std::size_t first = rects.size();
    for (const Rect& part : parts) {
      constexpr float kTouching = 0.05F;  // pixels: edges are sums of advances, not exact
      if (rects.size() > first && part.left - rects.back().right < kTouching) {
        rects.back().right = std::max(rects.back().right, part.right);
      } else {
        rects.push_back(part);
      }
    }
  }
  return rects;
}

}  // namespace wv::text
