#include "desk/state.h"

#include <algorithm>

namespace wv::desk {

const Editing& editing_of(const State& state) {
  if (const Open* open = state.open()) return open->editing;
  if (const Locked* locked = state.locked()) return locked->editing;
  return state.enrolling()->editing;
}

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

std::vector<CaseId> told_in_street(const Open& open, const casebook::Casebook& casebook) {
  std::vector<CaseId> ids;
  const Door& door = open.door;
  if (!open.viewer || !door.at || *door.at >= door.streets.size()) return ids;
  for (const casebook::Row& row :
       casebook.rows(casebook::List::all, *open.viewer, {}, door.streets[*door.at].name)) {
    const casebook::Folded* folded = casebook.find(row.summary->id);
    const bool answered =
        folded != nullptr && std::any_of(folded->parts.begin(), folded->parts.end(),
                                         [](const casebook::Part& part) { return part.answered; });
    if (!answered && !row.summary->promised) continue;
    ids.push_back(row.summary->id);
    if (ids.size() == kMostInStreet) break;
  }
  return ids;
}

bool is_marked(const ListInSight& list, CaseId id) {
  return std::find(list.marked.begin(), list.marked.end(), id) != list.marked.end();
}

const char* screen_name(const State& state) {
  if (state.enrolling() != nullptr) return "enrol";
  const Open* open = state.open();
  if (open == nullptr) return state.locked()->turned ? "handover" : "unlock";
  if (const Writing* writing = writing_now(*open);
      writing != nullptr && writing->what == Writing::What::answer)
    return "answering";
  if (open->opened) return "case";
  switch (open->page) {
    case Page::promises: return "promises";
    case Page::insights: return "insights";
    case Page::people: return "people";
    case Page::stick: return "stick";
    case Page::cases: break;
  }
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
    case Overlay::menu: return "menu";
    case Overlay::pin: return "pin";
    case Overlay::turn: return "turn";
    case Overlay::passphrase: return "passphrase";
  }
  return "";
}

}  // namespace wv::desk
