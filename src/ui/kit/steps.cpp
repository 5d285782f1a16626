#include "ui/kit/steps_beside.h"

#include <algorithm>
#include <cmath>

#include "ui/kit/scene.h"

namespace wv::ui {

namespace {

struct Row : StepRow {
  Row(const StepRow& row, const KeptFree& free = {}) : StepRow(row), kept(free) {}
  KeptFree kept;
};

ButtonLook back_look(Frame& f) { return {ButtonKind::secondary, f.rtl() ? "next" : "back"}; }

ButtonLook next_look(Frame& f, const Row& row) {
  ButtonLook look(ButtonKind::primary,
                  row.next_icon == "next" ? (f.rtl() ? "back" : "next") : std::string_view(row.next_icon));
  if (row.typing && height_is_scarce(f) && f.scale() > 1.2f)
    look.icon = {};  // its word takes enough of the width
  look.icon_at_end = true;
  look.accent = row.accent;
  look.enabled = row.next_enabled;
  look.spoken = row.next_spoken;
  return look;
}

float wish(Frame& f, const std::optional<std::string>& label, const ButtonLook& look) {
  return label ? button_width(f, *label, look) : 0;
}

float row_wish(Frame& f, const Row& row) {
  return wish(f, row.back, back_look(f)) + wish(f, row.skip, ButtonLook(ButtonKind::secondary)) +
         wish(f, row.next, next_look(f, row)) +
         f.mm(4) * static_cast<float>((row.back ? 1 : 0) + (row.skip ? 1 : 0) + (row.next ? 1 : 0) - 1);
}

float arrow_side(Frame& f) { return f.mm(20); }

// As narrow as its longest word lets it be.
float least_width(Frame& f, const std::string& label, const ButtonLook& look) {
  const Words words{.cap_mm = look.cap_mm, .weight = text::Weight::semibold};
  return button_width(f, label, look) - f.type.width_of(label, words) + f.type.word_width(label, words) +
         f.mm(1);
}

float with_air(Frame& f, float between) { return between > 0 ? between + f.mm(8) : 0; }

float skip_wish(Frame& f, const Row& row) {
  return row.skip ? wish(f, row.skip, ButtonLook(ButtonKind::secondary)) + f.mm(4) : 0;
}

// As narrow as the row gets where it is scarce: Back is its arrow, and Next may take two lines.
float least_row(Frame& f, const Row& row) {
  return arrow_side(f) + f.mm(4) + skip_wish(f, row) + least_width(f, *row.next, next_look(f, row));
}

// What is kept free between Back and Next, with the air around it: nothing where there is no room for it.
float between_of(Frame& f, const Row& row, float width) {
  if (!row.back || !row.next) return 0;
  for (const float between : {with_air(f, row.kept.wish), with_air(f, row.kept.least)})
    if (least_row(f, row) + between <= width) return between;
  return 0;
}

// Beside keys a row is scarce, on a telephone with large letters always, and three in it are where height is.
bool arrow_alone(Frame& f, const Row& row, float width) {
  const float between = between_of(f, row, width);
  const bool large_in_hand = is_telephone(f.device()) && f.scale() > 1.2f;
  const bool scarce = row.typing || large_in_hand || (row.skip && height_is_scarce(f));
  if (!scarce || !row.back || !row.next || row_wish(f, row) + between <= width) return false;
  return least_row(f, row) + between <= width;
}

// One row when all labels fit in it, else one under another with Next on top.
bool in_a_row(Frame& f, const Row& row, float width) {
  return row_wish(f, row) + between_of(f, row, width) <= width || arrow_alone(f, row, width);
}

// Three that don't fit in a row: the long way round stands on a row of its own, over Back and Next.
bool skip_apart(Frame& f, const Row& row, float width) {
  if (!row.skip) return false;
  Row two = row;
  two.skip.reset();
  return in_a_row(f, two, width);
}

float skip_height(Frame& f, const Row& row, float width) {
  return button_height(f, *row.skip, ButtonLook(ButtonKind::secondary), width, 16) + f.mm(4);
}

// Next is the one thing to do: it takes what room is left, up to a good hand's width, and on a low screen
// leaves some of it to what says that the page goes on.
float next_width(Frame& f, float left, const Row& row, float between) {
  const bool low = height_is_scarce(f);
  const float skip = skip_wish(f, row);
  const float least = std::min(left, wish(f, row.next, next_look(f, row)));
  return std::min(left - skip - between,
                  std::max(least, std::max(f.mm(low ? 56 : 90), left * (low ? 0.36f : 0.5f))));
}

float back_width(Frame& f, float width, const Row& row) {
  return arrow_alone(f, row, width) ? arrow_side(f) : wish(f, row.back, back_look(f));
}

// Between Back and the rest, with air on both sides.
Rect free_in_row(Frame& f, Rect left, const Row& row) {
  const float between = between_of(f, row, left.w);
  const float gap = f.mm(between > 0 ? 4.0f : 6.0f);
  if (row.back) left.cut_start(back_width(f, left.w, row) + gap);
  if (row.next) left.cut_end(next_width(f, left.w, row, between) + gap);
  if (row.skip) left.cut_end(wish(f, row.skip, ButtonLook(ButtonKind::secondary)) + gap);
  return left;
}

Step steps_in_a_row(Frame& f, Rect left, const Row& row) {
  Step done = Step::none;
  const float between = between_of(f, row, left.w);
  if (row.back) {
    const ButtonLook look = back_look(f);
    const bool alone = arrow_alone(f, row, left.w);
    const Rect at = left.cut_start(back_width(f, left.w, row));
    if (alone ? icon_button(f, "form.back", at, look.icon, *row.back, *row.back, false, false, look.kind)
              : button(f, "form.back", at, *row.back, look))
      done = Step::back;
    left.cut_start(f.mm(4));
  }
  if (row.next) {
    if (button(f, row.next_id, left.cut_end(next_width(f, left.w, row, between)), *row.next,
               next_look(f, row)))
      done = Step::next;
    left.cut_end(f.mm(4));
  }
  if (row.skip && button(f, "form.skip", left.cut_end(wish(f, row.skip, ButtonLook(ButtonKind::secondary))),
                         *row.skip, ButtonLook(ButtonKind::secondary)))
    done = Step::skip;
  return done;
}

float height_of(Frame& f, const Row& row, float width) {
  if (in_a_row(f, row, width)) {
    const float room = arrow_alone(f, row, width)
                           ? next_width(f, width - arrow_side(f) - f.mm(4), row, between_of(f, row, width))
                           : width;
    return row.next ? button_height(f, *row.next, next_look(f, row), room, 20) : f.mm(20);
  }
  if (skip_apart(f, row, width)) {
    Row two = row;
    two.skip.reset();
    return height_of(f, two, width) + skip_height(f, row, width);
  }
  float sum = 0;
  if (row.next) sum += button_height(f, *row.next, next_look(f, row), width, 20);
  if (row.skip) sum += skip_height(f, row, width);
  if (row.back) sum += f.mm(4) + button_height(f, *row.back, back_look(f), width, 16);
  return sum;
}

struct Places {
  Rect steps, free;
};

// In a column too low for Back, Next and what is kept free over them: Back is its arrow, what is kept free
// stands beside it, and Next under both.
bool may_be_compact(const Row& row) { return row.kept.least > 0 && row.back && row.next && !row.skip; }
float compact_height(Frame& f, const Row& row, float width) {
  return arrow_side(f) + f.mm(4) + button_height(f, *row.next, next_look(f, row), width, 20);
}

// Beside the keyboard of a small screen that lies: a column at the end of the page, where there is room for
// it.
std::optional<Places> in_a_column(Frame& f, Rect& area, const Row& row) {
  if (!row.typing || !lies_small(f)) return std::nullopt;
  float next = wish(f, row.next, next_look(f, row));
  if (row.next && next > 0.34f * area.w) next = least_width(f, *row.next, next_look(f, row));
  float wide = std::max({wish(f, row.back, back_look(f)), next,
                         wish(f, row.skip, ButtonLook(ButtonKind::secondary)), f.mm(44)});
  float high = height_of(f, row, wide);
  const float over = f.mm(1), below = f.mm(2), apart = f.mm(6), sign = 1.7f * f.type.cap_px(type::kLabel);
  const bool compact = may_be_compact(row) && high + over + below + f.mm(2) + sign > area.h;
  if (compact) {
    wide = std::max({next, arrow_side(f) + f.mm(4) + row.kept.least, f.mm(44)});
    high = compact_height(f, row, wide);
  }
  const bool short_words =
      !row.next || high < 3.5f * f.type.height_of("H", {.cap_mm = type::kBody}, 0) + f.mm(24);
  if (wide >= 0.4f * area.w || high + 2 * below > area.h || !short_words) return std::nullopt;
  area.cut_end(f.margin());
  const Rect end = area.cut_end(wide), at{end.x, end.bottom() - high - below, wide, high};
  area.cut_end(f.mm(1.5f));  // from the bar at the edge of what scrolls
  if (compact) {
    Rect beside{at.x, at.y, at.w, arrow_side(f)};
    beside.cut_start(arrow_side(f) + f.mm(4));
    return Places{at, beside};
  }
  const float air = row.kept.least > 0 ? f.mm(2) : apart;  // words need less than a button
  return Places{at, {end.x, end.y + over, wide, end.h - high - over - below - air}};
}

Places places_of(Frame& f, Rect& area, const Row& row) {
  if (const auto column = in_a_column(f, area, row)) return *column;
  const float air = f.mm(roomy(f) ? 4.0f : lies_small(f) ? 3.2f : 3.0f);
  const float wide = area.w - 2 * f.margin(), high = height_of(f, row, wide);
  const float below = f.mm(lies_small(f) ? 1.0f : 2.0f);
  const Rect foot = area.cut_bottom(high + below + air);
  Rect at{foot.x + f.margin(), foot.bottom() - high - below, wide, high};
  Places places{at, {}};
  Row last = row;
  if (!in_a_row(f, row, wide)) last.skip.reset();
  if (in_a_row(f, last, wide)) places.free = free_in_row(f, at.cut_bottom(height_of(f, last, wide)), last);
  return places;
}

Step act(Frame& f, const Rect& rect, const Row& row) {
  Rect left = rect;
  Step done = Step::none;
  if (may_be_compact(row) && rect.h >= compact_height(f, row, rect.w) - 1 &&
      std::abs(rect.h - height_of(f, row, rect.w)) > 1) {
    const ButtonLook look = back_look(f);
    Rect top = left.cut_top(arrow_side(f));
    if (icon_button(f, "form.back", top.cut_start(arrow_side(f)), look.icon, *row.back, *row.back, false,
                    false, look.kind))
      done = Step::back;
    left.cut_top(f.mm(4));
    if (button(f, row.next_id, left, *row.next, next_look(f, row))) done = Step::next;
    return done;
  }
  if (in_a_row(f, row, rect.w)) return steps_in_a_row(f, rect, row);
  const auto apart = [&](std::string_view id, const std::string& label, const ButtonLook& look,
                         float least_mm, Step step) {
    if (button(f, id, left.cut_top(button_height(f, label, look, rect.w, least_mm)), label, look))
      done = step;
    left.cut_top(f.mm(4));
  };
  if (skip_apart(f, row, rect.w)) {
    apart("form.skip", *row.skip, ButtonLook(ButtonKind::secondary), 16, Step::skip);
    Row two = row;
    two.skip.reset();
    const Step other = steps_in_a_row(f, left, two);
    return done == Step::none ? other : done;
  }
  if (row.next) apart(row.next_id, *row.next, next_look(f, row), 20, Step::next);
  if (row.skip) apart("form.skip", *row.skip, ButtonLook(ButtonKind::secondary), 16, Step::skip);
  if (row.back) apart("form.back", *row.back, back_look(f), 16, Step::back);
  return done;
}

}  // namespace

float steps_height(Frame& f, const StepRow& row, float width) { return height_of(f, row, width); }

Rect cut_steps(Frame& f, Rect& area, const StepRow& row) {
  const Places places = places_of(f, area, row);
  if (more_in_foot(f)) f.more_beside(places.free);
  return places.steps;
}

Rect cut_steps(Frame& f, Rect& area, const StepRow& row, const KeptFree& kept, Rect& free) {
  const Places places = places_of(f, area, {row, kept});
  free = places.free;
  return places.steps;
}

Step steps(Frame& f, const Rect& rect, const StepRow& row) { return act(f, rect, row); }
Step steps(Frame& f, const Rect& rect, const StepRow& row, const KeptFree& kept) {
  return act(f, rect, {row, kept});
}

}  // namespace wv::ui
