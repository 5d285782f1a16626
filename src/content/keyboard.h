// On-screen keyboards as data (assets/keyboards/NAME.json, "wijkverbinder-keyboard/1"): NAME is a
// language, or a field that wants its own (phone email number code). Widths are in keys; a row is at most 10.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"

namespace wv::content {

enum class KeyAction { text, space, enter, backspace, layer, close };

struct KeyboardKey {
  std::string id;  // the node is keyboard.ID
  KeyAction action = KeyAction::text;
  std::string text;   // what it types
  std::string label;  // what it shows; "": its text
  std::string layer;  // where a layer key leads
  std::string name;   // the catalogue's key for what it is called aloud; "": its label is its name
  float width = 1;
};
using KeyboardRow = std::vector<KeyboardKey>;

struct KeyboardLayer {
  std::string id;
  std::vector<KeyboardRow> rows;
};

struct Keyboard {
  std::string name;
  bool compact = false;               // few large keys: at most 6 widths in a row
  std::vector<KeyboardLayer> layers;  // "letters" first
  [[nodiscard]] const KeyboardLayer* layer(std::string_view id) const;
};

// The row of digits that the layer of signs begins with: where a screen has room for it, it stands over the
// other layers too. Null: the keyboard has none, or no layer of signs.
[[nodiscard]] const KeyboardRow* digit_row(const Keyboard& keyboard);

inline constexpr float kMostRowWidth = 10;

[[nodiscard]] Keyboard read_keyboard(const Json& json, const std::string& file, const std::string& name,
                                     Findings& findings);

}  // namespace wv::content
