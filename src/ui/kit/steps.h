// The row of Back and Next at a page's foot: in a row where the words fit, else under one another with Next
// on top. Beside the keyboard of a small screen that lies they stand at the end of the page, which keeps its
// height for what is typed. Sizes in px of the frame; `steps` says which of them was touched.
#pragma once
#include <optional>
#include <string>

#include "ui/kit/frame.h"
#include "ui/kit/widgets.h"

namespace wv::ui {

struct StepRow {  // Back and Next
  std::optional<std::string> back, next, skip;
  std::string next_spoken;
  std::string next_id = "form.next";
  std::string next_icon = "next";
  Colour accent{0, 0, 0, 0};  // ink when transparent
  bool next_enabled = true;
  bool typing = false;  // the keyboard is up: Back is an arrow alone before its word takes a row of its own
};
enum class Step { none, back, next, skip };
[[nodiscard]] float steps_height(Frame& f, const StepRow& row, float width);
// Takes the place of the steps from the page's, with the air around them; what `steps` is given.
[[nodiscard]] Rect cut_steps(Frame& f, Rect& area, const StepRow& row);
Step steps(Frame& f, const Rect& rect, const StepRow& row);

}  // namespace wv::ui
