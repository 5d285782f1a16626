// A slip of paper as dots: the words laid out as on the screen, in every script, in black and white. Blocks
// for some ten milliseconds.
#pragma once
#include "app/slip.h"
#include "ports/printer.h"
#include "text/font.h"

namespace wv::runtime {

inline constexpr int kDotsPerMm = 8;  // of receipt printers: 203 to the inch

// `dots`: how many stand beside one another, a multiple of 8. Any words at all give a picture.
[[nodiscard]] ports::DotPicture draw_slip(text::Fonts& fonts, const app::Slip& slip, int dots);

}  // namespace wv::runtime
