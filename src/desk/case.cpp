#include <algorithm>
#include <unordered_set>

#include "content/hearing.h"
#include "desk/context.h"

namespace wv::desk {
namespace {

struct Written {
  std::size_t entries = 0, answers = 0;
};

// All that stands in the thread, whoever wrote it: what came from me is told apart by `mine`.
Written written_in(const casebook::Folded& folded) {
  Written written;
  for (const casebook::Entry& entry : folded.thread) {
    if (entry.hidden || std::holds_alternative<casebook::Opened>(entry.event->body)) continue;
    ++written.entries;
    const auto& body = entry.event->body;
    if (std::holds_alternative<casebook::Answer>(body) || std::holds_alternative<casebook::Given>(body))
      ++written.answers;
  }
  written.entries += folded.parts.size();
  return written;
}

// Sad or coarse words stand behind one tap, so that nobody at the desk, or beside it, is struck by them.
bool is_hard_to_read(Context& c, const casebook::Folded& folded) {
  return std::any_of(folded.parts.begin(), folded.parts.end(), [&](const casebook::Part& part) {
    if (part.submission == nullptr || part.erased) return false;
    return content::hear(c.world.content, part.submission->message, part.submission->language).danger;
  });
}

}  // namespace

std::vector<CaseId> chosen(const Open& open) {
  if (!open.list.marked.empty()) {
    const std::unordered_set<CaseId> marked(open.list.marked.begin(), open.list.marked.end());
    std::vector<CaseId> rows;  // in the order in which they stand
    for (const CaseId id : open.list.rows)
      if (marked.contains(id)) rows.push_back(id);
    return rows;
  }
  if (open.opened) return {open.opened->id};
  if (open.list.at) return {*open.list.at};
  return {};
}

void open_case(Context& c, Open& open, CaseId id) {
  if (open.editing.field == Field::search) leave_field(c.state);  // what was looked for is found
  const casebook::Folded* folded = c.world.casebook == nullptr ? nullptr : c.world.casebook->find(id);
  if (folded == nullptr) return say(open, Notice::gone);
  if (open.opened && open.opened->hears) c.effects.push_back(StopHearing{});
  OpenedCase opened;
  opened.id = folded->id;
  opened.since_ms = c.state.now_ms;
  const auto& readers = folded->readers;
  opened.read = std::find(readers.begin(), readers.end(), open.team.me) != readers.end();
  opened.covered = is_hard_to_read(c, *folded);
  const Written written = written_in(*folded);
  opened.entries = written.entries;
  opened.answers = written.answers;
  if (writing_now(open) != nullptr) close_writing(c, open);
  open.opened = opened;
  if (std::find(open.list.rows.begin(), open.list.rows.end(), id) != open.list.rows.end()) open.list.at = id;
  open.notice = Notice::none;
}

void leave_case(Context& c, Open& open) {
  if (!open.opened) return;
  if (open.opened->hears) c.effects.push_back(StopHearing{});
  if (writing_now(open) != nullptr) close_writing(c, open);
  open.opened.reset();
}

void case_changed(Context& c, Open& open, const CasesChanged& event) {
  // What is being written about a case that was joined stays with it, under the id that it is shown by now.
  for (Writing& writing : open.writings) {
    const casebook::Summary* summary = writing.id.empty() ? nullptr : c.world.casebook->summary(writing.id);
    if (summary == nullptr || summary->id == writing.id) continue;
    const bool taken = std::any_of(open.writings.begin(), open.writings.end(), [&](const Writing& other) {
      return other.id == summary->id && other.what == writing.what;
    });
    if (!taken) writing.id = summary->id;
  }
  if (!open.opened) return;
  auto& opened = *open.opened;
  const casebook::Folded* folded = c.world.casebook->find(opened.id);
  if (folded == nullptr) return;  // the page says that it is gone; what is being written stays
  const bool changed = std::any_of(event.changed.begin(), event.changed.end(),
                                   [&](CaseId id) { return id == opened.id || id == folded->id; });
  if (!changed) return;
  opened.id = folded->id;  // joined, it may be shown under another
  const Written written = written_in(*folded);
  const bool mine = std::find(event.mine.begin(), event.mine.end(), folded->id) != event.mine.end();
  if (!mine && written.entries > opened.entries) opened.arrived += written.entries - opened.entries;
  if (!mine && written.answers > opened.answers) opened.answer_arrived = true;
  opened.entries = written.entries;
  opened.answers = written.answers;
}

void read_if_due(Context& c, Open& open) {
  if (!open.opened || open.opened->read || c.world.casebook == nullptr) return;
  if (c.state.now_ms - open.opened->since_ms < kReadAfterMs) return;
  open.opened->read = true;
  const casebook::Folded* folded = c.world.casebook->find(open.opened->id);
  if (folded == nullptr) return;
  // There is nothing in it that one would want to take back: it is sealed at once.
  Deed deed;
  deed.about = folded->id;
  deed.steps.push_back({folded->id, casebook::Opened{}, {}, false});
  Pending read;
  read.did = Did::noted;
  read.until_ms = c.state.now_ms;
  read.deeds.push_back(std::move(deed));
  open.pending.insert(open.pending.begin(), std::move(read));
  seal_due(c, open, c.state.now_ms);
}

}  // namespace wv::desk
