// The sign that a page goes on below: a button that moves the page on by what is seen. On a low screen it
// stands beside Back and Next (Frame::more_beside), else in a strip at the foot of what scrolls; what lies
// under the strip can neither be read nor touched there.
#pragma once
#include "ui/kit/frame.h"

namespace wv::ui {

// Within a region that scrolls, after its content was drawn. Returns the strip's height, px; 0 without one.
float more_below(Frame& f, Touch& touch, const FrameState& region);

}  // namespace wv::ui
