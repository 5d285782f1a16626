// "Gevaar? Bel 112": a line at the foot of home, of the pages that ask for a message, and of the review.
// Where a low screen has no height for it beside the keyboard, it stands between Back and Next instead.
#pragma once
#include "ui/kit/chrome.h"
#include "ui/kit/steps_beside.h"

namespace wv::ui {

// Takes its strip from the foot of `area`; `danger_words` (chrome.h) is the rest of it in large letters.
void danger_line(const Scene& s, Rect& area, DangerLine danger);

// How wide it stands in one line, and at least: its sign and the number alone.
[[nodiscard]] KeptFree danger_width(const Scene& s);
// In the middle of `place`, whole; in large letters, where there is no room for more, its sign and the
// number, which the voice says in full. False, and nothing drawn, when it doesn't fit.
[[nodiscard]] bool danger_beside(const Scene& s, const Rect& place, DangerLine danger);

}  // namespace wv::ui
