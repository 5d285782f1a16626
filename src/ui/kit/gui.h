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
#include <deque>
#include <optional>
#include <vector>

#include "ui/kit/canvas.h"
#include "ui/kit/touch.h"

struct ImDrawData;
struct ImDrawList;
struct ImGuiContext;
struct ImTextureData;

namespace wv::ui {

enum class GuiKey { up, down, left, right, page_up, page_down, home, end, enter };

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
  // Before any context is made, whoever makes it: ImGui takes and gives all its memory by one pair of
  // functions.
  static void wipe_memory_given_back();

  // --- input, between frames -------------------------------------------------------------------------
  // One judge of a finger: at touch-down it belongs to ImGui when an area of its windows lies there, else to
  // the kit; the other sees nothing of it until it is lifted. True: taken, the kit must not see it.
  enum class Pointer { finger, mouse };
  bool finger(const FingerEvent& event, Pointer pointer, float px_per_mm);
  bool hover(Point at);  // the mouse, with no button down; true: there is something to show for it
  bool wheel(Point at, float notches);
  bool key(GuiKey key);             // pressed and released; true: an area stands here to take it
  [[nodiscard]] bool busy() const;  // wants another frame now: input waits, or its windows still settle

  // --- for the windows, within a frame ---------------------------------------------------------------
  [[nodiscard]] static Gui& current();  // the one whose frame is being built
  // An area of this frame that is ImGui's, in px. It takes the fingers that come down in it: a finger that is
  // drawn scrolls the area, or (a scroll bar) moves ImGui's pointer. Of two that lie there the later counts.
  enum class Draws { scrolls, points };
  void own(const Rect& area, Draws draws = Draws::scrolls);
  // How far a finger has drawn the area along since the last frame, px: ImGui scrolls by wheel and bar only.
  [[nodiscard]] float take_drag();

 private:
  struct Input {  // one transition; a frame takes one, so that none is passed over
    enum class What { place, press, release, wheel, key } what = What::place;
    Point at;
    Pointer pointer = Pointer::finger;
    float notches = 0;
    GuiKey key = GuiKey::up;
    bool down = false;
  };
  struct Held {  // the finger that ImGui has
    std::int64_t finger = 0;
    Point from, last;
    Draws draws = Draws::scrolls;
    bool drags = false;
  };
  struct Area {
    Rect rect;
    Draws draws = Draws::scrolls;
    bool operator==(const Area&) const = default;
  };
  void make();
  void destroy();
  void give_input();
  void move_held(Point at, float px_per_mm);
  [[nodiscard]] const Area* area_at(Point at) const;
  void serve(ImTextureData& texture);  // what ImGui's renderer backends do for its font atlas

  Canvas& canvas_;
  ImGuiContext* context_ = nullptr;
  ImDrawData* drawn_ = nullptr;
  std::deque<Input> waiting_;
  std::optional<Held> held_;
  float drag_ = 0;
  int settling_ = 0;                     // frames that still come though nothing waits
  std::vector<Area> areas_, areas_now_;  // of the last frame, which is on the screen; of the one being built
};

}  // namespace wv::ui
