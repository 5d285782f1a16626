#include "ui/kit/frame.h"

#include <algorithm>
#include <cmath>

#include "ui/kit/column.h"
#include "ui/kit/more_below.h"

namespace wv::ui {

namespace {

// A kiosk read from further away has larger letters, and so larger everything: what a millimetre of the
// screens, drawn for a kiosk one stands before, is there.
float unit_of(const Device& device) {
  constexpr float kDrawnFor = 1.22f;
  return std::max(1.0f, device.type_scale / kDrawnFor);
}

}  // namespace

Frame::Frame(const Parts& parts)
    : p_(parts),
      tree_(p_.painter, state_, p_.theme, p_.focus),
      type({p_.device, p_.catalog, p_.language, p_.right_to_left, p_.text_scale, p_.texts}),
      touch(p_.touch, p_.actions, p_.painter, state_),
      motion(p_.motion) {
  lay_out(1, 1);
  tree().lang = p_.language;
  tree().dir = p_.right_to_left ? "rtl" : "ltr";
  p_.painter.mirror(p_.right_to_left);
  p_.painter.tell_raised(&tree().raised);
}

Rect Frame::screen() const {
  return {0, static_cast<float>(p_.device.top_px), static_cast<float>(p_.device.width_px),
          static_cast<float>(p_.device.height_px)};
}

float Frame::margin() const {
  const float narrow = std::min(p_.device.width_mm(), p_.device.height_mm());
  return p_.device.px_per_mm * unit_of(p_.device) * (narrow >= 180 ? 12.0f : narrow >= 100 ? 8.0f : 5.0f);
}

float Frame::sign(float millimetres) const { return mm(millimetres) * (0.25f + 0.75f * p_.text_scale); }

Rect Frame::above() const {
  return {0, 0, static_cast<float>(p_.device.width_px), static_cast<float>(p_.device.top_px)};
}

void Frame::lay_out(float step, float air) {
  step_ = step * unit_of(p_.device);
  air_ = air;
  type.larger(step);
}

float Frame::fitting_step(std::string_view id, const Rect& room, const std::function<float()>& high) {
  constexpr float kMost = 1.75f, kMostLetters = 2.2f;  // of a page; with the visitor's own text size
  const auto fits = [&](float step) {
    const Larger larger(*this, step);
    type.watch();
    return high() <= room.h && (step <= 1 || !type.squeezed());
  };
  std::string key(id);
  for (const float n : {room.w, room.h, p_.text_scale * 100})
    key += " " + std::to_string(static_cast<int>(n));
  return p_.steps.settle(key + " " + p_.language, std::clamp(kMostLetters / p_.text_scale, 1.0f, kMost),
                         fits);
}

std::string Frame::text(content::Key key) const { return p_.catalog.text(p_.language, key); }
std::string Frame::text(content::Key key, content::Args args) const {
  return p_.catalog.text(p_.language, key, args);
}

float Frame::words(std::string_view id, const Rect& rect, std::string_view words, const Words& look,
                   Colour ground, NodeRole role) {
  const auto& laid = type.lay(words, look, rect.w);
  const Rect box{rect.x, rect.y, rect.w, laid.height};
  p_.painter.text(laid, box, look.colour);
  tree_.ink(laid, look, box, id, static_cast<float>(p_.device.width_px));
  Node& n = node(id, role, words, box);
  n.fg = look.colour;
  n.bg = ground;
  n.cap_px = laid.cap_px;
  n.shows_private = look.own_words;
  if (look.language != p_.language) n.lang = look.language;
  return laid.height;
}

void Frame::draw_words(const Rect& rect, std::string_view words, const Words& look, bool middle) {
  const auto& laid = type.lay(words, look, rect.w);
  const float top = middle ? rect.y + (rect.h - laid.height) / 2 : rect.y;
  const Rect box{rect.x, top, rect.w, laid.height};
  p_.painter.text(laid, box, look.colour);
  tree_.ink(laid, look, box, {}, static_cast<float>(p_.device.width_px));
}

Node& Frame::node(std::string_view id, NodeRole role, std::string_view name, const Rect& rect) {
  return tree_.node(id, role, name, rect);
}

bool Frame::target(std::string_view id, const Rect& hit, const Hit& how) {
  return touch.target(id, hit, how, tree());
}

float Frame::press(std::string_view id) { return motion.press(id, touch.pressed(id)); }

float Frame::begin_scroll(std::string_view id, const Rect& rect) {
  state_.scroll_id = std::string(id);
  state_.rect = rect;
  state_.top = rect.y - std::round(p_.touch.scroll_of(id));
  state_.first_node = tree().nodes.size();
  state_.first_ink = tree().inks.size();
  state_.first_target = touch.targets().size();
  p_.painter.push_clip(rect);
  return state_.top;
}

void Frame::end_scroll(float content_bottom) {
  p_.painter.pop_clip();
  const Rect view = state_.rect;
  const float height = content_bottom - state_.top;
  touch.areas().push_back(
      {state_.scroll_id, p_.painter.on_screen(view), height, p_.touch.scroll_of(state_.scroll_id)});
  if (state_.measuring == 0 && state_.top + height > view.bottom() + 1) {
    const FrameState region = state_;
    if (!region.more_beside.empty()) state_.scroll_id.clear();  // it stands outside
    touch.areas().back().veiled = more_below(*this, p_.touch, region);
  }
  if (state_.measuring == 0) {
    state_.more_beside = {};
    state_.no_strip = false;
  }
  if (height > view.h + 1) {
    // A thin bar at the end edge tells that there is more, and a soft veil where it goes on.
    const float share = view.h / height, at = (view.y - state_.top) / height;
    const Rect track{view.right() - mm(1.6f), view.y + mm(1), mm(1.2f), view.h - mm(2)};
    p_.painter.round_fill(track, track.w / 2, p_.theme.line.with_alpha(0.25f));
    p_.painter.round_fill({track.x, track.y + at * track.h, track.w, share * track.h}, track.w / 2,
                          p_.theme.line);
  }
  state_.scroll_id.clear();
}

float Frame::measure(float width, const std::function<void(Column&)>& content) {
  const auto nodes = tree().nodes.size();
  if (state_.measuring++ == 0) p_.painter.mute(true);
  motion.measuring(true);
  Column column(*this, {0, 0, width, 0}, 0);
  content(column);
  if (--state_.measuring == 0) {
    p_.painter.mute(false);
    motion.measuring(false);
  }
  tree().nodes.resize(nodes);
  return column.y();
}

}  // namespace wv::ui
