#include "ui/desk/parts.h"

#include <algorithm>
#include <cmath>

#include "ui/kit/widgets.h"

namespace wv::ui {

namespace {

Words label_of(const DeskScene& s, const ActLook& look, Colour ink) {
  return {.cap_mm = look.cap_mm,
          .weight = look.loud || look.on ? text::Weight::semibold : text::Weight::medium,
          .colour = ink,
          .max_lines = 1,
          .language = s.state.shown.language};
}

float icon_side(const DeskScene& s) { return 1.9f * s.f.type.cap_px(desk_type::kSmall); }
float pad(const DeskScene& s) { return s.f.sign(3.4f); }
bool shows_key(const DeskScene& s, const ActLook& look) { return !look.key.empty() && !s.hand.by_touch; }

float key_width(const DeskScene& s, const ActLook& look) {
  if (!shows_key(s, look)) return 0;
  return s.f.type.width_of(look.key, {.cap_mm = desk_type::kSmall, .to_fit = true}) + s.f.mm(5.4f);
}

}  // namespace

Words plain(const DeskScene& s) { return {.cap_mm = desk_type::kText, .colour = s.f.theme().ink}; }
Words small(const DeskScene& s) { return {.cap_mm = desk_type::kSmall, .colour = s.f.theme().muted}; }
Words strong(const DeskScene& s) {
  return {.cap_mm = desk_type::kText, .weight = text::Weight::semibold, .colour = s.f.theme().ink};
}
Words title(const DeskScene& s) {
  return {.cap_mm = desk_type::kHeading, .weight = text::Weight::bold, .colour = s.f.theme().ink};
}

float act_width(const DeskScene& s, std::string_view label, const ActLook& look) {
  const bool sign = !look.icon.empty() || !look.picture.empty() || look.on || look.box;
  const float icon = sign ? icon_side(s) + (label.empty() ? 0 : s.f.mm(2)) : 0;
  const float words = label.empty() ? 0 : s.f.type.width_of(label, label_of(s, look, {})) + 1;
  return std::max(s.control(), words + icon + key_width(s, look) + 2 * pad(s));
}

bool act(const DeskScene& s, std::string_view id, const Rect& rect, std::string_view label,
         const ActLook& look) {
  Frame& f = s.f;
  const Theme& t = f.theme();
  const float pressed = look.enabled ? f.press(id) : 0;
  Colour ground = t.card, ink = t.ink, edge = t.strong() ? t.line : mix(t.card, t.line, 0.6f);
  if (look.on) ground = t.soft;
  if (look.loud) {
    ground = t.accent;
    ink = t.on_accent;
    edge = t.accent;
  }
  if (look.grave) ink = t.error;
  if (!look.enabled) {
    ground = mix(t.paper, t.line, 0.12f);
    ink = t.muted;
    edge = ground;
  }
  const float radius = std::min(rect.h / 2, f.mm(4));
  f.paint().round_fill(rect, radius, mix(ground, look.loud ? t.ink : t.soft, pressed * 0.6f));
  const float border = !t.strong() ? 0.45f : look.on ? 1.6f : 0.8f;  // what is on can't be a colour there
  f.paint().round_border(rect, radius, std::max(1.0f, f.mm(border)), look.on && !t.strong() ? t.ink : edge);
  const std::string_view sign = look.on && look.icon.empty() ? "check" : look.icon;
  const float side = sign.empty() && look.picture.empty() && !look.box ? 0 : icon_side(s),
              key = key_width(s, look);
  const Words words = label_of(s, look, ink);
  const float beside = side > 0 && !label.empty() ? f.mm(2) : 0;
  const float room = rect.w - 2 * f.mm(1.5f) - side - beside - key;
  const float wide = label.empty() ? 0 : std::min(room, f.type.width_of(label, words) + 1);
  float x = rect.x + (rect.w - side - beside - wide - key) / 2;
  if (look.box) x = rect.x + pad(s);
  const Rect mark{x, rect.y + (rect.h - side) / 2, side, side};
  if (look.box) {
    f.paint().round_fill(mark, side * 0.2f, look.on ? t.ink : t.card);
    f.paint().round_border(mark, side * 0.2f, std::max(1.0f, f.mm(0.5f)), t.ink);
    if (look.on) f.paint().icon("check", mark.inset(side * 0.16f), t.card);
  } else if (!look.picture.empty() && !look.on) {
    f.paint().picture(look.picture, mark.inset(-side * 0.15f));
  } else if (side > 0) {
    f.paint().icon(sign, mark, look.enabled && !look.loud && !look.grave ? t.accent : ink);
  }
  x += side + beside;
  if (wide > 0) f.draw_words({x, rect.y, wide, rect.h}, label, words);
  if (key > 0) {
    const Words letter{.cap_mm = desk_type::kSmall,
                       .colour = look.loud ? ink : t.muted,
                       .align = text::Align::centre,
                       .max_lines = 1,
                       .to_fit = true};
    const float cap = 2.1f * f.type.cap_px(desk_type::kSmall);
    const Rect box{x + wide + f.mm(2), rect.y + (rect.h - cap) / 2, key - f.mm(2), cap};
    f.paint().round_border(box, f.mm(1.4f), std::max(1.0f, f.mm(0.3f)), mix(ground, ink, 0.35f));
    f.draw_words(box, look.key, letter);
  }
  Node& n = f.node(id, NodeRole::button, label, rect);
  n.fg = ink;
  n.bg = ground;
  n.cap_px = f.type.cap_px(desk_type::kSmall);
  if (!look.spoken.empty()) n.spoken = n.name = std::string(look.spoken);
  n.selected = look.on;
  if (look.box) {
    n.role = NodeRole::checkbox;
    n.checked = look.on;
  }
  return f.target(id, rect, {.enabled = look.enabled});
}

bool Flow::act(std::string_view id, std::string_view label, const ActLook& look) {
  const float wide = std::min(area_.w, act_width(s_, label, look));
  if (!empty_ && x_ + wide > area_.right() + 0.5f) {
    x_ = area_.x;
    y_ += s_.control() + s_.gap();
  }
  const Rect at{x_, y_, wide, s_.control()};
  x_ += wide + s_.gap();
  empty_ = false;
  return !measuring_ && ui::act(s_, id, at, label, look);
}

void desk_field(const DeskScene& s, std::string_view id, const Rect& rect, desk::Field field,
                std::string_view value, std::string_view label, std::string_view placeholder, bool lines,
                bool hidden) {
  const desk::Editing* editing = &desk::editing_of(s.state);
  const bool focused = editing->field == field;
  FieldLook look;
  look.label = label;
  look.placeholder = placeholder;
  look.focused = focused;
  look.hidden = hidden;
  look.multi_line = lines;
  if (focused) {
    look.caret = editing->caret;
    const std::size_t other = editing->anchor.value_or(editing->caret);
    look.selected_from = std::min(editing->caret, other);
    look.selected_to = std::max(editing->caret, other);
  }
  const FieldUse use = text_field(s.f, id, rect, value, look);
  if (use.touched) s.emit(desk::FieldFocused{field, use.caret});
}

float told_line(const DeskScene& s, std::string_view id, const Rect& rect, std::string_view icon,
                std::string_view words, const Words& look, NodeRole role) {
  const float side = icon.empty() ? 0 : 1.7f * s.f.type.cap_px(look.cap_mm);
  const float start = icon.empty() ? 0 : side + s.f.mm(2);
  if (side > 0) {
    const float line = s.f.type.height_of("A", look, 0);
    s.f.paint().icon(icon, {rect.x, rect.y + (line - side) / 2, side, side}, look.colour);
  }
  return s.f.words(id, {rect.x + start, rect.y, rect.w - start, 0}, words, look, s.f.theme().card, role);
}

void rule(const DeskScene& s, const Rect& rect) {
  s.f.paint().fill({rect.x, rect.bottom() - 1, rect.w, std::max(1.0f, std::round(s.f.mm(0.3f)))},
                   s.f.theme().strong() ? s.f.theme().line : mix(s.f.theme().paper, s.f.theme().line, 0.5f));
}

}  // namespace wv::ui
