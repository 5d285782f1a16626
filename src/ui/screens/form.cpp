#include <algorithm>

#include "ui/kit/danger_line.h"
#include "ui/kit/keyboard.h"
#include "ui/screens/form_parts.h"

namespace wv::ui {

using namespace content::literals;

namespace {

bool told_wrong_low(const FormBody& b) { return !b.form.problems.empty() && height_is_scarce(b.s.f); }

void message_body(const FormBody& b, Column& column) {
  Frame& f = b.s.f;
  error_note(b, "message", column);
  // What is wrong says it; beside large letters the pictures follow at once.
  const bool pointed = b.tight < 2 && !told_wrong_low(b);
  if (!(b.typing && b.tight > 0)) {
    if (pointed)
      line(b, column, "form.message.point",
           f.text("form.point"_k) +
               (b.form.problems.empty() ? ". " + f.text("form.several"_k) : std::string()),
           {.cap_mm = type::kBody, .weight = text::Weight::semibold, .colour = f.theme().ink});
    if (pointed) column.gap(roomy(f) ? 3.0f : b.form.problems.empty() ? 1.5f : 0.7f);
    tile_grid(b, column, "message", tiles_of(b, "message"), ChoiceKind::checkbox, false, 26,
              told_wrong_low(b) && f.scale() > 1.2f ? (roomy(f) ? 15 : 10) : tile_picture_mm(b));
    column.gap(roomy(f) ? 4.0f : 3.2f);
  }
  const float lines = b.tight > 2                              ? 1.0f
                      : b.typing && b.tight > 0                ? 2.0f
                      : f.device().portrait() && roomy(f)      ? 3.0f
                      : b.draft.message.empty() || b.tight > 1 ? 1.0f
                                                               : 2.0f;
  const bool noted = written(b, column,
                             {.field = domain::Field::message,
                              .label = f.text("form.or_write"_k),
                              .placeholder = b.typing ? "" : f.text("say.write"_k),
                              .lines = lines,
                              .multi_line = true,
                              .or_say = true});
  column.gap(2);
  const bool worry = app::is_chosen(b.draft, "with", "worry");
  if (!noted && !told_wrong_low(b) && b.tight < 5)
    line(b, column, "form.no_bsn", f.text(worry ? "form.worry"_k : "form.no_bsn"_k),
         {.cap_mm = type::kLabel, .colour = f.theme().muted});
  if (unread_language(b.s) && b.tight < 1) {  // the review says it in any case
    column.gap(2);
    line(b, column, "form.not_read", f.text("language.not_read"_k),
         {.cap_mm = type::kLabel, .colour = f.theme().muted});
  }
}

// What is too private for a screen in a hall has another way (on the first page, before it is told).
void private_way(const FormBody& b, Column& column) {
  if (b.draft.kind != domain::Kind::conversation || b.number != 1 || b.tight > 1 || !b.form.problems.empty())
    return;
  Frame& f = b.s.f;
  const std::string days = content::weekdays_words(b.s.content.catalog, b.s.state.shown.language,
                                                   wijkverbinder_of(b.s).surgery.days, content::kOn);
  column.gap(roomy(f) ? 4.0f : 2.0f);
  line(b, column, "form.private_way",
       f.text("private.way"_k,
              {{"phone", content::phone_words(b.s.content.municipality.phone)}, {"days", days}}),
       {.cap_mm = type::kLabel, .weight = text::Weight::medium, .colour = f.theme().muted});
}

void choices_body(const FormBody& b, Column& column) {
  error_note(b, b.page.spec->field, column);
  const bool many = b.page.spec->type == content::PageType::checkbox;
  const Frame& f = b.s.f;
  tile_grid(b, column, b.page.spec->field, tiles_of(b, b.page.spec->field),
            many ? ChoiceKind::checkbox : ChoiceKind::radio, lies_small(f), 50,
            tile_picture_mm(b) + (f.device().portrait() || lies_small(f) ? 4.0f : 8.0f));
  private_way(b, column);
}

void place_body(const FormBody& b, Column& column) {
  Frame& f = b.s.f;
  error_note(b, "place", column);
  if (!(b.typing && b.tight > 0)) {
    std::vector<TileItem> items;
    const bool pictures = roomy(f) && f.scale() < 1.2f;
    items.push_back({"here", f.text("place.here"_k),
                     f.text("place.here.sub"_k, {{"place", b.s.content.config.device_place}}),
                     pictures ? "place-here" : "", b.draft.place_here});
    for (const auto& p : b.s.content.municipality.places) {
      const std::string picture = p.picture.empty() ? "place-street" : p.picture;
      items.push_back({p.id, p.name, {}, pictures ? picture : "", b.draft.place_id == p.id});
    }
    tile_grid(b, column, "place", items, ChoiceKind::radio, true, pictures ? 75 : 50,
              pictures ? std::max(16 - b.less_mm, 8.0f) : 0);
    column.gap(4);
  }
  written(b, column,
          {.field = domain::Field::place,
           .label = f.text("place.or_write"_k),
           .placeholder = f.text("place.placeholder"_k)});
}

void contact_body(const FormBody& b, Column& column) {
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
    if (told_wrong_low(b)) sub.clear();
    items.push_back(
        {c.id, f.text(content::Key{c.label}), sub, c.picture, app::is_chosen(b.draft, "contact", c.id)});
  }
  const bool tall = f.device().standing && f.scale() < 1.2f;
  tile_grid(b, column, "contact", items, ChoiceKind::radio, !tall,
            tall || (lies_small(f) && f.scale() < 1.2f) ? 60 : 100,
            tall ? 52 : std::max(24 - b.less_mm, 13.0f));
}

void details_body(const FormBody& b, Column& column) {
  Frame& f = b.s.f;
  const bool phone = b.draft.contact.way == domain::ContactWay::phone;
  const domain::Field field = phone ? domain::Field::phone : domain::Field::email;
  written(b, column,
          {.field = field,
           .label = f.text(phone ? "contact.number"_k : "contact.address"_k),
           .placeholder = {},
           .tells_fault = true});
  if (b.tight > 2 && !b.form.problems.empty())
    return;  // it comes back with the next letter: typing takes the fault away
  column.gap(roomy(f) ? 5.0f : 3.0f);
  written(b, column,
          {.field = domain::Field::name,
           .label = f.text("contact.name"_k) + " · " + f.text("contact.name.hint"_k),
           .placeholder = {},
           .curtain = false});
}

void body(const FormBody& b, Column& column) {
  if (b.page.details) return details_body(b, column);
  switch (b.page.spec->type) {
    case content::PageType::message: return message_body(b, column);
    case content::PageType::radio:
    case content::PageType::checkbox: return choices_body(b, column);
    case content::PageType::place: return place_body(b, column);
    case content::PageType::contact: return contact_body(b, column);
  }
}

PageHead head_of(const FormBody& b, std::size_t pages) {
  Frame& f = b.s.f;
  PageHead head;
  head.id = "form";
  // Number or address belong to the question before: its answer stands above them, not its number again.
  head.above =
      b.page.details
          ? f.text(b.draft.contact.way == domain::ContactWay::phone ? "contact.phone"_k : "contact.email"_k)
          : f.text("form.progress"_k, {{"page", std::to_string(b.number)}, {"pages", std::to_string(pages)}});
  head.accent = f.theme().strong() ? f.theme().ink : accent(b);
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
  head.small = b.tight > 3 || (lies_small(f) && !b.form.problems.empty());
  if (b.tight > 5) head.heading.clear();  // the field says what it asks for
  return head;
}

StepRow steps_of(const FormBody& b) {
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
PageHead fitted(const Scene& s, const Rect& area, FormBody& b, std::size_t pages, const PageParts& parts) {
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
  // Without its heading only where letters are large, where what is wrong must stand beside its field, or
  // where the device's own keyboard takes its part.
  const bool bare = f.scale() > 1.2f || !b.form.problems.empty() || f.device().own_keys;
  for (int level : {2, 3, 4, 5, 6})
    if (over() > 0 &&
        (level < 4 || (b.typing && is_low(f) && (level < 5 || bare)) || (level == 4 && lies_small(f))))
      b.tight = level;
  return head_of(b, pages);
}

// Beside keys and large letters a low place is the field's.
bool is_the_fields(const Scene& s) {
  constexpr float kLeastMm = 115;
  const float keys = keyboard_height(s);
  return is_typing(s) && is_low(s.f) && s.f.scale() > 1.2f &&
         (!roomy(s.f) || s.f.device().standing || beside_bar(s.f).h - keys < s.f.mm(kLeastMm));
}

// 112 in what the steps leave free; the sign that more lies below keeps its place where there is one for
// both.
bool danger_in(const Scene& s, Rect place, DangerLine danger) {
  Frame& f = s.f;
  const float both = f.mm(20) + f.type.height_of("H", {.cap_mm = type::kLabel}, 0);
  Rect sign;
  if (place.h > both) {
    place.cut_bottom(f.mm(1));  // T2: the steps begin 2 mm below
    sign = place.cut_bottom(f.mm(16));
  }
  if (!danger_beside(s, place, danger)) return false;
  f.more_beside(sign);
  return true;
}

// At 100 % on a small screen that lies: whether the page stands there without scrolling (T4) over a strip
// that says 112.
bool has_room_for_strip(const FormBody& body, Rect area, const StepRow& row, DangerLine danger,
                        std::size_t pages) {
  const Scene& s = body.s;
  FormBody b = body;
  const PageParts parts{.content = [&b](Column& c) { ui::body(b, c); }, .under_head = {}, .across = true};
  bool fits = false;
  (void)s.f.measure(area.w, [&](Column&) {
    danger_line(s, area, danger);
    Rect free;
    (void)cut_steps(s.f, area, row, {}, free);
    const PageHead head = fitted(s, area, b, pages, parts);
    fits = page_overflow(s, area, head, parts) <= 0;
  });
  return fits;
}

// The keyboard, the steps and 112 take their places at the foot of `area`. Where height is scarce 112 stands
// beside the steps, else in a strip of its own under all of them. Returns the steps' place.
Rect foot_of(const FormBody& b, Rect& area, const StepRow& row, DangerLine danger, std::size_t pages,
             KeptFree& kept) {
  const Scene& s = b.s;
  const bool lies = lies_small(s.f), field = is_the_fields(s), told = danger != DangerLine::without;
  const bool tight =
      told && lies && s.f.scale() <= 1.2f && !row.typing && !has_room_for_strip(b, area, row, danger, pages);
  if (told && (field || tight)) {
    if (field) kept = danger_width(s);
    Rect rest = area, free;
    rest.cut_bottom(keyboard_height(s));
    const Rect foot = cut_steps(s.f, rest, row, kept, free);
    // The days on which messages are read go before 112 does: the receipt tells the day.
    // A telephone has no such place beside the steps: there the words under the field go before 112 does.
    const bool told_above = field && !is_telephone(s.f.device());
    if (danger_in(s, free, danger) || danger_in(s, free, DangerLine::with) || told_above) {
      keyboard(s, area);
      area = rest;
      return foot;
    }
  }
  danger_line(s, area, tight || (told && row.typing && lies) ? DangerLine::with : danger);
  keyboard(s, area);
  return cut_steps(s.f, area, row);
}

void take(const Scene& s, Step step) {
  if (step == Step::back) s.emit(app::BackPressed{});
  if (step == Step::next) s.emit(app::NextPressed{});
  if (step == Step::skip) s.emit(app::SkipPressed{});
}

}  // namespace

void draw_screen(const Scene& s, const app::Form& form) {
  const auto pages = app::pages(s.state, s.content);
  const app::Page* now = app::current_page(pages, form);
  if (now == nullptr || !s.state.session.draft) return;
  const bool message = !now->details && now->spec->type == content::PageType::message;
  const DangerLine danger = message ? DangerLine::with_reading_days : DangerLine::without;
  const bool typing = is_typing(s);
  FormBody b{s, form, *now, *s.state.session.draft, domain::role_of(s.state.session.draft->kind)};
  const auto questions = static_cast<std::size_t>(
      std::count_if(pages.begin(), pages.end(), [](const app::Page& p) { return !p.details; }));
  b.number = form.page + (now->details ? 0 : 1);
  b.typing = typing;
  Frame& f = s.f;
  StepRow row = steps_of(b);
  row.typing = typing;
  Rect area = chrome(s, DangerLine::without);
  KeptFree kept;
  const Rect foot = foot_of(b, area, row, danger, questions, kept);
  const PageParts parts{.content = [&b](Column& c) { body(b, c); },
                        .under_head = {},
                        .typing = b.typing,
                        .danger = danger,
                        .across = true};
  const PageHead head = fitted(s, area, b, questions, parts);
  f.tree().page = b.number;
  f.tree().pages = static_cast<int>(questions);
  page(s, area, head, parts);
  take(s, steps(f, foot, row, kept));
}

}  // namespace wv::ui
