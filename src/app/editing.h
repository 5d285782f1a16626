// Typing into the field that has the keyboard (text/editing.h): which text that is, and how much it holds.
// Near the bound the letters that still fit are counted down.
#pragma once
#include <cstddef>
#include <optional>
#include <string_view>

#include "app/state.h"

namespace wv::app {

// What a field holds; whether a line without letters reads from the right is the language's to say.
[[nodiscard]] text::FieldRules rules_of(domain::Field field);
// Another layer of the keyboard.
void choose_layer(State& state, std::string layer);
void focus(State& state, domain::Field field, std::size_t caret);
void leave_field(State& state);
void type_text(State& state, std::string_view text);
void erase_before_caret(State& state);
// How many letters like the last one still fit, when there are few; nothing when there is room enough.
[[nodiscard]] std::optional<std::size_t> letters_left(const State& state, domain::Field field);
void put_text(State& state, domain::Field field, std::string_view text);

}  // namespace wv::app
