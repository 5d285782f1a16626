#include "keys.h"

#include <algorithm>
#include <array>

namespace wv::web_platform {
namespace {

using Key = runtime::KeyPress::Key;

struct Named {
  std::string_view name;
  Key key;
};
constexpr std::array kPad{Named{"Numpad0", Key::pad_0},        Named{"Numpad2", Key::pad_2},
                          Named{"Numpad4", Key::pad_4},        Named{"Numpad5", Key::pad_5},
                          Named{"Numpad6", Key::pad_6},        Named{"Numpad8", Key::pad_8},
                          Named{"NumpadEnter", Key::pad_enter}};
constexpr std::array kKeys{
    Named{"ArrowLeft", Key::left}, Named{"ArrowRight", Key::right},    Named{"ArrowUp", Key::up},
    Named{"ArrowDown", Key::down}, Named{"Home", Key::home},           Named{"End", Key::end},
    Named{"PageUp", Key::page_up}, Named{"PageDown", Key::page_down},  Named{"Insert", Key::insert},
    Named{"Delete", Key::erase},   Named{"Backspace", Key::backspace}, Named{"Tab", Key::tab},
    Named{"Enter", Key::enter},    Named{"Escape", Key::escape},       Named{" ", Key::space}};

template <class List>
Key named(const List& list, std::string_view name) {
  const auto found = std::find_if(list.begin(), list.end(), [&](const Named& n) { return n.name == name; });
  return found == list.end() ? Key::other : found->key;
}

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

// By the key's letter where the layout is Latin, else by its place: Ctrl+A is Ctrl+A on a Ukrainian keyboard
// too.
char letter_of(const Pressed& p) {
  const auto small = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  if (p.key.size() == 1 && is_letter(small(p.key.front()))) return small(p.key.front());
  return p.code.starts_with("Key") && p.code.size() == 4 ? small(p.code.back()) : '\0';
}

}  // namespace

runtime::KeyPress key_press_of(const Pressed& p) {
  const Key pad = named(kPad, p.code);
  return {.key = pad != Key::other ? pad : named(kKeys, p.key),
          .letter = letter_of(p),
          .shift = p.shift,
          .control = p.control,
          .alt = p.alt,
          .numbers = pad != Key::other && p.key.size() == 1,  // with the lock off it is called an arrow
          .repeated = p.repeated};
}

}  // namespace wv::web_platform
