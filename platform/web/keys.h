// A real keyboard or keypad beside a browser, by the names that the browser has for its keys (UI Events):
// which keys belong to the field that is typed into, which go from control to control, and which begin going
// by ear (A1). The same rules as shell/key_input.h, for a resident's side.
#pragma once
#include <string_view>

#include "runtime/stage.h"

namespace wv::web_platform {

struct Pressed {
  std::string_view key;   // "ArrowLeft", "a"
  std::string_view code;  // "Numpad5", "KeyA"
  bool shift = false, control = false, alt = false, repeated = false;
};

// Whether it was for us: the browser does nothing of its own with it then.
bool press(runtime::Stage& stage, const Pressed& pressed);
bool type(runtime::Stage& stage, std::string_view words);

}  // namespace wv::web_platform
