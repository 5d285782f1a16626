#include <cmath>

#include "ui/screens.h"

namespace wv::ui {

using namespace content::literals;

namespace {

constexpr domain::Role kRoles[4] = {domain::Role::fixer, domain::Role::entrepreneur, domain::Role::bridge_builder, domain::Role::mediator};
constexpr Colour kWhite{255, 255, 255, 255};

domain::Kind kind_of(domain::Role role) {
  for (const auto kind : {domain::Kind::question, domain::Kind::initiative, domain::Kind::signal, domain::Kind::conversation})
    if (domain::role_of(kind) == role) return kind;
  return domain::Kind::question;
}

std::string kind_picture(domain::Role role) { return "kind-" + std::string(domain::id_of(kind_of(role))); }

// One role as a card: its picture on its colour, its name with its line, and its activity.
float role_card(const Scene& s, domain::Role role, const Rect& rect, bool draw) {
  Frame& f = s.f;
  const std::string id = "roles." + std::string(domain::id_of(role));
  const Words name{.cap_mm = type::kHeading, .weight = text::Weight::bold, .colour = f.theme().ink};
  const Words line{.cap_mm = type::kBody, .weight = text::Weight::medium, .colour = f.theme().muted};
  const Words activity{.cap_mm = type::kLabel, .weight = text::Weight::semibold, .colour = role_colour(role)};
  const std::string title = f.say(content::Key{role_key(role, "name")}), does = f.say(content::Key{role_key(role, "line")}), verb = f.say(content::Key{role_key(role, "activity")});
  const float side = f.mm(f.device().width_mm() < 170 ? 30 : 40);
  const float room = rect.w - side - f.mm(13) - f.mm(8);
  const float h1 = f.height_of(title, name, room), h2 = f.height_of(does, line, room), h3 = f.height_of(verb, activity, room);
  const float words = h1 + h2 + h3 + f.mm(3);
  const float high = std::max(side, words + f.mm(8));
  if (!draw) return high;
  const Rect whole{rect.x, rect.y, rect.w, std::max(high, rect.h)};
  const float pressed = f.press(id);
  Rect r = whole.moved(0, pressed * f.mm(1));
  card(f, r, f.theme().card, pressed);
  const Rect left{r.x, r.y, side, r.h};
  f.paint().round_fill(left, f.mm(5), role_colour(role));
  f.paint().fill({left.right() - f.mm(5), left.y, f.mm(5), left.h}, role_colour(role));
  f.paint().picture(kind_picture(role), left.inset(f.mm(2)));
  Rect text = r;
  text.cut_start(side + f.mm(5));
  text.cut_end(f.mm(3));
  f.paint().icon(f.rtl() ? "back" : "next", text.cut_end(f.mm(8)).inset(f.mm(0.8f)), role_colour(role));
  float y = text.y + (text.h - words) / 2;
  f.draw_words({text.x, y, room, h1}, title, name);
  f.draw_words({text.x, y + h1 + f.mm(1.5f), room, h2}, does, line);
  f.draw_words({text.x, y + h1 + h2 + f.mm(3), room, h3}, verb, activity);
  Node& n = f.node(id, "button", title + " " + does, whole);
  n.fg = f.theme().ink;
  n.bg = f.theme().card;
  n.cap_px = f.mm(type::kHeading * f.scale());
  n.value = verb;
  if (f.target(id, whole)) s.say(app::RoleOpened{role});
  return high;
}

}  // namespace

void roles_screen(const Scene& s, const app::Roles&) {
  Frame& f = s.f;
  Rect area = chrome(s, DangerLine::without);
  const StepRow row{.back = f.say("roles.close"_k), .next = {}, .skip = {}, .next_spoken = {}, .accent = {}};
  const float high = steps_height(f, row, area.w - 2 * f.margin());
  const Rect foot = area.cut_bottom(high + f.mm(6));
  const float top = f.begin_scroll("roles", area);
  Columns c = columns(f, {area.x, top, area.w, area.h}, 0.34f);
  const bool stacked = c.wide && f.scale() > 1.4f;
  PageHead head;
  head.id = "roles";
  head.heading = f.say("roles.heading"_k);
  head.hint = f.say("roles.text"_k);
  head.picture = f.scale() > 1.4f ? "" : "wijkverbinder";
  const bool roomy = f.device().width_mm() > 200;
  if (stacked) c.rest = {c.start.x, c.rest.y, c.rest.right() - c.start.x, c.rest.h};
  const float head_high = page_head(s, c.wide && !stacked ? c.start : c.rest, head, c.wide ? 70 : roomy ? 70.0f : 32.0f);
  Rect body = c.rest;
  if (!c.wide || stacked) body.cut_top(head_high + f.mm(roomy ? 10.0f : 5.0f));
  const float gap = f.mm(roomy ? 6 : 4);
  float each = 0;
  for (const auto role : kRoles) each = std::max(each, role_card(s, role, body, false));
  const float spare = (area.bottom() - body.y - f.mm(4) - 3 * gap) / 4;
  each = std::max(each, std::min(spare, each * 1.35f));
  float y = body.y;
  if (c.wide && !stacked) y = std::max(body.y, body.y + (area.bottom() - body.y - 4 * each - 3 * gap) / 2 - f.mm(2));
  for (const auto role : kRoles) {
    role_card(s, role, {body.x, y, body.w, each}, true);
    y += each + gap;
  }
  f.end_scroll(std::max(y, (c.wide && !stacked) ? c.start.y + head_high : y));
  if (steps(f, {foot.x + f.margin(), foot.y + f.mm(3), foot.w - 2 * f.margin(), high}, row) == Step::back) s.say(app::BackPressed{});
}

void role_screen(const Scene& s, const app::RolePage& page) {
  Frame& f = s.f;
  Rect area = chrome(s, DangerLine::without);
  const domain::Role role = page.role;
  const Colour colour = role_colour(role);
  StepRow row;
  row.back = f.say("role.close"_k);
  row.next = f.say(content::Key{role_key(role, "start")});
  row.next_id = "role.start";
  row.accent = colour;
  const float high = steps_height(f, row, area.w - 2 * f.margin());
  const Rect foot = area.cut_bottom(high + f.mm(6));
  const float top = f.begin_scroll("role", area);
  Columns c = columns(f, {area.x, top, area.w, area.h}, 0.42f);
  const bool roomy = f.device().width_mm() > 200;
  const Rect hero = c.wide ? Rect{c.start.x, c.start.y, c.start.w, std::min(c.start.h, f.mm(125))}
                           : c.rest.cut_top(f.scale() > 1.4f ? f.mm(roomy ? 90 : 45) : f.mm(roomy ? 150 : 74));
  card(f, hero, colour);
  f.paint().picture(kind_picture(role), hero.inset(f.mm(5)));
  if (!c.wide) c.rest.cut_top(f.mm(roomy ? 9 : 5));
  Column column(f, c.rest, c.rest.y);
  const Rect line = column.next(f.mm(16));
  f.paint().picture("mark-" + std::string(domain::id_of(role)), {line.x, line.y, f.mm(16), f.mm(16)});
  const Words activity{.cap_mm = type::kBody, .weight = text::Weight::semibold, .colour = f.theme().contrast == Contrast::high ? f.theme().ink : colour};
  const std::string verb = f.say("role.activity"_k) + ": " + f.say(content::Key{role_key(role, "activity")});
  const float verb_high = f.height_of(verb, activity, line.w - f.mm(20));
  f.words("role.activity", {line.x + f.mm(20), line.y + (line.h - verb_high) / 2, line.w - f.mm(20), 0}, verb, activity, f.theme().paper);
  column.gap(5);
  column.words("role.heading", f.say(content::Key{role_key(role, "name")}) + " " + f.say(content::Key{role_key(role, "line")}),
               {.cap_mm = type::kTitle, .weight = text::Weight::bold, .colour = f.theme().ink}, f.theme().paper, "heading");
  column.gap(roomy ? 8.0f : 5.0f);
  column.words("role.example.label", f.say("role.example"_k), {.cap_mm = type::kLabel, .weight = text::Weight::semibold, .colour = f.theme().muted}, f.theme().paper);
  column.gap(1.5f);
  column.words("role.example", f.say(content::Key{role_key(role, "example")}), {.cap_mm = type::kBody, .colour = f.theme().ink}, f.theme().paper);
  f.end_scroll(std::max(column.y(), hero.bottom()) + f.mm(6));
  const Step step = steps(f, {foot.x + f.margin(), foot.y + f.mm(3), foot.w - 2 * f.margin(), high}, row);
  if (step == Step::back) s.say(app::BackPressed{});
  if (step == Step::next) s.say(app::KindChosen{kind_of(role)});
}

}  // namespace wv::ui
