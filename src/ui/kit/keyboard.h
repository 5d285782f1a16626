// The on-screen keyboard: layouts are data (assets/keyboards), keys touch each other so that no touch
// falls between two (their pitch is the target, T1), each finger is a key of its own, nothing repeats.
// Never mirrored: an Arabic layout is written as Arabic keyboards have it.
#pragma once
#include <string_view>
#include <vector>

#include "content/keyboard.h"
#include "ui/kit/scene.h"

namespace wv::ui {

struct KeyboardUse {  // of the field that has it
  Frame& f;
  const content::Keyboard* layout = nullptr;  // null: no field has it, and nothing is drawn
  std::string_view layer;
};
[[nodiscard]] float keyboard_height(const KeyboardUse& use);
// Draws it at the foot of `area` and takes its strip off; gives the keys pressed since the last frame.
[[nodiscard]] std::vector<const content::KeyboardKey*> keyboard(const KeyboardUse& use, Rect& area);

// Whether somebody writes into a field, by this keyboard or by the device's own.
[[nodiscard]] bool is_typing(const Scene& s);
// The keyboard's height in px; 0 when no field has it.
[[nodiscard]] float keyboard_height(const Scene& s);
// Draws it at the foot of `area` (above the bar) and takes its strip off.
void keyboard(const Scene& s, Rect& area);

}  // namespace wv::ui
