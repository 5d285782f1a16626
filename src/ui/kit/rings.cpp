#include "ui/kit/rings.h"

#include <algorithm>

#include "ui/kit/aloud.h"

namespace wv::ui {

namespace {

void ring(Frame& f, const Node& n, Colour colour, Colour under) {
  const float off = f.mm(1.2f), wide = f.mm(1.2f);
  // Words have no edge of their own to stand off from: a little more air, and rounder.
  const bool control = is_control(n);
  const Rect place = control ? n.rect.inset(-off) : n.rect.inset(-f.mm(2.4f), -f.mm(1.2f));
  const float radius = control ? std::min(f.mm(6), place.h / 2) : std::min(f.mm(3), place.h / 2);
  f.paint().round_border(place.inset(-f.mm(0.6f)), radius, wide + f.mm(1.2f), under);
  f.paint().round_border(place, radius, wide, colour);
}

}  // namespace

void draw_rings(Frame& f, const app::Reading& reading, const Tree& page, std::string_view focus) {
  f.paint().mirror(false);
  if (reading.speaking && reading.at < reading.lines.size() && reading.lines[reading.at].id != focus) {
    const Node* n = page.find(reading.lines[reading.at].id);
    // Under the ear's panel it shows as far as the page does.
    const bool beneath = &page != &f.tree() && !f.touch.areas().empty();
    const Rect all = f.screen();
    if (beneath) f.paint().push_clip({all.x, all.y, all.w, f.touch.areas().back().rect.y - all.y});
    if (n != nullptr && !n->offscreen)
      ring(f, *n, f.theme().dark() ? f.theme().paper : f.theme().ink, rgb(0xF6BE4A));
    if (beneath) f.paint().pop_clip();
  }
  if (const Node* n = f.tree().find(focus)) ring(f, *n, f.theme().focus, f.theme().ring_edge);
}

}  // namespace wv::ui
