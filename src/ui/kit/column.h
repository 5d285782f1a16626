// Puts things under one another in a strip, with gaps; remembers where the last one ended. Owned by whoever
// draws a page; dead when the frame is.
#pragma once
#include <string_view>

#include "ui/kit/frame.h"

namespace wv::ui {

class Column {
 public:
  Column(Frame& frame, const Rect& rect, float y) : f_(frame), rect_(rect), y_(y) {}
  [[nodiscard]] Rect next(float height) {
    const Rect r{rect_.x, y_, rect_.w, height};
    y_ += height;
    return r;
  }
  void gap(float mm) { y_ += f_.mm(mm) * f_.air(); }
  void skip(float height) { y_ += height; }
  float words(std::string_view id, std::string_view text, const Words& look, Colour ground,
              NodeRole role = NodeRole::text) {
    const float used = f_.words(id, {rect_.x, y_, rect_.w, 0}, text, look, ground, role);
    y_ += used;
    return used;
  }
  [[nodiscard]] float y() const { return y_; }
  [[nodiscard]] Rect here() const { return {rect_.x, y_, rect_.w, 0}; }
  [[nodiscard]] float width() const { return rect_.w; }

 private:
  Frame& f_;
  Rect rect_;
  float y_;
};

}  // namespace wv::ui
