// The list of the desk: ImGui's clipper and scrolling, each row drawn by the kit and recorded as a node, so
// that ten thousand cost what is seen. Beside ui/desk/table the only file that calls an ImGui item. Lives for
// one frame; rectangles are px on the screen.
#pragma once
#include <cstddef>
#include <functional>
#include <optional>
#include <string_view>

#include "ui/desk/desk_scene.h"

namespace wv::ui {

class RowList {
 public:
  // `usable`: a list under a panel is seen, not used.
  RowList(const DeskScene& s, std::string_view id, const Rect& rect, float row_px, bool usable);
  ~RowList();
  RowList(const RowList&) = delete;
  RowList& operator=(const RowList&) = delete;

  // Scrolls as little as shows this row wholly.
  void show(std::size_t index);
  // Calls `row` for those that can be seen.
  void rows(std::size_t count, const std::function<void(std::size_t, const Rect&)>& row);

  // Within `row`. The part at its start marks it, all else opens it.
  struct Used {
    bool opened = false, marked = false;
  };
  Used begin_row(std::string_view id, std::string_view spoken, const Rect& rect, float mark_px);
  [[nodiscard]] bool hovered(const Rect& rect) const;  // the mouse is over it; by finger nothing ever is
  [[nodiscard]] Node& node();                          // of the row that was begun
  [[nodiscard]] Painter& paint() { return *paint_; }
  void words(const Rect& rect, std::string_view words, const Words& look);  // in the middle of its height

 private:
  const DeskScene& s_;
  Rect rect_;
  float row_px_ = 0;
  bool usable_ = false;
  std::size_t node_ = 0;
  std::optional<Painter> paint_;
};

}  // namespace wv::ui
