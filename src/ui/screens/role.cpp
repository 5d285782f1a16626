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

}  // namespace

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
