// The roles' table as two banks with the river between: a stone or a bridge for each role, and on either side
// what goes wrong without and what comes of it.
#pragma once
#include "ui/screens/story_banks.h"
#include "ui/screens/story_plate.h"

namespace wv::ui {

// The story at this moment: what the state says, and how far what moves has come.
struct StoryNow {
  const app::Roles& roles;
  StoryPlate plate;
  [[nodiscard]] bool stands(std::size_t role) const { return roles.built[role]; }
};
[[nodiscard]] StoryNow story_now(const Scene& s, const app::Roles& roles);

// A stone was touched, or the bridge that it became.
void use_stone(const Scene& s, const StoryNow& now, domain::Role role);
// What its node says: the words of `fg` on `bg` are the caller's.
void name_stone(const Scene& s, const StoryNow& now, domain::Role role, const RoleWords& words, Node& node);

class StoryTable {
 public:
  // The small scenes are as large as `high` allows; where even the smallest don't, it doesn't fit.
  StoryTable(const Scene& s, const StoryNow& now, float width, float high);
  [[nodiscard]] bool fits() const { return fits_; }
  [[nodiscard]] float height() const;
  // `spare` is shared out between the rows.
  void draw(const Rect& whole, float spare) const;

 private:
  [[nodiscard]] float longest_word() const;
  [[nodiscard]] Banks ground() const;
  [[nodiscard]] Words name_look() const;
  [[nodiscard]] std::string name(std::size_t world) const;
  [[nodiscard]] float names_height(const Banks& b) const;
  float names(const Rect& left, const Rect& right, const Banks& b) const;
  void one(std::size_t i, const Row& row, const Rect& at, const Rect& left, const Rect& right) const;
  void bridge(std::size_t i, const Row& row, const Rect& place, const Rect& span, const Rect& river) const;

  const Scene& s_;
  Frame& f_;
  const StoryNow& now_;
  float width_;
  bool fits_ = false;
  float scene_mm_ = 0;
};

}  // namespace wv::ui
