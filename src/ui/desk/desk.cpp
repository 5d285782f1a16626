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

float lists_height(const DeskScene& s, float width) {  // across
  float x = 0;
  int lines = 1;
  for (const char* key : {"desk.list.late", "desk.list.today", "desk.list.new", "desk.list.mine", "desk.list.waiting", "desk.list.done", "desk.list.all"}) {
    const float wide = s.f.type.width_of(s.f.text(content::Key{key}), strong(s)) + s.f.type.width_of("888", strong(s)) + s.f.mm(10);
    if (x > 0 && x + wide > width) {
      x = 0;
      ++lines;
    }
    x += wide + s.real(1.5f);
  }
  return static_cast<float>(lines) * s.control() + static_cast<float>(lines - 1) * s.real(1.5f);
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
  const float pad = s.real(3);
  const Panes panes = panes_of(s, area.w);
  if (panes == Panes::one && beside) return panel ? draw_panel(s, area) : draw_case(s, area);
  if (panes == Panes::one) {
    f.paint().fill(area, f.theme().card);
    area = area.inset(pad, pad);
    draw_lists(s, area.cut_top(lists_height(s, area.w)), true);
    area.cut_top(s.gap());
    return draw_rows(s, area);
  }
  if (panes == Panes::three) {
    const Rect lists = area.cut_start(s.real(54) * f.scale());
    draw_lists(s, lists.inset(pad, pad), false);
    divide(s, lists);
  }
  Rect rows = area.cut_start(area.w * (panes == Panes::three ? 0.46f : 0.45f));
  f.paint().fill(rows, f.theme().card);
  divide(s, rows);
  rows = rows.inset(pad, pad);
  if (panes == Panes::two) {
    draw_lists(s, rows.cut_top(lists_height(s, rows.w)), true);
    rows.cut_top(s.gap());
  }
  draw_rows(s, rows);
  if (panel) {
    // What lies under a panel is seen, and neither told nor used.
    std::erase_if(f.tree().nodes, [](const Node& n) { return n.region == Region::page; });
    std::erase_if(f.touch.targets(), [&](const Target& t) { return f.tree().find(t.id) == nullptr; });
    return draw_panel(s, area);
  }
  draw_case(s, area);
}

}  // namespace wv::ui
