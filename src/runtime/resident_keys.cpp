#include "runtime/resident_keys.h"

#include <algorithm>
#include <utility>

namespace wv::runtime {

namespace {

using app::FieldKey;
using Key = KeyPress::Key;

std::optional<FieldKey> with_control(const KeyPress& press) {
  switch (press.key) {
    case Key::left: return FieldKey::word_left;
    case Key::right: return FieldKey::word_right;
    case Key::home: return FieldKey::text_start;
    case Key::end: return FieldKey::text_end;
    case Key::backspace: return FieldKey::erase_word_before;
    case Key::erase: return FieldKey::erase_word_after;
    case Key::insert: return FieldKey::copy;
    default: break;
  }
  switch (press.letter) {
    case 'a': return FieldKey::select_all;
    case 'c': return FieldKey::copy;
    case 'x': return FieldKey::cut;
    case 'v': return FieldKey::paste;
    default: return std::nullopt;
  }
}

}  // namespace

std::optional<FieldKey> field_key_of(const KeyPress& press) {
  // AltGr is Ctrl+Alt on some keyboards, and makes letters.
  if (press.alt) return std::nullopt;
  if (press.control) return with_control(press);
  switch (press.key) {
    case Key::left: return FieldKey::left;
    case Key::right: return FieldKey::right;
    case Key::up: return FieldKey::up;
    case Key::down: return FieldKey::down;
    case Key::home: return FieldKey::line_start;
    case Key::end: return FieldKey::line_end;
    case Key::erase: return press.shift ? FieldKey::cut : FieldKey::erase_after;
    case Key::insert: return press.shift ? std::optional(FieldKey::paste) : std::nullopt;
    default: return std::nullopt;
  }
}

bool ResidentKeys::in_field() const {
  const app::State& state = stage_.state();
  return state.session.editing.field != domain::Field::none && state.overlay == app::Overlay::none;
}

bool ResidentKeys::by_ear() const { return stage_.state().reading.mode == app::Reading::Mode::keys; }

// Going by ear the plain arrows are two of the four keys; what they don't take is the field's there too.
bool ResidentKeys::reserved(FieldKey key) const {
  const bool arrow =
      key == FieldKey::left || key == FieldKey::right || key == FieldKey::up || key == FieldKey::down;
  return arrow && by_ear();
}

bool ResidentKeys::elsewhere() const {
  const ui::Node* at = stage_.view().focus().empty() ? nullptr : stage_.tree().find(stage_.view().focus());
  return at != nullptr && !at->editing;
}

// Where one of ImGui's tables stands its rows have the arrows; Tab still goes round the page.
bool ResidentKeys::in_table(Key key) {
  if (in_field() || by_ear()) return false;
  switch (key) {
    case Key::up: return stage_.key(ui::GuiKey::up);
    case Key::down: return stage_.key(ui::GuiKey::down);
    case Key::left: return stage_.key(ui::GuiKey::left);
    case Key::right: return stage_.key(ui::GuiKey::right);
    case Key::page_up: return stage_.key(ui::GuiKey::page_up);
    case Key::page_down: return stage_.key(ui::GuiKey::page_down);
    case Key::home: return stage_.key(ui::GuiKey::home);
    case Key::end: return stage_.key(ui::GuiKey::end);
    case Key::enter: return stage_.view().focus().empty() && stage_.key(ui::GuiKey::enter);
    default: return false;
  }
}

bool ResidentKeys::pressed(const KeyPress& press) {
  const Key key = press.key;
  if (in_table(key)) return true;
  if (in_field())
    if (const auto does = field_key_of(press); does && !reserved(*does))
      return edits(app::FieldKeyed{*does, press.shift});
  if (press.repeated &&
      (key == Key::enter || key == Key::pad_enter || key == Key::escape || key == Key::space))
    return false;
  switch (key) {
    case Key::tab: stage_.key(press.shift ? ui::FocusKey::previous : ui::FocusKey::next); return true;
    case Key::right:
    case Key::down: stage_.keypad(ui::FocusKey::next); return true;
    case Key::left:
    case Key::up: stage_.keypad(ui::FocusKey::previous); return true;
    case Key::enter:
    case Key::pad_enter: return enter(key);
    case Key::escape: stage_.key(ui::FocusKey::back); return true;
    case Key::space:  // in a field it comes as text; on a control it chooses, as everywhere
      if (in_field()) return false;
      stage_.key(ui::FocusKey::activate);
      return true;
    case Key::backspace: return at_pin() ? at_pin(app::PinErased{}) : edits(app::BackspacePressed{});
    default: return number_pad(press);
  }
}

// Where one types it is the field's: a new line, or on to the next. Where the ring stands, or the ear is, it
// chooses.
bool ResidentKeys::enter(Key key) {
  if (in_field() && !by_ear() && !elsewhere()) return edits(app::FieldKeyed{FieldKey::enter});
  if (key == Key::pad_enter)
    stage_.keypad(ui::FocusKey::activate);
  else
    stage_.key(ui::FocusKey::activate);
  return true;
}

// Around the 5 as on a telephone; where its digits are typed into a field they are digits.
bool ResidentKeys::number_pad(const KeyPress& press) {
  if (press.numbers && (in_field() || at_pin())) return false;
  switch (press.key) {
    case Key::pad_6:
    case Key::pad_2: stage_.keypad(ui::FocusKey::next); return true;
    case Key::pad_4:
    case Key::pad_8: stage_.keypad(ui::FocusKey::previous); return true;
    case Key::pad_5: stage_.keypad(ui::FocusKey::activate); return true;
    case Key::pad_0: stage_.keypad(ui::FocusKey::back); return true;
    default: return false;
  }
}

bool ResidentKeys::typed(std::string_view words) {
  const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
  if (words.empty() || std::any_of(words.begin(), words.end(), control)) return false;
  if (at_pin()) {
    for (const char c : words)
      if (c >= '0' && c <= '9') at_pin(app::PinDigit{c});
    return true;
  }
  return edits(app::TextTyped{words});
}

bool ResidentKeys::at_pin() const { return stage_.state().overlay == app::Overlay::pin && !by_ear(); }

bool ResidentKeys::at_pin(app::HostEvent event) {
  stage_.post(app::Touched{});
  stage_.post(std::move(event));
  return true;
}

bool ResidentKeys::edits(app::Event event) {
  // Whoever types under "Are you still there?" is there; the letter isn't for the page below.
  if (stage_.state().overlay == app::Overlay::idle) {
    stage_.post(app::StillThere{});
    return true;
  }
  if (!in_field()) return false;
  stage_.post(app::Touched{});
  stage_.post(std::move(event));
  return true;
}

}  // namespace wv::runtime
