// Touches every control of every screen once, in Dutch on one kiosk, and tells which keep their state to
// themselves.
#pragma once
#include <string>
#include <vector>

#include "ui_fixture.h"

namespace wv::ui {

struct Touched {
  std::size_t controls = 0;
  std::vector<std::string> silent;  // a sentence each
};
// `spoil`: what a test does to each tree before it is judged.
[[nodiscard]] Touched touch_everything(
    Fixture& fx, void (*spoil)(Tree&) = [](Tree&) {});

}  // namespace wv::ui
