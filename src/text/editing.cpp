#include "text/editing.h"

#include <algorithm>
#include <utility>

#include "base/bytes.h"
#include "base/utf8.h"
#include "text/breaks.h"
#include "text/layout.h"

namespace wv::text {

namespace {

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
  return previous_grapheme(text, after);
}

// A sentence begins with a capital; the visitor need not know of a shift key (Latin layouts only have one).
bool sentence_begins(std::string_view before) {
  if (before.empty()) return true;
  if (before.back() == '\n') return true;
  return before.size() >= 2 && before.back() == ' ' &&
         std::string_view(".!?").find(before[before.size() - 2]) != std::string_view::npos;
}

void settle_capitals(Editing& editing, std::string_view text, const FieldRules& rules) {
  if (editing.layer != "letters" && editing.layer != "capitals") return;
  if (!rules.prose) return;
  editing.layer = sentence_begins(text.substr(0, editing.caret)) ? "capitals" : "letters";
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
  for (std::size_t n = grapheme_count(text.substr(start, at - start)); n > 0 && to < last; --n)
    to = next_grapheme(text, to);
  return std::min(to, last);
}

// Which way the line with the caret reads.
bool reads_leftwards(const Editing& editing, const FieldRules& rules, std::string_view text) {
  if (rules.never_rtl) return false;
  const auto otherwise = rules.rtl_writing ? Direction::rtl : Direction::ltr;
  const std::size_t start = line_start(text, editing.caret);
  return direction_of(text.substr(start, line_end(text, editing.caret) - start), otherwise) == Direction::rtl;
}

std::size_t moved(FieldKey key, std::string_view text, std::size_t at) {
  switch (key) {
    case FieldKey::left: return previous_grapheme(text, at);
    case FieldKey::right: return next_grapheme(text, at);
    case FieldKey::word_left: return previous_word(text, at);
    case FieldKey::word_right: return next_word(text, at);
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

void move_caret(Editing& editing, const FieldRules& rules, std::string_view text, FieldKey pressed,
                bool extend) {
  const FieldKey key = reads_leftwards(editing, rules, text) ? turned_round(pressed) : pressed;
  const Selection was = selection_of(editing, text);
  std::size_t to = moved(key, text, editing.caret);
  // An arrow without Shift leaves a selection at the side it points to.
  if (!extend && !was.empty() && key == FieldKey::left) to = was.begin;
  if (!extend && !was.empty() && key == FieldKey::right) to = was.end;
  if (!extend)
    editing.anchor.reset();
  else if (!editing.anchor)
    editing.anchor = editing.caret;
  editing.caret = to;
}

bool erase_to(Secret& text, Editing& editing, std::size_t to) {
  editing.anchor = to;
  return erase_selection(text, editing);
}

bool copy(std::string_view text, const Editing& editing, Secret& copied) {
  const Selection chosen = selection_of(editing, text);
  if (chosen.empty()) return false;
  copied = text.substr(chosen.begin, chosen.end - chosen.begin);
  return true;
}

bool paste(Secret& text, Editing& editing, const FieldRules& rules, const Secret& copied) {
  if (copied.empty()) return false;
  Secret words;
  // A field of one line takes one line.
  for (const char sign : copied) words.push_back(!rules.lines && sign == '\n' ? ' ' : sign);
  type_into(text, editing, rules, words);
  return true;
}

}  // namespace

Selection selection_of(const Editing& editing, std::string_view text) {
  if (!editing.anchor) return {};
  const std::size_t a = std::min(*editing.anchor, text.size()), b = std::min(editing.caret, text.size());
  return {std::min(a, b), std::max(a, b)};
}

void place_caret(Editing& editing, std::string_view text, const FieldRules& rules, std::size_t caret,
                 bool anew) {
  if (anew) {
    editing.layer = editing.letters_before = "letters";
    editing.sign_typed = false;
    editing.room = Editing::Room::enough;
  }
  editing.anchor.reset();
  editing.caret = std::min(caret, text.size());
  settle_capitals(editing, text, rules);
}

void choose_layer(Editing& editing, std::string layer) {
  const bool letters = editing.layer != "symbols" && editing.layer != "accents";
  if (letters) editing.letters_before = editing.layer;
  editing.sign_typed = false;
  editing.layer = std::move(layer);
}

bool type_into(Secret& text, Editing& editing, const FieldRules& rules, std::string_view typed) {
  const Secret clean = repair_utf8(typed);
  const Selection chosen = selection_of(editing, text);
  if (text.size() - (chosen.end - chosen.begin) + clean.size() > rules.most_bytes) {
    editing.room = Editing::Room::no_more;
    return false;
  }
  erase_selection(text, editing);
  editing.caret = std::min(editing.caret, text.size());
  text.insert(editing.caret, clean);
  editing.caret += clean.size();
  settle_layer(editing, clean.view());
  settle_capitals(editing, text, rules);
  return true;
}

void erase_before_caret(Secret& text, Editing& editing, const FieldRules& rules) {
  if (!erase_selection(text, editing)) {
    if (editing.caret == 0) return;
    editing.room = Editing::Room::enough;
    const std::size_t from = previous_grapheme(text, editing.caret);
    text.erase(from, editing.caret - from);
    editing.caret = from;
  }
  settle_capitals(editing, text, rules);
}

bool erase_selection(Secret& text, Editing& editing) {
  const Selection chosen = selection_of(editing, text);
  editing.anchor.reset();
  if (chosen.empty()) return false;
  text.erase(chosen.begin, chosen.end - chosen.begin);
  editing.caret = chosen.begin;
  editing.room = Editing::Room::enough;
  return true;
}

bool press(Secret& text, Editing& editing, const FieldRules& rules, FieldKey key, bool extend,
           Secret& copied) {
  editing.caret = std::min(editing.caret, text.size());
  const bool chosen = !selection_of(editing, text).empty();
  switch (key) {
    case FieldKey::erase_after:
      return chosen ? erase_selection(text, editing)
                    : erase_to(text, editing, next_grapheme(text, editing.caret));
    case FieldKey::erase_word_before:
      return chosen ? erase_selection(text, editing)
                    : erase_to(text, editing, previous_word(text, editing.caret));
    case FieldKey::erase_word_after:
      return chosen ? erase_selection(text, editing)
                    : erase_to(text, editing, next_word(text, editing.caret));
    case FieldKey::select_all:
      editing.anchor = 0;
      editing.caret = text.size();
      return false;
    case FieldKey::copy: copy(text, editing, copied); return false;
    case FieldKey::cut: return copy(text, editing, copied) && erase_selection(text, editing);
    case FieldKey::paste: return paste(text, editing, rules, copied);
    case FieldKey::enter: return false;
    default: move_caret(editing, rules, text, key, extend); return false;
  }
}

std::optional<std::size_t> letters_left(std::string_view text, const FieldRules& rules) {
  if (text.empty()) return std::nullopt;
  const std::size_t left = rules.most_bytes - std::min(text.size(), rules.most_bytes);
  // A letter of Arabic or Cyrillic takes two bytes: they are counted as the last one was.
  std::size_t last = text.size() - 1;
  while (last > 0 && (static_cast<unsigned char>(text[last]) & 0xC0U) == 0x80U) --last;
  const std::size_t letters = left / (text.size() - last);
  if (letters > kFewLetters) return std::nullopt;
  return letters;
}

bool put_text(Secret& text, const FieldRules& rules, std::string_view words) {
  Secret whole = repair_utf8(words);
  const std::size_t fits = end_of_what_fits(whole, rules.most_bytes);
  const bool cut = fits < whole.size();
  whole.erase(fits);
  text = std::move(whole);
  return cut;
}

}  // namespace wv::text
