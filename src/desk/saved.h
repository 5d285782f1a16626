// What a lock seals and unlocking puts back: where one was, and all that was being written, with the caret in
// its field. And the streets, which are kept by themselves. JSON in one buffer; a document that can't be read
// gives nothing, so that a device always opens.
#pragma once
#include <string_view>

#include "desk/state.h"

namespace wv::desk {

[[nodiscard]] Secret saved_json(const State& state);
// Into a desk that was just opened. The list is another day's business: where the document is of another day,
// only what was being written comes back. True when the list was put back too.
bool restore(State& state, Open& open, std::string_view json);

[[nodiscard]] Secret streets_json(const Door& door);
void restore_streets(Door& door, std::string_view json);

}  // namespace wv::desk
