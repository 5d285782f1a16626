#include "app/editing.h"

#include <algorithm>

#include "app/pages.h"
#include "app/selection.h"
#include "base/bytes.h"
#include "base/utf8.h"
#include "text/breaks.h"

namespace wv::app {

namespace {

std::size_t most_bytes(domain::Field field) {
  return field == domain::Field::message ? domain::kMostMessageBytes : domain::kMostLineBytes;
}

constexpr std::size_t kFewLetters = 40;

// Whole words only, as long as one isn't most of the text; never half a letter.
std::size_t end_of_what_fits(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text.size();
  const std::size_t space = text.find_last_of(" \n", most);
  if (space != std::string_view::npos && space >= most / 2) return space;
  const auto inside = [&](std::size_t at) {
    return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
  };
  std::size_t end = most;
  while (inside(end)) --end;
  std::size_t after = end + 1;
  while (inside(after)) ++after;
  return text::previous_grapheme(text, after);
}

// A sentence begins with a capital; the visitor need not know of a shift key (Latin layouts only have one).
bool sentence_begins(std::string_view before) {
  if (before.empty()) return true;
  if (before.back() == '\n') return true;
  return before.size() >= 2 && before.back() == ' ' &&
         std::string_view(".!?").find(before[before.size() - 2]) != std::string_view::npos;
}

void settle_capitals(State& state) {
  auto& editing = state.session.editing;
  if (editing.layer != "letters" && editing.layer != "capitals") return;
  const bool prose = editing.field == domain::Field::message || editing.field == domain::Field::place ||
                     editing.field == domain::Field::name;
  const Secret* text = field_text(state, editing.field);
  if (!prose || text == nullptr) return;
  editing.layer = sentence_begins(text->view().substr(0, editing.caret)) ? "capitals" : "letters";
}

bool is_digit_or_blank(std::string_view typed) {
  if (typed == " " || typed == "\n") return true;
  if (typed.size() == 1) return typed.front() >= '0' && typed.front() <= '9';
  return typed.starts_with("\xD9") && typed >= "\xD9\xA0" && typed <= "\xD9\xA9";  // Arabic-Indic
}

// "Hallo! " ends with a space: what follows is a word, and the letters are back. "12 " may go on with "34".
void settle_layer(Editing& editing, std::string_view typed) {
  constexpr std::string_view kSigns = "symbols";
  if (editing.layer == kSigns && typed == " " && editing.sign_typed) editing.layer = editing.letters_before;
  editing.sign_typed = editing.layer == kSigns && !is_digit_or_blank(typed);
}

}  // namespace

void choose_layer(State& state, std::string layer) {
  auto& editing = state.session.editing;
  const bool letters = editing.layer != "symbols" && editing.layer != "accents";
  if (letters) editing.letters_before = editing.layer;
  editing.sign_typed = false;
  editing.layer = std::move(layer);
}

void focus(State& state, domain::Field field, std::size_t caret) {
  const Secret* text = field_text(state, field);
  if (text == nullptr) return;
  auto& editing = state.session.editing;
  if (editing.field != field) {
    editing.layer = editing.letters_before = "letters";
    editing.sign_typed = false;
    editing.room = Editing::Room::enough;
  }
  editing.field = field;
  editing.anchor.reset();
  editing.caret = std::min(caret, text->size());
  settle_capitals(state);
}

void leave_field(State& state) { state.session.editing = {}; }

void type_text(State& state, std::string_view typed) {
  auto& editing = state.session.editing;
  Secret* text = field_text(state, editing.field);
  if (text == nullptr) return;
  const Secret clean = repair_utf8(typed);
  if (editing.field != domain::Field::message && clean == "\n") return leave_field(state);
  const Selection chosen = selection_of(state);
  if (text->size() - (chosen.end - chosen.begin) + clean.size() > most_bytes(editing.field)) {
    editing.room = Editing::Room::no_more;
    return;
  }
  erase_selection(state);
  editing.caret = std::min(editing.caret, text->size());
  text->insert(editing.caret, clean);
  editing.caret += clean.size();
  settle_layer(editing, clean.view());
  settle_capitals(state);
}

void erase_before_caret(State& state) {
  auto& editing = state.session.editing;
  Secret* text = field_text(state, editing.field);
  if (text == nullptr) return;
  if (erase_selection(state)) return settle_capitals(state);
  if (editing.caret == 0) return;
  editing.room = Editing::Room::enough;
  const std::size_t from = text::previous_grapheme(*text, editing.caret);
  text->erase(from, editing.caret - from);
  editing.caret = from;
  settle_capitals(state);
}

std::optional<std::size_t> letters_left(const State& state, domain::Field field) {
  const Secret* text = field_text(state, field);
  if (text == nullptr || text->empty()) return std::nullopt;
  const std::size_t left = most_bytes(field) - std::min(text->size(), most_bytes(field));
  // A letter of Arabic or Cyrillic takes two bytes: they are counted as the last one was.
  std::size_t last = text->size() - 1;
  while (last > 0 && (static_cast<unsigned char>(text->view()[last]) & 0xC0U) == 0x80U) --last;
  const std::size_t letters = left / (text->size() - last);
  if (letters > kFewLetters) return std::nullopt;
  return letters;
}

void put_text(State& state, domain::Field field, std::string_view words) {
  Secret* text = field_text(state, field);
  if (text == nullptr) return;
  Secret whole = repair_utf8(words);
  const std::size_t fits = end_of_what_fits(whole, most_bytes(field));
  auto& editing = state.session.editing;
  const bool cut = fits < whole.size();
  whole.erase(fits);
  *text = std::move(whole);
  if (editing.field == field) {
    editing.caret = text->size();
    editing.anchor.reset();
  }
  if (cut && editing.field != field) focus(state, field, text->size());
  editing.room = cut ? Editing::Room::cut : Editing::Room::enough;
}

}  // namespace wv::app
