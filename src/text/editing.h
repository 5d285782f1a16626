// Typing into a field: text in at the caret, one grapheme out, a caret placed by a finger or moved by keys, a
// selection, cut, copy and paste. It works on a text and on where its caret is; whose text that is, and what
// the keyboard's layers hold, is the caller's. Texts are bounded, so that a stuck key can't fill the memory;
// at the bound `Editing::room` says why nothing happens. No word is cut in two. Can't fail.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/secret.h"

namespace wv::text {

struct Editing {
  std::size_t caret = 0;              // byte offset, always between graphemes
  std::optional<std::size_t> anchor;  // the other end of what is selected
  std::string layer = "letters";
  std::string letters_before = "letters";  // the layer that the layer of signs was opened from
  bool sign_typed = false;                 // the last key was a sign: a space then brings the letters back
  // A field holds only so much: `no_more` when a letter didn't fit any more, `cut` when a text came that was
  // too long and lost its last words. Said on the page and aloud, until something is erased or the field is
  // left.
  enum class Room { enough, no_more, cut } room = Room::enough;
};

struct FieldRules {
  std::size_t most_bytes = 0;
  bool lines = false;        // it may hold more than one
  bool prose = false;        // a sentence begins with a capital
  bool rtl_writing = false;  // what has no strong letter of its own reads from the right
  bool never_rtl = false;    // a number, a code or an address, in every language
};

// A key of a real keyboard in the field that has it.
enum class FieldKey {
  left,
  right,
  up,
  down,
  word_left,
  word_right,
  line_start,
  line_end,
  text_start,
  text_end,
  erase_after,
  erase_word_before,
  erase_word_after,
  select_all,
  copy,
  cut,
  paste,
  enter
};

struct Selection {
  std::size_t begin = 0, end = 0;  // bytes of the field's text; equal when nothing is selected
  [[nodiscard]] bool empty() const { return begin == end; }
};
[[nodiscard]] Selection selection_of(const Editing& editing, std::string_view text);

// The field has just got the keyboard (`anew`), or a finger put the caret elsewhere in it.
void place_caret(Editing& editing, std::string_view text, const FieldRules& rules, std::size_t caret,
                 bool anew);
void choose_layer(Editing& editing, std::string layer);

// A text that is typed or put in replaces what is selected. False when it doesn't fit.
bool type_into(Secret& text, Editing& editing, const FieldRules& rules, std::string_view typed);
void erase_before_caret(Secret& text, Editing& editing, const FieldRules& rules);
// Takes out what is selected, and says whether anything was.
bool erase_selection(Secret& text, Editing& editing);
// The field's part of a key; true when its text changed. `enter` isn't one. With `extend` (Shift) what the
// caret passes over is selected. `copied`: never leaves the process, and goes with whoever holds it (S3). The
// caret moves as it is seen: in a line that reads from the right, the arrow to the left goes on in the text.
bool press(Secret& text, Editing& editing, const FieldRules& rules, FieldKey key, bool extend,
           Secret& copied);

// How many letters like the last one still fit, when there are few; nothing when there is room enough.
[[nodiscard]] std::optional<std::size_t> letters_left(std::string_view text, const FieldRules& rules);
// The whole text at once; true when it was too long and lost its last words. The caret is the caller's.
bool put_text(Secret& text, const FieldRules& rules, std::string_view words);

}  // namespace wv::text
