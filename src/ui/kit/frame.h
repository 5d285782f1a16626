// One frame being built: measures, text, nodes and touches for the screens. A screen gets a const
// state and this; what it wants to happen it pushes as events. Lengths in px unless named _mm.
// Owned by View::build, dead when the frame is; nothing a screen does here outlives it.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "content/catalog.h"
#include "text/layout.h"
#include "ui/kit/device.h"
#include "ui/kit/paint.h"
#include "ui/kit/text_cache.h"
#include "ui/kit/touch.h"
#include "ui/kit/tree.h"

namespace wv::ui {

enum class Motion { off, on };

// The type scale in millimetres of cap height, before the text size of the visitor.
namespace type {
inline constexpr float kTitle = 7.0f, kHeading = 5.5f, kBody = 4.2f, kLabel = 3.7f;
}

struct Words {  // how a text looks
  float cap_mm = type::kBody;
  text::Weight weight = text::Weight::regular;
  Colour colour{};
  text::Align align = text::Align::start;
  bool own_words = false;      // a resident's own text: its direction follows its first strong letter
  bool left_to_right = false;  // numbers and addresses, in every language
  int max_lines = 0;
  std::string_view language = {};  // of the words, when it isn't the one shown: their direction and shapes
  bool to_fit = false;             // on a key: as small as the key asks, below the size of labels too
};

struct Press {  // motion of a control under a finger: 0 at rest, 1 wholly pressed
  std::string id;
  std::int64_t since_ms = 0;
  bool down = false;
};

// A value on its way to where the state wants it: 0 and 1 are two positions of something large.
struct Glide {
  std::string id;
  float from = 0, to = 0;
  std::int64_t since_ms = 0;
};
struct GlideHow {
  std::int64_t whole_ms = 240;  // the way from 0 to 1
  std::int64_t delay_ms = 0;    // before it first begins
  std::optional<float> first;   // where it begins when it is new; at rest when absent
};
[[nodiscard]] float eased(float t);                             // ease-out, 0..1
[[nodiscard]] float phase(float t, float begin, float length);  // a part of a longer motion, 0..1

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
    Motion motion = Motion::on;
    std::int64_t now_ms = 0;  // steady
    Touch& touch;
    std::span<const Action> actions;  // what was touched since the last frame
    TextCache& texts;
    Painter& painter;
    std::vector<Press>& presses;
    std::vector<Glide>& glides;
    std::string_view focus;     // the node that has the keys' focus
    std::int64_t shown_ms = 0;  // how long this page has been up
    float arriving = 0;         // a page that comes: 1 just begun .. 0 at rest; negative from the start side
  };
  explicit Frame(const Parts& parts);

  [[nodiscard]] const Theme& theme() const { return p_.theme; }
  [[nodiscard]] const Device& device() const { return p_.device; }
  [[nodiscard]] Painter& paint() { return p_.painter; }
  [[nodiscard]] std::int64_t now_ms() const { return p_.now_ms; }
  [[nodiscard]] float scale() const { return p_.text_scale; }
  [[nodiscard]] float mm(float millimetres) const { return millimetres * p_.device.px_per_mm; }
  [[nodiscard]] float margin() const;  // 12 mm on kiosks, 8 on tablets, 5 on phones
  [[nodiscard]] bool rtl() const { return p_.right_to_left; }
  [[nodiscard]] Rect screen() const;

  // Words of the catalogue, in the language shown.
  [[nodiscard]] std::string text(content::Key key) const;
  [[nodiscard]] std::string text(content::Key key, content::Args args) const;
  [[nodiscard]] const content::Catalog& catalog() const { return p_.catalog; }
  [[nodiscard]] const std::string& language() const { return p_.language; }

  [[nodiscard]] const text::Layout& lay(std::string_view words, const Words& look, float width);
  [[nodiscard]] float height_of(std::string_view words, const Words& look, float width);
  [[nodiscard]] float width_of(std::string_view words, const Words& look);
  [[nodiscard]] float word_width(std::string_view words,
                                 const Words& look);  // of the longest word: narrower than this breaks it
  // Draws the words at the top of `rect` and adds a node; returns the height used.
  float words(std::string_view id, const Rect& rect, std::string_view words, const Words& look, Colour ground,
              const char* role = "text");
  // Draws only: the node of a control says its label itself.
  void draw_words(const Rect& rect, std::string_view words, const Words& look, bool middle = true);

  Node& node(std::string_view id, const char* role, std::string_view name, const Rect& rect);
  // A place that can be touched. Returns true when it was, since the last frame.
  struct Hit {
    bool key = false;
    std::int64_t hold_ms = 0;
    bool enabled = true;
    bool swipes = false;
  };
  bool target(std::string_view id, const Rect& hit) { return target(id, hit, Hit{}); }
  bool target(std::string_view id, const Rect& hit, const Hit& how);
  [[nodiscard]] bool held(std::string_view id) const;  // its long press came due
  [[nodiscard]] const Action* action(std::string_view id) const;
  [[nodiscard]] float press(std::string_view id);  // 0..1, eased; asks for frames while it moves
  // Follows `target` at an even pace, asks for frames while it moves; at once when motion is off.
  [[nodiscard]] float glide(std::string_view id, float target, const GlideHow& how);
  [[nodiscard]] bool still() const { return p_.motion == Motion::off; }
  [[nodiscard]] std::int64_t shown_ms() const { return p_.shown_ms; }  // since this page came up
  [[nodiscard]] bool arriving() const { return p_.arriving > 0; }      // a page the visitor goes forward to
  [[nodiscard]] bool focused(std::string_view id) const { return !id.empty() && id == p_.focus; }

  // A region whose content may be taller than it is. Content is placed from the returned top.
  float begin_scroll(std::string_view id, const Rect& rect);
  void end_scroll(float content_bottom);
  [[nodiscard]] float scroll_bottom() const { return scroll_rect_.bottom(); }

  // How high the content would be: built, but neither drawn, recorded nor touched.
  [[nodiscard]] float measure(float width, const std::function<void(Column&)>& content);
  [[nodiscard]] float cap_px(float cap_mm) const;  // of a text of this size, on this device at this text size
  void wake_at(std::int64_t at_ms);
  // For what counts down in whole seconds, rounded up: wakes when the second that is shown is over, on
  // whatever clock `left_ms` was counted.
  void wake_at_second(std::int64_t left_ms) {
    wake_at(now_ms() + (left_ms > 0 ? (left_ms - 1) % 1000 + 1 : 1000));
  }
  [[nodiscard]] float slide_px() const { return p_.arriving * mm(14); }

  [[nodiscard]] Tree& tree() { return tree_; }
  [[nodiscard]] std::vector<Target>& targets() { return targets_; }
  [[nodiscard]] std::vector<ScrollArea>& areas() { return areas_; }
  [[nodiscard]] std::int64_t next_wake_ms() const { return wake_ms_; }

 private:
  [[nodiscard]] text::Style style(const Words& look) const;
  Parts p_;
  Tree tree_;
  std::vector<Target> targets_;
  std::vector<ScrollArea> areas_;
  void ink(const text::Layout& laid, const Words& look, const Rect& box, std::string_view node);
  std::string scroll_id_;
  Rect scroll_rect_;
  float scroll_top_ = 0;
  int measuring_ = 0;
  std::int64_t wake_ms_ = INT64_MAX;
};

// Puts things under one another in a strip, with gaps; remembers where the last one ended.
class Column {
 public:
  Column(Frame& frame, const Rect& rect, float y) : f_(frame), rect_(rect), y_(y) {}
  [[nodiscard]] Rect next(float height) {
    const Rect r{rect_.x, y_, rect_.w, height};
    y_ += height;
    return r;
  }
  void gap(float mm) { y_ += f_.mm(mm); }
  void skip(float height) { y_ += height; }
  float words(std::string_view id, std::string_view text, const Words& look, Colour ground,
              const char* role = "text") {
    const float used = f_.words(id, {rect_.x, y_, rect_.w, 0}, text, look, ground, role);
    y_ += used;
    return used;
  }
  [[nodiscard]] float y() const { return y_; }
  [[nodiscard]] Rect here() const { return {rect_.x, y_, rect_.w, 0}; }
  [[nodiscard]] float width() const { return rect_.w; }

 private:
  Frame& f_;
  Rect rect_;
  float y_;
};

}  // namespace wv::ui
