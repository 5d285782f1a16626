// The on-screen keyboard: layouts are data (assets/keyboards), keys touch each other so that no touch
// falls between two (their pitch is the target, T1), each finger is a key of its own, nothing repeats.
// Never mirrored: an Arabic layout is written as Arabic keyboards have it.
#pragma once
#include "ui/kit/scene.h"

namespace wv::ui {

// The keyboard's height in px; 0 when no field has it.
[[nodiscard]] float keyboard_height(const Scene& s);
// Draws it at the foot of `area` (above the bar) and takes its strip off.
void keyboard(const Scene& s, Rect& area);

}  // namespace wv::ui
