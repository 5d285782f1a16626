// Back and Next with something between them: where height is scarce, what else a page must say at its foot
// stands beside them and not under them. Sizes in px of the frame.
#pragma once
#include "ui/kit/steps.h"

namespace wv::ui {

struct KeptFree {
  float wish = 0, least = 0;  // how wide, in a row; nothing is kept where not even the least has room
};
// As in steps.h; `free` is what is left between Back and Next, or over them where they stand in a column of
// their own; empty where they stand under one another.
[[nodiscard]] Rect cut_steps(Frame& f, Rect& area, const StepRow& row, const KeptFree& kept, Rect& free);
Step steps(Frame& f, const Rect& rect, const StepRow& row, const KeptFree& kept);

}  // namespace wv::ui
