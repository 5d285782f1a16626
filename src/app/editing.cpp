#include "app/editing.h"

#include <algorithm>

#include "app/pages.h"
#include "app/selection.h"

namespace wv::app {

text::FieldRules rules_of(domain::Field field) {
  text::FieldRules rules;
  rules.lines = field == domain::Field::message;
  rules.most_bytes = rules.lines ? domain::kMostMessageBytes : domain::kMostLineBytes;
  rules.prose = rules.lines || field == domain::Field::place || field == domain::Field::name;
  rules.never_rtl = !keyboard_of(field).empty();
  return rules;
}

void choose_layer(State& state, std::string layer) {
  text::choose_layer(state.session.editing, std::move(layer));
}

void focus(State& state, domain::Field field, std::size_t caret) {
  const Secret* text = field_text(state, field);
  if (text == nullptr) return;
  auto& editing = state.session.editing;
  const bool anew = editing.field != field;
  editing.field = field;
  text::place_caret(editing, *text, rules_of(field), caret, anew);
}

void leave_field(State& state) { state.session.editing = {}; }

void type_text(State& state, std::string_view typed) {
  auto& editing = state.session.editing;
  Secret* text = field_text(state, editing.field);
  if (text == nullptr) return;
  if (editing.field != domain::Field::message && typed == "\n") return leave_field(state);
  text::type_into(*text, editing, rules_of(editing.field), typed);
}

void erase_before_caret(State& state) {
  auto& editing = state.session.editing;
  if (Secret* text = field_text(state, editing.field))
    text::erase_before_caret(*text, editing, rules_of(editing.field));
}

std::optional<std::size_t> letters_left(const State& state, domain::Field field) {
  const Secret* text = field_text(state, field);
  if (text == nullptr) return std::nullopt;
  return text::letters_left(*text, rules_of(field));
}

void put_text(State& state, domain::Field field, std::string_view words) {
  Secret* text = field_text(state, field);
  if (text == nullptr) return;
  const bool cut = text::put_text(*text, rules_of(field), words);
  auto& editing = state.session.editing;
  if (editing.field == field) {
    editing.caret = text->size();
    editing.anchor.reset();
  }
  if (cut && editing.field != field) focus(state, field, text->size());
  editing.room = cut ? Editing::Room::cut : Editing::Room::enough;
}

}  // namespace wv::app
