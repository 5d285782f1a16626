#include <algorithm>
#include <climits>

#include "desk/context.h"

namespace wv::desk {
namespace {

// Somebody holds it, or will when what is under way has been sealed.
bool held(const Context& c, const Open& open, CaseId id) {
  if (holder_of(c, id) != nullptr) return true;
  return std::any_of(open.sealing.begin(), open.sealing.end(), [&](const Sealing& sealing) {
    return std::any_of(sealing.pending.deeds.begin(), sealing.pending.deeds.end(), [&](const Deed& deed) {
      return deed.about == id &&
             (deed.holds || std::any_of(deed.steps.begin(), deed.steps.end(), [](const Step& s) {
                return std::holds_alternative<casebook::Taken>(s.body) ||
                       std::holds_alternative<casebook::Handed>(s.body);
              }));
    });
  });
}

// The parents are those of the moment in which it is sealed: what a colleague wrote in these ten seconds is
// then known to it.
AddEvents::Ready ready(const Context& c, const Open& open, const Deed& deed) {
  AddEvents::Ready to_seal;
  to_seal.about = deed.about;
  if (deed.holds && !held(c, open, deed.about))
    to_seal.steps.push_back({deed.about, casebook::Taken{}, {}, false});
  to_seal.steps.insert(to_seal.steps.end(), deed.steps.begin(), deed.steps.end());
  const casebook::Folded* folded = deed.about.empty() ? nullptr : c.world.casebook->find(deed.about);
  if (folded != nullptr) {
    to_seal.seal = folded->seal;
    to_seal.parents =
        casebook::next_parents(*folded, deed.take_over ? casebook::Apart::take_over : casebook::Apart::leave);
  }
  if (deed.about.empty()) return to_seal;
  for (const Sealing& sealing : open.sealing) {
    const auto& others = sealing.pending.deeds;
    if (std::any_of(others.begin(), others.end(), [&](const Deed& o) { return o.about == deed.about; }))
      to_seal.follows.push_back(sealing.request);
  }
  return to_seal;
}

void hand_out(Context& c, Open& open, std::vector<Pending> due) {
  for (Pending& pending : due) {
    AddEvents add;
    for (const Deed& deed : pending.deeds) add.deeds.push_back(ready(c, open, deed));
    add.request = c.state.requests.open(Ask::events);
    open.sealing.push_back({add.request, std::move(pending)});
    c.effects.push_back(std::move(add));
  }
}

}  // namespace

void hold(Context& c, Open& open, Did did, std::vector<Deed> deeds, std::optional<Writing> written) {
  if (deeds.empty()) return;
  Pending pending;
  pending.number = ++open.done;
  pending.until_ms = c.state.now_ms + kUndoMs;
  pending.did = did;
  pending.deeds = std::move(deeds);
  pending.written = std::move(written);
  open.pending.push_back(std::move(pending));
}

void seal_due(Context& c, Open& open, std::int64_t until_ms) {
  if (c.world.casebook == nullptr) return;
  std::vector<Pending> due;
  std::vector<Pending> left;
  for (Pending& pending : open.pending)
    (pending.until_ms <= until_ms ? due : left).push_back(std::move(pending));
  open.pending = std::move(left);
  hand_out(c, open, std::move(due));
}

void undo(Context& c, Open& open, std::uint64_t number) {
  const auto found = std::find_if(open.pending.rbegin(), open.pending.rend(), [&](const Pending& pending) {
    return number == 0 || pending.number == number;
  });
  if (found == open.pending.rend()) return say(open, Notice::too_late);
  std::optional<Writing> written = std::move(found->written);
  open.pending.erase(std::next(found).base());
  say(open, Notice::undone);
  if (!written) return;
  // The words stand in their field again, before whatever was begun there since.
  const auto same = std::find_if(open.writings.begin(), open.writings.end(), [&](const Writing& other) {
    return other.what == written->what && other.about == written->about && other.id == written->id;
  });
  if (same != open.writings.end()) {
    if (!same->text.empty()) {
      written->text.append("\n");
      written->text.append(same->text);
    }
    if (same->voice && !written->voice) {
      written->voice = true;
      written->voice_ms = same->voice_ms;
    }
    *same = std::move(*written);
    open.writing = static_cast<std::size_t>(same - open.writings.begin());
  } else {
    open.writings.push_back(std::move(*written));
    open.writing = open.writings.size() - 1;
  }
  if (const Writing* now = writing_now(open); now->about == Writing::About::one && !now->id.empty()) {
    const auto index = open.writing;
    if (!open.opened || open.opened->id != now->id) open_case(c, open, now->id);
    open.writing = index;
  }
  focus(c, Field::writing, std::string_view::npos);
}

void events_added(Context& c, Open& open, RequestId request, const EventsAdded& event) {
  const auto found = std::find_if(open.sealing.begin(), open.sealing.end(),
                                  [&](const Sealing& sealing) { return sealing.request == request; });
  if (found == open.sealing.end()) return;
  Pending pending = std::move(found->pending);
  open.sealing.erase(found);
  bool voice_went = false;
  for (std::size_t i = 0; i < pending.deeds.size(); ++i) {
    const auto refusal = std::find_if(event.refused.begin(), event.refused.end(),
                                      [&](const auto& refused) { return refused.deed == i; });
    Deed& deed = pending.deeds[i];
    const bool voice =
        std::any_of(deed.steps.begin(), deed.steps.end(), [](const Step& s) { return s.voice; });
    if (refusal != event.refused.end())
      open.failed.push_back({pending.did, std::move(deed), refusal->why});
    else
      voice_went = voice_went || voice;
  }
  if (voice_went) {
    open.voice = {};
    c.effects.push_back(DropVoice{});
  }
}

void retry(Context& c, Open& open, CaseId id) {
  std::vector<Pending> again;
  for (Failure& failure : open.failed) {
    if (failure.deed.about != id) continue;
    Pending pending;
    pending.did = failure.did;
    pending.deeds.push_back(std::move(failure.deed));
    again.push_back(std::move(pending));
  }
  std::erase_if(open.failed, [&](const Failure& failure) { return failure.deed.steps.empty(); });
  hand_out(c, open, std::move(again));
}

}  // namespace wv::desk
