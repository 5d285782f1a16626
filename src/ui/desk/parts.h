// The desk's controls: smaller than residents', each recorded as a node and of the height that the hand asks
// for. Each returns true when it was used since the last frame.
#pragma once
#include <string_view>

#include "ui/desk/desk_scene.h"

namespace wv::ui {

// Of the dense page, before kDense: what is read, what stands beside it, what a page begins with.
namespace desk_type {
inline constexpr float kText = 4.2f, kSmall = 3.7f, kHeading = 5.2f;
}

struct ActLook {
  std::string_view icon = {};
  std::string_view picture = {};  // in the place of an icon
  std::string_view key = {};      // its letter on a keyboard, shown by mouse
  bool loud = false;              // the way on: one of a page
  bool grave = false;
  bool enabled = true;
  bool on = false;   // chosen, with a tick
  bool box = false;  // a box for that tick: something to agree to
  std::string_view spoken = {};
  float cap_mm = desk_type::kSmall;
};
[[nodiscard]] float act_width(const DeskScene& s, std::string_view label, const ActLook& look = {});
bool act(const DeskScene& s, std::string_view id, const Rect& rect, std::string_view label,
         const ActLook& look = {});

// Chips and buttons one after another, on as many lines as they take.
class Flow {
 public:
  Flow(const DeskScene& s, const Rect& area) : s_(s), area_(area), x_(area.x), y_(area.y) {}
  bool act(std::string_view id, std::string_view label, const ActLook& look = {});
  [[nodiscard]] float bottom() const { return y_ + (empty_ ? 0 : s_.control()); }
  void measure() { measuring_ = true; }  // nothing is drawn

 private:
  const DeskScene& s_;
  Rect area_;
  float x_, y_;
  bool empty_ = true, measuring_ = false;
};

// A field with the desk's letters; a touch or a click puts the caret.
void desk_field(const DeskScene& s, std::string_view id, const Rect& rect, desk::Field field,
                std::string_view value, std::string_view label, std::string_view placeholder,
                bool lines = false, bool hidden = false);
// A line of text with a sign before it; returns the height used.
float told_line(const DeskScene& s, std::string_view id, const Rect& rect, std::string_view icon,
                std::string_view words, const Words& look, NodeRole role = NodeRole::text);
void rule(const DeskScene& s, const Rect& rect);  // a hair under something

[[nodiscard]] Words plain(const DeskScene& s);   // how text stands
[[nodiscard]] Words small(const DeskScene& s);   // and what is said beside it
[[nodiscard]] Words strong(const DeskScene& s);  // and a name
[[nodiscard]] Words title(const DeskScene& s);

}  // namespace wv::ui
