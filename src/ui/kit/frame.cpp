#include "ui/kit/frame.h"

#include <cmath>

namespace wv::ui {

namespace {

constexpr std::int64_t kPressMs = 180;  // long enough to be seen, too short to wait for
constexpr std::int64_t kFrameMs = 16;

}  // namespace

float eased(float t) { return 1 - (1 - t) * (1 - t) * (1 - t); }
float phase(float t, float begin, float length) { return std::clamp((t - begin) / length, 0.0f, 1.0f); }

Frame::Frame(const Parts& parts) : p_(parts) {
  tree_.lang = p_.language;
  tree_.dir = p_.right_to_left ? "rtl" : "ltr";
  p_.painter.mirror(p_.right_to_left);
}

Rect Frame::screen() const {
  return {0, static_cast<float>(p_.device.top_px), static_cast<float>(p_.device.width_px),
          static_cast<float>(p_.device.height_px)};
}

float Frame::margin() const {
  const float narrow = std::min(p_.device.width_mm(), p_.device.height_mm());
  return mm(narrow >= 180 ? 12.0f : narrow >= 100 ? 8.0f : 5.0f);
}

std::string Frame::text(content::Key key) const { return p_.catalog.text(p_.language, key); }
std::string Frame::text(content::Key key, content::Args args) const {
  return p_.catalog.text(p_.language, key, args);
}

text::Style Frame::style(const Words& look) const {
  text::Style s;
  s.weight = look.weight;
  s.cap_px = look.to_fit ? mm(look.cap_mm * p_.device.type_scale * p_.text_scale) : cap_px(look.cap_mm);
  s.line_gap = look.cap_mm >= type::kHeading ? 1.22f : 1.3f;  // large letters need less air
  s.align = look.align;
  s.direction = look.left_to_right ? text::Direction::ltr
                : look.own_words   ? text::Direction::automatic
                : p_.right_to_left ? text::Direction::rtl
                                   : text::Direction::ltr;
  s.max_lines = look.max_lines;
  s.language = p_.language;
  if (!look.language.empty() && p_.catalog.language(look.language) != nullptr) {
    s.language = look.language;
    s.direction = p_.catalog.right_to_left(look.language) ? text::Direction::rtl : text::Direction::ltr;
  } else if (!look.language.empty() &&
             look.language != p_.language) {  // one that this device doesn't speak: its letters tell
    s.language = look.language;
    s.direction = text::Direction::automatic;
  }
  return s;
}

float Frame::cap_px(float cap_mm) const {
  return std::max(type::kLabel, cap_mm * p_.device.type_scale) * p_.text_scale * p_.device.px_per_mm;
}

const text::Layout& Frame::lay(std::string_view words, const Words& look, float width) {
  const text::Layout* laid = &p_.texts.lay(words, style(look), width);
  // A word too long for its place grows smaller before it is broken, down to the size of labels.
  for (Words less = look;
       laid->broken_word && !look.own_words && less.cap_mm * p_.device.type_scale > type::kLabel;) {
    less.cap_mm *= 0.92f;
    laid = &p_.texts.lay(words, style(less), width);
  }
  return *laid;
}

float Frame::height_of(std::string_view words, const Words& look, float width) {
  return lay(words, look, width).height;
}

float Frame::width_of(std::string_view words, const Words& look) {
  float widest = 0;
  for (const auto& line : lay(words, look, 0).lines) widest = std::max(widest, line.width);
  return std::ceil(widest);
}

float Frame::word_width(std::string_view words, const Words& look) {
  float widest = 0;
  while (!words.empty()) {
    const std::size_t end = words.find(' ');
    widest = std::max(widest, width_of(words.substr(0, end), look));
    words = end == std::string_view::npos ? std::string_view{} : words.substr(end + 1);
  }
  return widest;
}

float Frame::words(std::string_view id, const Rect& rect, std::string_view words, const Words& look,
                   Colour ground, const char* role) {
  const auto& laid = lay(words, look, rect.w);
  const Rect box{rect.x, rect.y, rect.w, laid.height};
  p_.painter.text(laid, box, look.colour);
  ink(laid, look, box, id);
  Node& n = node(id, role, words, box);
  n.fg = look.colour;
  n.bg = ground;
  n.cap_px = laid.cap_px;
  n.shows_private = look.own_words;
  if (look.language != p_.language) n.lang = look.language;
  return laid.height;
}

void Frame::draw_words(const Rect& rect, std::string_view words, const Words& look, bool middle) {
  const auto& laid = lay(words, look, rect.w);
  const float top = middle ? rect.y + (rect.h - laid.height) / 2 : rect.y;
  p_.painter.text(laid, {rect.x, top, rect.w, laid.height}, look.colour);
  ink(laid, look, {rect.x, top, rect.w, laid.height}, {});
}

// From the first capital's top to the last descender; a line's own air is nobody's.
void Frame::ink(const text::Layout& laid, const Words& look, const Rect& box, std::string_view node) {
  if (measuring_ > 0 || laid.glyphs.empty() || look.colour.a < 128) return;  // measured only, or fading away
  const Rect shown = p_.painter.on_screen(box);
  const float cap = laid.cap_px;
  float left = laid.lines.front().x, right = left;
  for (const auto& line : laid.lines) {
    left = std::min(left, line.x);
    right = std::max(right, line.x + line.width);
  }
  const float top = laid.lines.front().baseline - cap, bottom = laid.lines.back().baseline + 0.25f * cap;
  const Rect clip = scroll_id_.empty() ? Rect{0, 0, static_cast<float>(p_.device.width_px), 1e6f}
                                       : p_.painter.on_screen(scroll_rect_);
  tree_.inks.push_back({std::string(node),
                        {shown.x + left, shown.y + top, right - left, bottom - top},
                        clip,
                        laid.truncated,
                        laid.broken_word && !look.own_words});
}

Node& Frame::node(std::string_view id, const char* role, std::string_view name, const Rect& rect) {
  Node n;
  n.id = std::string(id);
  n.role = role;
  n.name = std::string(name);
  n.spoken = n.name;
  n.rect = p_.painter.on_screen(rect);
  n.fg = p_.theme.ink;
  n.bg = p_.theme.paper;
  n.focused = focused(id);
  if (!scroll_id_.empty()) n.offscreen = !rect.inside(scroll_rect_, 1.0f);
  for (auto i = tree_.inks.rbegin(); i != tree_.inks.rend() && i->node.empty(); ++i)
    i->node = n.id;  // its label was drawn first
  tree_.nodes.push_back(std::move(n));
  return tree_.nodes.back();
}

bool Frame::target(std::string_view id, const Rect& hit, const Hit& how) {
  if (measuring_ > 0) return false;
  Rect r = hit;
  if (!scroll_id_.empty()) r = hit.intersect(scroll_rect_);
  const Rect shown = p_.painter.on_screen(r);
  if (!tree_.nodes.empty() && tree_.nodes.back().id == id) {
    tree_.nodes.back().hit = shown;
    tree_.nodes.back().enabled = how.enabled;
    tree_.nodes.back().pressed = p_.touch.is_pressed(id);
  }
  if (!how.enabled || r.empty()) return false;
  targets_.push_back({std::string(id), shown, how.key, scroll_id_, how.hold_ms, how.swipes});
  const Action* a = action(id);
  return a != nullptr && !a->held;
}

const Action* Frame::action(std::string_view id) const {
  if (measuring_ > 0) return nullptr;
  for (const auto& a : p_.actions)
    if (a.id == id) return &a;
  return nullptr;
}

bool Frame::held(std::string_view id) const {
  const Action* a = action(id);
  return a != nullptr && a->held;
}

float Frame::press(std::string_view id) {
  const bool down = p_.touch.is_pressed(id);
  auto it = std::find_if(p_.presses.begin(), p_.presses.end(), [&](const Press& x) { return x.id == id; });
  if (it == p_.presses.end()) {
    if (!down) return 0;
    it = p_.presses.insert(p_.presses.end(), Press{std::string(id), p_.now_ms, true});
  }
  if (it->down != down) {
    it->down = down;
    it->since_ms = p_.now_ms;
  }
  const float t =
      p_.motion == Motion::off
          ? 1.0f
          : std::clamp(static_cast<float>(p_.now_ms - it->since_ms) / static_cast<float>(kPressMs), 0.0f,
                       1.0f);
  if (t < 1) wake_at(p_.now_ms + kFrameMs);
  if (!down && t >= 1) {
    p_.presses.erase(it);
    return 0;
  }
  return down ? eased(t) : 1 - eased(t);
}

float Frame::glide(std::string_view id, float target, const GlideHow& how) {
  if (measuring_ > 0 || p_.motion == Motion::off) return target;
  auto& all = p_.glides;
  auto it = std::find_if(all.begin(), all.end(), [&](const Glide& g) { return g.id == id; });
  if (it == all.end())
    it = all.insert(all.end(),
                    Glide{std::string(id), how.first.value_or(target), target, p_.now_ms + how.delay_ms});
  const auto at = [&] {
    const float way = std::abs(it->to - it->from) * static_cast<float>(how.whole_ms);
    const float t =
        way <= 0 ? 1.0f : std::clamp(static_cast<float>(p_.now_ms - it->since_ms) / way, 0.0f, 1.0f);
    return it->from + (it->to - it->from) * t;
  };
  const float value = at();
  if (it->to != target) *it = {std::string(id), value, target, p_.now_ms};
  if (value != target) wake_at(std::max(p_.now_ms + kFrameMs, it->since_ms));
  return value;
}

float Frame::begin_scroll(std::string_view id, const Rect& rect) {
  scroll_id_ = std::string(id);
  scroll_rect_ = rect;
  scroll_top_ = rect.y - std::round(p_.touch.scroll_of(id));
  p_.painter.push_clip(rect);
  return scroll_top_;
}

void Frame::end_scroll(float content_bottom) {
  p_.painter.pop_clip();
  const float height = content_bottom - scroll_top_;
  areas_.push_back({scroll_id_, p_.painter.on_screen(scroll_rect_), height});
  const Rect view = scroll_rect_;
  if (height > view.h + 1) {
    // A thin bar at the end edge tells that there is more, and a soft veil where it goes on.
    const float share = view.h / height, at = (view.y - scroll_top_) / height;
    const Rect track{view.right() - mm(1.6f), view.y + mm(1), mm(1.2f), view.h - mm(2)};
    p_.painter.round_fill(track, track.w / 2, p_.theme.line.with_alpha(0.25f));
    p_.painter.round_fill({track.x, track.y + at * track.h, track.w, share * track.h}, track.w / 2,
                          p_.theme.line);
  }
  scroll_id_.clear();
}

float Frame::measure(float width, const std::function<void(Column&)>& content) {
  const auto nodes = tree_.nodes.size();
  if (measuring_++ == 0) p_.painter.mute(true);
  Column column(*this, {0, 0, width, 0}, 0);
  content(column);
  if (--measuring_ == 0) p_.painter.mute(false);
  tree_.nodes.resize(nodes);
  return column.y();
}

void Frame::wake_at(std::int64_t at_ms) { wake_ms_ = std::min(wake_ms_, at_ms); }

}  // namespace wv::ui
