#include "ui/kit/qr_code.h"

#include <cmath>

namespace wv::ui {

void draw_qr(Frame& f, const Rect& rect, std::string_view text, media::Correction least) {
  const auto qr = media::qr_of(text, least);
  if (!qr) return;
  const int side = qr.value().side, quiet = 4;
  const float module = std::floor(rect.w / static_cast<float>(side + 2 * quiet));
  const float whole = module * static_cast<float>(side + 2 * quiet);
  const Rect square{rect.x + (rect.w - whole) / 2, rect.y + (rect.h - whole) / 2, whole, whole};
  f.paint().fill(square, rgb(0xFFFFFF));
  const bool was = f.paint().mirrored();
  const Rect shown = f.paint().on_screen(square);
  f.paint().mirror(false);
  for (int y = 0; y < side; ++y)
    for (int x = 0; x < side;) {
      int run = 0;
      while (x + run < side && qr.value().at(x + run, y)) ++run;
      if (run > 0)
        f.paint().fill(
            {shown.x + static_cast<float>(x + quiet) * module,
             shown.y + static_cast<float>(y + quiet) * module, static_cast<float>(run) * module, module},
            rgb(0x17213B));
      x += std::max(run, 1);
    }
  f.paint().mirror(was);
}

}  // namespace wv::ui
