// The two worlds with the river between them, as one picture of drawn layers (assets/illustrations/story-*, a
// plate of 1600 x 800 units): each role's step lets the wijkverbinder walk to the water, a bridge grow from
// the bank, and something cross it. A value between 0 and 1 is a still that holds; backwards a bridge falls.
// Nothing of it is mirrored: what is west stays west in every language.
#pragma once
#include <array>
#include <cstddef>
#include <optional>

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

struct StoryPlate {
  std::array<float, 4> built{};  // of each role, in order: 0 a stone on the bank .. 1 its bridge stands
  std::optional<std::size_t> at, before;  // on whose stone the wijkverbinder stands, and stood
  float together = 0;                     // 1: it is done, and the wijkverbinder stands on a bridge
  float waving = 0;                       // both worlds to one another
  float duck = 0;                         // 0 out of sight .. 1 across the river
};
// Fills the box; what doesn't fit is cut off at the sides, or the sky.
void draw_plate(Frame& f, const Rect& box, const StoryPlate& plate);
// On the plate in this box: a stone that waits, and the open water.
[[nodiscard]] Rect stone_on_plate(Frame& f, const Rect& box, std::size_t role);
[[nodiscard]] Rect river_on_plate(Frame& f, const Rect& box);

// The whole story as one motion, for who only looks on: 0 broken apart, 1 joined.
[[nodiscard]] StoryPlate plate_at(float share);

// Parts of a role's step: its bridge has grown so far, and its result has come.
[[nodiscard]] float bridge_grown(float built);
[[nodiscard]] float result_shown(float built);

// The small scene of a term of the table: each world has its own, also where the words are the same.
[[nodiscard]] std::string term_scene(domain::Role role, bool with, std::size_t world);
// A tick on yellow, or a cross: never by colour alone.
void good_or_bad(Frame& f, const Rect& disc, bool good, float opacity = 1);

}  // namespace wv::ui
