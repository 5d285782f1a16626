#include "ui/kit/widgets.h"

#include <cmath>

#include "text/breaks.h"
#include "ui/kit/scene.h"

namespace wv::ui {

namespace {

constexpr float kCardRadiusMm = 5, kIconMm = 7, kTickMm = 9, kPadMm = 5, kGapMm = 3;
constexpr Colour kWhite{255, 255, 255, 255};
const Colour kTickGround = rgb(0xF6BE4A);

Words button_words(const ButtonLook& look, Colour colour) {
  return {
      .cap_mm = look.cap_mm, .weight = text::Weight::semibold, .colour = colour, .align = text::Align::start};
}

float icon_size(Frame& f, const ButtonLook& look) { return look.icon.empty() ? 0 : f.sign(kIconMm); }

// Never told by colour alone: a tick on a disc, in the corner where reading ends.
void tick_mark(Frame& f, const Rect& of, float side, float inset, Colour ground, Colour ink) {
  const Rect disc{of.right() - side - inset, of.y + inset, side, side};
  f.paint().round_fill(disc, side / 2, ground);
  f.paint().icon("check", disc.inset(side * 0.2f), ink);
}

void finish(Node& n, Colour fg, Colour bg, float cap_px, std::string_view spoken) {
  n.fg = fg;
  n.bg = bg;
  n.cap_px = cap_px;
  if (!spoken.empty()) n.spoken = std::string(spoken);
}

}  // namespace

float button_width(Frame& f, std::string_view label, const ButtonLook& look) {
  const float icon = icon_size(f, look);
  return f.type.width_of(label, button_words(look, {})) + icon + (icon > 0 ? f.mm(kGapMm) : 0) +
         2 * f.mm(f.device().width_mm() < 160 ? kPadMm - 0.5f : kPadMm + 2);
}

float button_height(Frame& f, std::string_view label, const ButtonLook& look, float width, float least_mm) {
  const float icon = icon_size(f, look);
  const float room = width - icon - (icon > 0 ? f.mm(kGapMm) : 0) - 2 * f.mm(kPadMm - 1);
  return std::max(f.mm(least_mm), f.type.height_of(label, button_words(look, {}), room) + f.mm(6));
}

bool button(Frame& f, std::string_view id, const Rect& rect, std::string_view label, const ButtonLook& look) {
  const Theme& t = f.theme();
  const bool high = t.strong();
  const float pressed = look.enabled ? f.press(id) : 0;
  const Rect r = rect.moved(0, pressed * f.mm(1));
  Colour ground = t.card, ink = t.ink;
  if (look.kind == ButtonKind::primary) {
    const bool coloured = look.accent.a != 0 && !high;  // in contrast one colour says what to do
    ground = coloured ? look.accent : t.accent;
    ink = coloured ? kWhite : t.on_accent;
  } else if (look.kind == ButtonKind::grave) {
    ink = t.error;
  }
  if (!look.enabled) {
    ground = mix(t.paper, t.line, 0.18f);
    ink = t.muted;
  }
  const float radius = std::min(r.h / 2, f.mm(10));
  if (look.kind != ButtonKind::quiet) {
    if (t.shadows && look.enabled)
      f.paint().shadow(r, radius, f.mm(1.6f - pressed), f.mm(1.1f * (1 - pressed)), t.ink.with_alpha(0.16f));
    f.paint().round_fill(
        r, radius, pressed > 0 && look.kind == ButtonKind::secondary ? mix(ground, t.soft, pressed) : ground);
    const bool outlined = look.kind == ButtonKind::secondary || look.kind == ButtonKind::grave || high;
    if (outlined)
      f.paint().round_border(r, radius, f.mm(look.kind == ButtonKind::grave ? 0.8f : t.border_mm),
                             look.kind == ButtonKind::grave ? t.error : t.line);
  } else {
    // Quiet, but plainly something to press.
    f.paint().round_fill(r, radius, mix(t.card, t.soft, pressed));
    f.paint().round_border(r, radius, f.mm(high ? t.border_mm : 0.35f),
                           high ? t.line : mix(t.card, t.line, 0.8f));
  }
  const float icon = icon_size(f, look), gap = icon > 0 ? f.mm(kGapMm) : 0;
  const Words words = button_words(look, ink);
  const float room = r.w - 2 * f.mm(kPadMm - 1) - icon - gap;
  const auto& laid = f.type.lay(label, words, room);
  float wide = 0;
  for (const auto& line : laid.lines) wide = std::max(wide, line.width);
  const float from = r.x + (r.w - wide - icon - gap) / 2;
  const Rect icon_rect{look.icon_at_end ? from + wide + gap : from, r.y, icon, r.h};
  const bool plain = look.enabled && (look.kind == ButtonKind::secondary || look.kind == ButtonKind::quiet);
  if (icon > 0) f.paint().icon(look.icon, icon_rect, plain ? t.accent : ink);
  f.draw_words({look.icon_at_end || icon == 0 ? from : from + icon + gap, r.y, std::ceil(wide) + 1, r.h},
               label, words);
  finish(f.node(id, NodeRole::button, label, rect), ink, ground, f.type.cap_px(look.cap_mm), look.spoken);
  return f.target(id, rect, {.enabled = look.enabled});
}

bool icon_button(Frame& f, std::string_view id, const Rect& rect, std::string_view icon,
                 std::string_view label, std::string_view spoken, bool with_label, bool on, ButtonKind kind,
                 bool toggles, float label_mm) {
  const Theme& t = f.theme();
  const float pressed = f.press(id);
  const Rect r = rect.moved(0, pressed * f.mm(0.6f));
  Colour ground = t.bar, ink = t.ink;
  if (on) ground = t.soft;
  if (kind == ButtonKind::grave) {
    ink = t.error;
    ground = mix(t.bar, t.error_ground, 0.9f);
  }
  if (pressed > 0) ground = mix(ground, t.soft, pressed);
  const float radius = f.mm(4);
  f.paint().round_fill(r, radius, ground);
  if (t.strong() || kind != ButtonKind::quiet || on)
    f.paint().round_border(r, radius, f.mm(t.border_mm), kind == ButtonKind::grave ? t.error : t.line);
  Words words{.cap_mm = type::kLabel,
              .weight = text::Weight::medium,
              .colour = ink,
              .align = text::Align::centre,
              .max_lines = 1};
  if (label_mm > 0) {
    words.cap_mm = label_mm;
    words.to_fit = true;
  }
  if (with_label) {
    const float label_height = f.type.height_of(label, words, r.w);
    const float icon_side = std::min(r.h - label_height - f.mm(2.2f), f.mm(9) * f.scale());
    const float top = r.y + (r.h - icon_side - label_height - f.mm(0.6f)) / 2;
    f.paint().icon(icon, {r.x, top, r.w, icon_side}, ink);
    f.draw_words({r.x, top + icon_side + f.mm(0.6f), r.w, label_height}, label, words);
  } else {
    const float side = std::min(std::min(r.w, r.h) - f.mm(3), f.mm(9) * f.scale());
    f.paint().icon(icon, {r.x, r.y + (r.h - side) / 2, r.w, side}, ink);
  }
  const bool high = t.strong();
  if (on)
    tick_mark(f, r, std::min(f.sign(6.5f), r.h * 0.3f), f.mm(0.8f), high ? t.ink : kTickGround,
              high ? t.card : t.ink);
  Node& n = f.node(id, NodeRole::button, label, rect);
  finish(n, ink, ground, with_label ? f.type.lay(label, words, r.w).cap_px : 0, spoken);
  n.toggles = toggles;
  n.pressed = toggles && on;
  return f.target(id, rect);
}

void card(Frame& f, const Rect& rect, Colour ground, float pressed) {
  const Theme& t = f.theme();
  const float radius = f.mm(kCardRadiusMm);
  if (t.shadows)
    f.paint().shadow(rect, radius, f.mm(3 - 1.6f * pressed), f.mm(1.6f * (1 - pressed)),
                     t.ink.with_alpha(0.13f));
  f.paint().round_fill(rect, radius, ground);
  if (!t.shadows) f.paint().round_border(rect, radius, f.mm(t.border_mm), t.line);
}

void told_card(Frame& f, const Rect& rect, Colour ground) {
  const Theme& t = f.theme();
  f.paint().round_fill(rect, f.mm(kCardRadiusMm), ground);
  if (t.strong())
    f.paint().round_border(rect, f.mm(kCardRadiusMm), f.mm(t.quiet_border_mm), t.line);
  else
    f.paint().round_border(rect, f.mm(kCardRadiusMm), f.mm(0.3f), mix(t.paper, t.line, 0.3f));
}

namespace {

constexpr float kChoiceSideMm = 1.5f,
                kChoiceLineMm = 2.5f;  // from the edge to the label; and from there to a longer line
// A word longer than its card is written smaller, never broken.
Words choice_name(const Frame& f, std::string_view label, float room) {
  Words name{.cap_mm = type::kBody, .weight = text::Weight::semibold};
  const float longest = f.type.word_width(label, name);
  if (longest <= room) return name;
  name.cap_mm *= 0.99f * room / longest;
  name.to_fit = true;
  return name;
}
float choice_pad(const Frame& f) { return f.mm(roomy(f) ? 3.0f : 1.8f); }

}  // namespace

float choice_beside_width(Frame& f, float picture_mm) {
  return f.mm(picture_mm + kPadMm * 2 + (picture_mm > 0 ? kGapMm : 0)) + f.sign(kTickMm);
}

float choice_height(Frame& f, std::string_view label, std::string_view sub, float width,
                    const ChoiceLook& look) {
  const Words line{.cap_mm = type::kLabel};
  const bool beside = look.beside;
  const float picture = f.mm(look.picture_mm);
  const float room =
      beside ? width - choice_beside_width(f, look.picture_mm) : width - f.mm(2 * kChoiceSideMm);
  const Words name = choice_name(f, label, room);
  const float line_room = beside ? room : room - f.mm(2 * kChoiceLineMm);
  const float words = f.type.height_of(label, name, room) +
                      (sub.empty() ? 0 : f.mm(1) + f.type.height_of(sub, line, line_room));
  return beside ? std::max({picture + f.mm(4), words + f.mm(5), f.mm(16.5f)})
                : picture + words + 2 * choice_pad(f) + f.mm(1.5f);
}

bool choice(Frame& f, std::string_view id, const Rect& rect, std::string_view label, std::string_view sub,
            std::string_view picture, const ChoiceLook& look) {
  const Theme& t = f.theme();
  const bool high = t.strong();
  const float pressed = f.press(id);
  const Rect r = rect.moved(0, pressed * f.mm(1));
  const bool black = look.selected && high;  // the chosen one is the loudest there, too
  const Colour ground = black ? t.ink : look.selected ? mix(t.card, look.tint, 0.55f) : t.card;
  const Colour ink = black ? t.card : t.ink;
  card(f, r, ground, pressed);
  f.paint().round_border(r, f.mm(kCardRadiusMm),
                         f.mm(look.selected ? 1.2f
                              : high        ? t.border_mm
                                            : 0.35f),
                         look.selected ? look.accent
                         : high        ? t.line
                                       : mix(t.card, t.line, 0.85f));
  const float room =
      look.beside ? r.w - choice_beside_width(f, look.picture_mm) : r.w - f.mm(2 * kChoiceSideMm);
  Words name = choice_name(f, label, room);
  name.colour = ink;
  name.align = look.beside ? text::Align::start : text::Align::centre;
  const Words line{.cap_mm = type::kLabel,
                   .weight = text::Weight::regular,
                   .colour = high || look.selected ? ink : t.muted,
                   .align = name.align};
  Rect inner = look.beside ? r.inset(f.mm(kPadMm), f.mm(2)) : r.inset(f.mm(kChoiceSideMm), choice_pad(f));
  if (look.beside) {
    if (!picture.empty()) {
      f.paint().picture(picture, inner.cut_start(f.mm(look.picture_mm)));
      inner.cut_start(f.mm(kGapMm));
    }
    inner.cut_end(f.sign(kTickMm));
    const float h1 = f.type.height_of(label, name, inner.w),
                h2 = sub.empty() ? 0 : f.type.height_of(sub, line, inner.w) + f.mm(1);
    const float top = inner.y + (inner.h - h1 - h2) / 2;
    f.draw_words({inner.x, top, inner.w, h1}, label, name);
    if (!sub.empty()) f.draw_words({inner.x, top + h1 + f.mm(1), inner.w, h2 - f.mm(1)}, sub, line);
  } else {
    const Rect lines = inner.inset(f.mm(kChoiceLineMm), 0);
    const float h1 = f.type.height_of(label, name, inner.w),
                h2 = sub.empty() ? 0 : f.type.height_of(sub, line, lines.w) + f.mm(1);
    // Pictures of a row have one size, and first lines one height, however many lines follow.
    const float pictured = std::min(f.mm(look.picture_mm), inner.h - h1 - h2 - f.mm(1.5f));
    const float under = inner.y + pictured + f.mm(1.5f);
    f.paint().picture(picture, {inner.x, inner.y, inner.w, pictured});
    f.draw_words({inner.x, under, inner.w, h1}, label, name);
    if (!sub.empty()) f.draw_words({lines.x, under + h1 + f.mm(1), lines.w, h2 - f.mm(1)}, sub, line);
  }
  if (look.selected) tick_mark(f, r, f.sign(kTickMm), f.mm(1.6f), high ? t.card : kTickGround, t.ink);
  Node& n = f.node(id, look.kind == ChoiceKind::radio ? NodeRole::radio : NodeRole::checkbox, label, rect);
  finish(n, ink, ground, f.type.cap_px(type::kBody), {});
  if (!sub.empty()) n.spoken += ". " + std::string(sub);
  n.checked = look.selected;
  return f.target(id, rect);
}

namespace {

// Where height is scarce what is wrong takes no card and no sign: a bar at its side, and bold.
bool is_barred(Frame& f, NoteKind kind) { return kind == NoteKind::error && height_is_scarce(f); }
constexpr float kBarMm = 1.6f, kBesideBarMm = 3.0f;

Words barred_look(Frame& f) {
  return {.cap_mm = type::kLabel, .weight = text::Weight::bold, .colour = f.theme().error};
}

constexpr Words kNoted{.cap_mm = type::kLabel, .weight = text::Weight::medium};

float beside_sign(Frame& f) { return 1.9f * f.type.cap_px(type::kLabel) + f.mm(3); }

// A sign goes where a word would break beside it.
bool is_signed(Frame& f, std::string_view words, float width, std::string_view icon) {
  return !icon.empty() && f.type.word_width(words, kNoted) <= width - f.mm(8) - beside_sign(f);
}

float note_height(Frame& f, std::string_view words, float width, bool icon) {
  const float room = width - f.mm(8) - (icon ? beside_sign(f) : 0);
  return std::max(icon ? f.mm(12) : 0, f.type.height_of(words, kNoted, room) + f.mm(5));
}

float barred_note(Frame& f, std::string_view id, const Rect& rect, std::string_view words) {
  const float start = f.mm(kBarMm + kBesideBarMm), room = rect.w - start;
  const Words look =
      is_covered_by_keys(f.device()) ? f.type.in_one_line(words, barred_look(f), room) : barred_look(f);
  const Rect r{rect.x, rect.y, rect.w, f.type.height_of(words, look, room) + f.mm(1)};
  f.paint().fill({r.x, r.y, f.mm(kBarMm), r.h}, f.theme().error);
  f.draw_words({r.x + start, r.y, room, r.h}, words, look);
  Node& n = f.node(id, NodeRole::alert, words, r);
  finish(n, f.theme().error, f.theme().paper, f.type.lay(words, look, room).cap_px, {});
  return r.h;
}

}  // namespace

float note(Frame& f, std::string_view id, const Rect& rect, std::string_view icon, std::string_view words,
           NoteKind kind) {
  if (is_barred(f, kind)) return barred_note(f, id, rect, words);
  const Theme& t = f.theme();
  const bool high = t.strong();
  const Colour ground = kind == NoteKind::error  ? t.error_ground
                        : kind == NoteKind::warm ? t.leefwereld
                                                 : t.soft;
  const Colour ink = kind == NoteKind::error ? t.error : t.ink;
  const bool sign = is_signed(f, words, rect.w, icon);
  const Rect r{rect.x, rect.y, rect.w, note_height(f, words, rect.w, sign)};
  f.paint().round_fill(r, f.mm(4), ground);
  if (high || kind == NoteKind::error)
    f.paint().round_border(r, f.mm(4), f.mm(kind == NoteKind::error ? t.border_mm : t.quiet_border_mm), ink);
  Rect inner = r.inset(f.mm(4), 0);
  if (sign) {
    f.paint().icon(icon, inner.cut_start(1.9f * f.type.cap_px(type::kLabel)), ink);
    inner.cut_start(f.mm(3));
  }
  Words look = kNoted;
  look.colour = ink;
  f.draw_words(inner, words, look);
  Node& n = f.node(id, kind == NoteKind::error ? NodeRole::alert : NodeRole::note, words, r);
  finish(n, ink, ground, f.type.cap_px(type::kLabel), {});
  return r.h;
}

namespace {

// Of words that are higher than their field: whole lines, the caret's among them. One line that is higher
// than the field alone stands in its middle.
struct Window {
  float up = 0, high = 0;
};
Window whole_lines(const text::Layout& laid, std::size_t at, float room) {
  std::size_t first = at, last = at;
  while (first > 0 && laid.lines[at].bottom - laid.lines[first - 1].top <= room) --first;
  while (last + 1 < laid.lines.size() && laid.lines[last + 1].bottom - laid.lines[first].top <= room) ++last;
  const float top = laid.lines[first].top, high = laid.lines[last].bottom - top;
  return high > room ? Window{top + (high - room) / 2, room} : Window{top, high};
}

}  // namespace

FieldUse text_field(Frame& f, std::string_view id, const Rect& rect, std::string_view value,
                    const FieldLook& look) {
  const Theme& t = f.theme();
  const float radius = f.mm(4);
  f.paint().round_fill(rect, radius, t.field);
  const Colour edge = look.error     ? t.error
                      : look.focused ? (look.accent.a != 0 && !t.strong() ? look.accent : t.accent)
                                     : t.line;
  const float told_mm = t.strong() ? 2 * t.border_mm : 1.0f;  // in contrast all edges have one colour
  f.paint().round_border(
      rect, radius, f.mm(look.focused || look.error ? std::max(1.0f, told_mm) : std::max(0.5f, t.border_mm)),
      edge);
  Rect inner = rect.inset(f.mm(4), f.mm(3));
  if (const float kept = f.mm(f.device().field_end_mm / f.device().real_mm - 3); kept > 0)
    (void)(look.number && f.rtl() ? inner.cut_start(kept) : inner.cut_end(kept));
  const Grouped groups = grouped(value, look.grouping);
  std::string shown = groups.shown;
  if (look.hidden) {
    shown.clear();
    for (std::size_t n = text::grapheme_count(value); n > 0; --n) shown += "\xE2\x80\xA2";  // bullets
  }
  const bool empty = shown.empty();
  if (empty && !look.placeholder.empty()) {  // on one line, or not at all
    Words hint{.cap_mm = type::kBody, .colour = t.muted, .max_lines = 1};
    if (f.type.width_of(look.placeholder, hint) > inner.w) hint.cap_mm = type::kLabel;
    if (f.type.width_of(look.placeholder, hint) <= inner.w)
      f.draw_words(inner, look.placeholder, hint, !look.multi_line);
  }
  Words words{.cap_mm = look.number ? type::kHeading : type::kBody,
              .weight = text::Weight::regular,
              .colour = t.ink,
              .own_words = true,
              .left_to_right = look.number};
  if (look.number) {  // a number or code stands on one line
    words.weight = text::Weight::semibold;
    while (!look.multi_line && words.cap_mm > type::kLabel && f.type.width_of(shown, words) > inner.w)
      words.cap_mm *= 0.94f;
  }
  const auto& laid = f.type.lay(shown, words, inner.w);
  // Behind the curtain each letter is one bullet of three bytes.
  const auto place = [&](std::size_t at) {
    return look.hidden ? 3 * text::grapheme_count(std::string_view(value).substr(0, at))
                       : groups.shown_at(at);
  };
  const std::size_t caret_in = place(look.caret);
  const text::Caret caret = text::caret_at(laid, empty ? 0 : caret_in);
  Window seen{0, laid.height};
  // One more line may stand in the field's own air.
  if (const float air = f.mm(3); laid.height > inner.h + air)
    seen = whole_lines(laid, look.focused ? caret.line : laid.lines.size() - 1, inner.h + air);
  const float first = look.multi_line && seen.high <= inner.h ? inner.y : inner.y + (inner.h - seen.high) / 2;
  const Rect box{inner.x, first - seen.up, inner.w, laid.height};
  Rect clip = rect.inset(f.mm(1));
  if (seen.high < laid.height)  // no slice of the lines above and below
    clip = {clip.x, first - f.mm(0.3f), clip.w, seen.high + f.mm(0.6f)};
  f.paint().push_clip(clip);
  if (look.focused && look.selected_from < look.selected_to) {
    const Rect at = f.paint().on_screen(box);
    for (const auto& r : text::rects_of(laid, place(look.selected_from), place(look.selected_to)))
      f.paint().fill(f.paint().on_screen({at.x + r.left, box.y + r.top, r.right - r.left, r.bottom - r.top}),
                     mix(t.field, t.ink, 0.2f));
  }
  f.paint().text(laid, box, words.colour);
  if (look.focused) {
    const Rect on_screen = f.paint().on_screen(box);
    const float wide = std::max(2.0f, f.mm(0.7f));
    const float x = empty ? (f.rtl() && !look.number ? box.w - wide : 0.0f) : caret.x;
    // Caret places count from the box's left edge on the screen: mirror them back for the painter.
    const Rect bar{on_screen.x + x, box.y + caret.top, wide, caret.bottom - caret.top};
    f.paint().fill(f.paint().on_screen(bar), edge);
  }
  f.paint().pop_clip();
  Node& n = f.node(id, NodeRole::textbox, look.label, rect);
  finish(n, t.ink, t.field, f.type.cap_px(words.cap_mm), look.label);
  n.value = look.hidden ? std::string_view() : value;
  if (!look.hidden) n.heard = groups.heard;
  n.focused = look.focused || n.focused;
  n.editing = look.focused;
  n.shows_private = !value.empty();
  FieldUse use;
  use.touched = f.target(id, rect);
  if (use.touched) {
    const Action* a = f.touch.action(id);
    const Rect on_screen = f.paint().on_screen(box);
    use.caret = empty || look.hidden || a->by_key
                    ? value.size()
                    : groups.raw_at(text::offset_at(laid, a->at.x - on_screen.x, a->at.y - on_screen.y));
  }
  return use;
}

}  // namespace wv::ui
