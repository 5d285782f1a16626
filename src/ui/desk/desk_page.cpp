#include "ui/desk/desk_page.h"

#include <algorithm>

namespace wv::ui {

using namespace content::literals;

DeskPage::DeskPage(const DeskScene& s, const Rect& area, content::Key words)
    : s_(s), f_(s.f), page_(area.inset(s.real(6), s.real(4))) {
  f_.paint().fill(area, f_.theme().paper);
  Rect line = page_.cut_top(s.control());
  const std::string back = f_.text("desk.back"_k), what = f_.text(words);
  const ActLook look{.icon = "back", .key = "Esc", .spoken = back};
  if (act(s, "page.back", line.cut_start(act_width(s, {}, look)), {}, look)) s.emit(desk::PageChosen{});
  line.cut_start(s.gap() * 1.5f);
  f_.words("page.heading",
           {line.x, line.y + (line.h - f_.type.height_of(what, title(s), line.w)) / 2, line.w, line.h}, what,
           title(s), f_.theme().paper, NodeRole::heading);
  page_.cut_top(s.gap() * 1.5f);
  page_.w = std::min(page_.w, s.real(230) * f_.scale());
  y_ = f_.begin_scroll("page", page_);
  page_.w -= s.real(4);  // beside what tells where one is
}

DeskPage::~DeskPage() {
  f_.no_strip();
  f_.end_scroll(y_ + s_.gap());
}

void DeskPage::say(std::string_view id, const std::string& words, const Words& look, NodeRole role) {
  y_ += f_.words(id, {page_.x, y_, page_.w, 0}, words, look, f_.theme().paper, role) + s_.gap() * 0.7f;
}

void DeskPage::head(std::string_view id, const std::string& words) {
  y_ += s_.gap();
  say(id, words, strong(s_), NodeRole::heading);
}

Rect DeskPage::line(float height) {
  const Rect at{page_.x, y_, page_.w, height};
  y_ += height;
  return at;
}

}  // namespace wv::ui
