// The desk's keys: one letter for each action, the first of its Dutch name where it is free. In a text field
// there are none of them, but for sending, for going back and for the lock.
#pragma once
#include <array>
#include <optional>
#include <string_view>

#include "desk/event.h"

namespace wv::desk {

enum class Command {
  help,
  search,
  mark,
  mark_all,
  take,
  promise,
  answer,
  note,
  hand,
  close,
  sort,
  join,
  reopen,
  undo,
  take_in,
  sync,
  lock,
  send,
  up,
  down,
  page_up,
  page_down,
  first,
  last,
  open,
  back,
  list  // by its digit
};

struct KeyOf {
  char32_t letter;
  Command command;
  std::string_view id;  // of its words in the help
};
inline constexpr std::array kLetters = {
    KeyOf{U'?', Command::help, "help"},        KeyOf{U'/', Command::search, "search"},
    KeyOf{U'x', Command::mark, "mark"},        KeyOf{U'p', Command::take, "take"},
    KeyOf{U'b', Command::promise, "promise"},  KeyOf{U'a', Command::answer, "answer"},
    KeyOf{U'n', Command::note, "note"},        KeyOf{U'd', Command::hand, "hand"},
    KeyOf{U'k', Command::close, "close"},      KeyOf{U's', Command::sort, "sort"},
    KeyOf{U'l', Command::join, "look_alikes"}, KeyOf{U'h', Command::reopen, "reopen"},
    KeyOf{U'z', Command::undo, "undo"},        KeyOf{U'v', Command::take_in, "take_in"},
    KeyOf{U'y', Command::sync, "sync"}};

// None: it is no key of ours, or one that the field takes.
[[nodiscard]] std::optional<Command> command_of(const KeyPressed& key, bool in_field);

}  // namespace wv::desk
