#include "ui/kit/page.h"

#include <algorithm>
#include <cmath>

namespace wv::ui {

namespace {

// On a low screen the small words stand at the end of the heading's line, where there is room for both.
bool in_one_line(const Scene& s, Column& column, const PageHead& head, const Words& small,
                 const Words& title) {
  Frame& f = s.f;
  if (!lies_small(f) || head.above.empty()) return false;
  const float wide = f.type.width_of(head.above, small) + 2;
  const float room = column.width() - wide - f.mm(6);
  if (f.type.width_of(head.heading, title) > room) return false;
  const Rect row = column.here();
  const float high = f.type.height_of(head.heading, title, 0), low = f.type.height_of(head.above, small, 0);
  f.words(head.id + ".progress", {row.right() - wide, row.y + high - low - f.mm(0.6f), wide, 0}, head.above,
          small, f.theme().paper);
  f.words(head.id + ".heading", {row.x, row.y, room, 0}, head.heading, title, f.theme().paper,
          NodeRole::heading);
  column.skip(high);
  return true;
}

void head_words(const Scene& s, Column& column, const PageHead& head) {
  Frame& f = s.f;
  if (head.heading.empty()) return;
  const Words small{.cap_mm = type::kLabel, .weight = text::Weight::semibold, .colour = head.accent};
  const Words title{.cap_mm = head.small ? type::kBody : type::kTitle,
                    .weight = text::Weight::bold,
                    .colour = head.grave ? f.theme().error : f.theme().ink};
  if (head.small || !in_one_line(s, column, head, small, title)) {
    if (!head.above.empty() && !head.small) {
      column.words(head.id + ".progress", head.above, small, f.theme().paper);
      column.gap(roomy(f) ? 2.0f : 1.0f);
    }
    column.words(head.id + ".heading", head.heading, title, f.theme().paper, NodeRole::heading);
  }
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

// Where only the lower part of a kiosk is used, the picture stands above it.
bool hero_above(Frame& f, const PageHead& head) {
  const Rect place = f.above();
  if (head.picture.empty() || place.h < f.mm(60)) return false;
  const float side = std::min({place.w - 2 * f.margin(), 0.8f * place.h, f.mm(270)});
  hero(f, {(place.w - side) / 2, place.y + (place.h - side) / 2, side, side}, head);
  f.take_above();
  return true;
}

// How an upright page stands: `step` times larger, its parts `air` times further apart; a picture of this
// height, or none; and what is left then.
struct Standing {
  float step = 1, air = 1, picture = 0, rest = 0;
};

constexpr float kMostPicture = 0.34f, kPictureWish = 0.24f;  // of the height, with words on the page
// Where little is said the picture says more: it takes what words leave over of this much of the height.
constexpr float kMostOfFew = 0.5f, kFewWords = 0.55f, kRestOfFew = 0.24f;

// Words take the room there is; a picture keeps a share of it, and goes before it would stand small beside
// large letters.
Standing standing_of(Frame& f, const Rect& room, const PageHead& head, bool pictured,
                     const std::function<void(Column&)>& words) {
  const float gap = f.mm(4), most = std::min({kMostPicture * room.h, room.w, f.mm(head.most_picture_mm)});
  // On a ground of its own it would be a band, if it were lower.
  const float least = std::min(most, f.mm(!roomy(f)            ? 26.0f
                                          : head.ground.a != 0 ? 75.0f
                                                               : 45.0f) *
                                         f.scale());
  const auto high = [&] { return f.measure(room.w, words); };
  const auto step_beside = [&](float picture) {
    const std::string id = head.id + (picture > 0 ? " " + std::to_string(static_cast<int>(picture)) : "");
    return f.fitting_step(id, {room.x, room.y, room.w, room.h - picture - (picture > 0 ? gap : 0)}, high);
  };
  Standing s;
  s.step = 0;
  if (pictured) {
    s.picture = std::clamp(kPictureWish * room.h, least, most);
    s.step = step_beside(s.picture);
    if (s.step == 0) s.step = step_beside(s.picture = least);
  }
  if (s.step == 0) {
    s.picture = 0;
    s.step = std::max(1.0f, step_beside(0));
  }
  const auto spare = [&](float air) {
    const Larger larger(f, s.step, air);
    return room.h - high();
  };
  const float bare = spare(1) - (s.picture > 0 ? gap : 0);
  if (s.picture > 0) {
    const bool few = room.h - spare(1) < kFewWords * room.h;
    const float wish = few ? std::min({kMostOfFew * room.h, room.w, f.mm(head.most_picture_mm),
                                       std::max(most, bare - kRestOfFew * room.h)})
                           : most;
    s.picture = std::floor(std::clamp(bare, s.picture, std::max(s.picture, wish)));
  }
  s.rest = bare - s.picture;
  if (s.rest <= 0) return s;
  constexpr float kMostAir = 3.6f, kShare = 0.6f;
  const float gaps = spare(1) - spare(2);
  if (gaps > 0) {
    s.air = std::min(kMostAir, 1 + kShare * s.rest / gaps);
    s.rest -= (s.air - 1) * gaps;
  }
  return s;
}

void upright_page(const Scene& s, const Rect& area, const PageHead& head, const PageParts& parts) {
  Frame& f = s.f;
  const float wide = area.w - 2 * f.margin();
  const auto words = [&](Column& c) {
    head_words(s, c, head);
    c.gap(roomy(f) ? 7.0f : 2.5f);
    parts.content(c);
    if (parts.under_head) parts.under_head(c);
    if (!parts.typing) danger_words(s, c, parts.danger);
  };
  const float above = f.mm(roomy(f) ? 7.0f : 2.5f);
  const bool pictured = !head.picture.empty() && !(parts.typing && !roomy(f)) && !hero_above(f, head);
  const Rect room{area.x + f.margin(), area.y, wide, area.h - above - f.mm(2)};
  const Standing now = standing_of(f, room, head, pictured, words);
  const float top = f.begin_scroll(head.id, area);
  // What is left stands around picture and words, more of it above: on a standing kiosk words lie low, near
  // the hand.
  const float rest = std::max(0.0f, now.rest);
  float zone = rest * (f.device().standing ? 0.62f : 0.5f);
  if (now.picture > 0) {
    const float over = rest * (f.device().standing ? 0.4f : 0.35f);
    hero(f, {room.x, top + above + over, wide, now.picture}, head);
    zone = over + now.picture + f.mm(4) + rest * (f.device().standing ? 0.3f : 0.25f);
  }
  const Larger larger(f, now.step, now.air);
  Column column(f, {room.x, 0, wide, 0}, top + above + zone);
  words(column);
  f.lay_out(1, 1);
  f.end_scroll(column.y() + f.mm(2));
}

// Few words in large letters have the whole width, and their picture the height that they leave.
bool is_few_large(const Scene& s, const Rect& area, const PageHead& head, const PageParts& parts) {
  constexpr float kFew = 0.45f;
  Frame& f = s.f;
  if (f.scale() <= 1.2f || head.picture.empty() || parts.under_head) return false;
  return f.measure(area.w - 2 * f.margin(), [&](Column& c) { told_words(s, c, head, parts.content); }) <=
         kFew * area.h;
}

// Picture on the starting half, all words on the other, both in the middle of the height.
void told_page(const Scene& s, const Rect& area, const PageHead& head, const PageParts& parts) {
  Frame& f = s.f;
  Rect inner{area.x + f.margin(), area.y, area.w - 2 * f.margin(), area.h};
  const auto fits = [&](float width) {
    f.type.watch();
    const float high = f.measure(width, [&](Column& c) {
      told_words(s, c, head, parts.content);
      if (parts.under_head) parts.under_head(c);
    });
    return high <= area.h - f.mm(10) && !f.type.squeezed();
  };
  // On a nearly square place the picture of a page that says little fills more of it.
  const bool large = area.h > 0.74f * area.w && f.measure(inner.w / 2, [&](Column& c) {
    told_words(s, c, head, parts.content);
  }) < 0.35f * area.h;
  const float picture_wide = std::floor(inner.w * (large ? 0.42f : 0.34f));
  // Where its words stand whole only without the picture, it goes; beside the largest letters also where they
  // don't.
  const auto stands_beside = [&] {
    if (f.scale() <= 1.2f || fits(inner.w - picture_wide - f.mm(14))) return true;
    return f.scale() < 1.6f && !fits(inner.w);
  };
  const bool pictured = !head.picture.empty() && stands_beside() && !hero_above(f, head);
  const Rect start = pictured ? inner.cut_start(picture_wide) : Rect{};
  if (pictured) inner.cut_start(f.mm(14));
  // Under the picture as long as no word is too long for that.
  f.type.watch();
  const float under = pictured && parts.under_head ? f.measure(start.w, parts.under_head) : 0;
  const bool below_picture = under > 0 && !f.type.squeezed();
  const auto words = [&](Column& c) {
    told_words(s, c, head, parts.content);
    if (parts.under_head && !below_picture) parts.under_head(c);
  };
  const auto high = [&] { return f.measure(inner.w, words); };
  const float room = area.h - f.mm(10);
  const float step = std::max(1.0f, f.fitting_step(head.id, {inner.x, inner.y, inner.w, room}, high));
  const float top = f.begin_scroll(head.id, area);
  if (pictured) {
    const float words_below = below_picture ? under : 0;
    const float side = std::min(
        {start.w, f.mm(std::min(120.0f, head.most_picture_mm)), std::max(f.mm(60), room - words_below)});
    const float y = top + std::max(f.mm(8), (area.h - side - words_below) / 2);
    hero(f, {start.x + (start.w - side) / 2, y, side, side}, head);
    if (below_picture) {
      Column below(f, start, y + side);
      parts.under_head(below);
    }
  }
  const Larger larger(f, step);
  const float least = f.mm(height_is_scarce(f) && f.scale() > 1.2f ? 3 : 8) / step;
  Column column(f, inner, top + std::max(least, (area.h - high()) / 2));
  words(column);
  f.lay_out(1, 1);
  f.end_scroll(column.y() + f.mm(2));
}

// With the largest letters a narrow column would break words, and beside a low one tiles have no room.
bool is_stacked(const Frame& f, const PageParts& parts) {
  return f.scale() > 1.6f || (lies_small(f) && (parts.across || f.scale() > 1.2f));
}
float above_wide(Frame& f, const PageParts& parts) {
  return f.mm(lies_small(f) ? 1.5f : parts.typing ? 4.0f : 8.0f);
}
float apart_stacked(Frame& f) { return f.mm(lies_small(f) ? 2.5f : 5.0f); }

// Two columns: picture and heading, and beside them what the page is for; or heading and content under one
// another.
void wide_page(const Scene& s, const Rect& area, const PageHead& head, const PageParts& parts) {
  Frame& f = s.f;
  const bool stacked = is_stacked(f, parts);
  Rect end{area.x + f.margin(), area.y, area.w - 2 * f.margin(), area.h};
  const Rect start = stacked ? end : end.cut_start(std::floor(end.w * 0.31f));
  if (!stacked) end.cut_start(f.mm(10));
  const auto words = [&](Column& c) {
    head_words(s, c, head);
    if (!parts.under_head || stacked) return;
    c.gap(5);
    parts.under_head(c);
  };
  const auto content = [&](Column& c) {
    parts.content(c);
    if (parts.under_head && stacked) parts.under_head(c);
    if (!parts.typing) danger_words(s, c, parts.danger);
  };
  const float above = above_wide(f, parts), room = area.h - above - f.mm(stacked ? 2 : 4);
  const auto high = [&] {
    const float first = f.measure(start.w, words), second = f.measure(end.w, content);
    return stacked ? first + apart_stacked(f) + second : std::max(first, second);
  };
  const float step = std::max(1.0f, f.fitting_step(head.id, {end.x, end.y, end.w, room}, high));
  const bool picture_above = hero_above(f, head);
  const float gap = stacked ? apart_stacked(f) : f.mm(5);
  const Larger larger(f, step);
  const float first = f.measure(start.w, words), second = f.measure(end.w, content);
  // The heading stays in sight also above the sign that it goes on below.
  const float hidden = second > room && !lies_small(f) ? f.mm(20) : 0;
  float picture = std::min({start.w, area.h * 0.5f, room - hidden - first - gap});
  if (head.picture.empty() || picture_above || parts.typing || stacked || picture < gap * 8) picture = 0;
  const float left_high = first + (picture > 0 ? picture + gap : 0), all = std::max(left_high, second);
  const float top = f.begin_scroll(head.id, area);
  // In the middle of the height together, and each in the middle of the other.
  const bool at_top = stacked || (parts.typing && !f.device().standing);
  const float from = top + (at_top ? above : std::max(above, (area.h - all) / 2));
  const float shared = at_top || all > room ? 0 : std::max(0.0f, (all - left_high) / 2);
  Column left(f, start, from + shared);
  if (picture > 0) {
    hero(f, left.next(picture), head);
    left.skip(gap);
  }
  words(left);
  Column right(f, end, stacked ? left.y() + gap : from + (at_top ? 0 : std::max(0.0f, (all - second) / 2)));
  content(right);
  f.lay_out(1, 1);
  f.end_scroll(std::max(left.y(), right.y()) + f.mm(2));
}

}  // namespace

bool wijkverbinder_above(Frame& f) {
  PageHead portrait;
  portrait.picture = "wijkverbinder";
  return hero_above(f, portrait);
}

void told_words(const Scene& s, Column& column, const PageHead& head,
                const std::function<void(Column&)>& content) {
  head_words(s, column, head);
  column.gap(head.small ? 2 : 6);
  content(column);
}

float page_overflow(const Scene& s, const Rect& area, const PageHead& head, const PageParts& parts) {
  Frame& f = s.f;
  const float wide = area.w - 2 * f.margin();
  const bool upright = f.device().portrait();
  if (upright || is_stacked(f, parts)) {
    const float high = f.measure(wide, [&](Column& c) {
      head_words(s, c, head);
      if (upright)
        c.gap(roomy(f) ? 7.0f : 2.5f);
      else
        c.skip(apart_stacked(f));
      parts.content(c);
      if (parts.under_head) parts.under_head(c);
      if (!parts.typing) danger_words(s, c, parts.danger);
    });
    return high + (upright ? f.mm(roomy(f) ? 9.0f : 4.5f) : above_wide(f, parts) + f.mm(2)) - area.h;
  }
  const float column = wide - std::floor(wide * 0.31f) - f.mm(10);
  return f.measure(column, [&](Column& c) { parts.content(c); }) + f.mm(parts.typing ? 6 : 10) - area.h;
}

void page(const Scene& s, const Rect& area, const PageHead& head, const PageParts& parts) {
  if (parts.typing && is_low(s.f)) s.f.no_strip();
  if (s.f.device().portrait() || (parts.wide_heading && is_few_large(s, area, head, parts)))
    upright_page(s, area, head, parts);
  else if (parts.wide_heading)
    told_page(s, area, head, parts);
  else
    wide_page(s, area, head, parts);
}

}  // namespace wv::ui
