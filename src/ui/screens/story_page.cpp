#include "ui/screens/story_page.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/kit/qr_code.h"

namespace wv::ui {

StoryPage::StoryPage(const Scene& s, std::string id, std::string picture, std::string heading,
                     std::string text)
    : s_(s), f_(s.f) {
  head_.id = std::move(id);
  head_.picture = std::move(picture);
  head_.heading = std::move(heading);
  head_.hint = std::move(text);
  area_ = chrome(s, DangerLine::without);
}

void StoryPage::show(const std::function<void()>& content) {
  const auto body = [&](Column& column) {
    column_ = &column;
    content();
    if (!last_words_.empty())
      column.words(head_.id + ".hint", last_words_, {.cap_mm = type::kBody, .colour = f_.theme().muted},
                   f_.theme().paper);
    column_ = nullptr;
  };
  Rect foot;
  if (!offers_.empty()) foot = area_.cut_bottom(foot_height() + f_.mm(7)).inset(f_.margin(), f_.mm(3.5f));
  if (!offers_.empty() && more_in_foot(f_) && in_a_row()) f_.more_beside(free_in_foot(foot));
  if (urgent_) give_way(body);
  page(s_, area_, head_,
       {.content = body,
        .under_head = {},
        .typing = false,
        .danger = DangerLine::without,
        .wide_heading = true});
  if (!offers_.empty()) draw_foot(foot);
}

// In steps, until all of it stands in its place.
void StoryPage::give_way(const std::function<void(Column&)>& body) {
  const auto fits = [&] {
    const bool upright = f_.device().portrait(), pictured = !upright && !head_.picture.empty();
    if (upright) {
      return page_overflow(
                 s_, area_, head_,
                 {.content = body, .under_head = {}, .danger = DangerLine::without, .wide_heading = true}) <=
             0;
    }
    const float width = pictured ? wide() - std::floor(wide() * 0.34f) - f_.mm(14) : wide();
    return f_.measure(width, [&](Column& c) { told_words(s_, c, head_, body); }) <= area_.h - f_.mm(10);
  };
  if (fits()) return;
  if (!f_.device().portrait()) head_.picture.clear();
  if (fits()) return;
  last_words_ = std::exchange(head_.hint, {});
  briefly_ = true;
  head_.small = !fits();
}

void StoryPage::into(Column& column, const std::function<void()>& content) {
  Column* const whole = std::exchange(column_, &column);
  content();
  column_ = whole;
}

void StoryPage::paragraph(const std::string& id, const std::string& text) {
  column_->words(id, text, {.cap_mm = type::kBody, .colour = f_.theme().ink}, f_.theme().paper);
  column_->gap(4);
}

void StoryPage::heading(const std::string& id, const std::string& text) {
  column_->gap(2);
  column_->words(id, text, {.cap_mm = type::kHeading, .weight = text::Weight::bold, .colour = f_.theme().ink},
                 f_.theme().paper, NodeRole::heading);
  column_->gap(3);
}

void StoryPage::facts(const std::vector<Fact>& facts) {
  fact_rows(f_, *column_, facts);
  column_->gap(4);
}

void StoryPage::progress(const std::string& id, const std::string& text, float share) {
  column_->words(id, text, {.cap_mm = type::kBody, .weight = text::Weight::medium, .colour = f_.theme().ink},
                 f_.theme().paper, NodeRole::status);
  column_->gap(2);
  const Rect bar = column_->next(f_.mm(6));
  column_->gap(4);
  f_.paint().round_fill(bar, f_.mm(3), f_.theme().systeemwereld);
  const float done = std::max(f_.mm(6), bar.w * std::min(share, 1.0f));
  f_.paint().round_fill({bar.x, bar.y, done, bar.h}, f_.mm(3), f_.theme().focus);
  f_.paint().round_border(bar, f_.mm(3), f_.mm(0.4f), f_.theme().line);
  Node& n = f_.node(id + ".bar", NodeRole::progressbar, text, bar);
  n.value = std::to_string(static_cast<int>(share * 100));
}

void StoryPage::section(const std::string& id, const std::string& heading, const std::string& text) {
  column_->gap(2);
  column_->words(id + ".heading", heading,
                 {.cap_mm = type::kBody, .weight = text::Weight::bold, .colour = f_.theme().ink},
                 f_.theme().paper, NodeRole::heading);
  column_->gap(1.5f);
  paragraph(id, text);
}

void StoryPage::remark(const std::string& id, std::string_view icon, const std::string& text, NoteKind kind,
                       const std::string& spoken) {
  column_->skip(note(f_, id, column_->here(), icon, text, kind));
  if (!spoken.empty()) f_.tree().nodes.back().spoken = spoken;
  column_->gap(4);
}

void StoryPage::code(const std::string& id, const std::string& heading, const std::string& text,
                     const std::string& spoken, std::string_view coded) {
  const Words head{.cap_mm = type::kBody, .weight = text::Weight::bold, .colour = f_.theme().ink},
      look{.cap_mm = type::kBody, .colour = f_.theme().ink};
  const float side = f_.mm(roomy(f_) ? 44.0f : 34.0f), pad = f_.mm(5);
  const bool beside = column_->width() - side - 3 * pad > f_.mm(48) * f_.scale();
  const float room = beside ? column_->width() - side - 3 * pad : column_->width() - 2 * pad;
  const float words = f_.type.height_of(heading, head, room) + f_.mm(2) + f_.type.height_of(text, look, room);
  const Rect r = column_->next((beside ? std::max(side, words) : words + pad + side) + 2 * pad);
  column_->gap(4);
  told_card(f_, r, f_.theme().card);
  Rect inner = r.inset(pad);
  const Rect square = beside ? inner.cut_end(side) : inner.cut_bottom(side);
  draw_qr(f_, {square.x, square.y + (square.h - side) / 2, square.w, side}, coded);
  float y = beside ? inner.y + (inner.h - words) / 2 : inner.y;
  y += f_.words(id + ".heading", {inner.x, y, room, 0}, heading, head, f_.theme().card, NodeRole::heading) +
       f_.mm(2);
  f_.words(id, {inner.x, y, room, 0}, text, look, f_.theme().card);
  f_.tree().nodes.back().spoken = spoken;
}

bool StoryPage::tick(const std::string& id, const std::string& label, bool ticked) {
  const Words look{.cap_mm = type::kBody, .weight = text::Weight::medium, .colour = f_.theme().ink};
  const float box = f_.sign(9), room = column_->width() - box - f_.mm(14);
  const float high = std::max(f_.mm(17), f_.type.height_of(label, look, room) + f_.mm(7));
  const Rect rect = column_->next(high);
  column_->gap(4);
  const float pressed = f_.press(id);
  const Rect r = rect.moved(0, pressed * f_.mm(1));
  card(f_, r, f_.theme().card, pressed);
  const Rect square{r.x + f_.mm(5), r.y + (r.h - box) / 2, box, box};
  f_.paint().round_fill(square, f_.mm(2), ticked ? rgb(0xF6BE4A) : f_.theme().card);
  f_.paint().round_border(square, f_.mm(2), f_.mm(0.7f), f_.theme().line);
  if (ticked) f_.paint().icon("check", square.inset(box * 0.15f), rgb(0x17213B));
  f_.draw_words({square.right() + f_.mm(4), r.y, room, r.h}, label, look);
  Node& n = f_.node(id, NodeRole::checkbox, label, rect);
  n.fg = f_.theme().ink;
  n.bg = f_.theme().card;
  n.cap_px = f_.type.cap_px(type::kBody);
  n.checked = ticked;
  return f_.target(id, rect);
}

int StoryPage::choices(const std::vector<Choice>& list) {
  const float gap = f_.mm(4);
  ButtonLook look(ButtonKind::secondary, "check");
  const bool low = lies_small(f_);
  look.cap_mm = low ? type::kLabel : type::kHeading;
  float widest = 0;
  for (const auto& c : list) widest = std::max(widest, button_width(f_, c.label, look));
  std::size_t across = 1;
  for (const std::size_t n : {std::size_t{2}, std::size_t{3}})
    if ((low || (n == 2 && list.size() > 4)) && list.size() % n == 0 &&
        static_cast<float>(n) * (widest + gap) - gap <= column_->width())
      across = n;
  const float wide =
      std::floor((column_->width() - gap * static_cast<float>(across - 1)) / static_cast<float>(across));
  int touched = -1;
  for (std::size_t from = 0; from < list.size(); from += across) {
    const std::size_t until = std::min(list.size(), from + across);
    float high = 0;
    for (std::size_t i = from; i < until; ++i)
      high = std::max(high, button_height(f_, list[i].label, look, wide, 20));
    Rect row = column_->next(high);
    for (std::size_t i = from; i < until; ++i) {
      ButtonLook now(list[i].selected ? ButtonKind::primary : ButtonKind::secondary,
                     list[i].selected ? "check" : "");
      now.cap_mm = look.cap_mm;
      if (button(f_, list[i].id, row.cut_start(wide), list[i].label, now)) touched = static_cast<int>(i);
      if (Node& n = f_.tree().nodes.back(); n.id == list[i].id) {
        n.role = NodeRole::radio;
        n.checked = list[i].selected;
      }
      row.cut_start(gap);
    }
    column_->gap(4);
  }
  return touched;
}

void StoryPage::offer(const std::string& id, const std::string& label, std::string_view icon,
                      ButtonKind kind) {
  ButtonLook look(kind, icon);
  look.icon_at_end = kind == ButtonKind::primary;
  offers_.push_back({id, label, look});
}

// Beside one another only while every label stands on one line.
bool StoryPage::in_a_row() const {
  float sum = f_.mm(4) * static_cast<float>(offers_.size() - 1);
  for (const auto& o : offers_) sum += button_width(f_, o.label, o.look);
  return sum <= wide();
}

// Two beside one another on two lines each, where height is scarce and no word breaks.
bool StoryPage::in_halves() const {
  if (offers_.size() != 2 || !height_is_scarce(f_) || in_a_row()) return false;
  f_.type.watch();
  for (const auto& o : offers_) (void)button_height(f_, o.label, o.look, half(), 20);
  return !f_.type.squeezed();
}

// Back as its arrow alone leaves the first thing to do fewer lines.
bool StoryPage::back_alone() const {
  if (offers_.size() != 2 || !height_is_scarce(f_) || in_a_row()) return false;
  return offers_[0].look.kind == ButtonKind::primary && offers_[1].id == "form.back";
}

float StoryPage::foot_height() const {
  if (in_a_row()) return f_.mm(20);
  if (back_alone()) return button_height(f_, offers_[0].label, offers_[0].look, beside_arrow(), kArrowMm);
  if (in_halves())
    return std::max(button_height(f_, offers_[0].label, offers_[0].look, half(), 20),
                    button_height(f_, offers_[1].label, offers_[1].look, half(), 20));
  float sum = -f_.mm(4);
  for (const auto& o : offers_) sum += button_height(f_, o.label, o.look, wide(), 20) + f_.mm(4);
  return sum;
}

// Where the first thing to do stands, when it stands in a row: as wide as its words, and wider in a free row.
float StoryPage::first_width(const Offer& first, float width) const {
  float others = 0;
  for (const auto& o : offers_) others += &o == &first ? 0 : button_width(f_, o.label, o.look) + f_.mm(4);
  return std::max(button_width(f_, first.label, first.look),
                  std::min(f_.mm(height_is_scarce(f_) ? 60 : 110), width - others));
}

Rect StoryPage::free_in_foot(Rect foot) const {
  for (const auto& o : offers_) {
    if (o.look.kind == ButtonKind::primary)
      foot.cut_end(first_width(o, foot.w) + f_.mm(6));
    else
      foot.cut_start(button_width(f_, o.label, o.look) + f_.mm(6));
  }
  return foot;
}

void StoryPage::draw_foot(Rect foot) {
  if (back_alone()) {
    const Offer &next = offers_[0], &back = offers_[1];
    if (button(f_, next.id, foot.cut_end(beside_arrow()), next.label, next.look)) chosen_ = next.id;
    if (icon_button(f_, back.id, foot.cut_start(f_.mm(kArrowMm)), back.look.icon, back.label, back.label,
                    false, false, back.look.kind))
      chosen_ = back.id;
    return;
  }
  const bool row = in_a_row(), halves = in_halves();
  for (const auto& o : offers_) {
    const bool first = o.look.kind == ButtonKind::primary;
    const float wish = button_width(f_, o.label, o.look);
    Rect r;
    if (halves) {
      r = first ? foot.cut_end(half()) : foot.cut_start(half());
      if (!first) foot.cut_start(f_.mm(4));
    } else if (!row) {
      r = foot.cut_top(button_height(f_, o.label, o.look, wide(), 20));
      foot.cut_top(f_.mm(4));
    } else if (first) {
      r = foot.cut_end(first_width(o, foot.w));
      foot.cut_end(f_.mm(4));
    } else {
      r = foot.cut_start(wish);
      foot.cut_start(f_.mm(4));
    }
    if (button(f_, o.id, r, o.label, o.look)) chosen_ = o.id;
  }
}

}  // namespace wv::ui
