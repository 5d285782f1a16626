// Dear ImGui as the ground of everything that is shown: one context for each running program, off-screen too;
// every frame is begun and ended here. A resident's screen is drawn by the kit into one window without
// decoration that fills the display. What the kit keeps for itself, because ImGui can't serve there: shaped
// text and its atlas (text/layout.h, atlas.h), touch by two thumbs (touch.h), lengths in millimetres
// (device.h), scrolling that coasts. Input reaches ImGui one transition a frame, and only what belongs to an
// ImGui window (desk.h).
// Privacy (S3): ImGui's memory is overwritten when it is given back, `forget` destroys the context with all
// it knew of a visitor, no file is written, the clipboard is nobody's. Several may exist; each makes itself
// the current context while it works. One thread.
#pragma once
#include <cstdint>
#include <unordered_map>

#include "ui/kit/canvas.h"

struct ImDrawData;
struct ImDrawList;
struct ImGuiContext;
struct ImTextureData;

namespace wv::ui {

class Gui {
 public:
  explicit Gui(Canvas& canvas);  // for the texture of ImGui's own font; must outlive it
  ~Gui();
  Gui(const Gui&) = delete;
  Gui& operator=(const Gui&) = delete;

  // Begins a frame and the window that fills the display; the kit draws into what it returns.
  [[nodiscard]] ImDrawList& begin(int width_px, int height_px, float seconds_since_last);
  // Ends both. What was drawn stays until the next `begin` or `forget`.
  ImDrawData& end();
  [[nodiscard]] ImDrawData* drawn() const { return drawn_; }  // null: nothing since the start or `forget`

  void forget();

 private:
  void make();
  void destroy();
  void serve(ImTextureData& texture);  // what ImGui's renderer backends do for its font atlas

  Canvas& canvas_;
  ImGuiContext* context_ = nullptr;
  ImDrawData* drawn_ = nullptr;
};

}  // namespace wv::ui
