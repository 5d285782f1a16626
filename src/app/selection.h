// What a real keyboard does to the field that has it (text/editing.h): the caret, a selection, Delete, cut,
// copy and paste. What was copied never leaves the process: it lies in the session, goes with it, and is
// overwritten then (S3).
#pragma once
#include "app/event.h"
#include "app/visit.h"

namespace wv::app {

using text::Selection;
[[nodiscard]] Selection selection_of(const State& state);

// The field's part of a key; true when its text changed. `enter` isn't one: visit.h.
bool field_key(State& state, const content::Content& content, const FieldKeyed& keyed);

}  // namespace wv::app
