// A QR code as dark fills on white, quiet zone included, as large as whole pixels a square allow. Never
// mirrored: a mirrored code can't be read. Draws nothing when the text is too long for one.
#pragma once
#include <string_view>

#include "media/qr.h"
#include "ui/kit/frame.h"

namespace wv::ui {

void draw_qr(Frame& f, const Rect& rect, std::string_view text,
             media::Correction least = media::Correction::medium);

}  // namespace wv::ui
