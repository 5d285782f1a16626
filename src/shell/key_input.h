// A real keyboard or keypad: which of its keys belong to the field that is being typed into, which go from
// control to control, and which begin going by ear (A1). While somebody sees and types, the arrows move the
// caret; whoever goes by ear has the four keys everywhere, also where a field is open. Dead keys and input
// methods come as text. A key that is held repeats where it moves or erases, never where it chooses.
#pragma once
#include <SDL.h>

#include <string_view>

#include "runtime/stage.h"
#include "shell/desk_keys.h"

namespace wv::shell {

class KeyInput {
 public:
  explicit KeyInput(runtime::Stage& stage) : stage_(stage), desk_(stage) {}

  // Each says whether there is anything to show for it.
  bool pressed(SDL_Keycode code, Uint16 modifiers, bool repeated);
  bool typed(std::string_view words);
  // The mouse, with keys held that make another thing of it: true, it is no click any more.
  bool clicked(ui::Point at, Uint16 modifiers) {
    return stage_.desk() != nullptr && desk_.clicked(at, modifiers);
  }

 private:
  [[nodiscard]] bool in_field() const;
  [[nodiscard]] bool elsewhere() const;  // the keys' ring stands on something else than the field
  [[nodiscard]] bool reserved(app::FieldKey key) const;
  [[nodiscard]] bool at_pin() const;  // the pad before the settings takes digits as a field would
  bool at_pin(app::HostEvent event);
  bool in_table(SDL_Keycode code);
  bool edits(app::Event event);
  bool enter(SDL_Keycode code);
  bool number_pad(SDL_Keycode code, Uint16 modifiers);

  runtime::Stage& stage_;
  DeskKeys desk_;  // while the wijkverbinder's side stands there
};

}  // namespace wv::shell
