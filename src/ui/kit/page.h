// A page: its picture, heading and content between the banner and the steps. Words take the room there is: a
// page with room left lays itself out larger (page_steps.h) and further apart. Upright, a picture takes at
// most a third of the height over heading and content, which stand low, in reach; wide, picture and heading
// stand beside the content. Scrolls when it is higher than its place.
#pragma once
#include <functional>
#include <string>

#include "ui/kit/chrome.h"
#include "ui/kit/widgets.h"

namespace wv::ui {

struct PageHead {
  std::string id = "page";           // prefix of the nodes' ids
  std::string heading, hint, above;  // `above`: small, over the heading ("question 2 of 5")
  std::string picture;
  float most_picture_mm = 250;  // its side, where there is room for more
  Colour ground{0, 0, 0, 0};    // of a card under the picture; none when transparent
  Colour accent;
  bool grave = false;
  bool small =
      false;  // beside keys on a low screen: the heading in the letters of a text, and nothing over it
};

struct PageParts {
  // `under_head`: more words that stand under the heading on wide screens (under the picture of a page that
  // tells), and after the content on upright ones.
  std::function<void(Column&)> content, under_head;
  bool typing = false;                      // the keyboard is up: no large picture comes and goes
  DangerLine danger = DangerLine::without;  // told within the page when letters are large
  bool wide_heading = false;  // a page that tells: on wide screens the heading stands over its words
  bool across = false;        // a page that asks: on a small screen that lies it takes the whole width
};
void page(const Scene& s, const Rect& area, const PageHead& head, const PageParts& parts);
// In the lower mode the wijkverbinder stands over the part that is reached; false where there is no such
// place.
[[nodiscard]] bool wijkverbinder_above(Frame& f);
// Heading and content of a page that tells, as they stand beside its picture or without one.
void told_words(const Scene& s, Column& column, const PageHead& head,
                const std::function<void(Column&)>& content);
// By how much (px) the page is higher than its place; 0 or less when it fits without scrolling.
[[nodiscard]] float page_overflow(const Scene& s, const Rect& area, const PageHead& head,
                                  const PageParts& parts);

}  // namespace wv::ui
