#include "ui/screens/screens.h"

#include <cmath>

#include "app/editing.h"
#include "app/pages.h"
#include "app/selection.h"
#include "ui/kit/keyboard.h"

namespace wv::ui {

using namespace content::literals;

namespace {

// What a page is made of, measured first and drawn after: a body that knows its own height.
struct Body {
  const Scene& s;
  const app::Form& form;
  const app::Page& page;
  const domain::Draft& draft;
  domain::Role role;
  int number = 1;       // of the question; number or address belong to the question before them
  bool typing = false;  // the keyboard is up
  int tight = 0;        // what gives way where the page would not fit otherwise (T4): 1 the tiles beside the
                        // keyboard, 2 hints, 3 the field's label, which moves into it, and an optional name
  bool packed = false;  // three, three and two tiles in a row, where two and two would not fit
  float less_mm = 0;    // and pictures grow smaller by this
};

Colour accent(const Body& b) { return role_colour(b.role); }

std::string problem_text(const Scene& s, const domain::FieldProblem& problem) {
  return content::problem_words(s.content.catalog, s.state.language, problem);
}

const domain::FieldProblem* problem_of(const app::Form& form, std::string_view field) {
  for (const auto& p : form.problems)
    if (p.field == field) return &p;
  return nullptr;
}

float error_note(const Body& b, std::string_view field, Column& column) {
  const auto* problem = problem_of(b.form, field);
  if (problem == nullptr) return 0;
  const std::string text = problem_text(b.s, *problem);
  const float high = note_height(b.s.f, text, column.width(), true);
  const Rect r = column.next(high);
  note(b.s.f, "form." + std::string(field) + ".error", r, "warn", text, NoteKind::error);
  column.gap(3);
  return high;
}

float line(const Body& b, Column& column, std::string_view id, const std::string& text, const Words& look) {
  const float high = b.s.f.type.height_of(text, look, column.width());
  const Rect r = column.next(high);
  b.s.f.words(id, r, text, look, b.s.f.theme().paper);
  return high;
}

struct TileItem {
  std::string id, label, sub, picture;
  bool selected = false;
};

// As many beside one another as fit without breaking a word.
int across_for(Frame& f, float width, const std::vector<TileItem>& items, float least_mm, float gap,
               bool packed, float beside_px) {
  float least = f.mm(least_mm) * (least_mm > 60 ? f.scale() * std::max(1.0f, f.device().type_scale) : 1.0f);
  const Words look{.cap_mm = type::kBody, .weight = text::Weight::semibold};
  for (const auto& item : items)
    least = std::max(least, f.type.word_width(item.label, look) + f.mm(3.2f) + beside_px);
  for (int n = 4; n > 1; --n) {
    const float one = std::floor((width - gap * static_cast<float>(n - 1)) / static_cast<float>(n));
    if (one < least) continue;
    const auto fills = [&](int across) { return items.size() % static_cast<std::size_t>(across) == 0; };
    return n == 3 && !fills(3) && fills(2) && !packed ? 2 : n;  // two and two rather than three and one
  }
  return 1;
}

void tile_grid(const Body& b, Column& column, std::string_view field, const std::vector<TileItem>& items,
               ChoiceKind kind, bool beside, float least_mm, float picture_mm) {
  Frame& f = b.s.f;
  const float gap = f.mm(roomy(f) ? 4 : 3);
  const int across = across_for(f, column.width(), items, least_mm, gap, b.packed,
                                beside ? choice_beside_width(f, picture_mm) : 0);
  const float width =
      std::floor((column.width() - gap * static_cast<float>(across - 1)) / static_cast<float>(across));
  for (std::size_t from = 0; from < items.size(); from += static_cast<std::size_t>(across)) {
    if (from > 0) column.skip(gap);
    const std::size_t until = std::min(items.size(), from + static_cast<std::size_t>(across));
    // What is left over shares the whole row; one alone lies across it.
    const auto left = static_cast<float>(until - from);
    const bool alone = across > 1 && until == from + 1;
    const bool sideways = beside || across == 1 || alone;
    const float one = alone || b.packed ? std::floor((column.width() - gap * (left - 1)) / left) : width;
    const ChoiceLook look{kind,      false,
                          accent(b), role_tint(b.role),
                          sideways,  sideways ? std::min(picture_mm, 24.0f) : picture_mm};
    float high = 0;
    for (std::size_t i = from; i < until; ++i)
      high = std::max(high, choice_height(f, items[i].label, items[i].sub, one, look));
    Rect row = column.next(high);
    for (std::size_t i = from; i < until; ++i) {
      ChoiceLook now = look;
      now.selected = items[i].selected;
      if (choice(f, "form." + std::string(field) + "." + items[i].id, row.cut_start(one), items[i].label,
                 items[i].sub, items[i].picture, now))
        b.s.emit(app::ChoiceToggled{std::string(field), items[i].id});
      row.cut_start(gap);
    }
  }
}

std::vector<TileItem> tiles_of(const Body& b, std::string_view field) {
  std::vector<TileItem> items;
  for (const auto& c : b.page.spec->choices)
    items.push_back(
        {c.id, b.s.f.text(content::Key{c.label}), {}, c.picture, app::is_chosen(b.draft, field, c.id)});
  return items;
}

float tile_picture_mm(const Body& b) {
  const Frame& f = b.s.f;
  const float small = std::min(f.device().width_mm(), f.device().height_mm());
  const float full = small < 160 ? 15.5f : f.device().portrait() ? 38.0f : 21.0f;
  return std::max(full - b.less_mm, 10.0f);
}

// The other way to tell it: as large as the field while nothing is written, a button beside it afterwards,
// and out of the way while somebody types. Takes its place from the field's, of which `eye` is for the
// curtain.
void say_it(const Body& b, Column& column, Rect& box, float eye) {
  Frame& f = b.s.f;
  const auto& voice = b.draft.voice;
  const std::string time = voice ? minutes_and_seconds(voice->ms) : std::string();
  const std::string whole = voice ? f.text("say.mine"_k, {{"time", time}}) : f.text("say.say"_k);
  ButtonLook look(ButtonKind::secondary, voice ? "check" : "mic");
  look.spoken = whole;
  const float gap = f.mm(roomy(f) ? 4 : 3), half = (box.w - eye - gap) / 2;
  const std::string label = voice && button_width(f, whole, look) > half ? time : whole;
  const float least = button_width(f, label, look);
  Rect place;
  if (least + gap + f.mm(40) * f.scale() <= box.w - eye) {
    place = box.cut_end(b.draft.message.empty() ? std::max(half, least) : least);
    box.cut_end(gap);
  } else {
    column.gap(3);
    place = column.next(button_height(f, label, look, box.w, 18));
  }
  if (button(f, "form.voice", place, label, look)) b.s.emit(app::VoiceOpened{});
}

// Near a field's end the letters that still fit, and at it that no more do: keys that do nothing say why.
// Whether it stood there: it takes the place of the line below the field.
bool room_note(const Scene& s, const std::string& field, Column& column) {
  Frame& f = s.f;
  const auto& editing = s.state.session.editing;
  if (editing.field != field) return false;
  const auto left = app::letters_left(s.state, field);
  if (editing.room == app::Editing::Room::enough && !left) return false;
  column.gap(2);
  if (editing.room != app::Editing::Room::enough || *left == 0) {
    const std::string text = f.text(editing.room == app::Editing::Room::cut ? "form.cut"_k : "form.full"_k);
    note(f, "form." + field + ".full", column.next(note_height(f, text, column.width(), true)), "warn", text,
         NoteKind::error);
    return true;
  }
  column.words("form." + field + ".room", f.text("form.room"_k, {{"count", std::to_string(*left)}}),
               {.cap_mm = type::kLabel, .colour = f.theme().muted}, f.theme().paper);
  return true;
}

// The field with its label and the curtain: a button beside the label where there is room, else an eye
// at the end of the field.
bool written(const Body& b, Column& column, const std::string& field, const std::string& label,
             const std::string& placeholder, float lines, bool multi_line, bool curtain = true,
             bool or_say = false) {
  Frame& f = b.s.f;
  const auto& session = b.s.state.session;
  const Words look{.cap_mm = type::kBody, .weight = text::Weight::semibold, .colour = f.theme().ink};
  const bool hidden = session.hidden;
  const std::string hide = f.text(hidden ? "form.show"_k : "form.hide"_k);
  ButtonLook hide_look(ButtonKind::quiet, hidden ? "show" : "hide");
  hide_look.cap_mm = type::kLabel;
  const float wide = button_width(f, hide, hide_look);
  const bool beside = curtain && roomy(f) && wide + f.type.width_of(label, look) + f.mm(4) < column.width();
  // In a tight place the label stands in the field, as long as it is whole there.
  const float in_field = column.width() - f.mm(8) - (curtain && !beside ? f.mm(19) : 0.0f);
  const bool label_inside =
      b.tight > 2 && !beside &&
      (!placeholder.empty() || f.type.width_of(label, {.cap_mm = type::kLabel}) <= in_field);
  bool pulled = false;
  if (beside) {
    const float high = f.type.height_of(label, look, column.width() - wide);
    const float hide_high = button_height(f, hide, hide_look, wide, 15);
    const Rect row = column.next(std::max(hide_high, high));
    f.words("form." + field + ".label", {row.x, row.y + (row.h - high) / 2, row.w - wide, high}, label, look,
            f.theme().paper);
    pulled = button(f, "form.hide", {row.right() - wide, row.y + (row.h - hide_high) / 2, wide, hide_high},
                    hide, hide_look);
    column.gap(3);
  } else if (!label_inside) {
    column.words("form." + field + ".label", label, look, f.theme().paper);
    column.gap(1.5f);
  }
  const bool number = field == "phone" || field == "email";
  const float line_high = f.type.height_of("Hg", {.cap_mm = number ? type::kHeading : type::kBody}, 0);
  Rect box = column.next(std::max(f.mm(18), line_high * lines + f.mm(7)));
  if (or_say && !b.typing) say_it(b, column, box, beside ? 0 : f.mm(19));
  if (curtain && !beside) {
    pulled = icon_button(f, "form.hide", box.cut_end(f.mm(16)), hide_look.icon, hide, hide, false, false,
                         ButtonKind::secondary);
    box.cut_end(f.mm(3));
  }
  if (pulled) b.s.emit(app::HidePressed{});
  FieldLook field_look;
  field_look.label = label;
  field_look.placeholder = placeholder.empty() && label_inside ? label : placeholder;
  field_look.focused = session.editing.field == field;
  field_look.error = problem_of(b.form, field) != nullptr;
  field_look.hidden = hidden;
  field_look.multi_line = multi_line;
  field_look.number = number;
  field_look.caret = session.editing.caret;
  if (field_look.focused) {
    const app::Selection chosen = app::selection_of(b.s.state);
    field_look.selected_from = chosen.begin;
    field_look.selected_to = chosen.end;
  }
  field_look.accent = accent(b);
  const Secret* text = app::field_text(b.s.state, field);
  const FieldUse use =
      text_field(f, "form." + field, box, text != nullptr ? text->view() : std::string_view(), field_look);
  if (use.touched) b.s.emit(app::FieldFocused{field, use.caret});
  return room_note(b.s, field, column);
}

void message_body(const Body& b, Column& column) {
  Frame& f = b.s.f;
  error_note(b, "message", column);
  if (!(b.typing && b.tight > 0)) {
    if (b.tight < 2)
      line(b, column, "form.message.point",
           f.text("form.point"_k) +
               (b.form.problems.empty() ? ". " + f.text("form.several"_k) : std::string()),
           {.cap_mm = type::kBody, .weight = text::Weight::semibold, .colour = f.theme().ink});
    if (b.tight < 2) column.gap(roomy(f) ? 3.0f : 1.5f);
    tile_grid(b, column, "message", tiles_of(b, "message"), ChoiceKind::checkbox, false, 26,
              tile_picture_mm(b));
    column.gap(roomy(f) ? 4.0f : 3.2f);
  }
  const bool noted =
      written(b, column, "message", f.text("form.or_write"_k), b.typing ? "" : f.text("say.write"_k),
              b.tight > 2                              ? 1.0f
              : b.typing && b.tight > 0                ? 2.0f
              : f.device().portrait() && roomy(f)      ? 3.0f
              : b.draft.message.empty() || b.tight > 1 ? 1.0f
                                                       : 2.0f,
              true, true, true);
  column.gap(2);
  const bool worry = app::is_chosen(b.draft, "with", "worry");
  if (!noted)
    line(b, column, "form.no_bsn", f.text(worry ? "form.worry"_k : "form.no_bsn"_k),
         {.cap_mm = type::kLabel, .colour = f.theme().muted});
  if (unread_language(b.s) && b.tight < 1) {  // the review says it in any case
    column.gap(2);
    line(b, column, "form.not_read", f.text("language.not_read"_k),
         {.cap_mm = type::kLabel, .colour = f.theme().muted});
  }
}

void choices_body(const Body& b, Column& column) {
  error_note(b, b.page.spec->field, column);
  const bool many = b.page.spec->type == content::PageType::checkbox;
  tile_grid(b, column, b.page.spec->field, tiles_of(b, b.page.spec->field),
            many ? ChoiceKind::checkbox : ChoiceKind::radio, false, 50,
            b.s.f.device().portrait() ? tile_picture_mm(b) + 4 : tile_picture_mm(b) + 8);
}

void place_body(const Body& b, Column& column) {
  Frame& f = b.s.f;
  error_note(b, "place", column);
  if (!(b.typing && b.tight > 0)) {
    std::vector<TileItem> items;
    const bool pictures = roomy(f) && f.scale() < 1.2f;
    items.push_back({"here", f.text("place.here"_k),
                     f.text("place.here.sub"_k, {{"place", b.s.content.config.device_place}}),
                     pictures ? "place-here" : "", b.draft.place_here});
    for (const auto& p : b.s.content.municipality.places)
      items.push_back({p.id, p.name, {}, pictures ? "place-street" : "", b.draft.place_id == p.id});
    tile_grid(b, column, "place", items, ChoiceKind::radio, true, pictures ? 75 : 50,
              pictures ? std::max(16 - b.less_mm, 8.0f) : 0);
    column.gap(4);
  }
  written(b, column, "place", f.text("place.or_write"_k), f.text("place.placeholder"_k), 1, false);
}

void contact_body(const Body& b, Column& column) {
  Frame& f = b.s.f;
  error_note(b, "contact", column);
  std::vector<TileItem> items;
  for (const auto& c : b.page.spec->choices) {
    std::string sub = f.text(content::Key{c.label + ".sub"});
    if (c.id == "here") {
      const auto& person = wijkverbinder_of(b.s);
      sub = person.surgery.place.empty()
                ? f.text("contact.here.sub"_k, {{"name", person.name}, {"when", surgery_words(b.s)}})
                : f.text(
                      "contact.here.sub.elsewhere"_k,
                      {{"name", person.name}, {"when", surgery_words(b.s)}, {"place", person.surgery.place}});
      sub = with_closed(b.s, sub, person.surgery.days);
    }
    items.push_back(
        {c.id, f.text(content::Key{c.label}), sub, c.picture, app::is_chosen(b.draft, "contact", c.id)});
  }
  const bool tall = f.device().standing && f.scale() < 1.2f;
  tile_grid(b, column, "contact", items, ChoiceKind::radio, !tall, tall ? 60 : 100,
            tall ? 52 : std::max(24 - b.less_mm, 13.0f));
}

void details_body(const Body& b, Column& column) {
  Frame& f = b.s.f;
  const bool phone = b.draft.contact.way == domain::ContactWay::phone;
  const std::string field = phone ? "phone" : "email";
  error_note(b, field, column);
  written(b, column, field, f.text(phone ? "contact.number"_k : "contact.address"_k), "", 1, false);
  if (b.tight > 2 && !b.form.problems.empty())
    return;  // it comes back with the next letter: typing takes the fault away
  column.gap(roomy(f) ? 5.0f : 3.0f);
  written(b, column, "name", f.text("contact.name"_k) + " · " + f.text("contact.name.hint"_k), "", 1, false,
          false);
}

void body(const Body& b, Column& column) {
  if (b.page.details) return details_body(b, column);
  switch (b.page.spec->type) {
    case content::PageType::message: return message_body(b, column);
    case content::PageType::radio:
    case content::PageType::checkbox: return choices_body(b, column);
    case content::PageType::place: return place_body(b, column);
    case content::PageType::contact: return contact_body(b, column);
  }
}

PageHead head_of(const Body& b, std::size_t pages) {
  Frame& f = b.s.f;
  PageHead head;
  head.id = "form";
  head.above =
      f.text("form.progress"_k, {{"page", std::to_string(b.number)}, {"pages", std::to_string(pages)}});
  head.accent = f.theme().contrast == Contrast::high ? f.theme().ink : accent(b);
  if (b.page.details) {
    const bool phone = b.draft.contact.way == domain::ContactWay::phone;
    head.heading = f.text(phone ? "contact.number.heading"_k : "contact.address.heading"_k);
    head.hint = f.text(phone ? "contact.number.hint"_k : "contact.address.hint"_k);
    head.picture = phone ? "contact-phone" : "contact-email";
  } else {
    head.heading = f.text(content::Key{b.page.spec->heading});
    if (!b.page.spec->hint.empty()) head.hint = f.text(content::Key{b.page.spec->hint});
    head.picture = b.page.spec->type == content::PageType::contact
                       ? "contact-choose"
                       : "kind-" + std::string(domain::id_of(b.draft.kind));
  }
  if (b.tight > 1 || !b.form.problems.empty()) head.hint.clear();  // what is wrong says more than the hint
  return head;
}

StepRow steps_of(const Body& b) {
  Frame& f = b.s.f;
  StepRow row;
  row.back = f.text("form.back"_k);
  row.next = f.text("form.next"_k);
  row.accent = accent(b);
  const bool filled = b.page.details || b.page.spec == nullptr || app::page_filled(b.draft, *b.page.spec);
  if (!b.page.details && b.page.spec->optional && !filled)
    row.skip = f.text(b.page.spec->skip.empty() ? "form.skip"_k : content::Key{b.page.spec->skip});
  return row;
}

// Makes the page fit without scrolling at 100 % (T4); with large letters only the tiles give way.
PageHead fitted(const Scene& s, const Rect& area, Body& b, std::size_t pages, const PageParts& parts) {
  Frame& f = s.f;
  const auto over = [&] { return page_overflow(s, area, head_of(b, pages), parts); };
  if (b.typing && over() > 0) b.tight = 1;
  if (f.scale() > 1.1f && !b.typing) return head_of(b, pages);
  for (const bool packed : {false, true}) {
    if (b.tight > 0 || over() <= 0) break;
    b.packed = packed;
    b.less_mm = 0;
    for (int i = 0; i < 4; ++i) {
      const float too_much = over();
      if (too_much <= 0) break;
      b.less_mm += too_much / f.mm(2) + 0.2f;
    }
  }
  for (int level : {2, 3})
    if (over() > 0) b.tight = level;
  return head_of(b, pages);
}

void take(const Scene& s, Step step) {
  if (step == Step::back) s.emit(app::BackPressed{});
  if (step == Step::next) s.emit(app::NextPressed{});
  if (step == Step::skip) s.emit(app::SkipPressed{});
}

}  // namespace

void form_screen(const Scene& s, const app::Form& form) {
  const auto pages = app::pages(s.state, s.content);
  const app::Page* now = app::current_page(pages, form);
  if (now == nullptr || !s.state.session.draft) return;
  const bool message = !now->details && now->spec->type == content::PageType::message;
  const DangerLine danger = message ? DangerLine::with_reading_days : DangerLine::without;
  Rect area = chrome(s, danger);
  Body b{s, form, *now, *s.state.session.draft, domain::role_of(s.state.session.draft->kind)};
  const auto questions = static_cast<std::size_t>(
      std::count_if(pages.begin(), pages.end(), [](const app::Page& p) { return !p.details; }));
  b.number = form.page + (now->details ? 0 : 1);
  b.typing = keyboard_height(s) > 0;
  keyboard(s, area);
  Frame& f = s.f;
  const StepRow row = steps_of(b);
  const float wide = area.w - 2 * f.margin(), steps_high = steps_height(f, row, wide);
  const Rect foot = area.cut_bottom(steps_high + f.mm(roomy(f) ? 6 : 5));
  const PageParts parts{.content = [&b](Column& c) { body(b, c); },
                        .under_head = {},
                        .typing = b.typing,
                        .danger = danger,
                        .wide_heading = false};
  const PageHead head = fitted(s, area, b, questions, parts);
  f.tree().page = b.number;
  f.tree().pages = static_cast<int>(questions);
  page(s, area, head, parts);
  take(s, steps(f, {foot.x + f.margin(), foot.bottom() - steps_high - f.mm(2), wide, steps_high}, row));
}

}  // namespace wv::ui
