#include "ui/kit/steps.h"

#include <algorithm>

#include "ui/kit/scene.h"

namespace wv::ui {

namespace {

ButtonLook back_look(Frame& f) { return {ButtonKind::secondary, f.rtl() ? "next" : "back"}; }

ButtonLook next_look(Frame& f, const StepRow& row) {
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

float row_wish(Frame& f, const StepRow& row) {
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

// Beside keys a row is scarce: Back is its arrow, and Next may take two lines.
bool arrow_alone(Frame& f, const StepRow& row, float width) {
  if (!row.typing || !row.back || !row.next || row.skip || row_wish(f, row) <= width) return false;
  return arrow_side(f) + f.mm(4) + least_width(f, *row.next, next_look(f, row)) <= width;
}

// One row when all labels fit in it, else one under another with Next on top.
bool in_a_row(Frame& f, const StepRow& row, float width) {
  return row_wish(f, row) <= width || arrow_alone(f, row, width);
}

// Three that don't fit in a row: the long way round stands on a row of its own, over Back and Next.
bool skip_apart(Frame& f, const StepRow& row, float width) {
  if (!row.skip) return false;
  StepRow two = row;
  two.skip.reset();
  return in_a_row(f, two, width);
}

float skip_height(Frame& f, const StepRow& row, float width) {
  return button_height(f, *row.skip, ButtonLook(ButtonKind::secondary), width, 16) + f.mm(4);
}

// Next is the one thing to do: it takes what room is left, up to a good hand's width, and on a low screen
// leaves some of it to what says that the page goes on.
float next_width(Frame& f, float left, const StepRow& row) {
  const bool low = lies_small(f);
  const float skip = row.skip ? wish(f, row.skip, ButtonLook(ButtonKind::secondary)) + f.mm(4) : 0;
  const float least = std::min(left, wish(f, row.next, next_look(f, row)));
  return std::min(left - skip, std::max(least, std::max(f.mm(low ? 56 : 90), left * (low ? 0.36f : 0.5f))));
}

float back_width(Frame& f, float width, const StepRow& row) {
  return arrow_alone(f, row, width) ? arrow_side(f) : wish(f, row.back, back_look(f));
}

// Between Back and the rest, with air on both sides.
Rect free_in_row(Frame& f, Rect left, const StepRow& row) {
  const float gap = f.mm(6);
  if (row.back) left.cut_start(back_width(f, left.w, row) + gap);
  if (row.next) left.cut_end(next_width(f, left.w, row) + gap);
  if (row.skip) left.cut_end(wish(f, row.skip, ButtonLook(ButtonKind::secondary)) + gap);
  return left;
}

Step steps_in_a_row(Frame& f, Rect left, const StepRow& row) {
  Step done = Step::none;
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
    if (button(f, row.next_id, left.cut_end(next_width(f, left.w, row)), *row.next, next_look(f, row)))
      done = Step::next;
    left.cut_end(f.mm(4));
  }
  if (row.skip && button(f, "form.skip", left.cut_end(wish(f, row.skip, ButtonLook(ButtonKind::secondary))),
                         *row.skip, ButtonLook(ButtonKind::secondary)))
    done = Step::skip;
  return done;
}

}  // namespace

float steps_height(Frame& f, const StepRow& row, float width) {
  if (in_a_row(f, row, width)) {
    const float room = arrow_alone(f, row, width) ? width - arrow_side(f) - f.mm(4) : width;
    return row.next ? button_height(f, *row.next, next_look(f, row), room, 20) : f.mm(20);
  }
  if (skip_apart(f, row, width)) return f.mm(20) + skip_height(f, row, width);
  float sum = 0;
  if (row.next) sum += button_height(f, *row.next, next_look(f, row), width, 20);
  if (row.skip) sum += skip_height(f, row, width);
  if (row.back) sum += f.mm(4) + button_height(f, *row.back, back_look(f), width, 16);
  return sum;
}

Rect cut_steps(Frame& f, Rect& area, const StepRow& row) {
  const float air = f.mm(roomy(f) ? 4.0f : lies_small(f) ? 3.2f : 3.0f);
  if (row.typing && lies_small(f)) {
    float next = wish(f, row.next, next_look(f, row));
    if (row.next && next > 0.34f * area.w) next = least_width(f, *row.next, next_look(f, row));
    const float wide = std::max({wish(f, row.back, back_look(f)), next,
                                 wish(f, row.skip, ButtonLook(ButtonKind::secondary)), f.mm(44)});
    const float high = steps_height(f, row, wide);
    if (wide < 0.4f * area.w && high + 2 * f.mm(2) <= area.h) {
      area.cut_end(f.margin());
      const Rect end = area.cut_end(wide);
      f.more_beside({end.x, end.y + f.mm(1), wide, end.h - high - f.mm(9)});
      return {end.x, end.bottom() - high - f.mm(2), wide, high};
    }
  }
  const float wide = area.w - 2 * f.margin(), high = steps_height(f, row, wide);
  const float below = f.mm(lies_small(f) ? 1.0f : 2.0f);
  const Rect foot = area.cut_bottom(high + below + air);
  const Rect at{foot.x + f.margin(), foot.bottom() - high - below, wide, high};
  if (lies_small(f) && in_a_row(f, row, wide)) f.more_beside(free_in_row(f, at, row));
  return at;
}

Step steps(Frame& f, const Rect& rect, const StepRow& row) {
  if (in_a_row(f, row, rect.w)) return steps_in_a_row(f, rect, row);
  Rect left = rect;
  Step done = Step::none;
  const auto apart = [&](std::string_view id, const std::string& label, const ButtonLook& look,
                         float least_mm, Step step) {
    if (button(f, id, left.cut_top(button_height(f, label, look, rect.w, least_mm)), label, look))
      done = step;
    left.cut_top(f.mm(4));
  };
  if (skip_apart(f, row, rect.w)) {
    apart("form.skip", *row.skip, ButtonLook(ButtonKind::secondary), 16, Step::skip);
    StepRow two = row;
    two.skip.reset();
    const Step other = steps_in_a_row(f, left, two);
    return done == Step::none ? other : done;
  }
  if (row.next) apart(row.next_id, *row.next, next_look(f, row), 20, Step::next);
  if (row.skip) apart("form.skip", *row.skip, ButtonLook(ButtonKind::secondary), 16, Step::skip);
  if (row.back) apart("form.back", *row.back, back_look(f), 16, Step::back);
  return done;
}

}  // namespace wv::ui
