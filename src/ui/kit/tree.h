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

struct Node {
  std::string id;    // stable, never translated, unique in a frame
  const char* role;  // WAI-ARIA role
  std::string name;
  std::string spoken;      // never empty on a control
  std::string state_text;  // heard after it: "chosen", "still empty"; see aloud.h
  std::string role_hint;   // and, by who goes by ear: "button", "2 of 4"
  std::string lang;        // of what it says, where that isn't the page's
  std::string value;
  Rect rect;  // px on the screen, mirrored already
  Rect hit;   // where a touch counts; empty when it is no control
  Colour fg, bg;
  float cap_px = 0;  // height of a capital H
  bool enabled = true, focused = false, selected = false, checked = false, pressed = false, busy = false;
  bool offscreen = false;  // scrolled away
  bool shows_private = false, is_volatile = false;
  bool editing = false;  // the field that has the keyboard
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
  [[nodiscard]] const Node* find(std::string_view id) const;
};

[[nodiscard]] OrderedJson to_json(const Tree& tree, int width_px, int height_px, float px_per_mm,
                                  int text_percent, Contrast contrast);

}  // namespace wv::ui
