#include "ui/story_page.h"

#include <cmath>

namespace wv::ui {

namespace {

// Room for two buttons beside one another, with large letters on two lines.
float foot_height(Frame& f) { return f.mm(20 + 7) + f.mm(14) * (f.scale() - 1); }

}  // namespace

StoryPage::StoryPage(const Scene& s, std::string id, std::string picture, std::string heading, std::string text) : s_(s), f_(s.f) {
  head_.id = std::move(id);
  head_.picture = std::move(picture);
  head_.heading = std::move(heading);
  head_.hint = std::move(text);
  area_ = chrome(s, DangerLine::without);
  foot_ = area_.cut_bottom(foot_height(f_)).inset(f_.margin(), f_.mm(3.5f));
}

void StoryPage::show(const std::function<void()>& content) {
  const auto body = [&](Column& column) {
    column_ = &column;
    content();
    column_ = nullptr;
  };
  page(s_, area_, head_, {.content = body, .under_head = {}, .typing = false, .told = true});
}

void StoryPage::paragraph(const std::string& id, const std::string& text) {
  column_->words(id, text, {.cap_mm = type::kBody, .colour = f_.theme().ink}, f_.theme().paper);
  column_->gap(4);
}

void StoryPage::section(const std::string& id, const std::string& heading, const std::string& text) {
  column_->gap(2);
  column_->words(id + ".heading", heading, {.cap_mm = type::kBody, .weight = text::Weight::bold, .colour = f_.theme().ink}, f_.theme().paper, "heading");
  column_->gap(1.5f);
  paragraph(id, text);
}

void StoryPage::remark(const std::string& id, std::string_view icon, const std::string& text, NoteKind kind) {
  column_->skip(note(f_, id, column_->here(), icon, text, kind));
  column_->gap(4);
}

bool StoryPage::tick(const std::string& id, const std::string& label, bool ticked) {
  const Words look{.cap_mm = type::kBody, .weight = text::Weight::medium, .colour = f_.theme().ink};
  const float box = f_.mm(9), room = column_->width() - box - f_.mm(14);
  const float high = std::max(f_.mm(17), f_.height_of(label, look, room) + f_.mm(7));
  const Rect rect = column_->next(high);
  column_->gap(4);
  const float pressed = f_.press(id);
  const Rect r = rect.moved(0, pressed * f_.mm(1));
  card(f_, r, f_.theme().card, pressed);
  const Rect square{r.x + f_.mm(5), r.y + (r.h - box) / 2, box, box};
  f_.paint().round_fill(square, f_.mm(2), ticked ? rgb(0xF6BE4A) : f_.theme().card);
  f_.paint().round_border(square, f_.mm(2), f_.mm(0.7f), f_.theme().line);
  if (ticked) f_.paint().icon("check", square.inset(f_.mm(1.4f)), rgb(0x17213B));
  f_.draw_words({square.right() + f_.mm(4), r.y, room, r.h}, label, look);
  Node& n = f_.node(id, "checkbox", label, rect);
  n.fg = f_.theme().ink;
  n.bg = f_.theme().card;
  n.cap_px = f_.cap_px(type::kBody);
  n.checked = ticked;
  return f_.target(id, rect);
}

bool StoryPage::choice_button(const std::string& id, const std::string& label, std::string_view icon, bool selected) {
  ButtonLook look(selected ? ButtonKind::primary : ButtonKind::secondary, icon);
  look.cap_mm = type::kHeading;
  const Rect r = column_->next(button_height(f_, label, look, column_->width(), 20));
  column_->gap(4);
  return button(f_, id, r, label, look);
}

bool StoryPage::foot_button(const std::string& id, const std::string& label, const ButtonLook& look) {
  const float wish = button_width(f_, label, look);
  const bool first = look.kind == ButtonKind::primary || look.kind == ButtonKind::grave;
  const float wide = std::min(foot_.w, first ? std::min(std::max(wish, std::min(f_.mm(110), foot_.w * 0.62f)), std::max(wish, foot_.w * 0.66f)) : wish);
  const Rect r = first ? foot_.cut_end(std::min(wide, foot_.w * 0.64f)) : foot_.cut_start(wide);
  if (first) foot_.cut_end(f_.mm(4)); else foot_.cut_start(f_.mm(4));
  return button(f_, id, {r.x, r.y, r.w, std::max(f_.mm(20), r.h)}, label, look);
}

bool StoryPage::main(const std::string& id, const std::string& label, std::string_view icon, ButtonKind kind) {
  ButtonLook look(kind, icon);
  look.icon_at_end = true;
  return foot_button(id, label, look);
}

bool StoryPage::other(const std::string& id, const std::string& label, std::string_view icon) {
  return foot_button(id, label, ButtonLook(ButtonKind::secondary, icon));
}

}  // namespace wv::ui
