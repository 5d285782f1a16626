#include <cmath>

#include "app/pages.h"
#include "ui/screens.h"

namespace wv::ui {

using namespace content::literals;

namespace {

struct Row {
  std::string field;  // what "change" goes to
  std::string label, value;
  bool own_words = false;
};

std::string joined(const Scene& s, const std::vector<std::string>& parts) {
  std::string all;
  for (const auto& p : parts) all += (all.empty() ? "" : s.f.say("list.comma"_k)) + p;
  return all;
}

std::vector<std::string> labels(const Scene& s, const content::PageSpec& page, const domain::Draft& draft) {
  std::vector<std::string> chosen;
  for (const auto& c : page.choices)
    if (app::is_chosen(draft, page.field, c.id)) chosen.push_back(s.f.say(content::Key{c.label}));
  return chosen;
}

std::vector<Row> message_rows(const Scene& s, const content::PageSpec& page, const domain::Draft& draft) {
  const std::string tiles = joined(s, labels(s, page, draft));
  std::vector<Row> rows;
  if (!tiles.empty()) rows.push_back({"message", s.f.say("review.tiles"_k), tiles});
  if (!draft.message.empty()) {
    rows.push_back({"message", s.f.say("review.message"_k), s.state.session.hidden ? s.f.say("review.hidden"_k) : draft.message, !s.state.session.hidden});
  } else if (tiles.empty()) {
    rows.push_back({"message", s.f.say("review.message"_k), s.f.say("review.nothing"_k)});
  }
  return rows;
}

std::string place_words(const Scene& s, const domain::Draft& draft) {
  std::vector<std::string> parts;
  if (draft.place_here) parts.push_back(s.f.say("place.here"_k) + " " + s.f.say("place.here.sub"_k, {{"place", s.content.config.device_place}}));
  for (const auto& p : s.content.municipality.places)
    if (p.id == draft.place_id) parts.push_back(p.name);
  if (!draft.place.empty()) parts.push_back(draft.place);
  return parts.empty() ? s.f.say("review.nothing"_k) : joined(s, parts);
}

std::vector<Row> contact_rows(const Scene& s, const content::PageSpec& page, const domain::Draft& draft) {
  Frame& f = s.f;
  std::vector<Row> rows{{"contact", f.say("review.contact"_k), joined(s, labels(s, page, draft))}};
  const bool hidden = s.state.session.hidden;
  const auto add = [&](const std::string& field, content::Key label, const std::string& value) {
    if (!value.empty()) rows.push_back({field, f.say(label), hidden ? f.say("review.hidden"_k) : value, !hidden});
  };
  if (draft.contact.way == domain::ContactWay::phone) add("phone", "review.phone"_k, draft.contact.phone);
  if (draft.contact.way == domain::ContactWay::email) add("email", "review.email"_k, draft.contact.email);
  if (draft.contact.way == domain::ContactWay::phone || draft.contact.way == domain::ContactWay::email) add("name", "review.name"_k, draft.contact.name);
  return rows;
}

std::vector<Row> rows_of(const Scene& s) {
  std::vector<Row> rows;
  const auto& draft = *s.state.session.draft;
  for (const auto& page : app::pages(s.state, s.content)) {
    if (page.details) continue;
    std::vector<Row> some;
    switch (page.spec->type) {
      case content::PageType::message: some = message_rows(s, *page.spec, draft); break;
      case content::PageType::contact: some = contact_rows(s, *page.spec, draft); break;
      case content::PageType::place: some = {{"place", s.f.say("review.place"_k), place_words(s, draft)}}; break;
      case content::PageType::radio:
      case content::PageType::checkbox: {
        const auto chosen = joined(s, labels(s, *page.spec, draft));
        some = {{page.spec->field, s.f.say(content::Key{"review." + page.spec->field}), chosen.empty() ? s.f.say("review.nothing"_k) : chosen}};
        break;
      }
    }
    rows.insert(rows.end(), some.begin(), some.end());
  }
  return rows;
}

struct RowPlan {
  Words label, value;
  ButtonLook look{ButtonKind::quiet, "change"};
  bool narrow = false;
  float button = 0, room = 0, label_high = 0, value_high = 0, high = 0;
};

RowPlan plan(const Scene& s, const Row& row, float width) {
  Frame& f = s.f;
  RowPlan p;
  p.label = {.cap_mm = type::kLabel, .weight = text::Weight::medium, .colour = f.theme().muted};
  p.value = {.cap_mm = type::kBody, .weight = text::Weight::medium, .colour = f.theme().ink, .own_words = row.own_words, .max_lines = 6};
  p.look.cap_mm = type::kLabel;
  p.narrow = width < f.mm(150) * f.scale();
  p.button = p.narrow ? f.mm(16) : button_width(f, f.say("review.change"_k), p.look);
  p.room = width - 2 * f.mm(5) - p.button - f.mm(3);
  p.label_high = f.height_of(row.label, p.label, p.room);
  p.value_high = f.height_of(row.value, p.value, p.room);
  p.high = std::max(f.mm(20), p.label_high + p.value_high + f.mm(6));
  return p;
}

void draw_row(const Scene& s, Column& column, const Row& row, bool with_change) {
  Frame& f = s.f;
  RowPlan p = plan(s, row, column.width());
  const Rect r = column.next(p.high);
  float y = r.y + (r.h - p.label_high - p.value_high - f.mm(1)) / 2;
  // Two rows of one field (tiles and text) are told apart by their ids; one button changes both.
  const std::string id = "review." + row.field + (with_change ? "" : ".more");
  y += f.words(id + ".label", {r.x + f.mm(5), y, p.room, 0}, row.label, p.label, f.theme().card) + f.mm(1);
  f.words(id, {r.x + f.mm(5), y, p.room, 0}, row.value, p.value, f.theme().card);
  if (!with_change) return;
  const std::string change = f.say("review.change"_k), spoken = f.say("review.change.spoken"_k, {{"row", row.label}});
  const Rect b{r.right() - p.button - f.mm(2), r.y + (r.h - f.mm(16)) / 2, p.button, f.mm(16)};
  p.look.spoken = spoken;
  const std::string button_id = "review.change." + row.field;
  if (p.narrow ? icon_button(f, button_id, b, "change", change, spoken, false, false) : button(f, button_id, b, change, p.look))
    s.say(app::ChangePressed{row.field});
}

std::string notice(const Scene& s) {
  Frame& f = s.f;
  const auto& m = s.content.municipality;
  return f.say("notice.1"_k, {{"readers", m.readers}}) + " " + f.say("notice.2"_k) + " " +
         f.say("notice.3"_k, {{"months", std::to_string(m.retention_months)}}) + " " + f.say("notice.4"_k, {{"phone", content::phone_words(m.phone)}});
}

}  // namespace

void review_screen(const Scene& s) {
  Frame& f = s.f;
  if (!s.state.session.draft) return;
  const auto role = domain::role_of(s.state.session.draft->kind);
  Rect area = chrome(s, DangerLine::with);
  StepRow row;
  row.back = f.say("form.back"_k);
  row.next = f.say("review.send"_k);
  row.next_spoken = f.say("review.send.spoken"_k);
  row.next_id = "review.send";
  row.next_icon = "send";
  row.accent = role_colour(role);
  const float high = steps_height(f, row, area.w - 2 * f.margin());
  const Rect foot = area.cut_bottom(high + f.mm(5));
  const float top = f.begin_scroll("review", area);
  Columns c = columns(f, {area.x, top, area.w, area.h}, 0.34f);
  const bool roomy = f.device().width_mm() > 200;
  const bool split = c.wide && f.scale() < 1.4f;
  if (c.wide && !split) c.rest = {c.start.x, c.rest.y, c.rest.right() - c.start.x, c.rest.h};
  PageHead head;
  head.id = "review";
  head.heading = f.say("review.heading"_k);
  head.picture = "kind-" + std::string(domain::id_of(s.state.session.draft->kind));
  head.accent = role_colour(role);
  const float head_high = page_head(s, split ? c.start : c.rest, head, split ? 55 : f.scale() > 1 ? 0 : roomy ? 62.0f : 24.0f);
  Rect body = c.rest;
  if (!split) body.cut_top(head_high + f.mm(roomy ? 6.0f : 3.0f));
  const Words small{.cap_mm = type::kLabel, .weight = text::Weight::regular, .colour = f.theme().ink};
  const bool hidden = s.state.session.hidden;
  ButtonLook hide(ButtonKind::quiet, hidden ? "show" : "hide");
  hide.cap_mm = type::kLabel;
  const std::string hide_label = f.say(hidden ? "form.show"_k : "form.hide"_k);
  Column column(f, body, body.y);
  // Rows on one card, a thin line between them.
  const auto rows = rows_of(s);
  float rows_high = 0;
  for (const auto& r : rows) rows_high += plan(s, r, body.w).high;
  card(f, {body.x, column.y(), body.w, rows_high}, f.theme().card);
  std::string last;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i > 0) f.paint().fill({body.x + f.mm(5), column.y() - f.mm(0.15f), body.w - f.mm(10), f.mm(0.3f)}, mix(f.theme().card, f.theme().line, 0.4f));
    draw_row(s, column, rows[i], rows[i].field != last);
    last = rows[i].field;
  }
  column.gap(2);
  const float hide_wide = std::min(body.w, button_width(f, hide_label, hide));
  const float hide_high = button_height(f, hide_label, hide, hide_wide, 15);
  const Rect hide_row = column.next(hide_high);
  if (button(f, "form.hide", {hide_row.x, hide_row.y, hide_wide, hide_row.h}, hide_label, hide)) s.say(app::HidePressed{});
  column.gap(2);
  // The notice: on wide screens under the heading, where there is room beside the rows.
  ButtonLook more(ButtonKind::quiet, "lock");
  more.cap_mm = type::kLabel;
  const std::string more_label = f.say("notice.more"_k), words = notice(s);
  Column beside(f, split ? c.start : body, split ? c.start.y + head_high + f.mm(8) : column.y());
  beside.words("review.notice", words, small, f.theme().paper, "note");
  beside.gap(1);
  const float more_wide = std::min(beside.width(), button_width(f, more_label, more));
  const Rect more_row = beside.next(button_height(f, more_label, more, more_wide, 15));
  if (button(f, "review.privacy", {more_row.x, more_row.y, more_wide, more_row.h}, more_label, more)) s.say(app::PrivacyOpened{});
  f.end_scroll(std::max(column.y(), beside.y()) + f.mm(2));
  const Step step = steps(f, {foot.x + f.margin(), foot.y + f.mm(2), foot.w - 2 * f.margin(), high}, row);
  if (step == Step::back) s.say(app::BackPressed{});
  if (step == Step::next) s.say(app::SendPressed{});
}

}  // namespace wv::ui
