#include "ui/story_page.h"

#include <cmath>

namespace wv::ui {

namespace {

// Two buttons under one another at the foot, with room for large letters: kept free of content.
float foot_height(Frame& f) { return f.mm(20 + 6) + f.mm(8) * (f.scale() - 1); }

}  // namespace

StoryPage::StoryPage(const Scene& s, std::string id, const std::string& picture, const std::string& heading, const std::string& text, bool grave)
    : s_(s), f_(s.f), id_(std::move(id)) {
  area_ = chrome(s, DangerLine::without);
  const float foot = foot_height(f_);
  foot_y_ = area_.bottom() - foot + f_.mm(2);
  area_.h -= foot;
  const float top = f_.begin_scroll(id_, area_);
  Columns c = columns(f_, {area_.x, top, area_.w, area_.h}, 0.32f);
  const bool split = c.wide && f_.scale() < 1.8f;
  if (c.wide && !split) c.rest = {c.start.x, c.rest.y, c.rest.right() - c.start.x, c.rest.h};
  body_ = c.rest;
  const bool roomy = f_.device().width_mm() > 200;
  if (split) {
    const float side = std::min(c.start.w, f_.mm(90));
    f_.paint().picture(picture, {c.start.x, c.start.y, c.start.w, side});
    start_bottom_ = c.start.y + side;
  } else if (f_.scale() < 1.8f) {
    const float side = f_.mm(roomy ? 96 : 42);
    f_.paint().picture(picture, {body_.x, body_.y, body_.w, side});
    body_.cut_top(side + f_.mm(roomy ? 8 : 4));
  }
  Column column(f_, body_, body_.y);
  const Words title{.cap_mm = type::kTitle, .weight = text::Weight::bold, .colour = grave ? f_.theme().error : f_.theme().ink};
  column.words(id_ + ".heading", heading, title, f_.theme().paper, "heading");
  column.gap(4);
  if (!text.empty()) {
    column.words(id_ + ".text", text, {.cap_mm = type::kBody, .colour = f_.theme().muted}, f_.theme().paper);
    column.gap(4);
  }
  y_ = column.y();
}

void StoryPage::paragraph(const std::string& id, const std::string& text) {
  y_ += f_.words(id, {body_.x, y_, body_.w, 0}, text, {.cap_mm = type::kBody, .colour = f_.theme().ink}, f_.theme().paper) + f_.mm(4);
}

void StoryPage::section(const std::string& id, const std::string& heading, const std::string& text) {
  y_ += f_.mm(2);
  y_ += f_.words(id + ".heading", {body_.x, y_, body_.w, 0}, heading, {.cap_mm = type::kBody, .weight = text::Weight::bold, .colour = f_.theme().ink}, f_.theme().paper, "heading") + f_.mm(1.5f);
  y_ += f_.words(id, {body_.x, y_, body_.w, 0}, text, {.cap_mm = type::kBody, .colour = f_.theme().ink}, f_.theme().paper) + f_.mm(4);
}

void StoryPage::remark(const std::string& id, std::string_view icon, const std::string& text, NoteKind kind) {
  y_ += note(f_, id, {body_.x, y_, body_.w, 0}, icon, text, kind) + f_.mm(4);
}

bool StoryPage::tick(const std::string& id, const std::string& label, bool ticked) {
  const Words look{.cap_mm = type::kBody, .weight = text::Weight::medium, .colour = f_.theme().ink};
  const float box = f_.mm(9), room = body_.w - box - f_.mm(14);
  const float high = std::max(f_.mm(17), f_.height_of(label, look, room) + f_.mm(7));
  const Rect rect{body_.x, y_, body_.w, high};
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
  n.cap_px = f_.mm(type::kBody * f_.scale());
  n.checked = ticked;
  y_ += high + f_.mm(4);
  return f_.target(id, rect);
}

bool StoryPage::choice_button(const std::string& id, const std::string& label, std::string_view icon, bool selected) {
  ButtonLook look(selected ? ButtonKind::primary : ButtonKind::secondary, icon);
  look.cap_mm = type::kHeading;
  const float high = button_height(f_, label, look, body_.w, 20);
  const Rect r{body_.x, y_, body_.w, high};
  y_ += high + f_.mm(4);
  const bool used = button(f_, id, r, label, look);
  return used;
}

bool StoryPage::foot_button(const std::string& id, const std::string& label, const ButtonLook& look) {
  if (scrolling_) {
    f_.end_scroll(std::max(y_, start_bottom_) + f_.mm(2));
    scrolling_ = false;
    body_ = area_.inset(f_.margin(), 0);
  }
  const float wish = button_width(f_, label, look);
  const bool is_main = look.kind == ButtonKind::primary || look.kind == ButtonKind::grave;
  const float wide = std::min(body_.w, is_main ? std::max(wish, std::min(f_.mm(110), body_.w * 0.62f)) : wish);
  const float high = std::max(f_.mm(20), std::min(button_height(f_, label, look, wide, 20), foot_height(f_) - f_.mm(4)));
  const Rect r = is_main ? body_.cut_end(wide) : body_.cut_start(wide);
  if (is_main) body_.cut_end(f_.mm(4)); else body_.cut_start(f_.mm(4));
  return button(f_, id, {r.x, foot_y_, r.w, high}, label, look);
}

bool StoryPage::main(const std::string& id, const std::string& label, std::string_view icon, ButtonKind kind) {
  ButtonLook look(kind, icon);
  look.icon_at_end = true;
  return foot_button(id, label, look);
}

bool StoryPage::other(const std::string& id, const std::string& label, std::string_view icon) {
  return foot_button(id, label, ButtonLook(ButtonKind::secondary, icon));
}

void StoryPage::finish() {
  if (scrolling_) f_.end_scroll(std::max(y_, start_bottom_) + f_.mm(2));
  scrolling_ = false;
}

}  // namespace wv::ui
