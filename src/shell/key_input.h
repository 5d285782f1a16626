// SDL's keys, for whichever side has the stage: a resident's (runtime/resident_keys.h) or the wijkverbinder's
// (desk_keys.h).
#pragma once
#include <SDL.h>

#include <string_view>

#include "runtime/resident_keys.h"
#include "runtime/stage.h"
#include "shell/desk_keys.h"

namespace wv::shell {

class KeyInput {
 public:
  explicit KeyInput(runtime::Stage& stage) : stage_(stage), residents_(stage), desk_(stage) {}

  // Each says whether there is anything to show for it.
  bool pressed(SDL_Keycode code, Uint16 modifiers, bool repeated) {
    return stage_.at_desk() ? desk_.pressed(code, modifiers, repeated)
                            : residents_.pressed(key_press_of(code, modifiers, repeated));
  }
  bool typed(std::string_view words) {
    return stage_.at_desk() ? desk_.typed(words) : residents_.typed(words);
  }
  // The mouse, with keys held that make another thing of it: true, it is no click any more.
  bool clicked(ui::Point at, Uint16 modifiers) { return stage_.at_desk() && desk_.clicked(at, modifiers); }

 private:
  runtime::Stage& stage_;
  runtime::ResidentKeys residents_;
  DeskKeys desk_;
};

}  // namespace wv::shell
