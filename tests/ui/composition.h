// How a page is put together, which no single widget shows (judge.h judges those): whether the field with the
// error can be seen, what share a picture and an empty place take, whether the bar has its words, whether
// what lies below the fold says so, and what looks like a button without being one. The limits stand here.
#pragma once
#include <string>
#include <vector>

#include "judge.h"
#include "ui/kit/touch.h"

namespace wv::ui {

// A picture's share of the page between banner and bar, where the page has words to say. What lies in a
// button or tile is part of that; attract, home and the story (roles, role) are pictures, and tell by them.
// Where there are few words to say, the picture may take more.
inline constexpr float kMostPicture = 0.35f, kMostPictureOfFew = 0.5f;
// The share of a page's height in strips with neither letter, picture nor control in them, the air (8 mm,
// more on a kiosk) around each taken off. A page that says one thing may breathe; the more it says, the less.
inline constexpr float kMostUnused = 0.15f, kMostUnusedOfFew = 0.35f;
// In the lower mode the picture stands above what can be reached, and leaves its place there to air.
inline constexpr float kMostUnusedLow = 0.3f, kMostUnusedLowOfFew = 0.7f;
inline constexpr int kFewWords = 30, kManyWords = 90, kWordsOfControl = 4;  // a control counts as so many
// Above what somebody who sits can reach there is a picture, of at least this much of that height.
inline constexpr float kLeastAboveReach = 0.12f, kAboveReachMm = 60;

struct ShownPicture {
  std::string name;
  Rect rect;  // of it that is seen, px
};

struct Composed {  // a page as it stands on the glass, at rest
  const Tree& tree;
  const Seen& seen;
  std::vector<ScrollArea> areas;
  std::vector<float> scrolled;  // how far, of each area
  std::vector<ShownPicture> pictures;
};

// Between banner and bar; in the lower mode of it what can be reached.
[[nodiscard]] Rect page_place(const Composed& page);
struct PictureShare {
  float share = 0;
  std::string name;
};
[[nodiscard]] PictureShare largest_picture(const Composed& page);
[[nodiscard]] float unused_height(const Composed& page);

[[nodiscard]] std::vector<Flaw> judge_composition(const Composed& page, Tally& tally);

}  // namespace wv::ui
