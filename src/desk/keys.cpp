#include "desk/keys.h"

namespace wv::desk {

std::optional<Command> command_of(const KeyPressed& key, bool in_field) {
  using Named = KeyPressed::Named;
  if (key.named == Named::escape) return Command::back;
  if (key.ctrl && key.named == Named::enter) return Command::send;
  if (key.ctrl && (key.letter == U'l' || key.letter == U'L')) return Command::lock;
  if (in_field) return std::nullopt;
  if (key.ctrl) {
    if (key.letter == U'a') return Command::mark_all;
    if (key.letter == U'z') return Command::undo;
    return std::nullopt;
  }
  switch (key.named) {
    case Named::up: return Command::up;
    case Named::down: return Command::down;
    case Named::page_up: return Command::page_up;
    case Named::page_down: return Command::page_down;
    case Named::first: return Command::first;
    case Named::last: return Command::last;
    case Named::enter: return Command::open;
    case Named::escape:
    case Named::none: break;
  }
  if (key.letter >= U'1' && key.letter <= U'6') return Command::list;
  const char32_t letter = key.letter >= U'A' && key.letter <= U'Z' ? key.letter - U'A' + U'a' : key.letter;
  for (const KeyOf& one : kLetters)
    if (one.letter == letter) return one.command;
  return std::nullopt;
}

}  // namespace wv::desk
