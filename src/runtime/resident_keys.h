// A real keyboard or keypad on a resident's side, whoever hears its keys (SDL, a browser): which of them
// belong to the field that is being typed into, which go from control to control, and which begin going by
// ear (A1). While somebody sees and types, the arrows move the caret; whoever goes by ear has the four keys
// everywhere, also where a field is open. Dead keys and input methods come as text. A key that is held
// repeats where it moves or erases, never where it chooses.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include "runtime/stage.h"

namespace wv::runtime {

struct KeyPress {
  enum class Key : std::uint8_t {
    other,
    left,
    right,
    up,
    down,
    home,
    end,
    page_up,
    page_down,
    insert,
    erase,
    backspace,
    tab,
    enter,
    escape,
    space,
    pad_0,  // of the number pad
    pad_2,
    pad_4,
    pad_5,
    pad_6,
    pad_8,
    pad_enter
  } key = Key::other;
  char letter = 0;  // 'a' to 'z': the key's own where the layout is Latin, else by its place
  bool shift = false, control = false;
  bool alt = false;      // or AltGr, which makes letters
  bool numbers = false;  // the number pad writes
  bool repeated = false;
};

// What a key does in a field, whichever side the field is on; none: it types, or does nothing there.
[[nodiscard]] std::optional<text::FieldKey> field_key_of(const KeyPress& press);

class ResidentKeys {
 public:
  explicit ResidentKeys(Stage& stage) : stage_(stage) {}

  // While a resident has the stage. Each says whether there is anything to show for it.
  bool pressed(const KeyPress& press);
  bool typed(std::string_view words);

 private:
  [[nodiscard]] bool in_field() const;
  [[nodiscard]] bool by_ear() const;
  [[nodiscard]] bool elsewhere() const;  // the keys' ring stands on something else than the field
  [[nodiscard]] bool reserved(app::FieldKey key) const;
  [[nodiscard]] bool at_pin() const;  // the pad before the settings takes digits as a field would
  bool at_pin(app::HostEvent event);
  bool in_table(KeyPress::Key key);
  bool edits(app::Event event);
  bool enter(KeyPress::Key key);
  bool number_pad(const KeyPress& press);

  Stage& stage_;
};

}  // namespace wv::runtime
