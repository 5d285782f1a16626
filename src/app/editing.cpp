#include "app/editing.h"

#include <algorithm>

#include "app/pages.h"
#include "app/selection.h"
#include "base/utf8.h"
#include "text/breaks.h"

namespace wv::app {

namespace {

std::size_t most_bytes(std::string_view field) { return field == "message" ? domain::kMostMessageBytes : domain::kMostLineBytes; }

// A sentence begins with a capital; the visitor need not know of a shift key (Latin layouts only have one).
bool sentence_begins(std::string_view before) {
  if (before.empty()) return true;
  if (before.back() == '\n') return true;
  return before.size() >= 2 && before.back() == ' ' && std::string_view(".!?").find(before[before.size() - 2]) != std::string_view::npos;
}

void settle_capitals(State& state) {
  auto& editing = state.session.editing;
  if (editing.layer != "letters" && editing.layer != "capitals") return;
  const bool prose = editing.field == "message" || editing.field == "place" || editing.field == "name";
  const std::string* text = field_text(state, editing.field);
  if (!prose || text == nullptr) return;
  editing.layer = sentence_begins(std::string_view(*text).substr(0, editing.caret)) ? "capitals" : "letters";
}

}  // namespace

void focus(State& state, std::string_view field, std::size_t caret) {
  const std::string* text = field_text(state, field);
  if (text == nullptr) return;
  auto& editing = state.session.editing;
  if (editing.field != field) editing.layer = "letters";
  editing.field = std::string(field);
  editing.anchor.reset();
  editing.caret = std::min(caret, text->size());
  settle_capitals(state);
}

void leave_field(State& state) { state.session.editing = {}; }

void type_text(State& state, std::string_view typed) {
  auto& editing = state.session.editing;
  std::string* text = field_text(state, editing.field);
  if (text == nullptr) return;
  const std::string clean = repair_utf8(typed);
  if (editing.field != "message" && clean == "\n") return leave_field(state);
  const Selection chosen = selection_of(state);
  if (text->size() - (chosen.end - chosen.begin) + clean.size() > most_bytes(editing.field)) return;
  erase_selection(state);
  editing.caret = std::min(editing.caret, text->size());
  text->insert(editing.caret, clean);
  editing.caret += clean.size();
  settle_capitals(state);
}

void erase_before_caret(State& state) {
  auto& editing = state.session.editing;
  std::string* text = field_text(state, editing.field);
  if (text == nullptr) return;
  if (erase_selection(state)) return settle_capitals(state);
  if (editing.caret == 0) return;
  const std::size_t from = text::previous_grapheme(*text, editing.caret);
  text->erase(from, editing.caret - from);
  editing.caret = from;
  settle_capitals(state);
}

void put_text(State& state, std::string_view field, std::string_view words) {
  std::string* text = field_text(state, field);
  if (text == nullptr) return;
  *text = repair_utf8(words).substr(0, most_bytes(field));
  *text = repair_utf8(*text);
  if (state.session.editing.field != field) return;
  state.session.editing.caret = text->size();
  state.session.editing.anchor.reset();
}

}  // namespace wv::app
