// One frame being built. A screen gets a const state and this; what it wants to happen it pushes as events.
// What a screen asks most often stands here; the rest by its duty: `type` (how words stand), `touch` (what
// was touched), `motion` (what moves), `paint` (drawing). Lengths in px unless named _mm. Owned by
// View::build, dead when the frame is; nothing a screen does here outlives it.
#pragma once
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "ui/kit/page_steps.h"
#include "ui/kit/touchables.h"
#include "ui/kit/transitions.h"
#include "ui/kit/tree_writer.h"
#include "ui/kit/typesetter.h"

namespace wv::ui {

class Column;

class Frame {
 public:
  struct Parts {
    const Device& device;
    const Theme& theme;
    const content::Catalog& catalog;
    std::string language;
    bool right_to_left = false;
    float text_scale = 1;  // 1, 1.5, 2
    Touch& touch;
    std::span<const Action> actions;  // what was touched since the last frame
    TextCache& texts;
    Painter& painter;
    Transitions& motion;
    PageSteps& steps;
    std::string_view focus;  // the node that has the keys' focus
  };
  explicit Frame(const Parts& parts);
  Frame(const Frame&) = delete;
  Frame& operator=(const Frame&) = delete;

  [[nodiscard]] const Theme& theme() const { return p_.theme; }
  [[nodiscard]] const Device& device() const { return p_.device; }
  [[nodiscard]] Painter& paint() { return p_.painter; }
  [[nodiscard]] float scale() const { return p_.text_scale; }
  [[nodiscard]] bool rtl() const { return p_.right_to_left; }
  [[nodiscard]] float mm(float millimetres) const { return millimetres * p_.device.px_per_mm * step_; }
  // Of a tick, an arrow, a mark, an icon beside letters: it grows with them.
  [[nodiscard]] float sign(float millimetres) const;
  // The gaps of columns, besides: 1 as they are, more where a page has room between its parts.
  [[nodiscard]] float air() const { return air_; }
  [[nodiscard]] float margin() const;  // 12 mm on kiosks, 8 on tablets, 5 on phones
  [[nodiscard]] Rect screen() const;
  // Over the part of a kiosk that a seated person reaches: to look at, never to touch. Empty elsewhere.
  [[nodiscard]] Rect above() const;
  // Whoever draws there says so; else four marks stand there.
  void take_above() { above_taken_ = true; }
  [[nodiscard]] bool above_is_free() const { return !above_taken_ && above().h > 0; }

  // Words of the catalogue, in the language shown.
  [[nodiscard]] std::string text(content::Key key) const;
  [[nodiscard]] std::string text(content::Key key, content::Args args) const;

  // Draws the words at the top of `rect` and adds a node; returns the height used.
  float words(std::string_view id, const Rect& rect, std::string_view words, const Words& look, Colour ground,
              NodeRole role = NodeRole::text);
  // Draws only: the node of a control says its label itself.
  void draw_words(const Rect& rect, std::string_view words, const Words& look, bool middle = true);

  Node& node(std::string_view id, NodeRole role, std::string_view name, const Rect& rect);
  [[nodiscard]] Tree& tree() { return tree_.tree(); }
  void enter(Region region) { state_.region = region; }  // what is written from here on belongs to it
  // A place that can be touched. Returns true when it was, since the last frame.
  bool target(std::string_view id, const Rect& hit, const Hit& how = {});
  [[nodiscard]] float press(std::string_view id);  // 0 at rest, 1 wholly pressed

  // A region whose content may be taller than it is. Content is placed from the returned top. Where it goes
  // on below, a button at the region's foot says so (more_below.h).
  float begin_scroll(std::string_view id, const Rect& rect);
  // Where that button may stand instead, beside Back and Next: on a low screen a strip would take too much.
  void more_beside(const Rect& free) { state_.more_beside = free; }
  // Beside the keyboard of a low screen the room is the field's: no strip.
  void no_strip() { state_.no_strip = true; }
  void end_scroll(float content_bottom);
  // How high the content would be: built, but neither drawn, recorded nor touched.
  [[nodiscard]] float measure(float width, const std::function<void(Column&)>& content);
  // How many times larger the page of this id may lay itself out so that `high`, which measures it, is no
  // more than `room` is high; 1 when it fits as it is, 0 when it doesn't. Decided once for a page.
  [[nodiscard]] float fitting_step(std::string_view id, const Rect& room, const std::function<float()>& high);
  // Lengths and letters from here on, and the gaps of columns; see `Larger`.
  void lay_out(float step, float air);
  [[nodiscard]] float slide_px() const {  // of a page that arrives
    return motion.arrival() * 14 * p_.device.px_per_mm;
  }

 private:
  Parts p_;
  FrameState state_;
  TreeWriter tree_;
  float step_ = 1, air_ = 1;
  bool above_taken_ = false;

 public:
  Typesetter type;
  Touchables touch;
  Transitions& motion;
};

// While it lives, what is laid out stands this many times larger, letters, lengths and signs alike, and
// `air` times further apart.
class Larger {
 public:
  Larger(Frame& frame, float step, float air = 1) : f_(frame) { f_.lay_out(step, air); }
  ~Larger() { f_.lay_out(1, 1); }
  Larger(const Larger&) = delete;
  Larger& operator=(const Larger&) = delete;

 private:
  Frame& f_;
};

}  // namespace wv::ui
