#include "app/selection.h"

#include <algorithm>

#include "app/editing.h"
#include "app/pages.h"
#include "text/breaks.h"
#include "text/layout.h"

namespace wv::app {

namespace {

std::size_t line_start(std::string_view text, std::size_t at) {
  const std::size_t end = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  return end == std::string_view::npos ? 0 : end + 1;
}
std::size_t line_end(std::string_view text, std::size_t at) {
  return std::min(text.find('\n', at), text.size());
}

// The same column, counted in letters, of the line above or below; beyond the first and the last line, their
// ends.
std::size_t line_moved(std::string_view text, std::size_t at, int by) {
  const std::size_t start = line_start(text, at);
  if (by < 0 && start == 0) return 0;
  const std::size_t end = line_end(text, at);
  if (by > 0 && end == text.size()) return end;
  std::size_t to = by < 0 ? line_start(text, start - 1) : end + 1;
  const std::size_t last = line_end(text, to);
  for (std::size_t n = text::grapheme_count(text.substr(start, at - start)); n > 0 && to < last; --n)
    to = text::next_grapheme(text, to);
  return std::min(to, last);
}

// Which way the line with the caret reads. Numbers, codes and addresses read from the left in every language.
bool reads_leftwards(const State& state, const content::Content& content, std::string_view text) {
  const auto& editing = state.session.editing;
  if (!keyboard_of(editing.field).empty()) return false;
  const auto otherwise =
      content.catalog.right_to_left(state.shown.language) ? text::Direction::rtl : text::Direction::ltr;
  const std::size_t start = line_start(text, editing.caret);
  return text::direction_of(text.substr(start, line_end(text, editing.caret) - start), otherwise) ==
         text::Direction::rtl;
}

std::size_t moved(FieldKey key, std::string_view text, std::size_t at) {
  switch (key) {
    case FieldKey::left: return text::previous_grapheme(text, at);
    case FieldKey::right: return text::next_grapheme(text, at);
    case FieldKey::word_left: return text::previous_word(text, at);
    case FieldKey::word_right: return text::next_word(text, at);
    case FieldKey::up: return line_moved(text, at, -1);
    case FieldKey::down: return line_moved(text, at, 1);
    case FieldKey::line_start: return line_start(text, at);
    case FieldKey::line_end: return line_end(text, at);
    case FieldKey::text_start: return 0;
    case FieldKey::text_end: return text.size();
    default: return at;
  }
}

FieldKey turned_round(FieldKey key) {
  switch (key) {
    case FieldKey::left: return FieldKey::right;
    case FieldKey::right: return FieldKey::left;
    case FieldKey::word_left: return FieldKey::word_right;
    case FieldKey::word_right: return FieldKey::word_left;
    default: return key;
  }
}

void move_caret(State& state, const content::Content& content, std::string_view text,
                const FieldKeyed& keyed) {
  auto& editing = state.session.editing;
  const FieldKey key = reads_leftwards(state, content, text) ? turned_round(keyed.key) : keyed.key;
  const Selection was = selection_of(state);
  std::size_t to = moved(key, text, editing.caret);
  // An arrow without Shift leaves a selection at the side it points to.
  if (!keyed.extend && !was.empty() && key == FieldKey::left) to = was.begin;
  if (!keyed.extend && !was.empty() && key == FieldKey::right) to = was.end;
  if (!keyed.extend)
    editing.anchor.reset();
  else if (!editing.anchor)
    editing.anchor = editing.caret;
  editing.caret = to;
}

bool erase_to(State& state, std::size_t to) {
  auto& editing = state.session.editing;
  editing.anchor = to;
  return erase_selection(state);
}

bool copy(State& state, std::string_view text) {
  const Selection chosen = selection_of(state);
  if (chosen.empty()) return false;
  state.session.copied = text.substr(chosen.begin, chosen.end - chosen.begin);
  return true;
}

bool paste(State& state) {
  if (state.session.copied.empty()) return false;
  Secret words;
  // A field of one line takes one line.
  const bool one_line = state.session.editing.field != domain::Field::message;
  for (const char sign : state.session.copied) words.push_back(one_line && sign == '\n' ? ' ' : sign);
  type_text(state, words);
  return true;
}

}  // namespace

Selection selection_of(const State& state) {
  const auto& editing = state.session.editing;
  const auto* text = field_text(state, editing.field);
  if (text == nullptr || !editing.anchor) return {};
  const std::size_t a = std::min(*editing.anchor, text->size()), b = std::min(editing.caret, text->size());
  return {std::min(a, b), std::max(a, b)};
}

bool erase_selection(State& state) {
  auto& editing = state.session.editing;
  const Selection chosen = selection_of(state);
  editing.anchor.reset();
  auto* text = field_text(state, editing.field);
  if (text == nullptr || chosen.empty()) return false;
  text->erase(chosen.begin, chosen.end - chosen.begin);
  editing.caret = chosen.begin;
  editing.room = Editing::Room::enough;
  return true;
}

bool field_key(State& state, const content::Content& content, const FieldKeyed& keyed) {
  auto& editing = state.session.editing;
  const auto* own = field_text(state, editing.field);
  if (own == nullptr) return false;
  const std::string_view text = *own;
  editing.caret = std::min(editing.caret, text.size());
  const bool chosen = !selection_of(state).empty();
  switch (keyed.key) {
    case FieldKey::erase_after:
      return chosen ? erase_selection(state) : erase_to(state, text::next_grapheme(text, editing.caret));
    case FieldKey::erase_word_before:
      return chosen ? erase_selection(state) : erase_to(state, text::previous_word(text, editing.caret));
    case FieldKey::erase_word_after:
      return chosen ? erase_selection(state) : erase_to(state, text::next_word(text, editing.caret));
    case FieldKey::select_all:
      editing.anchor = 0;
      editing.caret = text.size();
      return false;
    case FieldKey::copy: copy(state, text); return false;
    case FieldKey::cut: return copy(state, text) && erase_selection(state);
    case FieldKey::paste: return paste(state);
    case FieldKey::enter: return false;
    default: move_caret(state, content, text, keyed); return false;
  }
}

}  // namespace wv::app
