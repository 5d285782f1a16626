// Rectangles in pixels, x to the right, y down. Screens are composed from the start edge as if the
// language ran left to right; the painter mirrors every rectangle for right-to-left (A9).
#pragma once
#include <algorithm>

namespace wv::ui {

struct Point {
  float x = 0, y = 0;
};

struct Rect {
  float x = 0, y = 0, w = 0, h = 0;
  [[nodiscard]] float right() const { return x + w; }
  [[nodiscard]] float bottom() const { return y + h; }
  [[nodiscard]] Point centre() const { return {x + w / 2, y + h / 2}; }
  [[nodiscard]] bool contains(Point p) const {
    return p.x >= x && p.x < right() && p.y >= y && p.y < bottom();
  }
  [[nodiscard]] bool inside(const Rect& o, float slack = 0.5f) const {
    return x >= o.x - slack && y >= o.y - slack && right() <= o.right() + slack &&
           bottom() <= o.bottom() + slack;
  }
  [[nodiscard]] Rect inset(float by) const { return {x + by, y + by, w - 2 * by, h - 2 * by}; }
  [[nodiscard]] Rect inset(float across, float down) const {
    return {x + across, y + down, w - 2 * across, h - 2 * down};
  }
  [[nodiscard]] Rect moved(float dx, float dy) const { return {x + dx, y + dy, w, h}; }
  [[nodiscard]] Rect intersect(const Rect& o) const {
    const float l = std::max(x, o.x), t = std::max(y, o.y);
    return {l, t, std::max(0.0f, std::min(right(), o.right()) - l),
            std::max(0.0f, std::min(bottom(), o.bottom()) - t)};
  }
  [[nodiscard]] bool empty() const { return w <= 0 || h <= 0; }
  bool operator==(const Rect&) const = default;

  // Cuts a strip off one side and keeps the rest.
  Rect cut_top(float height) {
    Rect r{x, y, w, height};
    y += height;
    h -= height;
    return r;
  }
  Rect cut_bottom(float height) {
    h -= height;
    return {x, y + h, w, height};
  }
  Rect cut_start(float width) {
    Rect r{x, y, width, h};
    x += width;
    w -= width;
    return r;
  }
  Rect cut_end(float width) {
    w -= width;
    return {x + w, y, width, h};
  }
};

}  // namespace wv::ui
