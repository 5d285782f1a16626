// The keys' ring, and a calm frame round what is being read. Both stand off what they mark, dark on light, so
// that they show on any ground (WCAG 2.4.13).
#pragma once
#include <string_view>

#include "app/state.h"
#include "ui/kit/frame.h"

namespace wv::ui {

// `page`: what is read; under the ear's panel that is the page beneath it.
void draw_rings(Frame& f, const app::Reading& reading, const Tree& page, std::string_view focus);

}  // namespace wv::ui
