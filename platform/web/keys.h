// A browser's keys, by the names that it has for them (UI Events), as runtime/resident_keys.h knows them.
#pragma once
#include <string_view>

#include "runtime/resident_keys.h"

namespace wv::web_platform {

struct Pressed {
  std::string_view key;   // "ArrowLeft", "a"
  std::string_view code;  // "Numpad5", "KeyA"
  bool shift = false, control = false, alt = false, repeated = false;
};

[[nodiscard]] runtime::KeyPress key_press_of(const Pressed& pressed);

}  // namespace wv::web_platform
