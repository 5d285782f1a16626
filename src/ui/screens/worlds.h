// The two worlds with the river between them, as one picture of baked layers (assets/illustrations/story-*):
// banks that drift, bridges that grow from both sides, the wijkverbinder who steps in. `together`: 0 broken
// apart, 1 joined; every value in between is a still that holds. UnmirroredRect is west in every language:
// neither the picture nor what stands under it is mirrored.
#pragma once
#include "ui/kit/frame.h"

namespace wv::ui {

// Rectangles counted from the west edge, whichever way the language runs.
class UnmirroredRect {
 public:
  UnmirroredRect(const Rect& box, bool rtl) : box_(box), rtl_(rtl) {}
  [[nodiscard]] Rect operator()(const Rect& r) const {
    return rtl_ ? Rect{box_.x + box_.right() - r.right(), r.y, r.w, r.h} : r;
  }

 private:
  Rect box_;
  bool rtl_;
};

// Fills the box; what doesn't fit is cut off at the sides, or the sky.
void draw_worlds(Frame& f, const Rect& box, float together);

// The small scene of a term of the table: each world has its own, also where the words are the same.
[[nodiscard]] std::string term_scene(domain::Role role, bool with, std::size_t world);
// A tick on yellow, or a cross: never by colour alone.
void good_or_bad(Frame& f, const Rect& disc, bool good, float opacity = 1);

// When the bridge of a role (0..3) has landed: then its problems turn into results.
[[nodiscard]] float bridge_grown(float together, std::size_t role);
[[nodiscard]] float result_shown(float together, std::size_t role);

}  // namespace wv::ui
