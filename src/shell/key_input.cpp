#include "shell/key_input.h"

namespace wv::shell {

namespace {

using Key = runtime::KeyPress::Key;

Key key_of(SDL_Keycode code) {
  switch (code) {
    case SDLK_LEFT: return Key::left;
    case SDLK_RIGHT: return Key::right;
    case SDLK_UP: return Key::up;
    case SDLK_DOWN: return Key::down;
    case SDLK_HOME: return Key::home;
    case SDLK_END: return Key::end;
    case SDLK_PAGEUP: return Key::page_up;
    case SDLK_PAGEDOWN: return Key::page_down;
    case SDLK_INSERT: return Key::insert;
    case SDLK_DELETE: return Key::erase;
    case SDLK_BACKSPACE: return Key::backspace;
    case SDLK_TAB: return Key::tab;
    case SDLK_RETURN: return Key::enter;
    case SDLK_ESCAPE: return Key::escape;
    case SDLK_SPACE: return Key::space;
    case SDLK_KP_0: return Key::pad_0;
    case SDLK_KP_2: return Key::pad_2;
    case SDLK_KP_4: return Key::pad_4;
    case SDLK_KP_5: return Key::pad_5;
    case SDLK_KP_6: return Key::pad_6;
    case SDLK_KP_8: return Key::pad_8;
    case SDLK_KP_ENTER: return Key::pad_enter;
    default: return Key::other;
  }
}

// By the key's letter where the layout is Latin, else by its place: Ctrl+A is Ctrl+A on a Ukrainian keyboard
// too.
char letter_of(SDL_Keycode code) {
  if (code >= SDLK_a && code <= SDLK_z) return static_cast<char>(code);
  const SDL_Scancode place = SDL_GetScancodeFromKey(code);
  return place >= SDL_SCANCODE_A && place <= SDL_SCANCODE_Z
             ? static_cast<char>('a' + (place - SDL_SCANCODE_A))
             : '\0';
}

}  // namespace

runtime::KeyPress key_press_of(SDL_Keycode code, Uint16 modifiers, bool repeated) {
  return {.key = key_of(code),
          .letter = letter_of(code),
          .shift = (modifiers & KMOD_SHIFT) != 0,
          .control = (modifiers & KMOD_CTRL) != 0,
          .alt = (modifiers & (KMOD_ALT | KMOD_MODE)) != 0,
          .numbers = (modifiers & KMOD_NUM) != 0,
          .repeated = repeated};
}

}  // namespace wv::shell
