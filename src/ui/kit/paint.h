// The drawing kit: everything is an axis-aligned rectangle on whole pixels, which the rasteriser (render/)
// draws as fills and copies. Corners and shadows are nine patches of baked masks. Mirrors every
// rectangle when the language runs right to left. Lengths in px.
#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "text/layout.h"
#include "ui/kit/atlas.h"
#include "ui/kit/geometry.h"
#include "ui/kit/theme.h"

struct ImDrawList;

namespace wv::ui {

class Painter {
 public:
  Painter(ImDrawList& list, Atlas& atlas, Canvas& canvas, float width_px)
      : list_(list), atlas_(atlas), canvas_(canvas), width_(width_px) {}

  // The same hand on another of ImGui's draw lists, in places on the screen as they are: nothing is mirrored.
  [[nodiscard]] Painter on(ImDrawList& list) const {
    Painter other(list, atlas_, canvas_, width_);
    other.plate_ = plate_;
    return other;
  }

  void mirror(bool on) { mirrored_ = on; }
  [[nodiscard]] bool mirrored() const { return mirrored_; }
  [[nodiscard]] Rect on_screen(const Rect& r) const {
    return mirrored_ ? Rect{width_ - r.x - r.w, r.y, r.w, r.h} : r;
  }

  // Everything drawn from here on stands `px` further along: a page that slides in. Nodes stay where
  // they will come to rest.
  void slide(float px) { slide_ = mirrored_ ? -px : px; }

  // A ground that pictures are put on from here on, where the page's is too dark for them; none when it is
  // transparent. Layers that lie over one another ("story-…") get theirs from whoever draws them.
  void plate(Colour colour) { plate_ = colour; }
  [[nodiscard]] Colour plate() const { return plate_; }

  void mute(bool on) { muted_ = on; }                        // measuring: nothing is drawn, no mask is baked
  void tell_raised(std::vector<Rect>* to) { raised_ = to; }  // where shadows were thrown, on the screen

  void fill(const Rect& rect, Colour colour);
  void round_fill(const Rect& rect, float radius, Colour colour);
  void round_border(const Rect& rect, float radius, float thickness, Colour colour);
  void shadow(const Rect& rect, float radius, float blur, float down, Colour colour);
  // Returns false when the picture is missing. Drawn as large as fits, its middle in the rectangle's.
  bool picture(std::string_view name, const Rect& rect, float opacity = 1);
  void icon(std::string_view name, const Rect& rect, Colour tint);
  // `at` is the layout's box; a line's x counts from the box's left edge on the screen.
  void text(const text::Layout& layout, const Rect& box, Colour colour);
  void push_clip(const Rect& rect);
  void pop_clip();

 private:
  void quad(const Rect& screen, const Mask& mask, float u0, float v0, float u1, float v1, Colour colour);
  void nine_patch(const Rect& screen, const Mask& mask, int corner, Colour colour, bool centre);
  ImDrawList& list_;
  Atlas& atlas_;
  Canvas& canvas_;
  float width_;
  float slide_ = 0;
  Colour plate_{0, 0, 0, 0};
  std::vector<Rect>* raised_ = nullptr;
  bool muted_ = false;
  bool mirrored_ = false;
};

}  // namespace wv::ui
