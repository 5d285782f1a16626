// Whole-pixel rectangles of the screen, from the top left, ends not included.
#pragma once
#include <algorithm>
#include <cstdint>

namespace wv::render {

struct Box {
  int left = 0, top = 0, right = 0, bottom = 0;
  bool operator==(const Box&) const = default;
  [[nodiscard]] bool empty() const { return right <= left || bottom <= top; }
  [[nodiscard]] int width() const { return right - left; }
  [[nodiscard]] int height() const { return bottom - top; }
  [[nodiscard]] std::int64_t area() const { return empty() ? 0 : std::int64_t{width()} * height(); }
  [[nodiscard]] Box intersect(const Box& o) const {
    return {std::max(left, o.left), std::max(top, o.top), std::min(right, o.right),
            std::min(bottom, o.bottom)};
  }
  [[nodiscard]] Box unite(const Box& o) const {
    return {std::min(left, o.left), std::min(top, o.top), std::max(right, o.right),
            std::max(bottom, o.bottom)};
  }
  [[nodiscard]] bool contains(const Box& o) const {
    return o.left >= left && o.top >= top && o.right <= right && o.bottom <= bottom;
  }
};

}  // namespace wv::render
