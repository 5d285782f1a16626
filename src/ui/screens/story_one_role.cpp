#include "ui/screens/story_one_role.h"

#include <algorithm>
#include <cmath>

namespace wv::ui {

using namespace content::literals;

StoryOneRole::StoryOneRole(const Scene& s, const StoryNow& now, float width, float high)
    : s_(s), f_(s.f), now_(now), width_(width), stone_(f_.mm(roomy(s.f) ? 24.0f : 17.0f)) {
  const float gap = f_.mm(3), pad = f_.mm(3);
  half_ = std::floor((width - gap) / 2);
  float longest = 0;
  for (const std::size_t world : {0U, 1U})
    longest = std::max(longest, f_.type.word_width(world_name(world), name_look()));
  for (const auto role : domain::kRoles)
    for (const auto& state : words_of(s, role).terms)
      for (const auto& term : state) longest = std::max(longest, f_.type.word_width(term, term_look()));
  beside_ = longest <= half_ - 2 * pad;
  if (!beside_) scene_ = std::min(f_.mm(34), std::max(0.0f, width - longest - 4 * pad));
  const float room = beside_ ? half_ - 2 * pad : width - scene_ - 3 * pad;
  for (std::size_t world = 0; world < 2; ++world)
    name_ =
        std::max(name_, f_.type.height_of(world_name(world), name_look(), beside_ ? half_ - 2 * pad : room));
  for (const auto role : domain::kRoles)
    for (const auto& state : words_of(s, role).terms)
      for (const auto& term : state) words_ = std::max(words_, f_.type.height_of(term, term_look(), room));
  if (beside_) scene_ = std::clamp(high - height(), f_.mm(20), half_ - 2 * pad);
}

std::size_t StoryOneRole::shown() const {
  if (now_.roles.at) return static_cast<std::size_t>(*now_.roles.at);
  const auto waits = std::find(now_.roles.built.begin(), now_.roles.built.end(), false);
  return waits == now_.roles.built.end() ? 0 : static_cast<std::size_t>(waits - now_.roles.built.begin());
}
Words StoryOneRole::term_look() const {
  return {.cap_mm = type::kLabel,
          .weight = text::Weight::semibold,
          .colour = f_.theme().ink,
          .align = beside_ ? text::Align::centre : text::Align::start};
}
Words StoryOneRole::name_look() const {
  return {.cap_mm = type::kLabel, .weight = text::Weight::bold, .colour = f_.theme().ink};
}
std::string StoryOneRole::world_name(std::size_t world) const {
  return f_.text(world == 0 ? "world.leefwereld"_k : "world.systeemwereld"_k);
}
float StoryOneRole::half_height() const {
  const float pad = f_.mm(3);
  return beside_ ? pad + name_ + f_.mm(1.5f) + scene_ + f_.mm(2) + words_ + pad
                 : pad + std::max(scene_, name_ + f_.mm(1.5f) + words_) + pad;
}

float StoryOneRole::height() const {
  const float one = half_height();
  return stone_ + f_.mm(3) + (beside_ ? one : 2 * one + f_.mm(3));
}

void StoryOneRole::draw(Rect rect) const {
  Rect stones = rect.cut_top(stone_);
  rect.cut_top(f_.mm(3));
  const float gap = f_.mm(3), wide = std::floor((stones.w - 3 * gap) / 4);
  // In the order of the picture, west to east, whichever way the language runs.
  const UnmirroredRect west(stones, f_.rtl());
  for (std::size_t i = 0; i < domain::kRoles.size(); ++i)
    stone(i, west({stones.x + static_cast<float>(i) * (wide + gap), stones.y, wide, stones.h}));
  const RoleWords words = words_of(s_, domain::kRoles[shown()]);
  const UnmirroredRect sides(rect, f_.rtl());
  const float one = half_height();
  for (std::size_t world = 0; world < 2; ++world) {
    const float at = static_cast<float>(world);
    half(world, words,
         beside_ ? sides({rect.x + at * (half_ + gap), rect.y, half_, one})
                 : Rect{rect.x, rect.y + at * (one + f_.mm(3)), rect.w, one});
  }
}

// A stone that waits, or, once its bridge stands, its mark on the role's colour: the way to the role's page.
void StoryOneRole::stone(std::size_t i, const Rect& r) const {
  const domain::Role role = domain::kRoles[i];
  const std::string id = id_of_role(role), name(domain::id_of(role));
  const float pressed = f_.press(id), built = bridge_grown(now_.plate.built[i]);
  const Rect here = r.moved(0, pressed * f_.mm(1));
  if (built < 1) {
    const float high = std::min(here.h, here.w / 1.4f);
    f_.paint().picture("story-stone-" + name,
                       {here.x + (here.w - 1.4f * high) / 2, here.y + (here.h - high) / 2, 1.4f * high, high},
                       1 - built);
  }
  if (built > 0) {
    const float high = std::min(here.h, here.w / 1.25f);
    const Rect ground{here.x, here.y + (here.h - high) / 2, here.w, high};
    f_.paint().round_fill(ground, f_.mm(5), role_colour(role).with_alpha(built));
    Rect inner = ground.inset(f_.mm(3), 0);
    f_.paint().icon(f_.rtl() ? "back" : "next", inner.cut_end(f_.mm(6)), rgb(0xFFFFFF).with_alpha(built));
    const float side = std::min(inner.w, here.h - f_.mm(5));
    f_.paint().picture("mark-" + name,
                       {inner.x + (inner.w - side) / 2, here.y + (here.h - side) / 2, side, side}, built);
  }
  if (i == shown())  // whose worlds stand below
    f_.paint().round_fill({r.x + r.w * 0.3f, r.bottom() + f_.mm(0.7f), r.w * 0.4f, f_.mm(1.4f)}, f_.mm(0.7f),
                          f_.theme().ink);
  Node& n = f_.node(id, NodeRole::button, name, r);
  name_stone(s_, now_, role, words_of(s_, role), n);
  n.selected = i == shown();
  if (f_.target(id, r)) use_stone(s_, now_, role);
}

void StoryOneRole::half(std::size_t world, const RoleWords& words, const Rect& r) const {
  const Colour ground = world == 0 ? f_.theme().leefwereld : f_.theme().systeemwereld;
  draw_bank(f_, r, ground);
  const Rect inner = r.inset(f_.mm(3));
  Words look = name_look();
  if (beside_) look.align = text::Align::centre;
  const float side = beside_ ? 0 : scene_ + f_.mm(3);
  f_.words(world == 0 ? "roles.leefwereld" : "roles.systeemwereld",
           {inner.x + side, inner.y, inner.w - side, 0}, world_name(world), look, ground, NodeRole::heading);
  const std::size_t role = shown();
  const float come = result_shown(now_.plate.built[role]);
  const bool good = now_.stands(role);
  const Rect at{inner.x + side, inner.y + name_ + f_.mm(1.5f) + (beside_ ? scene_ + f_.mm(2) : 0),
                inner.w - side, 0};
  const std::string& term = words.terms[good ? 1 : 0][world];
  Node& n = f_.node(id_of_role(domain::kRoles[role]) + (world == 0 ? ".leefwereld" : ".systeemwereld"),
                    NodeRole::text, term, {at.x, at.y, at.w, f_.type.height_of(term, term_look(), at.w)});
  n.bg = ground;
  n.cap_px = f_.type.cap_px(type::kLabel);
  face(world, false, words, r, 1 - 2 * come);
  face(world, true, words, r, 2 * come - 1);
}

void StoryOneRole::face(std::size_t world, bool good, const RoleWords& words, const Rect& r,
                        float opacity) const {
  if (opacity <= 0) return;
  const Rect inner = r.inset(f_.mm(3));
  const float below = inner.y + name_ + f_.mm(1.5f), side = beside_ ? 0 : scene_ + f_.mm(3);
  const Rect picture = beside_ ? Rect{std::round(inner.x + (inner.w - scene_) / 2), below, scene_, scene_}
                               : Rect{inner.x, inner.y, scene_, scene_};
  const float badge = std::min(f_.mm(8), 0.3f * scene_);
  if (scene_ > f_.mm(12))
    f_.paint().picture(term_scene(domain::kRoles[shown()], good, world), picture, opacity);
  good_or_bad(f_, {picture.right() - badge * 0.8f, picture.bottom() - badge * 0.9f, badge, badge}, good,
              opacity);
  Words look = term_look();
  look.colour = look.colour.with_alpha(opacity);
  f_.draw_words({inner.x + side, beside_ ? picture.bottom() + f_.mm(2) : below, inner.w - side, words_},
                words.terms[good ? 1 : 0][world], look, false);
}

}  // namespace wv::ui
