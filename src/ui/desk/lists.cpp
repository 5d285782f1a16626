// The lists with their counts: what hurts is seen from here, whatever list stands open.
#include <algorithm>
#include <array>

#include "ui/desk/parts.h"
#include "ui/kit/widgets.h"

namespace wv::ui {

using namespace content::literals;
using casebook::List;

namespace {

struct ListLook {
  List list;
  std::string_view id;
  content::Key words;
  std::string_view icon;
};
constexpr std::array kShown = {ListLook{List::late, "desk.filter.late", "desk.list.late"_k, "warn"},
                               ListLook{List::today, "desk.filter.today", "desk.list.today"_k, "clock"},
                               ListLook{List::fresh, "desk.filter.new", "desk.list.new"_k, "answer"},
                               ListLook{List::mine, "desk.filter.mine", "desk.list.mine"_k, "home"},
                               ListLook{List::waiting, "desk.filter.waiting", "desk.list.waiting"_k, "four-roles"},
                               ListLook{List::done, "desk.filter.done", "desk.list.done"_k, "check"},
                               ListLook{List::all, "desk.filter.all", "desk.list.all"_k, "results"}};

// One list: its sign, its name and how many; late ones in the colour of what is wrong, and in bold.
void entry(const DeskScene& s, const ListLook& look, const Rect& rect, bool with_icon) {
  Frame& f = s.f;
  const Theme& t = f.theme();
  const auto& list = s.open().list;
  const bool on = list.which == look.list;
  const std::size_t count = list.counts[static_cast<std::size_t>(look.list)];
  const bool hurts = look.list == List::late && count > 0;
  const float pressed = f.press(look.id), radius = std::min(rect.h / 2, f.mm(4));
  const Colour ground = on ? t.soft : mix(t.paper, t.soft, 0.6f * pressed);
  const Colour ink = hurts ? t.error : t.ink;
  f.paint().round_fill(rect, radius, ground);
  if (on && t.strong()) f.paint().round_border(rect, radius, f.mm(t.border_mm), t.line);
  if (on) f.paint().round_fill({rect.x, rect.y + rect.h * 0.22f, f.mm(1.4f), rect.h * 0.56f}, f.mm(0.7f), t.accent);
  Rect inner = rect.inset(f.mm(4), 0);
  const float side = 1.8f * f.type.cap_px(desk_type::kText);
  if (with_icon) {
    f.paint().icon(look.icon, inner.cut_start(side), hurts ? t.error : on ? t.accent : t.muted);
    inner.cut_start(f.mm(3));
  }
  const std::string label = f.text(look.words), number = std::to_string(count);
  Words words = on || hurts ? strong(s) : plain(s);
  words.colour = ink;
  words.max_lines = 1;
  Words digits = words;
  digits.left_to_right = true;
  digits.colour = count == 0 ? t.muted : ink;
  const float wide = f.type.width_of(number, digits);
  f.draw_words(inner.cut_end(wide), number, digits);
  inner.cut_end(f.mm(2));
  f.draw_words(inner, label, words);
  Node& n = f.node(look.id, NodeRole::button, label, rect);
  n.spoken = label + ", " + number;
  n.value = number;
  n.selected = on;
  n.fg = ink;
  n.bg = ground;
  n.cap_px = f.type.cap_px(desk_type::kText);
  if (f.target(look.id, rect)) s.emit(desk::ListChosen{look.list});
}

}  // namespace

void draw_lists(const DeskScene& s, Rect area, bool across) {
  if (!across) {
    for (const ListLook& look : kShown) {
      entry(s, look, area.cut_top(s.control()), true);
      area.cut_top(s.real(s.hand.by_touch ? 1.0f : 0.6f));
    }
    return;
  }
  // Side by side as wide as their words; what doesn't fit stands on a second line.
  const float gap = s.real(1.5f);
  float x = area.x, y = area.y;
  for (const ListLook& look : kShown) {
    const float wide = s.f.type.width_of(s.f.text(look.words), strong(s)) +
                       s.f.type.width_of("888", strong(s)) + s.f.mm(10);
    if (x > area.x && x + wide > area.right()) {
      x = area.x;
      y += s.control() + gap;
    }
    entry(s, look, {x, y, wide, s.control()}, false);
    x += wide + gap;
  }
}

}  // namespace wv::ui
