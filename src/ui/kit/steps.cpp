#include "ui/kit/steps.h"

#include <algorithm>

namespace wv::ui {

namespace {

ButtonLook back_look(Frame& f) { return {ButtonKind::secondary, f.rtl() ? "next" : "back"}; }

ButtonLook next_look(Frame& f, const StepRow& row) {
  ButtonLook look(ButtonKind::primary,
                  row.next_icon == "next" ? (f.rtl() ? "back" : "next") : std::string_view(row.next_icon));
  look.icon_at_end = true;
  look.accent = row.accent;
  look.enabled = row.next_enabled;
  look.spoken = row.next_spoken;
  return look;
}

float wish(Frame& f, const std::optional<std::string>& label, const ButtonLook& look) {
  return label ? button_width(f, *label, look) : 0;
}

// One row when all labels fit in it, else one under another with Next on top.
bool in_a_row(Frame& f, const StepRow& row, float width) {
  float sum = wish(f, row.back, back_look(f)) + wish(f, row.skip, ButtonLook(ButtonKind::secondary)) +
              wish(f, row.next, next_look(f, row));
  sum += f.mm(4) * static_cast<float>((row.back ? 1 : 0) + (row.skip ? 1 : 0) + (row.next ? 1 : 0) - 1);
  return sum <= width;
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

Step steps_in_a_row(Frame& f, Rect left, const StepRow& row) {
  Step done = Step::none;
  if (row.back) {
    if (button(f, "form.back", left.cut_start(wish(f, row.back, back_look(f))), *row.back, back_look(f)))
      done = Step::back;
    left.cut_start(f.mm(4));
  }
  if (row.next) {
    const float least = wish(f, row.next, next_look(f, row));
    const float skip = row.skip ? wish(f, row.skip, ButtonLook(ButtonKind::secondary)) + f.mm(4) : 0;
    // Next is the one thing to do: it takes what room is left, up to a good hand's width.
    const float wide = std::min(left.w - skip, std::max(least, std::max(f.mm(90), left.w * 0.5f)));
    if (button(f, row.next_id, left.cut_end(wide), *row.next, next_look(f, row))) done = Step::next;
    left.cut_end(f.mm(4));
  }
  if (row.skip && button(f, "form.skip", left.cut_end(wish(f, row.skip, ButtonLook(ButtonKind::secondary))),
                         *row.skip, ButtonLook(ButtonKind::secondary)))
    done = Step::skip;
  return done;
}

}  // namespace

float steps_height(Frame& f, const StepRow& row, float width) {
  if (in_a_row(f, row, width))
    return row.next ? button_height(f, *row.next, next_look(f, row), width, 20) : f.mm(20);
  if (skip_apart(f, row, width)) return f.mm(20) + skip_height(f, row, width);
  float sum = 0;
  if (row.next) sum += button_height(f, *row.next, next_look(f, row), width, 20);
  if (row.skip) sum += skip_height(f, row, width);
  if (row.back) sum += f.mm(4) + button_height(f, *row.back, back_look(f), width, 16);
  return sum;
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
