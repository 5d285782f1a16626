// The wijkverbinder's side between frames, as view.h is the residents': the owner of what lasts from one to
// the next. What it shows are desk::State and the casebook, what it reports are desk::Events. By mouse it is
// dense; from the first touch on it is roomy, and stays so.
#pragma once
#include <string>
#include <vector>

#include "desk/event.h"
#include "desk/state.h"
#include "ui/desk/desk_scene.h"
#include "ui/kit/gui.h"
#include "ui/view.h"

namespace wv::ui {

struct DeskBuilt {
  Tree tree;
  desk::Events events;
  std::int64_t next_wake_ms = INT64_MAX;  // steady; INT64_MAX: sleep until touched
};

class DeskView {
 public:
  DeskView(const Device& device, Canvas& canvas, text::Fonts& fonts);

  void set_device(const Device& device);
  [[nodiscard]] const Device& device() const { return device_; }
  void set_motion(Motion motion) { motion_ = motion; }

  // Input since the last frame, as far as none of ImGui's windows took it.
  void finger(const FingerEvent& event, Gui::Pointer pointer);
  void touched(Gui::Pointer pointer);  // one of ImGui's windows took a finger
  bool wheel(Point at, float notches);
  void key(FocusKey key);
  [[nodiscard]] bool by_touch() const { return hand_.by_touch; }

  struct Shown {
    const desk::State& state;
    const casebook::Casebook* book = nullptr;
    const content::Content& content;
    const content::ReadySentences& ready;
  };
  [[nodiscard]] DeskBuilt build(ImDrawList& list, const Shown& shown, std::int64_t now_ms);

  // At a lock: wipes every shape and word.
  void forget();
  [[nodiscard]] const Tree& tree() const { return tree_; }
  [[nodiscard]] const std::string& focus() const { return focus_.id(); }
  [[nodiscard]] float scroll_of(std::string_view area) const { return touch_.scroll_of(area); }
  [[nodiscard]] const std::vector<ScrollArea>& areas() const { return areas_; }
  [[nodiscard]] bool moving(std::int64_t now_ms) const;

 private:
  void look_at_place(const desk::State& state);
  void activate();

  Device device_;
  Canvas& canvas_;
  Atlas atlas_;
  TextCache texts_;
  Touch touch_;
  Motion motion_ = Motion::on;
  Transitions transitions_;
  PageSteps steps_;
  Focus focus_;
  DeskHand hand_;
  bool touched_ = false, back_ = false;
  std::string place_, page_;  // what is shown: with the panel over it, and without
  std::string typed_;         // the field that had the keyboard
  std::vector<Action> actions_;
  std::vector<ScrollArea> areas_;
  Tree tree_;
};

}  // namespace wv::ui
