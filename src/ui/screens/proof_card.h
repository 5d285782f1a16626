// The card that a resident takes along: number and code, large, and for a telephone's calendar the day. It
// covers itself after a while (app/receipt.h), and a touch shows it again. What is covered is nowhere in the
// UI tree either.
#pragma once
#include "ui/kit/scene.h"

namespace wv::ui {

// Draws it at the top of `rect`; returns the height used, which is the same when it is covered.
float proof_card(const Scene& s, const app::Receipt& receipt, const Rect& rect);

}  // namespace wv::ui
