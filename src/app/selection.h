// What a real keyboard does to the field that has it: the caret, a selection, Delete, cut, copy and paste. A
// text that is typed or put in replaces what is selected (editing.h). What was copied never leaves the
// process: it lies in the session, goes with it, and is overwritten then (S3). The caret moves as it is seen:
// in a line that reads from right to left, the arrow to the left goes on in the text.
#pragma once
#include "app/event.h"
#include "app/visit.h"

namespace wv::app {

struct Selection {
  std::size_t begin = 0, end = 0;  // bytes of the field's text; equal when nothing is selected
  [[nodiscard]] bool empty() const { return begin == end; }
};
[[nodiscard]] Selection selection_of(const State& state);

// Takes out what is selected, and says whether anything was.
bool erase_selection(State& state);
// The field's part of a key; true when its text changed. `enter` isn't one: visit.h.
bool field_key(State& state, const content::Content& content, const FieldKeyed& keyed);

}  // namespace wv::app
