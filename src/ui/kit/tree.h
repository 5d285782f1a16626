// The UI tree (tests/journeys/README.md): what each frame shows, where, in which colours and words. The same
// tree feeds the player, the tests, key navigation and reading aloud, so heard = seen.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "ui/kit/geometry.h"
#include "ui/kit/theme.h"

namespace wv::ui {

// What a node is to who can't see it: the WAI-ARIA role of this name.
enum class NodeRole {
  text,
  heading,
  note,
  alert,
  status,
  button,
  radio,
  checkbox,
  textbox,
  img,
  group,
  progressbar,
  row
};
[[nodiscard]] std::string_view id_of(NodeRole role);

// Where on the screen a node belongs, which is also when it is read.
enum class Region {
  page,
  bar,          // what stands around every page: the bar and the trial's banner
  keyboard,     // the on-screen keyboard
  secret_keys,  // the digits of a PIN: never said one by one (A3)
  below         // the danger line: drawn first, for it stands under every page; heard after it
};

struct Node {
  std::string id;  // stable, never translated, unique in a frame
  NodeRole role = NodeRole::text;
  Region region = Region::page;
  std::string name;
  std::string spoken;      // never empty on a control
  std::string state_text;  // heard after it: "chosen", "still empty"; see aloud.h
  std::string role_hint;   // and, by who goes by ear: "button", "2 of 4"
  std::string lang;        // of what it says, where that isn't the page's
  std::string value;
  std::string heard;  // of a resident's own words, in place of name or value: a number, sign by sign
  Rect rect;          // px on the screen, mirrored already
  Rect hit;           // where a touch counts; empty when it is no control
  Colour fg, bg;
  float cap_px = 0;  // height of a capital H
  bool enabled = true, focused = false, selected = false, checked = false, pressed = false, busy = false;
  bool offscreen = false;  // scrolled away
  bool shows_private = false, is_volatile = false;
  bool editing = false;     // the field that has the keyboard
  bool by_holding = false;  // acts when it is held, not when it is tapped
  bool toggles = false;     // a button that stays on: `pressed` is its state, not a finger's touch
};

// Where letters were drawn, for the tests: not part of what `tree` writes, and no word of it.
struct Ink {
  std::string node;                  // whose words they are; "" while nobody has said so
  Rect rect, clip;                   // on the screen; what of it can be seen
  bool cut = false, broken = false;  // an ellipsis; a word that had to be broken
};

struct Tree {
  std::string screen, overlay, lang, dir;
  int page = 0, pages = 0;
  std::vector<Node> nodes;
  std::vector<Ink> inks;
  std::vector<Rect> raised;  // what throws a shadow, and so looks as if it could be pressed; for the tests
  [[nodiscard]] const Node* find(std::string_view id) const;
};

[[nodiscard]] OrderedJson to_json(const Tree& tree, int width_px, int height_px, float px_per_mm,
                                  int text_percent, Contrast contrast);

}  // namespace wv::ui
