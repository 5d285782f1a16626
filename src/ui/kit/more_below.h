// The sign that a page goes on below: a strip at the foot of what scrolls with a button in it that moves the
// page on by what is seen. What lies under the strip can neither be read nor touched there.
#pragma once
#include "ui/kit/frame.h"

namespace wv::ui {

// Within a region that scrolls, after its content was drawn. Returns the strip's height, px.
float more_below(Frame& f, Touch& touch, const FrameState& region);

}  // namespace wv::ui
