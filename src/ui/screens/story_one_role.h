// The story on a screen that is held in the hand: the four stones in a row, and under them one role with its
// two worlds as large as they can be.
#pragma once
#include "ui/screens/story_table.h"

namespace wv::ui {

class StoryOneRole {
 public:
  // Its two pictures take what room there is (`high`), between a thumb's and half the width.
  StoryOneRole(const Scene& s, const StoryNow& now, float width, float high);
  [[nodiscard]] float height() const;
  void draw(Rect rect) const;

 private:
  [[nodiscard]] std::size_t shown() const;  // the role touched last, else the first that waits
  [[nodiscard]] Words term_look() const;
  [[nodiscard]] Words name_look() const;
  [[nodiscard]] std::string world_name(std::size_t world) const;
  [[nodiscard]] float half_height() const;
  void stone(std::size_t role, const Rect& r) const;
  void half(std::size_t world, const RoleWords& words, const Rect& r) const;
  void face(std::size_t world, bool good, const RoleWords& words, const Rect& r, float opacity) const;

  const Scene& s_;
  Frame& f_;
  const StoryNow& now_;
  float width_, half_ = 0, scene_ = 0, name_ = 0, words_ = 0, stone_ = 0;
  bool beside_ = true;  // the worlds beside one another
};

}  // namespace wv::ui
