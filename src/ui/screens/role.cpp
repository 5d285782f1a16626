// One of the four things the wijkverbinder does: the verb, what it changes in both worlds, an example one
// knows, who does it here and when; and one large button that begins.
#include <cmath>

#include "ui/screens.h"
#include "ui/worlds.h"

namespace wv::ui {

using namespace content::literals;

namespace {

domain::Kind kind_of(domain::Role role) {
  for (const auto kind : {domain::Kind::question, domain::Kind::initiative, domain::Kind::signal, domain::Kind::conversation})
    if (domain::role_of(kind) == role) return kind;
  return domain::Kind::question;
}

class RoleBody {
 public:
  RoleBody(const Scene& s, domain::Role role) : s_(s), f_(s.f), role_(role) {}

  void draw(Column& column) {
    activity(column);
    column.gap(roomy(f_) ? 5.0f : 3.0f);
    worlds(column);
    column.gap(roomy(f_) ? 5.0f : 3.5f);
    column.words("role.example.label", f_.say("role.example"_k), {.cap_mm = type::kLabel, .weight = text::Weight::semibold, .colour = f_.theme().muted}, f_.theme().paper);
    column.gap(1.5f);
    column.words("role.example", say("example"), {.cap_mm = type::kBody, .colour = f_.theme().ink}, f_.theme().paper);
  }

  // Who it is here: the municipality's own photo, or the drawn figure; and when one can drop in.
  void person(Column& column) {
    column.gap(roomy(f_) ? 5.0f : 3.5f);
    const auto& who = wijkverbinder_of(s_);
    const float side = f_.mm(roomy(f_) ? 24.0f : 18.0f) * (0.5f + 0.5f * f_.scale()), room = column.width() - side - f_.mm(5);
    const std::string name = f_.say("home.greeting"_k, {{"name", who.name}});
    const std::string place = who.surgery.place.empty() ? s_.content.config.device_place : who.surgery.place;
    const std::string meet = f_.say("role.meet"_k, {{"when", surgery_words(s_)}, {"place", place}});
    const Words first{.cap_mm = type::kBody, .weight = text::Weight::semibold, .colour = f_.theme().ink}, second{.cap_mm = type::kLabel, .weight = text::Weight::medium, .colour = f_.theme().muted};
    const float high = f_.height_of(name, first, room) + f_.mm(1) + f_.height_of(meet, second, room);
    const Rect line = column.next(std::max(side, high));
    f_.paint().picture("wijkverbinder", {line.x, line.y + (line.h - side) / 2, side, side});
    float y = line.y + (line.h - high) / 2;
    y += f_.words("role.who", {line.x + side + f_.mm(5), y, room, 0}, name, first, f_.theme().paper) + f_.mm(1);
    f_.words("role.meet", {line.x + side + f_.mm(5), y, room, 0}, meet, second, f_.theme().paper);
    column.gap(2);
  }

 private:
  [[nodiscard]] std::string say(const std::string& rest) const { return f_.say(content::Key{role_key(role_, rest)}); }

  void activity(Column& column) {
    const Words look{.cap_mm = type::kBody, .weight = text::Weight::semibold, .colour = f_.theme().contrast == Contrast::high ? f_.theme().ink : role_colour(role_)};
    const std::string verb = f_.say("role.activity"_k) + ": " + say("activity");
    const float mark = f_.mm(roomy(f_) ? 14.0f : 11.0f), room = column.width() - mark - f_.mm(4), words = f_.height_of(verb, look, room);
    const Rect line = column.next(std::max(mark, words));
    f_.paint().picture("mark-" + std::string(domain::id_of(role_)), {line.x, line.y + (line.h - mark) / 2, mark, mark});
    f_.words("role.activity", {line.x + mark + f_.mm(4), line.y + (line.h - words) / 2, room, 0}, verb, look, f_.theme().paper);
  }

  // Upright and roomy, both worlds stand beside one another, pictures over words; on a wide, low screen each
  // has a strip, pictures beside words. West stays west.
  [[nodiscard]] bool low() const { return !f_.device().portrait() && f_.scale() < 1.6f; }
  void worlds(Column& column) {
    const float gap = f_.mm(4);
    const bool beside = f_.device().portrait() && column.width() > f_.mm(170) * f_.scale();
    const float wide = beside ? std::floor((column.width() - gap) / 2) : column.width();
    const float high[2] = {change_height(0, wide), change_height(1, wide)};
    if (!beside) {
      change(0, column.next(high[0]));
      column.skip(low() ? f_.mm(3) : gap);
      return change(1, column.next(high[1]));
    }
    Rect place = column.next(std::max(high[0], high[1]));
    const Rect first = place.cut_start(wide), second = place.cut_end(wide);
    change(f_.rtl() ? 1 : 0, first);
    change(f_.rtl() ? 0 : 1, second);
  }

  [[nodiscard]] Words term_look() const {
    return {.cap_mm = type::kLabel, .weight = text::Weight::semibold, .colour = f_.theme().ink, .align = low() ? text::Align::start : text::Align::centre};
  }
  [[nodiscard]] Words name_look() const { return {.cap_mm = type::kLabel, .weight = text::Weight::bold, .colour = f_.theme().ink}; }
  [[nodiscard]] std::string world_name(std::size_t world) const { return f_.say(world == 0 ? "world.leefwereld"_k : "world.systeemwereld"_k); }
  [[nodiscard]] std::string term(std::size_t world, bool with) const {
    return say(std::string(with ? "with." : "without.") + (world == 0 ? "leefwereld" : "systeemwereld"));
  }
  [[nodiscard]] float arrow() const { return f_.mm(9); }
  [[nodiscard]] float half(float wide) const { return std::floor((wide - 2 * f_.mm(3) - arrow()) / 2); }
  [[nodiscard]] float scene() const {
    if (low()) return f_.mm(20);
    return f_.scale() > 1.6f && !roomy(f_) ? 0 : f_.mm(f_.device().portrait() && roomy(f_) ? 44.0f : 25.0f);
  }
  [[nodiscard]] float term_room(float wide) const { return half(wide) - (low() ? scene() + f_.mm(4) : 0); }
  [[nodiscard]] float terms_height(std::size_t world, float wide) const {
    return std::max(f_.height_of(term(world, false), term_look(), term_room(wide)), f_.height_of(term(world, true), term_look(), term_room(wide)));
  }
  [[nodiscard]] float change_height(std::size_t world, float wide) const {
    const float head = f_.height_of(world_name(world), name_look(), wide - f_.mm(8)), terms = terms_height(world, wide);
    return low() ? f_.mm(2) + head + f_.mm(1) + std::max(scene(), terms) + f_.mm(2.5f) : f_.mm(3) + head + f_.mm(2) + scene() + f_.mm(2) + terms + f_.mm(3.5f);
  }

  // The problem, and what becomes of it.
  void change(std::size_t world, const Rect& r) {
    const Colour ground = world == 0 ? f_.theme().leefwereld : f_.theme().systeemwereld;
    f_.paint().round_fill(r, f_.mm(5), ground);
    if (f_.theme().contrast == Contrast::high) f_.paint().round_border(r, f_.mm(5), f_.mm(f_.theme().border_mm), f_.theme().line);
    Rect inner = r.inset(f_.mm(3), f_.mm(low() ? 2.0f : 3.0f));
    const float head = f_.words(world == 0 ? "role.leefwereld" : "role.systeemwereld", {inner.x + f_.mm(1), inner.y, inner.w - f_.mm(2), 0}, world_name(world), name_look(), ground);
    inner.cut_top(head + f_.mm(low() ? 1.0f : 2.0f));
    const float wide = half(r.w);
    for (const bool with : {false, true}) side(world, with, {with ? inner.right() - wide : inner.x, inner.y, wide, inner.h}, r.w, ground);
    const float across = low() || scene() <= 0 ? std::max(scene(), terms_height(world, r.w)) : scene();
    f_.paint().icon(f_.rtl() ? "back" : "next", {inner.x + wide, inner.y + (across - arrow()) / 2, arrow(), arrow()}, f_.theme().ink);
  }

  void side(std::size_t world, bool with, const Rect& r, float card, Colour ground) {
    const std::string words = term(world, with), id = std::string(world == 0 ? "role.leefwereld" : "role.systeemwereld") + (with ? ".with" : ".without");
    const float across = std::max(scene(), terms_height(world, card));
    const Rect picture = low() ? Rect{std::round(r.x + f_.mm(1)), std::round(r.y + (across - scene()) / 2), scene(), scene()} : Rect{std::round(r.x + (r.w - scene()) / 2), std::round(r.y), scene(), scene()};
    f_.paint().picture(term_scene(role_, with, world), picture);
    const float sign = f_.mm(low() ? 6.5f : 7.5f);
    if (scene() > 0) good_or_bad(f_, {picture.right() - sign * 0.82f, picture.bottom() - sign * 0.9f, sign, sign}, with);
    const float room = term_room(card), tall = f_.height_of(words, term_look(), room);
    const Rect at = low() ? Rect{picture.right() + f_.mm(3), r.y + (across - tall) / 2, room, 0} : Rect{r.x, r.y + scene() + f_.mm(2), room, 0};
    f_.words(id, at, words, term_look(), ground);
    f_.tree().nodes.back().spoken = f_.say(with ? "roles.with"_k : "roles.without"_k) + ": " + words;
  }

  const Scene& s_;
  Frame& f_;
  domain::Role role_;
};

}  // namespace

void role_screen(const Scene& s, const app::RolePage& role_page) {
  Frame& f = s.f;
  Rect area = chrome(s, DangerLine::without);
  const domain::Role role = role_page.role;
  StepRow row;
  row.back = f.say("role.close"_k);
  row.next = f.say(content::Key{role_key(role, "start")});
  row.next_id = "role.start";
  row.accent = role_colour(role);
  const float high = steps_height(f, row, area.w - 2 * f.margin());
  const Rect foot = area.cut_bottom(high + f.mm(roomy(f) ? 7 : 5));
  PageHead head;
  head.id = "role";
  head.heading = f.say(content::Key{role_key(role, "name")}) + " " + f.say(content::Key{role_key(role, "line")});
  head.picture = "kind-" + std::string(domain::id_of(kind_of(role)));
  head.ground = role_colour(role);
  RoleBody body(s, role);
  page(s, area, head, {.content = [&](Column& column) { body.draw(column); }, .under_head = [&](Column& column) { body.person(column); }, .typing = false, .told = true});
  const Step step = steps(f, {foot.x + f.margin(), foot.bottom() - high - f.mm(3), foot.w - 2 * f.margin(), high}, row);
  if (step == Step::back) s.say(app::BackPressed{});
  if (step == Step::next) s.say(app::KindChosen{kind_of(role)});
}

}  // namespace wv::ui
