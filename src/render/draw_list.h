// One ImGui draw list without an ImGui context: the view only needs its clip stack and its rectangles,
// and what no context remembers no context can leak.
#pragma once
#include <memory>

struct ImDrawList;

namespace wv::render {

class DrawList {
 public:
  DrawList();
  ~DrawList();
  DrawList(const DrawList&) = delete;
  DrawList& operator=(const DrawList&) = delete;

  [[nodiscard]] ImDrawList& begin(int width_px, int height_px);  // empty, clipped to the screen
  void forget();  // the places of glyphs tell what was written: overwritten, and the memory given back

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace wv::render
