// What stands around every page, in the same place on every screen (EN 301 549 5.2, WCAG 3.2.6): the
// bar with logo, listen, language, text size, contrast, help and stop; the trial's banner; and the danger
// line. Upright screens carry the bar at the foot, in reach of the hand; wide ones on the starting side.
#pragma once
#include "ui/kit/column.h"
#include "ui/kit/frame.h"
#include "ui/kit/scene.h"

namespace wv::ui {

enum class DangerLine { without, with, with_reading_days, at_home };

// What the bar leaves of the screen.
[[nodiscard]] Rect beside_bar(Frame& f);
// Ground, banner, bar and danger line; returns what is left for the page.
[[nodiscard]] Rect chrome(const Scene& s, DangerLine danger);
// What the danger line leaves out in large letters, as part of the page; nothing at 100 %.
void danger_words(const Scene& s, Column& column, DangerLine danger);

}  // namespace wv::ui
