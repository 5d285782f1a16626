#include "shell/desk_keys.h"

#include <algorithm>
#include <optional>

#include "desk/state.h"
#include "ui/desk_view.h"

namespace wv::shell {

namespace {

using Named = desk::KeyPressed::Named;

std::optional<Named> named(SDL_Keycode code) {
  switch (code) {
    case SDLK_UP: return Named::up;
    case SDLK_DOWN: return Named::down;
    case SDLK_PAGEUP: return Named::page_up;
    case SDLK_PAGEDOWN: return Named::page_down;
    case SDLK_HOME: return Named::first;
    case SDLK_END: return Named::last;
    case SDLK_RETURN:
    case SDLK_KP_ENTER: return Named::enter;
    case SDLK_ESCAPE: return Named::escape;
    default: return std::nullopt;
  }
}

// Of the desk's: lock, mark all, undo. By the key's letter where the layout is Latin, else by its place.
std::optional<char32_t> letter_with_control(SDL_Keycode code) {
  const bool latin = code >= SDLK_a && code <= SDLK_z;
  const SDL_Scancode place = SDL_GetScancodeFromKey(code);
  struct Letter {
    SDL_Keycode code;
    SDL_Scancode place;
    char32_t letter;
  };
  for (const Letter& one : {Letter{SDLK_l, SDL_SCANCODE_L, U'l'}, Letter{SDLK_a, SDL_SCANCODE_A, U'a'},
                            Letter{SDLK_z, SDL_SCANCODE_Z, U'z'}})
    if (latin ? code == one.code : place == one.place) return one.letter;
  return std::nullopt;
}

}  // namespace

bool DeskKeys::in_field() const { return desk::editing_of(*stage_.desk()).field != desk::Field::none; }

bool DeskKeys::post(desk::Event event) {
  stage_.post_desk(desk::Touched{});
  stage_.post_desk(std::move(event));
  return true;
}

bool DeskKeys::pressed(SDL_Keycode code, Uint16 modifiers, bool repeated) {
  const bool control = (modifiers & KMOD_CTRL) != 0, shift = (modifiers & KMOD_SHIFT) != 0;
  const bool open = stage_.desk()->open() != nullptr;
  if (code == SDLK_TAB) {
    stage_.key(shift ? ui::FocusKey::previous : ui::FocusKey::next);
    return true;
  }
  const auto key = named(code);
  const bool enters = key == Named::enter, leaves = key == Named::escape;
  if (repeated && (enters || leaves)) return false;
  // The ring stands on a control: Enter is its own.
  if (enters && !control && !stage_.desk_view()->focus().empty()) {
    stage_.key(ui::FocusKey::activate);
    return true;
  }
  if (open && control && enters) return post(desk::KeyPressed{0, Named::enter, shift, true});
  if (open && control && (modifiers & KMOD_ALT) == 0)  // AltGr is Ctrl+Alt on some keyboards
    if (const auto letter = letter_with_control(code); letter && (*letter == U'l' || !in_field()))
      return post(desk::KeyPressed{*letter, Named::none, shift, true});
  if (open && leaves) return post(desk::KeyPressed{0, Named::escape, shift, false});
  if (in_field()) {
    if (const auto edits = runtime::field_key_of(key_press_of(code, modifiers, repeated)))
      return post(desk::FieldKeyed{*edits, shift});
    if (enters) return post(desk::FieldKeyed{text::FieldKey::enter, false});
    return code == SDLK_BACKSPACE && post(desk::BackspacePressed{});
  }
  if (code == SDLK_BACKSPACE && !open) return post(desk::PinErased{});
  return open && key && post(desk::KeyPressed{0, *key, shift, control});
}

bool DeskKeys::typed(std::string_view words) {
  const auto unwanted = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
  if (words.empty() || std::any_of(words.begin(), words.end(), unwanted)) return false;
  if (in_field()) return post(desk::TextTyped{Secret(words)});
  if (stage_.desk()->enrolling() != nullptr) return false;
  if (stage_.desk()->open() == nullptr) {
    bool any = false;
    for (const char c : words)
      if (c >= '0' && c <= '9') any = post(desk::PinDigit{c});
    // A passphrase may be typed at once, without a touch on its field.
    if (!any && stage_.desk()->mode == desk::Mode::desk && !stage_.desk()->locked()->by_pin) {
      post(desk::FieldFocused{desk::Field::passphrase, std::string_view::npos});
      any = post(desk::TextTyped{Secret(words)});
    }
    return any;
  }
  const auto letter = static_cast<unsigned char>(words.front());
  // All of the desk's keys are ASCII; what isn't is for the field that the key before it opens.
  if (letter >= 0x80) return post(desk::TextTyped{Secret(words)});
  const bool shift = (SDL_GetModState() & KMOD_SHIFT) != 0;  // not by the letter: Caps Lock is no range
  return post(desk::KeyPressed{letter, Named::none, shift, false});
}

bool DeskKeys::clicked(ui::Point at, Uint16 modifiers) {
  constexpr std::string_view kRow = "desk.row.", kMark = ".mark";
  const bool shift = (modifiers & KMOD_SHIFT) != 0;
  const desk::Open* open = stage_.desk()->open();
  if (open == nullptr || open->overlay != desk::Overlay::none || (!shift && (modifiers & KMOD_CTRL) == 0))
    return false;
  for (const ui::Node& node : stage_.tree().nodes) {
    std::string_view id = node.id;
    if (!id.starts_with(kRow) || !node.hit.contains(at)) continue;
    id.remove_prefix(kRow.size());
    if (id.ends_with(kMark)) id.remove_suffix(kMark.size());
    if (const auto of = casebook::parse_id<desk::CaseId>(id)) return post(desk::RowMarked{*of, shift});
  }
  return false;
}

}  // namespace wv::shell
