// Fingers to actions (T3, T4; WCAG 2.5.1, 2.5.2): acts on release, sliding off cancels,
// one primary finger, except on keys where two thumbs are two keys. A touch in a list that coasts stops it
// and presses nothing; a touch elsewhere acts. Works on the targets of the frame that was on the screen when
// the finger came down. Distances in px, times in ms; no ImGui, no clock.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ui/kit/geometry.h"

namespace wv::ui {

// Down for longer, and still: a hand that leans on the glass, or a drop of rain. The next finger counts as
// the first.
inline constexpr std::int64_t kLeanMs = 3000;

struct FingerEvent {
  enum class What { down, move, up, cancel } what = What::down;
  std::int64_t finger = 0;
  Point at;
  std::int64_t time_ms = 0;
};

struct Target {
  std::string id;
  Rect hit;
  bool key = false;          // a keyboard key: takes a finger of its own
  std::string scroll_area;   // "" when it stands still
  std::int64_t hold_ms = 0;  // over 0: a long press is an action of its own
  bool swipes = false;       // a finger drawn across it means something (there are buttons for it too)
};

struct ScrollArea {
  std::string id;
  Rect rect;
  float content_height = 0;
  float offset = 0;  // how far it was scrolled when it was drawn
  float veiled = 0;  // at its foot, by the sign that more lies below (more_below.h)
};

struct Action {
  std::string id;
  Point at;
  bool held = false;    // the long press, not the tap
  bool by_key = false;  // nobody pointed at a place
  int swiped = 0;       // drawn across, on the screen: -1 to the left, 1 to the right
};

class Touch {
 public:
  explicit Touch(float px_per_mm) : px_per_mm_(px_per_mm) {}

  // What the last frame put on the screen.
  void set_targets(std::vector<Target> targets, std::vector<ScrollArea> areas);
  [[nodiscard]] std::vector<Action> handle(const FingerEvent& event);
  // Long presses that came due, coasting lists. Call once a frame.
  [[nodiscard]] std::vector<Action> advance(std::int64_t now_ms);
  [[nodiscard]] bool is_pressed(std::string_view id) const;
  [[nodiscard]] bool coasting() const;  // thrown, and no finger on it any more
  void stop_coasting() { velocity_ = 0; }
  // When `advance` has something to do though no finger moves; none when it has not.
  [[nodiscard]] std::optional<std::int64_t> next_wake_ms(std::int64_t now_ms) const;
  [[nodiscard]] float scroll_of(std::string_view area) const;
  void scroll_to(std::string_view area, float offset);  // and there it stays, also when it coasted
  // As if a finger had thrown it this far (px).
  void throw_by(std::string_view area, float way, std::int64_t now_ms);
  void forget();       // another screen: no finger carries over, lists begin at the top
  void release_all();  // no finger carries over, lists stay

 private:
  struct Finger {
    std::int64_t id = 0;
    std::string target;
    Rect hit;
    bool key = false, pressed = false, dragging = false, fired_hold = false, swipes = false;
    Point start, last;
    std::int64_t start_ms = 0, last_ms = 0, hold_ms = 0;
    std::string area;
  };
  [[nodiscard]] const Target* target_at(Point at) const;
  [[nodiscard]] const ScrollArea* area_at(Point at) const;
  void drag(Finger& finger, const FingerEvent& event);
  void place(std::string_view area, float offset);
  void clamp(std::string_view area);

  float px_per_mm_;
  std::vector<Target> targets_;
  std::vector<ScrollArea> areas_;
  std::vector<Finger> fingers_;
  struct Offset {
    std::string area;
    float y = 0;
  };
  std::vector<Offset> offsets_;
  std::string coasting_area_;
  float velocity_ = 0;  // px per ms
  std::int64_t coast_ms_ = 0;
};

}  // namespace wv::ui
