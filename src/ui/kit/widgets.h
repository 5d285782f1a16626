// The controls, drawn once for all screens. Each records its node, takes its touch, and returns true
// when it was used since the last frame. Sizes are the caller's; none may be under 15 mm (T1).
#pragma once
#include <string>
#include <string_view>

#include "ui/kit/frame.h"
#include "ui/kit/grouping.h"

namespace wv::ui {

// quiet: a small way aside; grave: wipes or stops something, never the loudest on its page.
enum class ButtonKind { primary, secondary, quiet, grave };

struct ButtonLook {
  ButtonKind kind = ButtonKind::secondary;
  std::string_view icon = {};
  bool icon_at_end = false;
  Colour accent;  // ground of a primary button; the municipality's accent when its alpha is 0
  float cap_mm = type::kBody;
  bool enabled = true;
  std::string_view spoken = {};
  ButtonLook() { accent.a = 0; }
  ButtonLook(ButtonKind k, std::string_view i = {}) : kind(k), icon(i) { accent.a = 0; }
};

// How wide the label stands with its icon and padding, on one line.
[[nodiscard]] float button_width(Frame& f, std::string_view label, const ButtonLook& look);
[[nodiscard]] float button_height(Frame& f, std::string_view label, const ButtonLook& look, float width,
                                  float least_mm);
bool button(Frame& f, std::string_view id, const Rect& rect, std::string_view label, const ButtonLook& look);
// An icon with a word under it when there is room for one, its letters of `label_mm` where that is given.
// What is on bears a tick; `toggles`: it says so, too.
bool icon_button(Frame& f, std::string_view id, const Rect& rect, std::string_view icon,
                 std::string_view label, std::string_view spoken, bool with_label, bool on,
                 ButtonKind kind = ButtonKind::quiet, bool toggles = false, float label_mm = 0);

enum class ChoiceKind { radio, checkbox };
struct ChoiceLook {
  ChoiceKind kind = ChoiceKind::radio;
  bool selected = false;
  Colour accent;  // border and tint when selected
  Colour tint;
  bool beside = false;  // the picture beside the words instead of over them
  float picture_mm = 24;
};
bool choice(Frame& f, std::string_view id, const Rect& rect, std::string_view label, std::string_view sub,
            std::string_view picture, const ChoiceLook& look);
// What stands beside the words of a choice that has its picture beside them: picture, paddings, tick.
[[nodiscard]] float choice_beside_width(Frame& f, float picture_mm);
[[nodiscard]] float choice_height(Frame& f, std::string_view label, std::string_view sub, float width,
                                  const ChoiceLook& look);

// A white card with a soft shadow, or a border in high contrast.
void card(Frame& f, const Rect& rect, Colour ground, float pressed = 0);
// One that only tells: in the strong themes its edge is thin, so that what acts is seen first.
void told_card(Frame& f, const Rect& rect, Colour ground);
// A strip with an icon and a sentence: errors, notices. Returns the height used. Beside large letters on a
// low screen an error takes less: its words beside a bar.
enum class NoteKind { plain, error, warm };
float note(Frame& f, std::string_view id, const Rect& rect, std::string_view icon, std::string_view words,
           NoteKind kind);

struct FieldLook {
  std::string_view label;  // spoken and in the tree
  std::string_view placeholder;
  bool focused = false, error = false, hidden = false, multi_line = false, number = false;
  Grouping grouping = Grouping::none;                         // of what is shown, not of the value
  std::size_t caret = 0, selected_from = 0, selected_to = 0;  // bytes of the value
  Colour accent;
};
struct FieldUse {
  bool touched = false;
  std::size_t caret = 0;  // where the finger put it
};
FieldUse text_field(Frame& f, std::string_view id, const Rect& rect, std::string_view text,
                    const FieldLook& look);

}  // namespace wv::ui
