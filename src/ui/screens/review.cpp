#include <cmath>

#include "app/pages.h"
#include "base/signs.h"
#include "ui/screens/screens.h"

namespace wv::ui {

using namespace content::literals;

namespace {

struct Row {
  std::string field;  // what "change" goes to
  std::string label, value;
  bool own_words = false;
  bool voice = false;  // something to listen to
};

std::string joined(const Scene& s, const std::vector<std::string>& parts) {
  std::string all;
  for (const auto& p : parts) all += (all.empty() ? "" : s.f.text("list.comma"_k)) + isolated(p, s.f.rtl());
  return all;
}

std::vector<std::string> labels(const Scene& s, const content::PageSpec& page, const domain::Draft& draft) {
  std::vector<std::string> chosen;
  for (const auto& c : page.choices)
    if (app::is_chosen(draft, page.field, c.id)) chosen.push_back(s.f.text(content::Key{c.label}));
  return chosen;
}

std::vector<Row> message_rows(const Scene& s, const content::PageSpec& page, const domain::Draft& draft) {
  const std::string tiles = joined(s, labels(s, page, draft));
  std::vector<Row> rows;
  if (!tiles.empty()) rows.push_back({"message", s.f.text("review.tiles"_k), tiles});
  if (!draft.message.empty()) {
    rows.push_back({"message", s.f.text("review.message"_k),
                    s.state.session.hidden ? s.f.text("review.hidden"_k) : std::string(draft.message),
                    !s.state.session.hidden});
  } else if (tiles.empty() && !draft.voice) {
    rows.push_back({"message", s.f.text("review.message"_k), s.f.text("review.nothing"_k)});
  }
  if (draft.voice)
    rows.push_back({"message", s.f.text("say.review"_k), minutes_and_seconds(draft.voice->ms), false, true});
  return rows;
}

std::string place_words(const Scene& s, const domain::Draft& draft) {
  std::vector<std::string> parts;
  if (draft.place_here)
    parts.push_back(s.f.text("place.here"_k) + " " +
                    s.f.text("place.here.sub"_k, {{"place", s.content.config.device_place}}));
  for (const auto& p : s.content.municipality.places)
    if (p.id == draft.place_id) parts.push_back(p.name);
  if (!draft.place.empty()) parts.emplace_back(draft.place.view());
  return parts.empty() ? s.f.text("review.nothing"_k) : joined(s, parts);
}

std::vector<Row> contact_rows(const Scene& s, const content::PageSpec& page, const domain::Draft& draft) {
  Frame& f = s.f;
  std::vector<Row> rows{{"contact", f.text("review.contact"_k), joined(s, labels(s, page, draft))}};
  const bool hidden = s.state.session.hidden;
  const auto add = [&](const std::string& field, content::Key label, std::string_view value) {
    if (!value.empty())
      rows.push_back(
          {field, f.text(label), hidden ? f.text("review.hidden"_k) : std::string(value), !hidden});
  };
  if (draft.contact.way == domain::ContactWay::phone) add("phone", "review.phone"_k, draft.contact.phone);
  if (draft.contact.way == domain::ContactWay::email) add("email", "review.email"_k, draft.contact.email);
  if (draft.contact.way == domain::ContactWay::phone || draft.contact.way == domain::ContactWay::email)
    add("name", "review.name"_k, draft.contact.name);
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
      case content::PageType::place:
        some = {{"place", s.f.text("review.place"_k), place_words(s, draft)}};
        break;
      case content::PageType::radio:
      case content::PageType::checkbox: {
        const auto chosen = joined(s, labels(s, *page.spec, draft));
        some = {{page.spec->field, s.f.text(content::Key{"review." + page.spec->field}),
                 chosen.empty() ? s.f.text("review.nothing"_k) : chosen}};
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
  float button = 0, listen = 0, button_high = 0, room = 0, label_high = 0, value_high = 0, high = 0;
};

RowPlan plan(const Scene& s, const Row& row, float width) {
  Frame& f = s.f;
  RowPlan p;
  p.label = {.cap_mm = type::kLabel, .weight = text::Weight::medium, .colour = f.theme().muted};
  p.value = {.cap_mm = type::kBody,
             .weight = text::Weight::medium,
             .colour = f.theme().ink,
             .own_words = row.own_words,
             .max_lines = 6};
  p.look.cap_mm = type::kLabel;
  p.narrow = width < f.mm(150) * f.scale();
  p.button = p.narrow ? f.mm(16) : button_width(f, f.text("review.change"_k), p.look);
  if (row.voice)
    p.listen = (p.narrow ? f.mm(16) : button_width(f, f.text("say.review.listen"_k), p.look)) + f.mm(3);
  p.room = width - 2 * f.mm(5) - p.button - p.listen - f.mm(3);
  p.label_high = f.type.height_of(row.label, p.label, p.room);
  p.value_high = f.type.height_of(row.value, p.value, p.room);
  p.button_high = p.narrow ? f.mm(16) : button_height(f, f.text("review.change"_k), p.look, p.button, 16);
  p.high = std::max({f.mm(20), p.button_high + f.mm(4), p.label_high + p.value_high + f.mm(6)});
  return p;
}

void draw_row(const Scene& s, Column& column, const Row& row, bool with_change) {
  Frame& f = s.f;
  RowPlan p = plan(s, row, column.width());
  const Rect r = column.next(p.high);
  float y = r.y + (r.h - p.label_high - p.value_high - f.mm(1)) / 2;
  // Two rows of one field (tiles and text) are told apart by their ids; one button changes both.
  const std::string id = row.voice ? "review.voice" : "review." + row.field + (with_change ? "" : ".more");
  y += f.words(id + ".label", {r.x + f.mm(5), y, p.room, 0}, row.label, p.label, f.theme().card) + f.mm(1);
  f.words(id, {r.x + f.mm(5), y, p.room, 0}, row.value, p.value, f.theme().card);
  Rect side{r.x, r.y + (r.h - p.button_high) / 2, r.w - f.mm(2), p.button_high};
  const auto beside = [&](const std::string& button_id, std::string_view icon, const std::string& label,
                          const std::string& spoken, float width) {
    p.look.spoken = spoken;
    p.look.icon = icon;
    const Rect b = side.cut_end(width);
    side.cut_end(f.mm(3));
    return p.narrow ? icon_button(f, button_id, b, icon, label, spoken, false, false)
                    : button(f, button_id, b, label, p.look);
  };
  if (with_change && beside("review.change." + row.field, "change", f.text("review.change"_k),
                            f.text("review.change.spoken"_k, {{"row", row.label}}), p.button))
    s.emit(app::ChangePressed{row.field});
  if (row.voice && beside("review.listen", "play", f.text("say.review.listen"_k),
                          f.text("say.review.spoken"_k), p.listen - f.mm(3)))
    s.emit(app::VoiceOpened{});
}

std::string notice(const Scene& s) {
  Frame& f = s.f;
  const auto& m = s.content.municipality;
  return f.text("notice.1"_k, {{"readers", m.readers}}) + " " + f.text("notice.2"_k) + " " +
         f.text("notice.3"_k, {{"months", std::to_string(m.retention_months)}}) + " " +
         f.text("notice.4"_k, {{"phone", content::phone_words(m.phone)}});
}

void rows_card(const Scene& s, Column& column) {
  Frame& f = s.f;
  const auto rows = rows_of(s);
  float high = 0;
  for (const auto& r : rows) high += plan(s, r, column.width()).high;
  const Rect place = column.here();
  card(f, {place.x, place.y, place.w, high}, f.theme().card);
  std::string last;
  for (const auto& r : rows) {
    const Rect at = column.here();
    if (!last.empty())
      f.paint().fill({at.x + f.mm(5), at.y - f.mm(0.15f), at.w - f.mm(10), f.mm(0.3f)},
                     mix(f.theme().card, f.theme().line, 0.4f));
    draw_row(s, column, r, r.field != last);
    last = r.field;
  }
}

bool quiet_button(Frame& f, Column& column, std::string_view id, const std::string& label,
                  std::string_view icon) {
  ButtonLook look(ButtonKind::quiet, icon);
  look.cap_mm = type::kLabel;
  const float wide = std::min(column.width(), button_width(f, label, look));
  const Rect row = column.next(button_height(f, label, look, wide, 15));
  return button(f, id, {row.x, row.y, wide, row.h}, label, look);
}

void words_below(const Scene& s, Column& column) {
  Frame& f = s.f;
  column.gap(2);
  if (unread_language(s)) {
    column.skip(
        note(f, "review.not_read", column.here(), "info", f.text("language.not_read"_k), NoteKind::plain));
    column.gap(3);
  }
  column.words("review.notice", notice(s), {.cap_mm = type::kLabel, .colour = f.theme().ink}, f.theme().paper,
               NodeRole::note);
  column.gap(1);
  if (quiet_button(f, column, "review.privacy", f.text("notice.more"_k), "lock"))
    s.emit(app::PrivacyOpened{});
}

}  // namespace

void draw_screen(const Scene& s, const app::Review&) {
  Frame& f = s.f;
  if (!s.state.session.draft) return;
  const auto kind = s.state.session.draft->kind;
  Rect area = chrome(s, DangerLine::with);
  StepRow row;
  row.back = f.text("form.back"_k);
  row.next = f.text("review.send"_k);
  row.next_spoken = f.text("review.send.spoken"_k);
  row.next_id = "review.send";
  row.next_icon = "send";
  row.accent = role_colour(domain::role_of(kind));
  const float high = steps_height(f, row, area.w - 2 * f.margin());
  const Rect foot = area.cut_bottom(high + f.mm(roomy(f) ? 6 : 5));
  PageHead head;
  head.id = "review";
  head.heading = f.text("review.heading"_k);
  head.picture = "review-check";
  const auto content = [&](Column& column) {
    rows_card(s, column);
    column.gap(3);
    const bool hidden = s.state.session.hidden;
    if (quiet_button(f, column, "form.hide", f.text(hidden ? "form.show"_k : "form.hide"_k),
                     hidden ? "show" : "hide"))
      s.emit(app::HidePressed{});
  };
  page(s, area, head,
       {.content = content,
        .under_head = [&](Column& column) { words_below(s, column); },
        .typing = false,
        .danger = DangerLine::with,
        .wide_heading = false});
  const Step step =
      steps(f, {foot.x + f.margin(), foot.bottom() - high - f.mm(2), foot.w - 2 * f.margin(), high}, row);
  if (step == Step::back) s.emit(app::BackPressed{});
  if (step == Step::next) s.emit(app::SendPressed{});
}

}  // namespace wv::ui
