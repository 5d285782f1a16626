#include "shell/key_input.h"

#include <algorithm>
#include <optional>
#include <string_view>

namespace wv::shell {

namespace {

using app::FieldKey;

std::optional<FieldKey> with_control(SDL_Keycode code) {
  switch (code) {
    case SDLK_LEFT: return FieldKey::word_left;
    case SDLK_RIGHT: return FieldKey::word_right;
    case SDLK_HOME: return FieldKey::text_start;
    case SDLK_END: return FieldKey::text_end;
    case SDLK_BACKSPACE: return FieldKey::erase_word_before;
    case SDLK_DELETE: return FieldKey::erase_word_after;
    default: return std::nullopt;
  }
}

// By the key's letter where the layout is Latin, else by its place: Ctrl+A is Ctrl+A on a Ukrainian keyboard
// too.
std::optional<FieldKey> letter_with_control(SDL_Keycode code) {
  const bool latin = code >= SDLK_a && code <= SDLK_z;
  const SDL_Scancode place = SDL_GetScancodeFromKey(code);
  const auto is = [&](SDL_Keycode letter, SDL_Scancode there) {
    return latin ? code == letter : place == there;
  };
  if (is(SDLK_a, SDL_SCANCODE_A)) return FieldKey::select_all;
  if (is(SDLK_c, SDL_SCANCODE_C)) return FieldKey::copy;
  if (is(SDLK_x, SDL_SCANCODE_X)) return FieldKey::cut;
  if (is(SDLK_v, SDL_SCANCODE_V)) return FieldKey::paste;
  return std::nullopt;
}

}  // namespace

std::optional<FieldKey> field_key_of(SDL_Keycode code, Uint16 modifiers) {
  const bool control = (modifiers & KMOD_CTRL) != 0, shift = (modifiers & KMOD_SHIFT) != 0;
  // AltGr is Ctrl+Alt on some keyboards, and makes letters.
  if ((modifiers & (KMOD_ALT | KMOD_MODE)) != 0) return std::nullopt;
  if (control) {
    if (const auto moves = with_control(code)) return moves;
    if (code == SDLK_INSERT) return FieldKey::copy;
    return letter_with_control(code);
  }
  switch (code) {
    case SDLK_LEFT: return FieldKey::left;
    case SDLK_RIGHT: return FieldKey::right;
    case SDLK_UP: return FieldKey::up;
    case SDLK_DOWN: return FieldKey::down;
    case SDLK_HOME: return FieldKey::line_start;
    case SDLK_END: return FieldKey::line_end;
    case SDLK_DELETE: return shift ? FieldKey::cut : FieldKey::erase_after;
    case SDLK_INSERT: return shift ? std::optional(FieldKey::paste) : std::nullopt;
    default: return std::nullopt;
  }
}

bool KeyInput::in_field() const {
  const app::State& state = stage_.state();
  return state.session.editing.field != domain::Field::none && state.overlay == app::Overlay::none;
}

// Going by ear the plain arrows are two of the four keys; what they don't take is the field's there too.
bool KeyInput::reserved(FieldKey key) const {
  const bool arrow =
      key == FieldKey::left || key == FieldKey::right || key == FieldKey::up || key == FieldKey::down;
  return arrow && stage_.state().reading.mode == app::Reading::Mode::keys;
}

bool KeyInput::elsewhere() const {
  const ui::Node* at = stage_.view().focus().empty() ? nullptr : stage_.tree().find(stage_.view().focus());
  return at != nullptr && !at->editing;
}

// Where one of ImGui's tables stands its rows have the arrows; Tab still goes round the page.
bool KeyInput::in_table(SDL_Keycode code) {
  if (in_field() || stage_.state().reading.mode == app::Reading::Mode::keys) return false;
  switch (code) {
    case SDLK_UP: return stage_.key(ui::GuiKey::up);
    case SDLK_DOWN: return stage_.key(ui::GuiKey::down);
    case SDLK_LEFT: return stage_.key(ui::GuiKey::left);
    case SDLK_RIGHT: return stage_.key(ui::GuiKey::right);
    case SDLK_PAGEUP: return stage_.key(ui::GuiKey::page_up);
    case SDLK_PAGEDOWN: return stage_.key(ui::GuiKey::page_down);
    case SDLK_HOME: return stage_.key(ui::GuiKey::home);
    case SDLK_END: return stage_.key(ui::GuiKey::end);
    case SDLK_RETURN: return stage_.view().focus().empty() && stage_.key(ui::GuiKey::enter);
    default: return false;
  }
}

bool KeyInput::pressed(SDL_Keycode code, Uint16 modifiers, bool repeated) {
  if (stage_.desk() != nullptr) return desk_.pressed(code, modifiers, repeated);
  if (in_table(code)) return true;
  if (in_field())
    if (const auto key = field_key_of(code, modifiers); key && !reserved(*key))
      return edits(app::FieldKeyed{*key, (modifiers & KMOD_SHIFT) != 0});
  if (repeated && (code == SDLK_RETURN || code == SDLK_KP_ENTER || code == SDLK_ESCAPE)) return false;
  switch (code) {
    case SDLK_TAB:
      stage_.key((modifiers & KMOD_SHIFT) != 0 ? ui::FocusKey::previous : ui::FocusKey::next);
      return true;
    case SDLK_RIGHT:
    case SDLK_DOWN: stage_.keypad(ui::FocusKey::next); return true;
    case SDLK_LEFT:
    case SDLK_UP: stage_.keypad(ui::FocusKey::previous); return true;
    case SDLK_RETURN:
    case SDLK_KP_ENTER: return enter(code);
    case SDLK_ESCAPE: stage_.key(ui::FocusKey::back); return true;
    case SDLK_BACKSPACE: return at_pin() ? at_pin(app::PinErased{}) : edits(app::BackspacePressed{});
    default: return number_pad(code, modifiers);
  }
}

// Where one types it is the field's: a new line, or on to the next. Where the ring stands, or the ear is, it
// chooses.
bool KeyInput::enter(SDL_Keycode code) {
  const bool by_ear = stage_.state().reading.mode == app::Reading::Mode::keys;
  if (in_field() && !by_ear && !elsewhere()) return edits(app::FieldKeyed{FieldKey::enter});
  if (code == SDLK_KP_ENTER)
    stage_.keypad(ui::FocusKey::activate);
  else
    stage_.key(ui::FocusKey::activate);
  return true;
}

// Around the 5 as on a telephone; where its digits are typed into a field they are digits.
bool KeyInput::number_pad(SDL_Keycode code, Uint16 modifiers) {
  if ((modifiers & KMOD_NUM) != 0 && (in_field() || at_pin())) return false;
  switch (code) {
    case SDLK_KP_6:
    case SDLK_KP_2: stage_.keypad(ui::FocusKey::next); return true;
    case SDLK_KP_4:
    case SDLK_KP_8: stage_.keypad(ui::FocusKey::previous); return true;
    case SDLK_KP_5: stage_.keypad(ui::FocusKey::activate); return true;
    case SDLK_KP_0: stage_.keypad(ui::FocusKey::back); return true;
    default: return false;
  }
}

bool KeyInput::typed(std::string_view words) {
  if (stage_.desk() != nullptr) return desk_.typed(words);
  const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
  if (words.empty() || std::any_of(words.begin(), words.end(), control)) return false;
  if (at_pin()) {
    for (const char c : words)
      if (c >= '0' && c <= '9') at_pin(app::PinDigit{c});
    return true;
  }
  return edits(app::TextTyped{words});
}

bool KeyInput::at_pin() const {
  return stage_.state().overlay == app::Overlay::pin &&
         stage_.state().reading.mode != app::Reading::Mode::keys;
}

bool KeyInput::at_pin(app::HostEvent event) {
  stage_.post(app::Touched{});
  stage_.post(std::move(event));
  return true;
}

bool KeyInput::edits(app::Event event) {
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

}  // namespace wv::shell
