// What can be touched in a frame, and what was touched since the last one. A place counts as far as its
// region shows it; what is only measured can't be touched.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "ui/kit/touch.h"
#include "ui/kit/tree_writer.h"

namespace wv::ui {

struct Hit {  // how a place takes a touch
  bool key = false;
  std::int64_t hold_ms = 0;
  bool enabled = true;
  bool swipes = false;
};

class Touchables {
 public:
  // `actions`: what was touched since the last frame.
  Touchables(const Touch& touch, std::span<const Action> actions, const Painter& painter,
             const FrameState& state)
      : touch_(touch), actions_(actions), painter_(painter), state_(state) {}

  // True when it was touched. Belongs to the node written last, if that has this id.
  bool target(std::string_view id, const Rect& hit, const Hit& how, Tree& tree);
  [[nodiscard]] bool held(std::string_view id) const;  // its long press came due
  [[nodiscard]] const Action* action(std::string_view id) const;
  [[nodiscard]] bool pressed(std::string_view id) const { return touch_.is_pressed(id); }
  [[nodiscard]] std::vector<Target>& targets() { return targets_; }
  [[nodiscard]] std::vector<ScrollArea>& areas() { return areas_; }

 private:
  const Touch& touch_;
  std::span<const Action> actions_;
  const Painter& painter_;
  const FrameState& state_;
  std::vector<Target> targets_;
  std::vector<ScrollArea> areas_;
};

}  // namespace wv::ui
