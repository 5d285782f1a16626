#include <cmath>

#include "ui/screens.h"

namespace wv::ui {

using namespace content::literals;

namespace {

domain::Kind kind_of(domain::Role role) {
  for (const auto kind : {domain::Kind::question, domain::Kind::initiative, domain::Kind::signal, domain::Kind::conversation})
    if (domain::role_of(kind) == role) return kind;
  return domain::Kind::question;
}

std::string kind_picture(domain::Role role) { return "kind-" + std::string(domain::id_of(kind_of(role))); }

// The two worlds, the same street through both: broken by water without, joined by four bridges with a
// wijkverbinder. West is west in every language: the picture and what stands under it are not mirrored.
void worlds(const Scene& s, const Rect& rect, bool with) {
  Frame& f = s.f;
  const bool was = f.paint().mirrored();
  const Rect shown = f.paint().on_screen(rect);
  f.paint().mirror(false);
  Rect left = shown;
  f.paint().picture("world-leefwereld", left.cut_start(std::round(shown.w * 0.4f)));
  f.paint().picture(with ? "bridges" : "bridges-without", left.cut_start(std::round(shown.w * 0.2f)));
  f.paint().picture("world-systeemwereld", left);
  const std::string words = f.say("world.leefwereld"_k) + ", " + f.say("world.systeemwereld"_k) + ". " + f.say(with ? "roles.with"_k : "roles.without"_k);
  f.node("roles.worlds", "img", words, shown);
  f.paint().mirror(was);
}

// One large switch, the same two words in the same two places.
void with_or_without(const Scene& s, Column& column, bool with) {
  Frame& f = s.f;
  const std::string labels[2] = {f.say("roles.without"_k), f.say("roles.with"_k)};
  ButtonLook looks[2] = {ButtonLook(with ? ButtonKind::secondary : ButtonKind::primary, with ? "" : "check"),
                         ButtonLook(with ? ButtonKind::primary : ButtonKind::secondary, with ? "check" : "")};
  const float gap = f.mm(4), half = std::floor((column.width() - gap) / 2);
  const bool row = std::max(button_width(f, labels[0], ButtonLook(ButtonKind::primary, "check")), button_width(f, labels[1], ButtonLook(ButtonKind::primary, "check"))) <= half * 1.25f;
  const float wide = row ? half : column.width();
  float high = 0;
  for (int i = 0; i < 2; ++i) high = std::max(high, button_height(f, labels[i], looks[i], wide, 18));
  Rect place = column.next(row ? high : 2 * high + gap);
  for (int i = 0; i < 2; ++i) {
    const Rect r = row ? place.cut_start(wide) : place.cut_top(high);
    if (row) place.cut_start(gap);
    else place.cut_top(gap);
    if (button(f, i == 0 ? "roles.without" : "roles.with", r, labels[i], looks[i])) s.say(app::RolesSwitched{i == 1});
    if (!f.tree().nodes.empty()) f.tree().nodes.back().selected = (i == 1) == with;
  }
}

struct EffectPlan {
  Words name, term;
  std::string title, west, east;
  float head = 0, terms = 0;
  [[nodiscard]] float high(Frame& f) const { return head + terms + f.mm(low(f) ? 6.5f : 11.0f); }
  // A wide screen is low: its four cards stand closer.
  [[nodiscard]] static bool low(const Frame& f) { return !f.device().portrait(); }
};

EffectPlan effect_plan(const Scene& s, domain::Role role, float width, bool with) {
  Frame& f = s.f;
  EffectPlan p;
  p.name = {.cap_mm = type::kBody, .weight = text::Weight::bold, .colour = f.theme().ink};
  p.term = {.cap_mm = type::kLabel, .weight = text::Weight::medium, .colour = f.theme().ink};
  const std::string side = with ? "with." : "without.";
  p.title = f.say(content::Key{role_key(role, "name")}) + " " + f.say(content::Key{role_key(role, "line")});
  p.west = f.say(content::Key{role_key(role, side + "leefwereld")});
  p.east = f.say(content::Key{role_key(role, side + "systeemwereld")});
  p.head = std::max(f.mm(EffectPlan::low(f) ? 10.0f : 12.0f), f.height_of(p.title, p.name, width - f.mm(34)));
  const float room = (width - f.mm(9)) / 2 - f.mm(12);
  p.terms = std::max({f.mm(9.5f), f.height_of(p.west, p.term, room) + f.mm(2), f.height_of(p.east, p.term, room) + f.mm(2)});
  return p;
}

// What a role does, and what that changes in both worlds: a problem without, a result with.
void effect_card(const Scene& s, domain::Role role, const Rect& rect, bool with) {
  Frame& f = s.f;
  const EffectPlan p = effect_plan(s, role, rect.w, with);
  const std::string id = "roles." + std::string(domain::id_of(role));
  const float pressed = f.press(id);
  const Rect r = rect.moved(0, pressed * f.mm(1));
  card(f, r, f.theme().card, pressed);
  const float edge = f.mm(EffectPlan::low(f) ? 1.5f : 2.5f);
  Rect head{r.x + f.mm(4), r.y + edge, r.w - f.mm(8), p.head};
  f.paint().picture("mark-" + std::string(domain::id_of(role)), head.cut_start(f.mm(EffectPlan::low(f) ? 10.0f : 12.0f)));
  head.cut_start(f.mm(3));
  f.paint().icon(f.rtl() ? "back" : "next", head.cut_end(f.mm(7)), role_colour(role));
  f.draw_words(head, p.title, p.name);
  Node& n = f.node(id, "button", p.title, rect);
  n.fg = f.theme().ink;
  n.bg = f.theme().card;
  n.cap_px = f.cap_px(type::kBody);
  n.spoken = p.title + ". " + f.say(with ? "roles.with"_k : "roles.without"_k) + ": " + p.west + ". " + p.east + ".";
  if (f.target(id, rect)) s.say(app::RoleOpened{role});
  // West under the living world, east under the system world, as in the picture above.
  const Rect strip = f.paint().on_screen({r.x + f.mm(3), r.y + p.head + 2 * edge, r.w - f.mm(6), p.terms});
  const bool was = f.paint().mirrored();
  f.paint().mirror(false);
  Rect cells = strip;
  const Rect west = cells.cut_start(std::floor((strip.w - f.mm(3)) / 2));
  cells.cut_start(f.mm(3));
  const bool high = f.theme().contrast == Contrast::high;
  const auto cell = [&](const char* world, const Rect& c, Colour ground, const std::string& term) {
    f.paint().round_fill(c, f.mm(3), ground);
    if (high) f.paint().round_border(c, f.mm(3), f.mm(0.5f), f.theme().line);
    Rect inner = c.inset(f.mm(2), 0);
    const Rect sign = f.rtl() ? inner.cut_end(f.mm(7)) : inner.cut_start(f.mm(7));
    const Rect disc{sign.x, sign.y + (sign.h - f.mm(7)) / 2, f.mm(7), f.mm(7)};
    // Never by colour alone: a tick on yellow, or a cross.
    if (with) f.paint().round_fill(disc, disc.w / 2, rgb(0xF6BE4A));
    f.paint().icon(with ? "check" : "close", disc.inset(f.mm(1.3f)), with ? rgb(0x17213B) : f.theme().error);
    if (f.rtl()) inner.cut_end(f.mm(1));
    else inner.cut_start(f.mm(1));
    const float tall = f.height_of(term, p.term, inner.w);
    f.words(id + "." + world, {inner.x, c.y + (c.h - tall) / 2, inner.w, 0}, term, p.term, ground);
  };
  cell("leefwereld", west, f.theme().leefwereld, p.west);
  cell("systeemwereld", cells, f.theme().systeemwereld, p.east);
  f.paint().mirror(was);
}

void world_names(const Scene& s, Column& column) {
  Frame& f = s.f;
  const Words name{.cap_mm = type::kLabel, .weight = text::Weight::semibold, .colour = f.theme().ink};
  const std::string west = f.say("world.leefwereld"_k) + ": " + f.say("world.leefwereld.line"_k), east = f.say("world.systeemwereld"_k) + ": " + f.say("world.systeemwereld.line"_k);
  const float half = std::floor((column.width() - f.mm(4)) / 2);
  const float high = std::max(f.height_of(west, name, half), f.height_of(east, name, half));
  const Rect strip = f.paint().on_screen(column.next(high));
  const bool was = f.paint().mirrored();
  f.paint().mirror(false);
  f.words("roles.leefwereld", {strip.x, strip.y, half, 0}, west, name, f.theme().paper);
  f.words("roles.systeemwereld", {strip.right() - half, strip.y, half, 0}, east, name, f.theme().paper);
  f.paint().mirror(was);
}

}  // namespace

void roles_screen(const Scene& s, const app::Roles& roles) {
  Frame& f = s.f;
  Rect area = chrome(s, DangerLine::without);
  StepRow row;
  row.back = f.say("roles.close"_k);
  const float high = steps_height(f, row, area.w - 2 * f.margin());
  const Rect foot = area.cut_bottom(high + f.mm(roomy(f) ? 7 : 5));
  PageHead head;
  head.id = "roles";
  head.heading = f.say("roles.heading"_k);
  head.hint = f.say("roles.text"_k);
  const bool beside = !f.device().portrait() && f.scale() <= 1.6f;
  const auto scene = [&](Column& column) {
    worlds(s, column.next(std::round(column.width() / 2)), roles.with);
    column.gap(2);
    if (!beside) {
      world_names(s, column);
      column.gap(3);
    }
    with_or_without(s, column, roles.with);
    column.gap(4);
  };
  const auto effects = [&](Column& column) {
    if (beside) {
      world_names(s, column);
      column.gap(2.5f);
    }
    for (const auto role : domain::kRoles) {
      // As high in both positions of the switch, so that nothing jumps when it is touched.
      const float tall = std::max(effect_plan(s, role, column.width(), true).high(f), effect_plan(s, role, column.width(), false).high(f));
      effect_card(s, role, column.next(tall), roles.with);
      column.gap(f.device().standing ? 4.0f : 3.2f);
    }
  };
  PageParts parts;
  if (beside) {
    parts.content = effects;
    parts.under_head = scene;
  } else {
    parts.content = [&](Column& column) {
      scene(column);
      effects(column);
    };
  }
  page(s, area, head, parts);
  if (steps(f, {foot.x + f.margin(), foot.bottom() - high - f.mm(3), foot.w - 2 * f.margin(), high}, row) == Step::back) s.say(app::BackPressed{});
}

void role_screen(const Scene& s, const app::RolePage& role_page) {
  Frame& f = s.f;
  Rect area = chrome(s, DangerLine::without);
  const domain::Role role = role_page.role;
  const Colour colour = role_colour(role);
  StepRow row;
  row.back = f.say("role.close"_k);
  row.next = f.say(content::Key{role_key(role, "start")});
  row.next_id = "role.start";
  row.accent = colour;
  const float high = steps_height(f, row, area.w - 2 * f.margin());
  const Rect foot = area.cut_bottom(high + f.mm(roomy(f) ? 7 : 5));
  PageHead head;
  head.id = "role";
  head.heading = f.say(content::Key{role_key(role, "name")}) + " " + f.say(content::Key{role_key(role, "line")});
  head.picture = kind_picture(role);
  head.ground = colour;
  const auto content = [&](Column& column) {
    const Words activity{.cap_mm = type::kBody, .weight = text::Weight::semibold, .colour = f.theme().contrast == Contrast::high ? f.theme().ink : colour};
    const std::string verb = f.say("role.activity"_k) + ": " + f.say(content::Key{role_key(role, "activity")});
    const float room = column.width() - f.mm(20), words = f.height_of(verb, activity, room);
    const Rect line = column.next(std::max(f.mm(16), words));
    f.paint().picture("mark-" + std::string(domain::id_of(role)), {line.x, line.y + (line.h - f.mm(16)) / 2, f.mm(16), f.mm(16)});
    f.words("role.activity", {line.x + f.mm(20), line.y + (line.h - words) / 2, room, 0}, verb, activity, f.theme().paper);
    column.gap(5);
    column.words("role.example.label", f.say("role.example"_k), {.cap_mm = type::kLabel, .weight = text::Weight::semibold, .colour = f.theme().muted}, f.theme().paper);
    column.gap(1.5f);
    column.words("role.example", f.say(content::Key{role_key(role, "example")}), {.cap_mm = type::kBody, .colour = f.theme().ink}, f.theme().paper);
    column.gap(3);
  };
  page(s, area, head, {.content = content, .under_head = {}, .typing = false, .told = true});
  const Step step = steps(f, {foot.x + f.margin(), foot.bottom() - high - f.mm(3), foot.w - 2 * f.margin(), high}, row);
  if (step == Step::back) s.say(app::BackPressed{});
  if (step == Step::next) s.say(app::KindChosen{kind_of(role)});
}

}  // namespace wv::ui
