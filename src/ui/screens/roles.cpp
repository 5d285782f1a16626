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

// One role as a card: its picture on its colour, its name with its line, and its activity.
float role_card(const Scene& s, domain::Role role, const Rect& rect, bool draw) {
  Frame& f = s.f;
  const std::string id = "roles." + std::string(domain::id_of(role));
  const Words name{.cap_mm = type::kHeading, .weight = text::Weight::bold, .colour = f.theme().ink};
  const Words line{.cap_mm = type::kBody, .weight = text::Weight::medium, .colour = f.theme().muted};
  const Words activity{.cap_mm = type::kLabel, .weight = text::Weight::semibold, .colour = role_colour(role)};
  const std::string title = f.say(content::Key{role_key(role, "name")}), does = f.say(content::Key{role_key(role, "line")}), verb = f.say(content::Key{role_key(role, "activity")});
  const float side = f.mm(f.device().standing ? 40.0f : f.device().portrait() ? 28.0f : 29.0f);
  const float room = rect.w - side - f.mm(13) - f.mm(8);
  const float h1 = f.height_of(title, name, room), h2 = f.height_of(does, line, room), h3 = f.height_of(verb, activity, room);
  const float words = h1 + h2 + h3 + f.mm(3);
  const float high = std::max(side, words + f.mm(5));
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
  n.cap_px = f.cap_px(type::kHeading);
  n.value = verb;
  if (f.target(id, whole)) s.say(app::RoleOpened{role});
  return high;
}

}  // namespace

void roles_screen(const Scene& s, const app::Roles&) {
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
  head.picture = "wijkverbinder";
  const auto content = [&](Column& column) {
    const float gap = f.mm(f.device().standing ? 5.0f : 3.5f);
    float each = 0;
    for (const auto role : domain::kRoles) each = std::max(each, role_card(s, role, column.here(), false));
    if (f.device().standing) each *= 1.12f;
    for (const auto role : domain::kRoles) {
      role_card(s, role, column.next(each), true);
      column.skip(gap);
    }
  };
  page(s, area, head, {.content = content, .under_head = {}, .typing = false, .told = false});
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
