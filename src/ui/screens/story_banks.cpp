#include "ui/screens/story_banks.h"

#include <cmath>

#include "ui/screens/worlds.h"

namespace wv::ui {

namespace {

constexpr Colour kWater = rgb(0x9CC3DA), kWave = rgb(0xC9E1EF), kWhite = rgb(0xFFFFFF);

Words deck_look(Colour colour) {
  return {.cap_mm = type::kBody, .weight = text::Weight::bold, .colour = colour};
}
float sign_side(Frame& f) { return f.mm(7.5f) * (roomy(f) ? 0.5f + 0.5f * f.scale() : 1.0f); }
float mark_side(Frame& f) { return f.mm(11) * (0.5f + 0.5f * f.scale()); }

// A bridge bears the mark, its words and the way on in a row; the mark stands over the words where a long one
// needs the whole bridge.
struct DeckPlan {
  bool over = false;
  float room = 0, high = 0;
};
DeckPlan deck_plan(Frame& f, const std::string& title, float wide) {
  DeckPlan p;
  p.room = wide - mark_side(f) * 1.6f - f.mm(14);
  Words least = deck_look({});
  least.cap_mm = type::kLabel;
  p.over = f.type.word_width(title, least) > p.room;
  if (p.over) p.room = wide - f.mm(6);
  p.high = std::max(f.mm(15), f.type.height_of(title, deck_look({}), p.room) + f.mm(4) +
                                  (p.over ? mark_side(f) + f.mm(1) : 0));
  return p;
}

Terms terms_of(const Scene& s, domain::Role role, const Banks& b, float width) {
  Frame& f = s.f;
  Terms t;
  t.title = f.text(content::Key{role_key(role, "name")}) + " " + f.text(content::Key{role_key(role, "line")});
  t.deck = deck_plan(f, t.title, width - 2 * b.deck).high;
  for (std::size_t with = 0; with < 2; ++with)
    for (std::size_t world = 0; world < 2; ++world) {
      auto& words = t.words[with][world];
      words = f.text(content::Key{role_key(role, std::string(with == 1 ? "with." : "without.") +
                                                     (world == 0 ? "leefwereld" : "systeemwereld"))});
      t.cells = std::max(t.cells, f.type.height_of(words, term_look(f), term_room(f, b)));
    }
  t.cells = std::max({t.cells, b.scene, sign_side(f)});
  return t;
}

}  // namespace

std::string id_of_role(domain::Role role) { return "roles." + std::string(domain::id_of(role)); }

Colour water(Frame& f) { return f.theme().contrast == Contrast::high ? mix(kWater, kWhite, 0.5f) : kWater; }

Banks banks_of(Frame& f, float width, float scene_mm) {
  Banks b{};
  const bool wide = width > f.mm(200);
  b.gap = f.mm(wide ? 18.0f : 8.0f);
  b.drift = f.mm(wide ? 7.0f : 3.0f);
  b.outer = b.drift + f.mm(wide ? 4.0f : 1.5f);
  b.bank = std::floor((width - b.gap) / 2 - b.outer);
  b.pad = f.mm(wide ? 5.0f : 2.5f);
  b.scene = b.bank > f.mm(88) ? f.mm(scene_mm) : 0;
  b.deck = b.outer + f.mm(b.pictured() ? 14.0f : 2.5f);
  return b;
}

Words term_look(Frame& f) {
  return {.cap_mm = type::kLabel, .weight = text::Weight::semibold, .colour = f.theme().ink};
}
float term_room(Frame& f, const Banks& b) {
  return b.bank - 2 * b.pad - (b.pictured() ? b.scene + f.mm(4) : sign_side(f) + f.mm(1.5f));
}

Row row_of(const Scene& s, domain::Role role, const Banks& b, float width) {
  Frame& f = s.f;
  const bool close = !b.pictured();
  return {b, terms_of(s, role, b, width), f.mm(close ? 1.4f : 3.0f), f.mm(close ? 2.0f : 4.0f),
          f.mm(close ? 1.5f : 3.5f)};
}

void draw_deck(const Scene& s, domain::Role role, const Rect& r, const Rect& span, const std::string& title,
               float grown, float pressed) {
  Frame& f = s.f;
  const float radius = std::min(r.h / 2, f.mm(5));
  const DeckPlan plan = deck_plan(f, title, r.w);
  const auto face = [&](Colour ground, Colour ink, bool built) {
    if (built) {
      if (!span.empty()) {
        f.paint().fill(span, mix(ground, rgb(0x17213B), 0.35f));
        f.paint().round_fill(
            {span.x + f.mm(1.6f), span.y + span.h * 0.35f, span.w - f.mm(3.2f), span.h * 1.3f},
            span.h * 0.65f, kWater);
      }
      f.paint().round_fill(r, radius, ground);
      f.paint().round_fill({r.x + radius / 2, r.y + f.mm(1), r.w - radius, f.mm(1.1f)}, f.mm(0.5f),
                           mix(ground, kWhite, 0.45f));
    } else {
      f.paint().round_fill(r, radius, mix(f.theme().card, f.theme().systeemwereld, pressed));
      f.paint().round_border(r, radius, f.mm(f.theme().border_mm), f.theme().line);
    }
    Rect inner = r.inset(f.mm(plan.over ? 3.0f : 5.0f), f.mm(plan.over ? 2.0f : 0.0f));
    Rect top = plan.over ? inner.cut_top(mark_side(f)) : inner;
    const Rect mark = top.cut_start(mark_side(f)), on = top.cut_end(mark_side(f) * 0.6f);
    f.paint().picture("mark-" + std::string(domain::id_of(role)),
                      {mark.x, mark.y + (mark.h - mark.w) / 2, mark.w, mark.w});
    f.paint().icon(f.rtl() ? "back" : "next", on, ink);
    if (!plan.over) {
      inner = top;
      inner.cut_start(f.mm(3));
    }
    f.draw_words(inner, title, deck_look(ink));
  };
  const bool high = f.theme().contrast == Contrast::high;
  if (grown < 1) face(f.theme().card, f.theme().ink, false);
  if (grown <= 0 && high) return;
  const float stub = f.mm(3);  // what is left of the bridge on each bank
  const float half = std::round(stub + (r.w / 2 - stub) * grown);
  const float high_px = span.empty() ? r.h : span.bottom() - r.y + span.h * 0.65f;
  const Rect parts[2] = {{r.x, r.y, half, high_px}, {r.right() - half, r.y, half, high_px}};
  if (grown >= 1) return face(role_colour(role), kWhite, true);
  for (const auto& part : parts) {
    f.paint().push_clip(part);
    face(role_colour(role), kWhite, true);
    f.paint().pop_clip();
  }
}

void Cell::draw(std::size_t world, const Rect& rest, float moved) const {
  Frame& f = s.f;
  const Banks& b = row.banks;
  Rect inner = rest.inset(b.pad, 0);
  const Rect picture = inner.cut_start(b.pictured() ? b.scene : sign_side(f));
  inner.cut_start(f.mm(b.pictured() ? 4.0f : 1.5f));
  const Colour ground = world == 0 ? f.theme().leefwereld : f.theme().systeemwereld;
  const Words look = term_look(f);
  const std::string& term = row.terms.words[with ? 1 : 0][world];
  const float tall = f.type.height_of(term, look, inner.w);
  Node& n = f.node(id_of_role(role) + (world == 0 ? ".leefwereld" : ".systeemwereld"), NodeRole::text, term,
                   {inner.x, inner.y + (inner.h - tall) / 2, inner.w, tall});
  n.bg = ground;
  n.cap_px = f.type.cap_px(look.cap_mm);
  // One fades before the other comes, so that no letters ever stand over one another.
  face(world, false, picture.moved(moved, 0), inner.moved(moved, 0), 1 - 2 * shown);
  face(world, true, picture.moved(moved, 0), inner.moved(moved, 0), 2 * shown - 1);
}

void Cell::face(std::size_t world, bool good, const Rect& picture, const Rect& words, float opacity) const {
  if (opacity <= 0) return;
  Frame& f = s.f;
  const Banks& b = row.banks;
  const float side = sign_side(f);
  if (b.pictured()) {
    const Rect at{picture.x, std::round(picture.y + (picture.h - b.scene) / 2), b.scene, b.scene};
    f.paint().picture(term_scene(role, good, world), at, opacity);
    good_or_bad(f, {at.right() - side * 0.82f, at.bottom() - side * 0.9f, side, side}, good, opacity);
  } else {
    good_or_bad(f, {picture.x, picture.y + (picture.h - side) / 2, side, side}, good, opacity);
  }
  Words look = term_look(f);
  look.colour = look.colour.with_alpha(opacity);
  f.draw_words(words, row.terms.words[good ? 1 : 0][world], look);
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
