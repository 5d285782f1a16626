#include "ui/screens/form_parts.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "app/editing.h"
#include "app/selection.h"

namespace wv::ui {

using namespace content::literals;

namespace {

std::string problem_text(const Scene& s, const domain::FieldProblem& problem) {
  return content::problem_words(s.content.catalog, s.state.shown.language, problem);
}

const domain::FieldProblem* problem_of(const app::Form& form, std::string_view field) {
  for (const auto& p : form.problems)
    if (p.field == field) return &p;
  return nullptr;
}

std::string last_sentence(const std::string& text) {
  const auto end = text.rfind(". ");
  return end == std::string::npos ? text : text.substr(end + 2);
}

// As many beside one another as fit without breaking a word.
int across_for(Frame& f, float width, const std::vector<TileItem>& items, float least_mm, float gap,
               bool packed, float beside_px) {
  float least = f.mm(least_mm) * (least_mm > 60 ? f.scale() * std::clamp(f.device().type_scale, 1.0f, 1.22f)
                                  : f.scale() > 1.6f ? f.scale()  // the tick grows, too
                                                     : 1.0f);
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

// The other way to tell it: as large as the field while nothing is written, a button beside it afterwards,
// and out of the way while somebody types. Takes its place from the field's, of which `eye` is for the
// curtain.
void voice_button(const FormBody& b, Column& column, Rect& box, float eye) {
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
bool room_note(const Scene& s, domain::Field which, Column& column) {
  Frame& f = s.f;
  const std::string field(domain::id_of(which));
  const auto& editing = s.state.session.editing;
  if (editing.field != which) return false;
  const auto left = app::letters_left(s.state, which);
  if (editing.room == app::Editing::Room::enough && !left) return false;
  column.gap(height_is_scarce(f) ? 1.0f : 2.0f);
  if (editing.room != app::Editing::Room::enough || *left == 0) {
    const std::string text = f.text(editing.room == app::Editing::Room::cut ? "form.cut"_k : "form.full"_k);
    // That words were lost is said last.
    const bool full = editing.room != app::Editing::Room::cut;
    const std::string said = !height_is_scarce(f) ? text : full ? first_sentence(text) : last_sentence(text);
    // Beside keys that leave a place of one line, a step smaller before it takes a second one.
    constexpr float kStepSmaller = 0.75f;
    const bool narrow =
        lies_small(f) && f.scale() > 1.2f && f.mm(1) < 1.01f * f.device().px_per_mm &&
        f.type.width_of(said, {.cap_mm = type::kLabel, .weight = text::Weight::bold}) + f.mm(5) >
            column.width();
    std::optional<Larger> smaller;
    if (narrow) smaller.emplace(f, kStepSmaller);
    column.skip(note(f, "form." + field + ".full", column.here(), "warn", said, NoteKind::error));
    f.tree().nodes.back().spoken = text;
    return true;
  }
  column.words("form." + field + ".room", f.text("form.room"_k, {{"count", std::to_string(*left)}}),
               {.cap_mm = type::kLabel, .colour = f.theme().muted}, f.theme().paper);
  return true;
}

}  // namespace

std::string first_sentence(const std::string& text) {
  const auto end = text.find(". ");
  return end == std::string::npos ? text : text.substr(0, end + 1);
}

Colour accent(const FormBody& b) { return role_colour(b.role); }

void error_note(const FormBody& b, std::string_view field, Column& column) {
  const auto* problem = problem_of(b.form, field);
  if (problem == nullptr) return;
  const std::string text = problem_text(b.s, *problem);
  column.skip(note(b.s.f, "form." + std::string(field) + ".error", column.here(), "warn",
                   height_is_scarce(b.s.f) && b.s.f.scale() > 1.2f ? first_sentence(text) : text,
                   NoteKind::error));
  b.s.f.tree().nodes.back().spoken = text;
  column.gap(height_is_scarce(b.s.f) ? 1.0f : 3.0f);
}

void line(const FormBody& b, Column& column, std::string_view id, const std::string& text,
          const Words& look) {
  const float high = b.s.f.type.height_of(text, look, column.width());
  const Rect r = column.next(high);
  b.s.f.words(id, r, text, look, b.s.f.theme().paper);
}

void tile_grid(const FormBody& b, Column& column, std::string_view field, const std::vector<TileItem>& items,
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
    ChoiceLook look{kind,      false,
                    accent(b), role_tint(b.role),
                    sideways,  sideways ? std::min(picture_mm, 24.0f) : picture_mm};
    // A picture beside a word goes before the word would be broken.
    const Words name{.cap_mm = type::kBody, .weight = text::Weight::semibold};
    for (std::size_t i = from; sideways && i < until; ++i)
      if (f.type.word_width(items[i].label, name) > one - choice_beside_width(f, look.picture_mm))
        look.picture_mm = 0;
    float high = 0;
    for (std::size_t i = from; i < until; ++i)
      high = std::max(high, choice_height(f, items[i].label, items[i].sub, one, look));
    Rect row = column.next(high);
    for (std::size_t i = from; i < until; ++i) {
      ChoiceLook now = look;
      now.selected = items[i].selected;
      if (choice(f, "form." + std::string(field) + "." + items[i].id, row.cut_start(one), items[i].label,
                 items[i].sub, now.picture_mm > 0 ? items[i].picture : std::string(), now))
        b.s.emit(app::ChoiceToggled{std::string(field), items[i].id});
      row.cut_start(gap);
    }
  }
}

std::vector<TileItem> tiles_of(const FormBody& b, std::string_view field) {
  std::vector<TileItem> items;
  for (const auto& c : b.page.spec->choices)
    items.push_back(
        {c.id, b.s.f.text(content::Key{c.label}), {}, c.picture, app::is_chosen(b.draft, field, c.id)});
  return items;
}

float tile_picture_mm(const FormBody& b) {
  const Frame& f = b.s.f;
  const float small = std::min(f.device().width_mm(), f.device().height_mm());
  const float full = small < 160 ? 15.5f : f.device().portrait() ? 38.0f : 21.0f;
  return std::max(full - b.less_mm, lies_small(f) ? 8.0f : 10.0f);
}

namespace {

// The button that hides what is written: beside the label where there is room, else an eye at the field's
// end.
struct Curtain {
  std::string words;
  ButtonLook look;
  float wide = 0;
  bool beside = false;
};

Curtain curtain_of(const FormBody& b, const std::string& label, const Words& look, float width, bool wanted) {
  Frame& f = b.s.f;
  const bool hidden = b.s.state.session.hidden;
  Curtain c{f.text(hidden ? "form.show"_k : "form.hide"_k),
            ButtonLook(ButtonKind::quiet, hidden ? "show" : "hide")};
  c.look.cap_mm = type::kLabel;
  c.wide = button_width(f, c.words, c.look);
  c.beside = wanted && roomy(f) && c.wide + f.type.width_of(label, look) + f.mm(4) < width;
  return c;
}

// The label with the curtain beside it; true when that was pulled.
bool label_beside(Frame& f, Column& column, const std::string& id, const std::string& label,
                  const Words& look, const Curtain& curtain) {
  const float high = f.type.height_of(label, look, column.width() - curtain.wide);
  const float hide_high = button_height(f, curtain.words, curtain.look, curtain.wide, 15);
  const Rect row = column.next(std::max(hide_high, high));
  f.words(id + ".label", {row.x, row.y + (row.h - high) / 2, row.w - curtain.wide, high}, label, look,
          f.theme().paper);
  const bool pulled = button(
      f, "form.hide", {row.right() - curtain.wide, row.y + (row.h - hide_high) / 2, curtain.wide, hide_high},
      curtain.words, curtain.look);
  column.gap(3);
  return pulled;
}

// How the field looks now: whether it has the keyboard, where its caret is, what of it is selected.
FieldLook field_look_of(const FormBody& b, const Written& w) {
  const auto& session = b.s.state.session;
  FieldLook look;
  look.label = w.label;
  look.focused = session.editing.field == w.field;
  look.error = problem_of(b.form, domain::id_of(w.field)) != nullptr;
  look.hidden = session.hidden;
  look.multi_line = w.multi_line;
  look.number = w.field == domain::Field::phone || w.field == domain::Field::email;
  if (w.field == domain::Field::phone) look.grouping = Grouping::phone;
  look.caret = session.editing.caret;
  if (look.focused) {
    const app::Selection chosen = app::selection_of(b.s.state);
    look.selected_from = chosen.begin;
    look.selected_to = chosen.end;
  }
  look.accent = accent(b);
  return look;
}

}  // namespace

bool written(const FormBody& b, Column& column, const Written& w) {
  Frame& f = b.s.f;
  const Words look{.cap_mm = type::kBody, .weight = text::Weight::semibold, .colour = f.theme().ink};
  const std::string id = "form." + std::string(domain::id_of(w.field));
  const Curtain curtain = curtain_of(b, w.label, look, column.width(), w.curtain);
  // In a tight place the label stands in the field, as long as it is whole there.
  const float in_field = column.width() - f.mm(8) - (w.curtain && !curtain.beside ? f.mm(19) : 0.0f);
  const bool label_inside =
      b.tight > 2 && !curtain.beside &&
      (!w.placeholder.empty() || f.type.width_of(w.label, {.cap_mm = type::kLabel}) <= in_field);
  bool pulled = false;
  if (curtain.beside) {
    pulled = label_beside(f, column, id, w.label, look, curtain);
  } else if (!label_inside) {
    column.words(id + ".label", w.label, look, f.theme().paper);
    column.gap(1.5f);
  }
  if (w.tells_fault) error_note(b, domain::id_of(w.field), column);
  FieldLook field = field_look_of(b, w);
  field.placeholder = w.placeholder.empty() && label_inside ? w.label : w.placeholder;
  const float line_high = f.type.height_of("Hg", {.cap_mm = field.number ? type::kHeading : type::kBody}, 0);
  Rect box = column.next(std::max(f.mm(lies_small(f) ? 16.0f : 18.0f),
                                  line_high * w.lines + f.mm(height_is_scarce(f) ? 4.5f : 7.0f)));
  if (w.or_say && !b.typing) voice_button(b, column, box, curtain.beside ? 0 : f.mm(19));
  if (w.curtain && !curtain.beside) {
    pulled = icon_button(f, "form.hide", box.cut_end(f.mm(16)), curtain.look.icon, curtain.words,
                         curtain.words, false, false, ButtonKind::secondary);
    box.cut_end(f.mm(3));
  }
  if (pulled) b.s.emit(app::HidePressed{});
  const Secret* text = app::field_text(b.s.state, w.field);
  const FieldUse use = text_field(f, id, box, text != nullptr ? text->view() : std::string_view(), field);
  if (use.touched) b.s.emit(app::FieldFocused{w.field, use.caret});
  return room_note(b.s, w.field, column);
}

}  // namespace wv::ui
