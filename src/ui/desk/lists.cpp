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
constexpr std::array kShown = {
    ListLook{List::late, "desk.filter.late", "desk.list.late"_k, "warn"},
    ListLook{List::today, "desk.filter.today", "desk.list.today"_k, "clock"},
    ListLook{List::fresh, "desk.filter.new", "desk.list.new"_k, "answer"},
    ListLook{List::mine, "desk.filter.mine", "desk.list.mine"_k, "home"},
    ListLook{List::waiting, "desk.filter.waiting", "desk.list.waiting"_k, "four-roles"},
    ListLook{List::done, "desk.filter.done", "desk.list.done"_k, "check"},
    ListLook{List::all, "desk.filter.all", "desk.list.all"_k, "results"}};

// One list: its sign, its name and how many; late ones in the colour of what is wrong, and in bold.
void entry(const DeskScene& s, const ListLook& look, const Rect& rect) {
  Frame& f = s.f;
  const Theme& t = f.theme();
  const auto& list = s.open().list;
  const bool on = list.which == look.list && s.open().page == desk::Page::cases;
  const std::size_t count = list.counts[static_cast<std::size_t>(look.list)];
  const bool hurts = look.list == List::late && count > 0;
  const float pressed = f.press(look.id), radius = std::min(rect.h / 2, f.mm(4));
  const Colour ground = on ? t.soft : mix(t.paper, t.soft, 0.6f * pressed);
  const Colour ink = hurts ? t.error : t.ink;
  f.paint().round_fill(rect, radius, ground);
  if (on && t.strong()) f.paint().round_border(rect, radius, f.mm(t.border_mm), t.line);
  if (on)
    f.paint().round_fill({rect.x, rect.y + rect.h * 0.22f, f.mm(1.4f), rect.h * 0.56f}, f.mm(0.7f), t.accent);
  Rect inner = rect.inset(f.mm(4), 0);
  const float side = 1.8f * f.type.cap_px(desk_type::kText);
  f.paint().icon(look.icon, inner.cut_start(side), hurts ? t.error : on ? t.accent : t.muted);
  inner.cut_start(f.mm(3));
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

struct PageLook {
  desk::Page page;
  std::string_view id;
  content::Key words;
  std::string_view icon;
};
constexpr std::array kPages = {
    PageLook{desk::Page::promises, "desk.promises", "desk.page.promises"_k, "clock"},
    PageLook{desk::Page::insights, "desk.insights", "desk.page.insights"_k, "results"},
    PageLook{desk::Page::people, "desk.people", "desk.page.people"_k, "four-roles"},
    PageLook{desk::Page::stick, "desk.stick", "desk.page.stick"_k, "stick"}};

void page_entry(const DeskScene& s, const PageLook& look, const Rect& rect) {
  Frame& f = s.f;
  const Theme& t = f.theme();
  const bool on = s.open().page == look.page;
  const Colour ground = on ? t.soft : mix(t.paper, t.soft, 0.6f * f.press(look.id));
  const float radius = std::min(rect.h / 2, f.mm(4));
  f.paint().round_fill(rect, radius, ground);
  if (on && t.strong()) f.paint().round_border(rect, radius, f.mm(t.border_mm), t.line);
  Rect inner = rect.inset(f.mm(4), 0);
  const float side = 1.8f * f.type.cap_px(desk_type::kText);
  f.paint().icon(look.icon, inner.cut_start(side), on ? t.accent : t.muted);
  inner.cut_start(f.mm(3));
  const std::string label = f.text(look.words);
  Words words = on ? strong(s) : plain(s);
  words.max_lines = 1;
  f.draw_words(inner, label, words);
  Node& n = f.node(look.id, NodeRole::button, label, rect);
  n.selected = on;
  n.fg = t.ink;
  n.bg = ground;
  n.cap_px = f.type.cap_px(desk_type::kText);
  if (f.target(look.id, rect)) s.emit(desk::PageChosen{look.page});
}

// Upright in a rail or beside one another: sign and number, and the name under them where it can be read.
void cell(const DeskScene& s, const ListLook& look, const Rect& rect) {
  Frame& f = s.f;
  const Theme& t = f.theme();
  const auto& list = s.open().list;
  const bool on = list.which == look.list && s.open().page == desk::Page::cases;
  const std::size_t count = list.counts[static_cast<std::size_t>(look.list)];
  const bool hurts = look.list == List::late && count > 0;
  const float pressed = f.press(look.id), radius = std::min(rect.h / 2, f.mm(4));
  const Colour ground = on ? t.soft : mix(t.paper, t.soft, 0.6f * pressed), ink = hurts ? t.error : t.ink;
  f.paint().round_fill(rect, radius, ground);
  if (on)
    f.paint().round_border(rect, radius, std::max(1.0f, f.mm(t.strong() ? t.border_mm : 0.6f)),
                           t.strong() ? t.line : t.ink);
  const std::string label = f.text(look.words), number = std::to_string(count);
  Words name{.cap_mm = desk_type::kSmall * 0.9f,
             .weight = on ? text::Weight::semibold : text::Weight::medium,
             .colour = ink,
             .align = text::Align::centre,
             .max_lines = 2,
             .to_fit = true};
  const float room = rect.w - f.mm(2);
  while (name.cap_mm > 2.4f && f.type.word_width(label, name) > room) name.cap_mm *= 0.94f;
  Words digits = on || hurts ? strong(s) : plain(s);
  digits.colour = count == 0 && !on ? t.muted : ink;
  digits.left_to_right = true;
  digits.max_lines = 1;
  const float wide = f.type.width_of(number, digits) + 1, side = 1.8f * f.type.cap_px(desk_type::kText),
              beside = f.mm(1.8f);
  const float top = f.type.height_of(number, digits, 0), low = f.type.height_of(label, name, room);
  const bool named = f.type.word_width(label, name) <= room && top + low <= rect.h - f.mm(1.5f);
  float y = rect.y + (rect.h - top - (named ? low : 0)) / 2;
  const float x = rect.x + (rect.w - side - beside - wide) / 2;
  f.paint().icon(look.icon, {x, y + (top - side) / 2, side, side}, hurts ? t.error : on ? t.accent : t.muted);
  f.draw_words({x + side + beside, y, wide, top}, number, digits);
  if (named) f.draw_words({rect.x + f.mm(1), y + top, room, low}, label, name);
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

void draw_lists(const DeskScene& s, Rect area, Lists how) {
  const auto count = static_cast<float>(kShown.size());
  switch (how) {
    case Lists::column:
      for (const ListLook& look : kShown) {
        entry(s, look, area.cut_top(s.control()));
        area.cut_top(s.real(s.hand.by_touch ? 1.0f : 0.6f));
      }
      area.cut_top(s.real(2));
      rule(s, area.cut_top(2));
      area.cut_top(s.real(2));
      for (const PageLook& look : kPages) page_entry(s, look, area.cut_top(s.control()));
      return;
    case Lists::rail: {
      const float high = std::clamp(area.h / count, s.control() + s.real(0.6f), s.control() * 1.25f);
      float y = s.f.begin_scroll("lists", area);
      for (const ListLook& look : kShown) {
        cell(s, look, Rect{area.x, y, area.w, high}.inset(0, s.real(0.3f)));
        y += high;
      }
      s.f.no_strip();
      s.f.end_scroll(y);
      return;
    }
    case Lists::row:
      for (const ListLook& look : kShown)
        cell(s, look,
             area.cut_start(area.w / (count - static_cast<float>(&look - kShown.data())))
                 .inset(s.real(0.3f), 0));
      return;
  }
}

float lists_height(const DeskScene& s) {
  Words name{.cap_mm = desk_type::kSmall * 0.9f, .to_fit = true};
  return std::max(s.control(),
                  s.f.type.height_of("Ag", plain(s), 0) + 2 * s.f.type.height_of("Ag", name, 0) + s.f.mm(2));
}

}  // namespace wv::ui
