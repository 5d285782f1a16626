#include "ui/kit/danger_line.h"

#include <algorithm>
#include <cmath>

#include "ui/kit/widgets.h"

namespace wv::ui {

using namespace content::literals;

namespace {

bool is_large(Frame& f) { return f.scale() > 1.2f; }

std::string reading_days(const Scene& s) {
  return with_closed(
      s,
      s.f.text("danger.reading_days"_k,
               {{"days", content::weekdays_words(s.content.catalog, s.state.shown.language,
                                                 s.content.municipality.reading_days, content::kOn)}}),
      s.content.municipality.reading_days);
}

// In large letters only what cannot wait; the rest is the page's (`danger_words`).
std::string danger_text(const Scene& s, DangerLine danger) {
  if (is_large(s.f)) return s.f.text("danger.short"_k);
  if (danger == DangerLine::at_home) return s.f.text("danger.line.home"_k);
  std::string text = s.f.text("danger.line"_k);
  if (danger == DangerLine::with_reading_days && !s.state.trial) text += " " + reading_days(s);
  return text;
}

Words look_of(Frame& f) {
  return {.cap_mm = type::kLabel,
          .weight = is_large(f) ? text::Weight::bold : text::Weight::medium,
          .colour = f.theme().ink};
}

float icon_side(Frame& f) { return 1.7f * f.type.cap_px(type::kLabel); }
float beside_icon(Frame& f) { return icon_side(f) + f.mm(2); }

// Its sign beside the first line, and the words shown; `whole` is what is heard.
void draw(const Scene& s, const Rect& row, float wide, const std::string& shown, const std::string& whole,
          const Words& words) {
  Frame& f = s.f;
  const float icon = icon_side(f), line = f.type.height_of("H", words, 0);
  const Rect at{row.x + beside_icon(f), row.y, wide, row.h};
  f.paint().icon("warn", {row.x, row.y + (line - icon) / 2, icon, icon}, f.theme().error);
  f.draw_words(at, shown, words, false);
  Node& n = f.node("danger.line", NodeRole::note, whole, at);
  n.fg = words.colour;
  n.bg = f.theme().paper;
  n.cap_px = f.type.lay(shown, words, wide).cap_px;
  n.region = Region::below;
}

const std::string& number(const Scene& s) { return s.content.municipality.help.emergency; }

}  // namespace

void danger_line(const Scene& s, Rect& area, DangerLine danger) {
  if (danger == DangerLine::without) return;
  Frame& f = s.f;
  const std::string text = danger_text(s, danger);
  const float icon = icon_side(f), side = roomy(f) ? f.margin() : f.mm(4);
  const float room = area.w - 2 * side - beside_icon(f);
  const Words words = is_large(f) ? f.type.in_one_line(text, look_of(f), room) : look_of(f);
  const float height = f.type.height_of(text, words, room);
  const float wide = std::min(room, f.type.width_of(text, words) + 2);
  Rect strip, row;
  // Where height is scarce the sign that the first screen goes on stands at the end of this line.
  const float signed_mm = 16, left = area.w - 2 * side - icon - wide - f.mm(8);
  if (height_is_scarce(f) && more_in_foot(f) && danger == DangerLine::at_home && left > f.mm(30)) {
    strip = area.cut_bottom(f.mm(signed_mm + 3.7f));
    row = {strip.x + side, strip.y + (strip.h - height) / 2, strip.w - 2 * side, height};
    f.more_beside({strip.right() - side - left, strip.y + f.mm(3.2f), left, f.mm(signed_mm)});
  } else {
    strip = area.cut_bottom(height + f.mm(roomy(f) ? 3.0f : 1.6f));
    row = {strip.x + side, strip.y + f.mm(roomy(f) ? 1.0f : 0.6f), strip.w - 2 * side, height};
  }
  if (f.device().portrait()) row.x += std::max(0.0f, (row.w - wide - icon - f.mm(2)) / 2);
  draw(s, {row.x, row.y, row.w, height}, wide, text, text, words);
}

void danger_words(const Scene& s, Column& column, DangerLine danger) {
  if (danger == DangerLine::without || !is_large(s.f)) return;
  column.gap(3);
  s.f.enter(Region::below);
  std::string text = s.f.text("danger.text"_k);
  if (danger == DangerLine::with_reading_days && !s.state.trial) text += " " + reading_days(s);
  column.skip(note(s.f, "danger.slow", column.here(), "warn", text, NoteKind::plain));
  s.f.enter(Region::page);
  column.gap(2);
}

KeptFree danger_width(const Scene& s) {
  const auto wide = [&](const std::string& text) {
    return beside_icon(s.f) + s.f.type.width_of(text, look_of(s.f)) + 2;
  };
  return {wide(s.f.text("danger.short"_k)), wide(number(s))};
}

bool danger_beside(const Scene& s, const Rect& place, DangerLine danger) {
  Frame& f = s.f;
  const std::string whole = danger_text(s, danger);
  const Words words = look_of(f);
  const float room = place.w - beside_icon(f);
  const auto stands = [&](const std::string& text) {
    if (f.type.word_width(text, words) > room) return false;
    const float high = f.type.height_of(text, words, room);
    // Of one line only its sign must have room: a line's own air is nobody's.
    if ((high > f.type.height_of(text, words, 0) ? high : icon_side(f)) > place.h) return false;
    float wide = 0;
    for (const auto& line : f.type.lay(text, words, room).lines) wide = std::max(wide, line.width);
    wide = std::ceil(wide) + 1;
    draw(s, {place.x + (room - wide) / 2, place.y + (place.h - high) / 2, place.w, high}, wide, text, whole,
         words);
    return true;
  };
  return room > 0 && (stands(whole) || (is_large(f) && stands(number(s))));
}

}  // namespace wv::ui
