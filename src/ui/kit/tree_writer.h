// Writes the UI tree while a frame is built: a node for what is shown, and where its letters were drawn. Also
// knows the region that scrolls and whether things are only measured, for that decides what is recorded.
#pragma once
#include <string>
#include <string_view>

#include "text/layout.h"
#include "ui/kit/paint.h"
#include "ui/kit/touch.h"
#include "ui/kit/tree.h"
#include "ui/kit/typesetter.h"

namespace wv::ui {

// Where a frame stands while it is built.
struct FrameState {
  std::string scroll_id;                                        // "" outside anything that scrolls
  Rect rect;                                                    // of what scrolls
  float top = 0;                                                // where its content begins
  std::size_t first_node = 0, first_ink = 0, first_target = 0;  // of its content
  bool no_strip = false;  // the sign that it goes on takes nothing of it
  Rect more_beside;       // where the sign that it goes on may stand, outside of it
  int measuring = 0;      // over 0: built to learn its height, neither drawn, recorded nor touched
  Region region = Region::page;
};

class TreeWriter {
 public:
  TreeWriter(const Painter& painter, const FrameState& state, const Theme& theme, std::string_view focus)
      : painter_(painter), state_(state), theme_(theme), focus_(focus) {}

  Node& node(std::string_view id, NodeRole role, std::string_view name, const Rect& rect);
  // Letters drawn in `box`, for the node of this id; "" while their node is still to come. `width_px`: of the
  // screen.
  void ink(const text::Layout& laid, const Words& look, const Rect& box, std::string_view node,
           float width_px);
  [[nodiscard]] Tree& tree() { return tree_; }

 private:
  const Painter& painter_;
  const FrameState& state_;
  const Theme& theme_;
  std::string_view focus_;
  Tree tree_;
};

}  // namespace wv::ui
