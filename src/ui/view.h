// The view between frames: fingers, laid-out texts, baked masks, motion and the keys' focus. The shell
// owns one and calls `build` inside an ImGui frame; what it returns is everything that left the screen:
// the UI tree, the events that touches meant, and when it wants to be called again.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "app/event.h"
#include "app/state.h"
#include "content/content.h"
#include "text/font.h"
#include "ui/kit/atlas.h"
#include "ui/kit/canvas.h"
#include "ui/kit/device.h"
#include "ui/kit/frame.h"
#include "ui/kit/announcer.h"
#include "ui/kit/touch.h"
#include "ui/kit/tree.h"

struct ImDrawList;

namespace wv::ui {

enum class FocusKey { next, previous, activate, back };

struct Built {
  Tree tree;
  app::Events events;
  std::int64_t next_wake_ms = INT64_MAX;  // steady; INT64_MAX: sleep until touched
};

class View {
 public:
  View(const Device& device, Canvas& canvas, text::Fonts& fonts);

  void set_device(const Device& device);
  [[nodiscard]] const Device& device() const { return device_; }
  void set_motion(Motion motion) { motion_ = motion; }

  // Input since the last frame. A finger that touched means somebody is there (S1).
  void finger(const FingerEvent& event);
  void key(FocusKey key);

  // Draws the state into `list` at `now_ms` (steady). The events of the touches taken so far come
  // back; when there are any the caller updates the state and builds once more before it shows the
  // frame, so that a touch and its picture are one frame apart (F5).
  [[nodiscard]] Built build(ImDrawList& list, const app::State& state, const content::Content& content,
                            std::int64_t now_ms);

  // What touches have asked for that no frame has taken yet, for tests of touch.
  [[nodiscard]] const std::vector<Action>& waiting() const { return actions_; }
  void drop_waiting() { actions_.clear(); }

  // Wipes every shape and word of the visitor who left (S3).
  void forget();
  [[nodiscard]] const Tree& tree() const { return tree_; }
  [[nodiscard]] const std::string& focus() const { return focus_; }
  [[nodiscard]] float scroll_of(std::string_view area) const { return touch_.scroll_of(area); }
  [[nodiscard]] const std::vector<ScrollArea>& areas() const { return areas_; }
  // Touches and motion still at work; the player runs frames until this is false.
  [[nodiscard]] bool moving(std::int64_t now_ms) const;

 private:
  [[nodiscard]] Motion motion(const app::State& state) const { return state.calm ? Motion::off : motion_; }
  void move_focus(int by);
  void activate();
  struct ExploringFinger {
    std::int64_t finger = 0;
    Point from, at;
    std::int64_t moved_ms = 0;
  };
  void explore(const FingerEvent& event);
  [[nodiscard]] const Node* node_under(Point at) const;
  void feel(const Node* node);
  [[nodiscard]] float moved_mm(const ExploringFinger& f) const;
  [[nodiscard]] bool together(const ExploringFinger& a, const ExploringFinger& b) const;
  void scroll_by(Point at, float way);
  void place_changed(const app::State& state, const std::string& place, std::int64_t now_ms);
  void show_node(const Node& node);
  void keep_focus();
  void report_keys(const app::State& state, app::Events& events);
  void draw_rings(Frame& frame, const app::State& state, const Tree& page);
  void bring_into_view(const app::State& state, std::int64_t now_ms);
  Device device_;
  Canvas& canvas_;
  Atlas atlas_;
  TextCache texts_;
  Touch touch_;
  Motion motion_ = Motion::on;
  std::vector<Action> actions_;
  std::vector<Press> presses_;
  std::vector<Glide> glides_;
  std::vector<ScrollArea> areas_;
  app::Editing::Room announced_room_ = app::Editing::Room::enough;
  std::string typed_field_,
      typed_node_;               // the field that had the keyboard: another one is brought into view once
  std::string focus_, place_;    // place: screen, page and overlay, to know when another came
  std::size_t depth_ = 0;        // how far into the visit: tells forward from back
  std::int64_t arrived_ms_ = 0;  // when this place came up
  float arrived_from_ = 0;       // 1 from the end side, -1 from the start side, 0 at once
  bool touched_ = false, back_ = false;
  // Going by ear and touch (A1): the voice says what is under the finger, a second tap on it acts.
  Announcer announcer_;
  bool exploring_ = false, again_ = false, chosen_ = false, own_asked_ = false;
  std::string under_finger_;                   // what a finger that is still down would act on
  std::vector<ExploringFinger> fingers_down_;  // fingers that are down, in the order they came
  bool overlaid_ = false, panel_ = false;      // what the last frame showed over the page
  std::size_t focus_at_ = 0;                   // in the reading order, for when the node itself is gone
  std::string page_place_, page_focus_;        // beneath an overlay, to come back to
  std::string read_line_;                      // the node being read: brought into view once
  std::int64_t wake_ms_ = INT64_MAX;
  Tree tree_;
};

}  // namespace wv::ui
