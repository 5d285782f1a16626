// The four cards of the first screen: what a resident can do, each with its role's mark, name and line.
// `across`: how many stand beside one another (1, 2 or 4).
#pragma once
#include "ui/kit/column.h"
#include "ui/kit/scene.h"
#include "ui/kit/widgets.h"

namespace wv::ui {

// Draws them, no higher than `total_height` (px) where they can be so low.
void home_cards(const Scene& s, Column& column, int across, float total_height);
// How high (px) they would like to be in a place of `width`, with pictures one can name from a step away.
[[nodiscard]] float home_cards_wish(const Scene& s, float width, int across);

}  // namespace wv::ui
