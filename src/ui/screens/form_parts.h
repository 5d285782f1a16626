// What the pages of a form are made of: tiles to choose from, a field to write in with its label, curtain and
// notes. Each is measured first and drawn after, so that a page can give way where it would not fit (T4).
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "app/pages.h"
#include "ui/screens/screens.h"

namespace wv::ui {

// What a page is made of, measured first and drawn after: a body that knows its own height.
struct FormBody {
  const Scene& s;
  const app::Form& form;
  const app::Page& page;
  const domain::Draft& draft;
  domain::Role role;
  int number = 1;       // of the question; number or address belong to the question before them
  bool typing = false;  // the keyboard is up
  int tight = 0;        // what gives way where the page would not fit otherwise (T4): 1 the tiles beside the
                        // keyboard, 2 hints, 3 the field's label, which moves into it, and an optional name,
                        // 4 the heading's size, 5 what stands under the field, 6 the heading
  bool packed = false;  // three, three and two tiles in a row, where two and two would not fit
  float less_mm = 0;    // and pictures grow smaller by this
};
[[nodiscard]] Colour accent(const FormBody& b);

struct TileItem {
  std::string id, label, sub, picture;
  bool selected = false;
};
[[nodiscard]] std::vector<TileItem> tiles_of(const FormBody& b, std::string_view field);
[[nodiscard]] float tile_picture_mm(const FormBody& b);
void tile_grid(const FormBody& b, Column& column, std::string_view field, const std::vector<TileItem>& items,
               ChoiceKind kind, bool beside, float least_mm, float picture_mm);

// What is wrong with the field or question of this id; nothing when it is right.
// Where height is scarce a fault's sentences are told in one; the voice says them all.
[[nodiscard]] std::string first_sentence(const std::string& text);
void error_note(const FormBody& b, std::string_view field, Column& column);
void line(const FormBody& b, Column& column, std::string_view id, const std::string& text, const Words& look);

struct Written {  // a field to write in
  domain::Field field = domain::Field::none;
  std::string label, placeholder;
  float lines = 1;
  bool multi_line = false;
  bool curtain = true;       // what is written can be hidden
  bool or_say = false;       // it can be said instead
  bool tells_fault = false;  // what is wrong stands right above it
};
// True when a note about its room stands under it.
bool written(const FormBody& b, Column& column, const Written& w);

}  // namespace wv::ui
