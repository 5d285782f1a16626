// One of the four things the wijkverbinder does: the verb, what it changes in both worlds, an example one
// knows, who does it here and when; and one large button that begins.
#include <cmath>

#include "ui/screens/screens.h"
#include "ui/screens/story_plate.h"

namespace wv::ui {

using namespace content::literals;

namespace {

domain::Kind kind_of(domain::Role role) {
  for (const auto kind :
       {domain::Kind::question, domain::Kind::initiative, domain::Kind::signal, domain::Kind::conversation})
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
    column.words("role.example.label", f_.text("role.example"_k),
                 {.cap_mm = type::kLabel, .weight = text::Weight::semibold, .colour = f_.theme().muted},
                 f_.theme().paper);
    column.gap(1.5f);
    column.words("role.example", say("example"), {.cap_mm = type::kBody, .colour = f_.theme().ink},
                 f_.theme().paper);
  }

  // Who it is here: the municipality's own photo, or the drawn figure; and when one can drop in.
  void person(Column& column) {
    column.gap(roomy(f_) ? 5.0f : 3.5f);
    const auto& who = wijkverbinder_of(s_);
    float side = f_.sign(roomy(f_) ? 24.0f : 18.0f), room = column.width() - side - f_.mm(5);
    const std::string name = f_.text("home.greeting"_k, {{"name", who.name}});
    const std::string place = who.surgery.place.empty() ? s_.content.config.device_place : who.surgery.place;
    const std::string meet = with_closed(
        s_, f_.text("role.meet"_k, {{"when", surgery_words(s_)}, {"place", place}}), who.surgery.days);
    const Words first{.cap_mm = type::kBody, .weight = text::Weight::semibold, .colour = f_.theme().ink},
        second{.cap_mm = type::kLabel, .weight = text::Weight::medium, .colour = f_.theme().muted};
    if (f_.type.word_width(name, first) > room) {  // no word is broken for a picture's sake
      side = -f_.mm(5);
      room = column.width();
    }
    const float high =
        f_.type.height_of(name, first, room) + f_.mm(1) + f_.type.height_of(meet, second, room);
    const Rect line = column.next(std::max(side, high));
    if (side > 0) f_.paint().picture("wijkverbinder", {line.x, line.y + (line.h - side) / 2, side, side});
    float y = line.y + (line.h - high) / 2;
    y += f_.words("role.who", {line.x + side + f_.mm(5), y, room, 0}, name, first, f_.theme().paper) +
         f_.mm(1);
    f_.words("role.meet", {line.x + side + f_.mm(5), y, room, 0}, meet, second, f_.theme().paper);
    column.gap(2);
  }

 private:
  [[nodiscard]] std::string say(const std::string& rest) const {
    return f_.text(content::Key{role_key(role_, rest)});
  }

  void activity(Column& column) {
    const Words look{.cap_mm = type::kBody,
                     .weight = text::Weight::semibold,
                     .colour = f_.theme().strong() ? f_.theme().ink : role_colour(role_)};
    const std::string verb =
        f_.text("role.activity"_k) + ": " + say("activity") + " (" + say("activity.gloss") + ")";
    const float mark = f_.sign(roomy(f_) ? 14.0f : 11.0f), room = column.width() - mark - f_.mm(4),
                words = f_.type.height_of(verb, look, room);
    const Rect line = column.next(std::max(mark, words));
    f_.paint().picture("mark-" + std::string(domain::id_of(role_)),
                       {line.x, line.y + (line.h - mark) / 2, mark, mark});
    f_.words("role.activity", {line.x + mark + f_.mm(4), line.y + (line.h - words) / 2, room, 0}, verb, look,
             f_.theme().paper);
  }

  // A world is a strip with the problem and what becomes of it. No word is ever broken: as letters grow, the
  // pictures first go over the words, then the two halves under one another.
  enum class Way { beside, over, under };
  struct Plan {
    Way way = Way::beside;
    float wide = 0, scene = 0, room = 0;  // of the strip, of a picture, for the words of a term
    float cap_mm = type::kLabel;          // of those: smaller only where one long word asks for it
  };

  // Whole words, and three lines at most.
  [[nodiscard]] bool fits(float longest, float room) const {
    if (longest > room) return false;
    const Words look = term_look(Plan());
    float high = 0;
    for (std::size_t world = 0; world < 2; ++world)
      for (const bool with : {false, true})
        high = std::max(high, f_.type.height_of(term(world, with), look, room));
    return high < 3.5f * f_.type.height_of("H", look, room);
  }

  [[nodiscard]] Plan plan(float wide) const {
    float longest = 0;
    for (std::size_t world = 0; world < 2; ++world)
      for (const bool with : {false, true})
        longest = std::max(longest, f_.type.word_width(term(world, with), term_look(Plan())));
    const bool upright = f_.device().portrait();
    const float large = f_.mm(upright && roomy(f_) ? 44.0f : 25.0f), small = f_.mm(upright ? 25.0f : 20.0f);
    const float half = half_width(wide), whole = wide - 2 * pad() - f_.mm(2);
    for (const float scene : {upright ? large : small, small})
      if (fits(longest, half - scene - gap())) return {Way::beside, wide, scene, half - scene - gap()};
    if (fits(longest, half)) return {Way::over, wide, large, half};
    if (longest <= whole - large - gap()) return {Way::under, wide, large, whole - large - gap()};
    const float room = wide - 2 * pad() - sign() - f_.mm(1.5f);
    return {Way::under, wide, 0, room, type::kLabel * std::min(1.0f, 0.99f * room / longest)};
  }

  void worlds(Column& column) {
    const Plan p = plan(column.width());
    change(0, p, column.next(height(0, p)));
    column.gap(roomy(f_) && f_.device().portrait() ? 4.0f : 3.0f);
    change(1, p, column.next(height(1, p)));
  }

  [[nodiscard]] Words term_look(const Plan& p) const {
    return {.cap_mm = p.cap_mm,
            .weight = text::Weight::semibold,
            .colour = f_.theme().ink,
            .align = p.way == Way::over ? text::Align::centre : text::Align::start,
            .to_fit = p.cap_mm < type::kLabel};
  }
  [[nodiscard]] Words name_look() const {
    return {.cap_mm = type::kLabel, .weight = text::Weight::bold, .colour = f_.theme().ink};
  }
  [[nodiscard]] std::string world_name(std::size_t world) const {
    return f_.text(world == 0 ? "world.leefwereld"_k : "world.systeemwereld"_k);
  }
  [[nodiscard]] std::string term(std::size_t world, bool with) const {
    return say(std::string(with ? "with." : "without.") + (world == 0 ? "leefwereld" : "systeemwereld"));
  }
  [[nodiscard]] float pad() const { return f_.mm(3); }
  [[nodiscard]] float gap() const { return f_.mm(4); }
  [[nodiscard]] float arrow() const { return f_.sign(9); }
  [[nodiscard]] float half_width(float wide) const {
    return std::floor((wide - 2 * pad() - arrow() - f_.mm(4)) / 2);
  }
  [[nodiscard]] float sign() const { return roomy(f_) ? f_.sign(7.5f) : f_.mm(7.5f); }
  [[nodiscard]] float name_gap() const { return f_.mm(f_.device().portrait() ? 2.0f : 1.0f); }
  // Of one half: the picture and its words.
  [[nodiscard]] float half_height(std::size_t world, bool with, const Plan& p) const {
    const float words = f_.type.height_of(term(world, with), term_look(p), p.room);
    if (p.way == Way::over) return p.scene + f_.mm(2) + words;
    return std::max({p.scene, words, p.scene > 0 ? 0.0f : sign()});
  }
  [[nodiscard]] float halves_height(std::size_t world, const Plan& p) const {
    const float problem = half_height(world, false, p), result = half_height(world, true, p);
    return p.way == Way::under ? problem + arrow() + f_.mm(2) + result : std::max(problem, result);
  }
  [[nodiscard]] float height(std::size_t world, const Plan& p) const {
    return 2 * pad() + f_.type.height_of(world_name(world), name_look(), p.wide - f_.mm(8)) + name_gap() +
           halves_height(world, p);
  }

  void change(std::size_t world, const Plan& p, const Rect& r) {
    const Colour ground = world == 0 ? f_.theme().leefwereld : f_.theme().systeemwereld;
    f_.paint().round_fill(r, f_.mm(5), ground);
    if (f_.theme().strong())
      f_.paint().round_border(r, f_.mm(5), f_.mm(f_.theme().quiet_border_mm), f_.theme().line);
    Rect inner = r.inset(pad());
    inner.cut_top(f_.words(world == 0 ? "role.leefwereld" : "role.systeemwereld",
                           {inner.x + f_.mm(1), inner.y, inner.w - f_.mm(2), 0}, world_name(world),
                           name_look(), ground) +
                  name_gap());
    if (p.way == Way::under) {
      half(world, false, p, inner.cut_top(half_height(world, false, p)), ground);
      const Rect between = inner.cut_top(arrow() + f_.mm(2));
      const float across = p.scene > 0 ? p.scene : sign();
      f_.paint().icon("down",
                      {between.x + f_.mm(1) + (across - arrow()) / 2, between.y + f_.mm(1), arrow(), arrow()},
                      f_.theme().ink);
      return half(world, true, p, inner.cut_top(half_height(world, true, p)), ground);
    }
    const float wide = half_width(p.wide);
    half(world, false, p, inner.cut_start(wide), ground);
    half(world, true, p, inner.cut_end(wide), ground);
    const float across = p.way == Way::over ? p.scene : inner.h;
    f_.paint().icon(f_.rtl() ? "back" : "next",
                    {inner.x + (inner.w - arrow()) / 2, inner.y + (across - arrow()) / 2, arrow(), arrow()},
                    f_.theme().ink);
  }

  void half(std::size_t world, bool with, const Plan& p, const Rect& r, Colour ground) {
    const std::string words = term(world, with),
                      id = std::string(world == 0 ? "role.leefwereld" : "role.systeemwereld") +
                           (with ? ".with" : ".without");
    const Words look = term_look(p);
    const bool over = p.way == Way::over;
    const float start = p.scene > 0 ? f_.mm(1) : 0, after = p.scene > 0 ? gap() - start : f_.mm(1.5f);
    const float side = p.scene > 0 ? p.scene : sign(), tall = f_.type.height_of(words, look, p.room);
    const Rect picture{std::round(over ? r.x + (r.w - side) / 2 : r.x + start),
                       std::round(over ? r.y : r.y + (r.h - side) / 2), side, side};
    if (p.scene > 0) {
      f_.paint().picture(term_scene(role_, with, world), picture);
      const float badge = std::min(sign(), p.scene * 0.36f);
      good_or_bad(f_, {picture.right() - badge * 0.82f, picture.bottom() - badge * 0.9f, badge, badge}, with);
    } else {
      good_or_bad(f_, picture, with);
    }
    const Rect at = over ? Rect{r.x, picture.bottom() + f_.mm(2), p.room, 0}
                         : Rect{picture.right() + after, r.y + (r.h - tall) / 2, p.room, 0};
    f_.words(id, at, words, look, ground);
    f_.tree().nodes.back().spoken = f_.text(with ? "roles.with"_k : "roles.without"_k) + ": " + words;
  }

  const Scene& s_;
  Frame& f_;
  domain::Role role_;
};

}  // namespace

void draw_screen(const Scene& s, const app::RolePage& role_page) {
  Frame& f = s.f;
  Rect area = chrome(s, DangerLine::without);
  const domain::Role role = role_page.role;
  StepRow row;
  row.back = f.text("role.close"_k);
  row.next = f.text(content::Key{role_key(role, "start")});
  row.next_id = "role.start";
  row.accent = role_colour(role);
  const Rect foot = cut_steps(f, area, row);
  PageHead head;
  head.id = "role";
  head.heading = f.text(content::Key{role_key(role, "says")});
  // The sign on the door is Dutch: its word stands once, here.
  if (s.state.shown.language != "nl")
    head.hint = f.text("role.dutch"_k,
                       {{"name", s.content.catalog.text("nl", content::Key{role_key(role, "name")})}});
  head.picture = "kind-" + std::string(domain::id_of(kind_of(role)));
  head.ground = role_colour(role);
  RoleBody body(s, role);
  page(s, area, head,
       {.content = [&](Column& column) { body.draw(column); },
        .under_head = [&](Column& column) { body.person(column); },
        .typing = false,
        .wide_heading = true});
  const Step step = steps(f, foot, row);
  if (step == Step::back) s.emit(app::BackPressed{});
  if (step == Step::next) s.emit(app::KindChosen{kind_of(role)});
}

}  // namespace wv::ui
