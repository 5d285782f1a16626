#include "ui/kit/more_below.h"

#include <algorithm>

#include "ui/kit/widgets.h"

namespace wv::ui {

using namespace content::literals;

namespace {

constexpr float kLeastTimes = 2.6f, kLeastMm = 15.2f;  // of a strip's height; of a side
constexpr float kApartMm = 3, kFootMm = 1.2f,
                kAgainMm = 12;  // from what is touched; what one has read stays in sight

// What lies under the strip counts as scrolled away, though it is still inside the region.
void veil(Frame& f, const FrameState& region, const Rect& seen) {
  Tree& tree = f.tree();
  const Rect shown = f.paint().on_screen(seen);
  for (std::size_t i = region.first_node; i < tree.nodes.size(); ++i) {
    Node& n = tree.nodes[i];
    n.offscreen = n.offscreen || !n.rect.inside(shown, 1);
    n.hit = n.hit.intersect(shown);
  }
  for (std::size_t i = region.first_ink; i < tree.inks.size(); ++i)
    tree.inks[i].clip = tree.inks[i].clip.intersect(shown);
  auto& targets = f.touch.targets();
  for (std::size_t i = region.first_target; i < targets.size(); ++i)
    targets[i].hit = targets[i].hit.intersect(shown);
  std::erase_if(targets, [](const Target& t) { return t.hit.empty(); });
}

void go_on(Frame& f, Touch& touch, const FrameState& region, float seen) {
  const float way = std::max(f.mm(15), seen - f.mm(kAgainMm));
  if (f.motion.still())
    touch.scroll_to(region.scroll_id, touch.scroll_of(region.scroll_id) + way);
  else
    touch.throw_by(region.scroll_id, way, f.motion.now_ms());
  f.motion.wake_at(f.motion.now_ms());
}

void hairline(Frame& f, const Rect& under) {
  f.paint().fill({under.x, under.y, under.w, f.mm(0.35f)}, mix(f.theme().paper, f.theme().line, 0.55f));
}

}  // namespace

float more_below(Frame& f, Touch& touch, const FrameState& region) {
  ButtonLook look(ButtonKind::quiet, "down");
  look.icon_at_end = true;
  look.cap_mm = type::kLabel;
  const std::string label = f.text("page.more"_k), spoken = f.text("page.more.spoken"_k);
  look.spoken = spoken;
  const float wish = button_width(f, label, look);
  if (const Rect& free = region.more_beside; free.w >= f.mm(kLeastMm) && free.h >= f.mm(kLeastMm)) {
    hairline(f, {region.rect.x, region.rect.bottom(), region.rect.w, 0});
    const float wide = wish <= free.w ? std::min(free.w, std::max(f.mm(30), wish)) : f.mm(kLeastMm),
                high = std::min(free.h, f.mm(20));
    const Rect at{free.x + (free.w - wide) / 2, free.bottom() - high, wide, high};
    const bool touched = wish <= free.w
                             ? button(f, "page.more", at, label, look)
                             : icon_button(f, "page.more", at, look.icon, label, spoken, false, false);
    if (touched) go_on(f, touch, region, region.rect.h);
    return 0;
  }
  if (region.no_strip) return 0;
  const float wide = std::min(region.rect.w - f.mm(4), std::max(f.mm(40), wish));
  const float high = std::max(f.mm(15), button_height(f, label, look, wide, 15) - f.mm(4));
  Rect seen = region.rect;
  // Where it would hide what it speaks of, the bar at the edge has to do.
  if (seen.h < kLeastTimes * (high + f.mm(kApartMm + kFootMm))) return 0;
  const Rect strip = seen.cut_bottom(high + f.mm(kApartMm + kFootMm));
  veil(f, region, seen);
  f.paint().fill(strip, f.theme().paper);
  hairline(f, strip);
  const Rect at{strip.x + (strip.w - wide) / 2, strip.bottom() - high - f.mm(kFootMm), wide, high};
  if (button(f, "page.more", at, label, look)) go_on(f, touch, region, seen.h);
  return strip.h;
}

}  // namespace wv::ui
