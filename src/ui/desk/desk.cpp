// The panes of the desk: lists, rows, case. Three where there is room, two on a tablet that lies, one at a
// time on what is narrow. A panel that is asked something takes the place of the case.
#include "ui/desk/parts.h"
#include "ui/kit/widgets.h"

namespace wv::ui {

namespace {

enum class Panes { one, two, three };

// By how much can be read side by side, so larger letters are a narrower screen.
Panes panes_of(const DeskScene& s, float width_px) {
  const float mm = width_px / s.f.device().px_per_mm / s.f.scale();
  if (mm >= 330) return Panes::three;
  return mm >= 190 ? Panes::two : Panes::one;
}

void divide(const DeskScene& s, const Rect& pane) {
  s.f.paint().fill({pane.right() - 1, pane.y, 1, pane.h}, mix(s.f.theme().paper, s.f.theme().line, 0.5f));
}

}  // namespace

void draw_desk(const DeskScene& s) {
  Frame& f = s.f;
  Rect area = f.screen();
  draw_desk_keyboard(s, area);
  draw_desk_bar(s, area);
  draw_told(s, area);
  const desk::Open& open = s.open();
  const bool panel = open.overlay != desk::Overlay::none;
  const bool beside = panel || open.opened || !open.list.marked.empty();
  const float pad = s.real(s.hand.by_touch ? 2.5f : 3);
  const Panes panes = panes_of(s, area.w);
  if (s.typing() && (area.h < s.real(120) || panes == Panes::one)) {  // one pane: the one that is typed in
    if (open.editing.field != desk::Field::search) return panel ? draw_panel(s, area) : draw_case(s, area);
    f.paint().fill(area, f.theme().card);
    return draw_rows(s, area.inset(pad, pad));
  }
  const bool page = open.page != desk::Page::cases && !beside;
  if (panes == Panes::one && page) return draw_page(s, area);
  if (panes == Panes::one && beside) return panel ? draw_panel(s, area) : draw_case(s, area);
  if (panes == Panes::one) {
    f.paint().fill(area, f.theme().card);
    area = area.inset(pad, pad);
    draw_lists(s, area.cut_top(lists_height(s)), Lists::row);
    area.cut_top(s.gap());
    return draw_rows(s, area);
  }
  const float rail = std::max(s.real(17), f.type.width_of("8888", strong(s)) + f.sign(5)) + 2 * s.real(1);
  const Rect lists = area.cut_start(panes == Panes::three ? s.real(54) * f.scale() : rail);
  draw_lists(s, panes == Panes::three ? lists.inset(pad, pad) : lists.inset(s.real(1), pad),
             panes == Panes::three ? Lists::column : Lists::rail);
  divide(s, lists);
  if (page) return draw_page(s, area);
  Rect rows = area.cut_start(area.w * (panes == Panes::three ? 0.46f : 0.45f));
  f.paint().fill(rows, f.theme().card);
  divide(s, rows);
  draw_rows(s, rows.inset(pad, pad));
  if (panel) {
    // What lies under a panel is seen, and neither told nor used.
    std::erase_if(f.tree().nodes, [](const Node& n) { return n.region == Region::page; });
    std::erase_if(f.touch.targets(), [&](const Target& t) { return f.tree().find(t.id) == nullptr; });
    return draw_panel(s, area);
  }
  draw_case(s, area);
}

}  // namespace wv::ui
