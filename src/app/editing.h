// Typing into the field that has the keyboard: text in at the caret, one grapheme out, the caret
// placed by a finger. Texts are bounded, so that a stuck key can't fill the memory.
#pragma once
#include <string_view>

#include "app/state.h"

namespace wv::app {

void focus(State& state, std::string_view field, std::size_t caret);
void leave_field(State& state);
void type_text(State& state, std::string_view text);
void erase_before_caret(State& state);
void put_text(State& state, std::string_view field, std::string_view text);

}  // namespace wv::app
