#include "ui/kit/page.h"

#include <algorithm>
#include <cmath>

namespace wv::ui {

namespace {

void head_words(const Scene& s, Column& column, const PageHead& head) {
  Frame& f = s.f;
  if (!head.above.empty()) {
    const Words small{.cap_mm = type::kLabel, .weight = text::Weight::semibold, .colour = head.accent};
    column.words(head.id + ".progress", head.above, small, f.theme().paper);
    column.gap(roomy(f) ? 2.0f : 1.0f);
  }
  const Words title{.cap_mm = type::kTitle,
                    .weight = text::Weight::bold,
                    .colour = head.grave ? f.theme().error : f.theme().ink};
  column.words(head.id + ".heading", head.heading, title, f.theme().paper, NodeRole::heading);
  if (head.hint.empty()) return;
  column.gap(roomy(f) ? 2.5f : 1.2f);
  column.words(head.id + ".hint", head.hint, {.cap_mm = type::kBody, .colour = f.theme().muted},
               f.theme().paper);
}

void hero(Frame& f, const Rect& rect, const PageHead& head) {
  Rect inner = rect;
  if (head.ground.a != 0) {
    told_card(f, rect, head.ground);
    inner = rect.inset(f.mm(4));
  }
  f.paint().picture(head.picture, inner);
}

void upright_page(const Scene& s, const Rect& area, const PageHead& head, const PageParts& parts) {
  Frame& f = s.f;
  const float wide = area.w - 2 * f.margin();
  const auto words = [&](Column& c) {
    head_words(s, c, head);
    c.gap(roomy(f) ? 7.0f : 2.5f);
    parts.content(c);
    if (parts.under_head) parts.under_head(c);
    danger_words(s, c, parts.danger);
  };
  const float above = f.mm(roomy(f) ? 7.0f : 2.5f), high = f.measure(wide, words);
  const float spare = area.h - high - above - f.mm(2);
  // On a ground of its own it would be a band, if it were lower.
  const float least = f.mm(!roomy(f)            ? 26.0f
                           : head.ground.a != 0 ? 75.0f
                                                : 45.0f),
              most = f.mm(std::min(head.most_picture_mm, roomy(f) ? 165.0f : 64.0f));
  const bool drawn = !head.picture.empty() && spare > least && !(parts.typing && !roomy(f));
  const float top = f.begin_scroll(head.id, area);
  const float picture = drawn ? std::min({spare - f.mm(4), most, wide}) : 0;
  // A standing kiosk keeps heading and content low; the picture fills what is above them.
  const float zone = drawn ? (f.device().standing ? spare : picture + f.mm(4))
                     : f.device().standing && !parts.typing ? std::max(0.0f, spare)
                                                            : 0;
  if (drawn)
    hero(f, {area.x + f.margin(), top + above + (zone - f.mm(4) - picture) / 2, wide, picture}, head);
  Column column(f, {area.x + f.margin(), 0, wide, 0}, top + above + zone);
  words(column);
  f.end_scroll(column.y() + f.mm(2));
}

// Picture on the starting half, all words on the other, both in the middle of the height.
void told_page(const Scene& s, const Rect& area, const PageHead& head, const PageParts& parts) {
  Frame& f = s.f;
  Rect inner{area.x + f.margin(), area.y, area.w - 2 * f.margin(), area.h};
  const bool pictured = f.scale() < 1.6f && !head.picture.empty();
  const Rect start = pictured ? inner.cut_start(std::floor(inner.w * 0.34f)) : Rect{};
  if (pictured) inner.cut_start(f.mm(14));
  const auto words = [&](Column& c) {
    head_words(s, c, head);
    c.gap(6);
    parts.content(c);
    if (parts.under_head && !pictured) parts.under_head(c);
  };
  const float high = f.measure(inner.w, words);
  const float top = f.begin_scroll(head.id, area);
  if (pictured) {
    const float side = std::min(start.w, f.mm(std::min(head.most_picture_mm, 100.0f)));
    const float under = parts.under_head ? f.measure(start.w, parts.under_head) : 0;
    const float y = high > area.h ? top + f.mm(8) : top + (area.h - side - under) / 2;
    hero(f, {start.x + (start.w - side) / 2, y, side, side}, head);
    if (parts.under_head) {
      Column below(f, start, y + side);
      parts.under_head(below);
    }
  }
  Column column(f, inner, top + std::max(f.mm(8), (area.h - high) / 2));
  words(column);
  f.end_scroll(column.y() + f.mm(2));
}

void wide_page(const Scene& s, const Rect& area, const PageHead& head, const PageParts& parts) {
  Frame& f = s.f;
  const float top = f.begin_scroll(head.id, area) + f.mm(parts.typing ? 4 : 8);
  Rect inner{area.x + f.margin(), top, area.w - 2 * f.margin(), 0};
  // With the largest letters a narrow column would break words: heading and content go under one another.
  const bool stacked = f.scale() > 1.6f;
  const Rect start = stacked ? inner : inner.cut_start(std::floor(inner.w * 0.31f));
  Column left(f, start, top);
  const float picture = std::min(start.w, f.mm(64));
  const float words = f.measure(start.w, [&](Column& c) {
    head_words(s, c, head);
    if (parts.under_head) parts.under_head(c);
  });
  if (!head.picture.empty() && !parts.typing && !stacked && words + picture + f.mm(14) < area.h) {
    hero(f, left.next(picture), head);
    left.gap(5);
  }
  head_words(s, left, head);
  if (parts.under_head && !stacked) {
    left.gap(5);
    parts.under_head(left);
  }
  if (stacked)
    inner.y = left.y() + f.mm(5);
  else
    inner.cut_start(f.mm(10));
  Column right(f, inner, inner.y);
  parts.content(right);
  if (parts.under_head && stacked) parts.under_head(right);
  danger_words(s, right, parts.danger);
  f.end_scroll(std::max(left.y(), right.y()) + f.mm(2));
}

}  // namespace

float page_overflow(const Scene& s, const Rect& area, const PageHead& head, const PageParts& parts) {
  Frame& f = s.f;
  const float wide = area.w - 2 * f.margin();
  if (f.device().portrait() || f.scale() > 1.6f) {
    const float high = f.measure(wide, [&](Column& c) {
      head_words(s, c, head);
      c.gap(roomy(f) ? 7.0f : 2.5f);
      parts.content(c);
      if (parts.under_head) parts.under_head(c);
      danger_words(s, c, parts.danger);
    });
    return high + f.mm(roomy(f) ? 9.0f : 4.5f) - area.h;
  }
  const float column = wide - std::floor(wide * 0.31f) - f.mm(10);
  return f.measure(column, [&](Column& c) { parts.content(c); }) + f.mm(parts.typing ? 6 : 10) - area.h;
}

void page(const Scene& s, const Rect& area, const PageHead& head, const PageParts& parts) {
  if (s.f.device().portrait())
    upright_page(s, area, head, parts);
  else if (parts.wide_heading)
    told_page(s, area, head, parts);
  else
    wide_page(s, area, head, parts);
}

}  // namespace wv::ui
