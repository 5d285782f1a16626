#include "ui/screens/story_banks.h"

#include <cmath>

#include "ui/screens/story_plate.h"

namespace wv::ui {

namespace {

constexpr Colour kWater = rgb(0x9CC3DA), kWave = rgb(0xC9E1EF), kWhite = rgb(0xFFFFFF);

Words deck_look(Colour colour) {
  return {.cap_mm = type::kBody, .weight = text::Weight::bold, .colour = colour};
}
Words does_look(Colour colour) {
  return {.cap_mm = type::kLabel, .weight = text::Weight::medium, .colour = colour};
}
float sign_side(Frame& f) { return roomy(f) ? f.sign(7.5f) : f.mm(7.5f); }
float mark_side(Frame& f) { return f.sign(11); }

// A bridge bears the mark, its words and the way on in a row; the mark stands over the words where a long one
// needs the whole bridge.
struct DeckPlan {
  bool over = false;
  float room = 0, says = 0, does = 0, high = 0;
};
DeckPlan deck_plan(Frame& f, const RoleWords& words, float wide) {
  DeckPlan p;
  p.room = wide - mark_side(f) * 1.6f - f.mm(14);
  Words least = deck_look({});
  least.cap_mm = type::kLabel;
  p.over = std::max(f.type.word_width(words.says, least), f.type.word_width(words.does, least)) > p.room;
  if (p.over) p.room = wide - f.mm(6);
  p.says = f.type.height_of(words.says, deck_look({}), p.room);
  p.does = f.type.height_of(words.does, does_look({}), p.room);
  p.high = std::max(f.mm(15), p.says + p.does + f.mm(5.5f) + (p.over ? mark_side(f) + f.mm(1) : 0));
  return p;
}

float cells_height(Frame& f, const RoleWords& words, const Banks& b) {
  float high = std::max(b.scene, sign_side(f));
  for (const auto& state : words.terms)
    for (const auto& term : state)
      high = std::max(high, f.type.height_of(term, term_look(f), term_room(f, b)));
  return high;
}

}  // namespace

RoleWords words_of(const Scene& s, domain::Role role) {
  Frame& f = s.f;
  const auto say = [&](const std::string& rest) { return f.text(content::Key{role_key(role, rest)}); };
  RoleWords w{say("says"), say("activity") + ": " + say("activity.gloss"), {}};
  for (std::size_t with = 0; with < 2; ++with)
    for (std::size_t world = 0; world < 2; ++world)
      w.terms[with][world] =
          say(std::string(with == 1 ? "with." : "without.") + (world == 0 ? "leefwereld" : "systeemwereld"));
  return w;
}

std::string id_of_role(domain::Role role) { return "roles." + std::string(domain::id_of(role)); }

Colour water(Frame& f) { return f.theme().strong() ? mix(kWater, kWhite, 0.5f) : kWater; }

Banks banks_of(Frame& f, float width, float scene_mm) {
  Banks b{};
  const bool wide = width > f.mm(170);
  b.gap = f.mm(wide ? 18.0f : 8.0f);
  b.outer = f.mm(wide ? 4.0f : 1.5f);
  b.bank = std::floor((width - b.gap) / 2 - b.outer);
  b.pad = f.mm(wide ? 5.0f : 2.5f);
  b.scene = b.bank > f.mm(72) ? f.mm(scene_mm) : 0;
  b.deck = b.outer + f.mm(14);
  return b;
}

Words term_look(Frame& f) {
  return {.cap_mm = type::kLabel, .weight = text::Weight::semibold, .colour = f.theme().ink};
}
float term_room(Frame& f, const Banks& b) { return b.bank - 2 * b.pad - b.scene - f.mm(4); }

Row row_of(const Scene& s, domain::Role role, const Banks& b, float width) {
  Frame& f = s.f;
  RoleWords words = words_of(s, role);
  const float deck = deck_plan(f, words, width - 2 * b.deck).high, cells = cells_height(f, words, b);
  return {b, std::move(words), deck, cells, f.mm(2.2f), f.mm(3.2f), f.mm(2.4f)};
}

void Deck::draw(const Rect& r, const Rect& span, const Rect& river) const {
  Frame& f = s.f;
  const float waits = 1 - phase(grown, 0, 0.25f);
  if (waits > 0) {
    const float high = std::min(r.h + f.mm(3), f.mm(24) * f.scale()), wide = high * 1.4f;
    const Rect stone{river.x - wide - f.mm(2), r.y + (r.h - high) / 2, wide, high};
    f.paint().picture("story-stone-" + std::string(domain::id_of(role)),
                      UnmirroredRect(f.screen(), f.rtl())(stone), waits);
  }
  if (grown <= 0) return;
  if (grown >= 1) return built(r, span);
  const float high = span.empty() ? r.h : span.bottom() - r.y + span.h * 0.65f;
  f.paint().push_clip(UnmirroredRect(f.screen(), f.rtl())({r.x, r.y, std::round(r.w * grown), high}));
  built(r, span);
  f.paint().pop_clip();
}

void Deck::built(const Rect& r, const Rect& span) const {
  Frame& f = s.f;
  const Colour ground = role_colour(role);
  const float radius = std::min(r.h / 2, f.mm(5));
  const DeckPlan plan = deck_plan(f, words, r.w);
  if (!span.empty()) {
    f.paint().fill(span, mix(ground, rgb(0x17213B), 0.35f));
    f.paint().round_fill({span.x + f.mm(1.6f), span.y + span.h * 0.35f, span.w - f.mm(3.2f), span.h * 1.3f},
                         span.h * 0.65f, kWater);
  }
  f.paint().round_fill(r, radius, mix(ground, rgb(0x17213B), 0.2f * pressed));
  f.paint().round_fill({r.x + radius / 2, r.y + f.mm(1), r.w - radius, f.mm(1.1f)}, f.mm(0.5f),
                       mix(ground, kWhite, 0.45f));
  Rect inner = r.inset(f.mm(plan.over ? 3.0f : 5.0f), f.mm(plan.over ? 2.0f : 0.0f));
  Rect top = plan.over ? inner.cut_top(mark_side(f)) : inner;
  const Rect mark = top.cut_start(mark_side(f)), on = top.cut_end(mark_side(f) * 0.6f);
  f.paint().picture("mark-" + std::string(domain::id_of(role)),
                    {mark.x, mark.y + (mark.h - mark.w) / 2, mark.w, mark.w});
  f.paint().icon(f.rtl() ? "back" : "next", on, kWhite);
  if (!plan.over) {
    inner = top;
    inner.cut_start(f.mm(3));
  }
  const float high = plan.says + f.mm(1) + plan.does;
  Rect lines{inner.x, inner.y + (inner.h - high) / 2, inner.w, high};
  f.draw_words(lines.cut_top(plan.says), words.says, deck_look(kWhite), false);
  lines.cut_top(f.mm(1));
  f.draw_words(lines, words.does, does_look(kWhite), false);
}

void Cell::draw(std::size_t world, const Rect& rest) const {
  Frame& f = s.f;
  const Banks& b = row.banks;
  Rect inner = rest.inset(b.pad, 0);
  const Rect picture = inner.cut_start(b.scene);
  inner.cut_start(f.mm(4));
  const Colour ground = world == 0 ? f.theme().leefwereld : f.theme().systeemwereld;
  const Words look = term_look(f);
  const std::string& term = row.words.terms[with ? 1 : 0][world];
  const float tall = f.type.height_of(term, look, inner.w);
  Node& n = f.node(id_of_role(role) + (world == 0 ? ".leefwereld" : ".systeemwereld"), NodeRole::text, term,
                   {inner.x, inner.y + (inner.h - tall) / 2, inner.w, tall});
  n.bg = ground;
  n.cap_px = f.type.cap_px(look.cap_mm);
  // One fades before the other comes, so that no letters ever stand over one another.
  face(world, false, picture, inner, 1 - 2 * shown);
  face(world, true, picture, inner, 2 * shown - 1);
}

void Cell::face(std::size_t world, bool good, const Rect& picture, const Rect& words, float opacity) const {
  if (opacity <= 0) return;
  Frame& f = s.f;
  const Banks& b = row.banks;
  const float side = sign_side(f);
  const Rect at{picture.x, std::round(picture.y + (picture.h - b.scene) / 2), b.scene, b.scene};
  f.paint().picture(term_scene(role, good, world), at, opacity);
  good_or_bad(f, {at.right() - side * 0.82f, at.bottom() - side * 0.9f, side, side}, good, opacity);
  Words look = term_look(f);
  look.colour = look.colour.with_alpha(opacity);
  f.draw_words(words, row.words.terms[good ? 1 : 0][world], look);
}

void draw_bank(Frame& f, const Rect& r, Colour ground) {
  f.paint().round_fill(r, f.mm(5), ground);
  if (f.theme().strong()) f.paint().round_border(r, f.mm(5), f.mm(f.theme().quiet_border_mm), f.theme().line);
}

// The river as far as the rows go, with a few waves.
void draw_river(Frame& f, const Rect& r, const Rect& under_banks) {
  f.paint().fill(under_banks, water(f));
  const float high = f.mm(0.8f), step = f.mm(11);
  int i = 0;
  for (float y = r.y + f.mm(5); y < r.bottom() - f.mm(3); y += step, ++i) {
    const float w = std::min(r.w * 0.42f, f.mm(7));
    f.paint().round_fill({std::round(r.x + r.w * (i % 2 == 0 ? 0.12f : 0.46f)), y, w, high}, high / 2, kWave);
  }
}

}  // namespace wv::ui
