#include "desk/state.h"

#include <algorithm>

namespace wv::desk {

const Writing* writing_now(const Open& open) {
  return open.writing && *open.writing < open.writings.size() ? &open.writings[*open.writing] : nullptr;
}
Writing* writing_now(Open& open) {
  return open.writing && *open.writing < open.writings.size() ? &open.writings[*open.writing] : nullptr;
}

std::vector<const Deed*> undone_deeds(const Open& open, CaseId id) {
  std::vector<const Deed*> found;
  const auto look = [&](const Pending& pending) {
    for (const Deed& deed : pending.deeds)
      if (deed.about == id) found.push_back(&deed);
  };
  for (const Sealing& sealing : open.sealing) look(sealing.pending);
  for (const Pending& pending : open.pending) look(pending);
  return found;
}

bool is_marked(const ListInSight& list, CaseId id) {
  return std::find(list.marked.begin(), list.marked.end(), id) != list.marked.end();
}

const char* screen_name(const State& state) {
  const Open* open = state.open();
  if (open == nullptr) return state.locked()->turned ? "handover" : "unlock";
  if (const Writing* writing = writing_now(*open);
      writing != nullptr && writing->what == Writing::What::answer)
    return "answering";
  if (open->opened) return "case";
  if (state.mode == Mode::desk) return "desk";
  return open->door.page == Door::Page::street ? "street" : "visit";
}

const char* overlay_name(const State& state) {
  const Open* open = state.open();
  if (open == nullptr) return "";
  switch (open->overlay) {
    case Overlay::none: return "";
    case Overlay::keys: return "keys";
    case Overlay::hand: return "hand";
    case Overlay::sort: return "sort";
    case Overlay::look_alikes: return "look_alikes";
    case Overlay::close: return "close";
    case Overlay::filter: return "filter";
    case Overlay::preview: return "preview";
    case Overlay::language: return "language";
    case Overlay::display: return "letters";
    case Overlay::turn: return "turn";
  }
  return "";
}

}  // namespace wv::desk
