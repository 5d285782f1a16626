// The view between frames: the owner of what lasts from one to the next, each in a class of its own under
// kit/. The shell owns one and calls `build` inside an ImGui frame; what it returns is everything that left
// the screen: the UI tree, the events that touches meant, and when it wants to be called again.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "app/event.h"
#include "app/state.h"
#include "content/content.h"
#include "text/font.h"
#include "ui/kit/announcer.h"
#include "ui/kit/atlas.h"
#include "ui/kit/canvas.h"
#include "ui/kit/device.h"
#include "ui/kit/explore_by_touch.h"
#include "ui/kit/focus.h"
#include "ui/kit/page_steps.h"
#include "ui/kit/place.h"
#include "ui/kit/scroll_follower.h"
#include "ui/kit/text_cache.h"
#include "ui/kit/touch.h"
#include "ui/kit/transitions.h"
#include "ui/kit/tree.h"

struct ImDrawList;

namespace wv::ui {

enum class FocusKey { next, previous, activate, back };

struct Built {
  Tree tree;
  app::Events events;
  std::int64_t next_wake_ms = INT64_MAX;  // steady; INT64_MAX: sleep until touched
};

class Frame;

class View {
 public:
  View(const Device& device, Canvas& canvas, text::Fonts& fonts);

  void set_device(const Device& device);
  [[nodiscard]] const Device& device() const { return device_; }
  void set_motion(Motion motion) { motion_ = motion; }

  // Input since the last frame. A finger that touched means somebody is there (S1).
  void finger(const FingerEvent& event);
  void key(FocusKey key);
  // What stands over the screen for others (a browser's own elements): the keys' focus goes to this node, and
  // it is scrolled into view; it acts, as by a key, once it stands there. Nothing happens when there is none
  // of that name.
  void point_at(std::string_view id);
  void use(std::string_view id);

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
  [[nodiscard]] const std::string& focus() const { return focus_.id(); }
  [[nodiscard]] float scroll_of(std::string_view area) const { return touch_.scroll_of(area); }
  [[nodiscard]] const std::vector<ScrollArea>& areas() const { return areas_; }
  // Touches and motion still at work; the player runs frames until this is false.
  [[nodiscard]] bool moving(std::int64_t now_ms) const;

 private:
  struct Asked {  // by fingers and keys since the last frame
    bool touched = false, back = false, own_words = false;
    bool again = false, chosen = false;  // the node in focus is announced anew; it was acted on
  };
  struct Due {  // a node that was asked to act while it was scrolled away
    std::string node;
    int frames = 0;  // in which it may come into sight
  };
  static constexpr int kFramesToShow = 3;
  [[nodiscard]] Motion motion(const app::State& state) const {
    return state.shown.calm ? Motion::off : motion_;
  }
  [[nodiscard]] ScrollFollower::Lists lists() { return {touch_, areas_, device_.px_per_mm}; }
  void explore(const FingerEvent& event);
  void activate();
  void act_when_shown();
  void scroll_by(Point at, float way);
  void place_changed(const Place::Change& change);
  void report_keys(const app::State& state, app::Events& events);
  void finish(Frame& frame, const app::State& state, const Tree& beneath, Built& built);
  void announce(const app::State& state, const Tree& beneath, app::Events& events);

  Device device_;
  Canvas& canvas_;
  Atlas atlas_;
  TextCache texts_;
  Touch touch_;
  Motion motion_ = Motion::on;
  Transitions transitions_;
  Place place_;
  PageSteps steps_;
  Focus focus_;
  ExploreByTouch explore_;
  ScrollFollower follower_;
  Announcer announcer_;
  bool by_ear_ = false;  // the voice says what is under the finger, a second tap on it acts (A1)
  Asked asked_;
  std::vector<Action> actions_;
  Due due_;
  // Of the frame that is on the screen.
  std::vector<ScrollArea> areas_;
  Tree tree_;
};

}  // namespace wv::ui
