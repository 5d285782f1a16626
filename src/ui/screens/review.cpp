#include <algorithm>
#include <cmath>

#include "app/pages.h"
#include "base/signs.h"
#include "ui/screens/screens.h"

namespace wv::ui {

using namespace content::literals;

namespace {

struct Chosen {  // a picture that was pointed at, and its word
  std::string picture, word;
};

struct Row {
  std::string field;  // what "change" goes to
  std::string label, value;
  bool own_words = false;
  bool voice = false;                 // something to listen to
  std::vector<Chosen> pictures = {};  // shown in place of the value, for who doesn't read
  std::string heard = {};             // in place of the value: a number, sign by sign
};

std::string joined(const Scene& s, const std::vector<std::string>& parts) {
  std::string all;
  for (const auto& p : parts) all += (all.empty() ? "" : s.f.text("list.comma"_k)) + isolated(p, s.f.rtl());
  return all;
}

std::vector<Chosen> chosen(const Scene& s, const content::PageSpec& page, const domain::Draft& draft) {
  std::vector<Chosen> list;
  for (const auto& c : page.choices)
    if (app::is_chosen(draft, page.field, c.id)) list.push_back({c.picture, s.f.text(content::Key{c.label})});
  return list;
}

Row choice_row(const Scene& s, const std::string& field, const std::string& label,
               std::vector<Chosen> pictures) {
  std::vector<std::string> words;
  for (const auto& p : pictures) words.push_back(p.word);
  Row row{field, label, words.empty() ? s.f.text("review.nothing"_k) : joined(s, words)};
  if (std::all_of(pictures.begin(), pictures.end(), [](const Chosen& c) { return !c.picture.empty(); }))
    row.pictures = std::move(pictures);
  return row;
}

std::vector<Row> message_rows(const Scene& s, const content::PageSpec& page, const domain::Draft& draft) {
  auto tiles = chosen(s, page, draft);
  const bool pointed = !tiles.empty();
  std::vector<Row> rows;
  if (pointed) rows.push_back(choice_row(s, "message", s.f.text("review.tiles"_k), std::move(tiles)));
  const std::string label = s.f.text("review.message"_k);
  if (!draft.message.empty())
    rows.push_back({"message", label, std::string(draft.message), true});
  else if (!pointed && !draft.voice)
    rows.push_back({"message", label, s.f.text("review.nothing"_k)});
  if (draft.voice) {
    const std::string length = minutes_and_seconds(draft.voice->ms);
    rows.push_back({"message", s.f.text("say.review"_k), length, false, true, {{"voice-speak", length}}});
  }
  return rows;
}

Row place_row(const Scene& s, const domain::Draft& draft) {
  std::vector<std::string> parts;
  if (draft.place_here)
    parts.push_back(s.f.text("place.here"_k) + " " +
                    s.f.text("place.here.sub"_k, {{"place", s.content.config.device_place}}));
  for (const auto& p : s.content.municipality.places)
    if (p.id == draft.place_id) parts.push_back(p.name);
  if (!draft.place.empty()) parts.emplace_back(draft.place.view());
  return {"place", s.f.text("review.place"_k),
          parts.empty() ? s.f.text("review.nothing"_k) : joined(s, parts)};
}

std::vector<Row> contact_rows(const Scene& s, const content::PageSpec& page, const domain::Draft& draft) {
  Frame& f = s.f;
  std::vector<Row> rows{choice_row(s, "contact", f.text("review.contact"_k), chosen(s, page, draft))};
  const auto add = [&](const std::string& field, content::Key label, std::string_view value) {
    if (value.empty()) return;
    const std::string normal = field == "phone" ? domain::check_phone(value).normal : std::string();
    const Grouped shown = normal.empty() ? grouped(value, Grouping::none) : grouped(normal, Grouping::phone);
    rows.push_back({field, f.text(label), shown.shown, true, false, {}, shown.heard});
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
      case content::PageType::place: some = {place_row(s, draft)}; break;
      case content::PageType::radio:
      case content::PageType::checkbox:
        some = {choice_row(s, page.spec->field, s.f.text(content::Key{"review." + page.spec->field}),
                           chosen(s, *page.spec, draft))};
        break;
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
  float picture = 0;
};

// Pictures with their words beside them, as many in a line as fit. Draws them when asked, from the top of
// `rect`; returns the height.
float pictures_row(Frame& f, const Rect& rect, const Row& row, const RowPlan& p, bool draw) {
  const float gap = f.mm(2.5f), apart = f.mm(6);
  float x = 0, y = 0, line = 0;
  for (const Chosen& c : row.pictures) {
    const float room = rect.w - p.picture - gap;
    const float wide = std::min(room, f.type.width_of(c.word, p.value));
    const float tall = std::max(p.picture, f.type.height_of(c.word, p.value, wide));
    if (x > 0 && x + p.picture + gap + wide > rect.w) {
      x = 0;
      y += line + gap;
      line = 0;
    }
    if (draw) {
      f.paint().picture(c.picture, {rect.x + x, rect.y + y + (tall - p.picture) / 2, p.picture, p.picture});
      f.draw_words({rect.x + x + p.picture + gap, rect.y + y, wide, tall}, c.word, p.value);
    }
    x += p.picture + gap + wide + apart;
    line = std::max(line, tall);
  }
  return y + line;
}

RowPlan plan(const Scene& s, const Row& row, float width) {
  Frame& f = s.f;
  RowPlan p;
  p.label = {.cap_mm = type::kLabel, .weight = text::Weight::medium, .colour = f.theme().muted};
  p.value = {.cap_mm = type::kBody,
             .weight = text::Weight::medium,
             .colour = f.theme().ink,
             .own_words = row.own_words};
  p.look.cap_mm = type::kLabel;
  p.picture = f.mm(roomy(f) ? 17.0f : 12.0f) * (f.scale() > 1.2f ? 1.25f : 1.0f);
  p.narrow = width < 150 * f.device().px_per_mm * f.scale();
  p.button = p.narrow ? f.mm(16) : button_width(f, f.text("review.change"_k), p.look);
  if (row.voice)
    p.listen = (p.narrow ? f.mm(16) : button_width(f, f.text("say.review.listen"_k), p.look)) + f.mm(3);
  p.room = width - 2 * f.mm(5) - p.button - p.listen - f.mm(3);
  p.label_high = f.type.height_of(row.label, p.label, p.room);
  p.value_high = row.pictures.empty() ? f.type.height_of(row.value, p.value, p.room)
                                      : pictures_row(f, {0, 0, p.room, 0}, row, p, false);
  p.button_high = p.narrow ? f.mm(16) : button_height(f, f.text("review.change"_k), p.look, p.button, 16);
  p.high = std::max({f.mm(20), p.button_high + f.mm(4), p.label_high + p.value_high + f.mm(7)});
  return p;
}

void row_words(const Scene& s, const Row& row, const RowPlan& p, const std::string& id, const Rect& at) {
  Frame& f = s.f;
  float y = at.y;
  y += f.words(id + ".label", {at.x, y, p.room, 0}, row.label, p.label, f.theme().card) + f.mm(1.5f);
  if (row.pictures.empty()) {
    f.words(id, {at.x, y, p.room, 0}, row.value, p.value, f.theme().card);
    if (!f.tree().nodes.empty() && f.tree().nodes.back().id == id) f.tree().nodes.back().heard = row.heard;
    return;
  }
  pictures_row(f, {at.x, y, p.room, 0}, row, p, true);
  Node& n = f.node(id, NodeRole::text, row.value, {at.x, y, p.room, p.value_high});
  n.fg = p.value.colour;
  n.bg = f.theme().card;
  n.cap_px = f.type.cap_px(p.value.cap_mm);
}

void draw_row(const Scene& s, Column& column, const Row& row, bool with_change) {
  Frame& f = s.f;
  RowPlan p = plan(s, row, column.width());
  const Rect r = column.next(p.high);
  // Two rows of one field (tiles and text) are told apart by their ids; one button changes both.
  const std::string id = row.voice ? "review.voice" : "review." + row.field + (with_change ? "" : ".more");
  row_words(s, row, p, id, {r.x + f.mm(5), r.y + (r.h - p.label_high - p.value_high - f.mm(1.5f)) / 2, 0, 0});
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
  // Nobody reads a trial's, and nothing else is said beside the banner that says so.
  if (s.state.trial) return f.text("trial.banner"_k) + " " + f.text("notice.2"_k);
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
  told_card(f, {place.x, place.y, place.w, high}, f.theme().card);
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

// Somebody may look over a shoulder (S5): nothing of it shows, not even how much there is.
void covered_card(const Scene& s, Column& column) {
  Frame& f = s.f;
  const Words look{.cap_mm = type::kBody, .weight = text::Weight::semibold, .colour = f.theme().ink};
  const std::string words = f.text("review.hidden"_k);
  const float pad = f.mm(6), side = f.mm(roomy(f) ? 34.0f : 22.0f);
  const float room = column.width() - side - 3 * pad;
  const float tall = f.type.height_of(words, look, room);
  const Rect r = column.next(std::max(side, tall) + 2 * pad);
  told_card(f, r, f.theme().card);
  f.paint().picture("state-hidden", {r.x + pad, r.y + (r.h - side) / 2, side, side});
  f.words("review.hidden", {r.x + side + 2 * pad, r.y + (r.h - tall) / 2, room, 0}, words, look,
          f.theme().card);
}

// The tablet was turned round by somebody: they can be kept from reading this.
void keep_from_card(const Scene& s, Column& column) {
  if (!s.state.may_keep_from_them) return;
  Frame& f = s.f;
  ChoiceLook look;
  look.kind = ChoiceKind::checkbox;
  look.selected = s.state.session.kept_from_them;
  look.accent = f.theme().accent;
  look.tint = f.theme().soft;
  look.beside = true;
  look.picture_mm = 18;
  const std::string label = f.text("review.keep_from"_k, {{"name", s.state.turned_by}}),
                    sub = f.text("review.keep_from.sub"_k);
  if (choice(f, "review.keep_from", column.next(choice_height(f, label, sub, column.width(), look)), label,
             sub, "state-hidden", look))
    s.emit(app::KeepFromToggled{});
  column.gap(4);
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
  const Rect foot = cut_steps(f, area, row);
  PageHead head;
  head.id = "review";
  head.heading = f.text("review.heading"_k);
  head.picture = "review-check";
  const bool can_hide = app::has_own_words(*s.state.session.draft),
             hidden = can_hide && s.state.session.hidden;
  const auto content = [&](Column& column) {
    if (hidden)
      covered_card(s, column);
    else
      rows_card(s, column);
    column.gap(3);
    keep_from_card(s, column);
    if (can_hide && quiet_button(f, column, "form.hide", f.text(hidden ? "form.show"_k : "form.hide"_k),
                                 hidden ? "show" : "hide"))
      s.emit(app::HidePressed{});
  };
  const PageParts parts{.content = content,
                        .under_head = [&](Column& column) { words_below(s, column); },
                        .typing = false,
                        .danger = DangerLine::with,
                        .across = true};
  page(s, area, head, parts);
  const Step step = steps(f, foot, row);
  if (step == Step::back) s.emit(app::BackPressed{});
  if (step == Step::next) s.emit(app::SendPressed{});
}

}  // namespace wv::ui
