// A real keyboard on the wijkverbinder's side: in a field its keys are the field's, elsewhere they are the
// desk's (desk/keys.h), and Tab goes from control to control on both. What a letter types is asked of the
// keyboard's layout, so that `?` is `?` everywhere.
#pragma once
#include <SDL.h>

#include <string_view>

#include "desk/event.h"
#include "runtime/resident_keys.h"
#include "runtime/stage.h"

namespace wv::shell {

class DeskKeys {
 public:
  explicit DeskKeys(runtime::Stage& stage) : stage_(stage) {}

  // Each says whether there is anything to show for it.
  bool pressed(SDL_Keycode code, Uint16 modifiers, bool repeated);
  bool typed(std::string_view words);
  // A click with Shift or Ctrl held, on a row: all up to it is marked, or it alone. False: a click as others.
  bool clicked(ui::Point at, Uint16 modifiers);

 private:
  [[nodiscard]] bool in_field() const;
  bool post(desk::Event event);

  runtime::Stage& stage_;
};

[[nodiscard]] runtime::KeyPress key_press_of(SDL_Keycode code, Uint16 modifiers,
                                             bool repeated);  // key_input.cpp

}  // namespace wv::shell
