#include <algorithm>
#include <functional>
#include <utility>

#include "desk/context.h"

namespace wv::desk {
namespace {

using casebook::Folded;

template <class T>
bool pends(const Open& open, CaseId id) {
  for (const Deed* deed : undone_deeds(open, id))
    for (const Step& step : deed->steps)
      if (std::holds_alternative<T>(step.body)) return true;
  return false;
}

Step step(CaseId id, casebook::Body body) { return {id, std::move(body), {}, false}; }

// One deed for each of the chosen cases; who is left out is told, and why.
using Make = std::function<std::optional<Left>(const Folded&, Deed&)>;
std::vector<Deed> for_each_chosen(Context& c, Open& open, const Make& make) {
  std::vector<Deed> deeds;
  open.left_out.clear();
  open.notice = Notice::none;
  const std::vector<CaseId> ids = chosen(open);
  if (ids.empty()) {
    say(open, Notice::nothing_marked);
    return deeds;
  }
  for (const CaseId id : ids) {
    const Folded* folded = c.world.casebook == nullptr ? nullptr : c.world.casebook->find(id);
    const casebook::Summary* summary = folded == nullptr ? nullptr : c.world.casebook->summary(id);
    if (folded == nullptr || summary->erased) {
      open.left_out.push_back({id, Left::gone});
      continue;
    }
    Deed deed;
    deed.about = folded->id;
    if (const auto why = make(*folded, deed))
      open.left_out.push_back({id, *why});
    else
      deeds.push_back(std::move(deed));
  }
  if (deeds.empty()) say(open, open.left_out.front().why == Left::gone ? Notice::gone : Notice::already);
  return deeds;
}

// After something was done with several, the marks have served; what was left out stays marked, so that it
// can be seen and done otherwise.
void done(Open& open) {
  if (open.list.marked.empty()) return;
  std::erase_if(open.list.marked, [&](CaseId id) {
    return std::none_of(open.left_out.begin(), open.left_out.end(),
                        [&](const LeftOut& left) { return left.id == id; });
  });
  open.list.anchor.reset();
}

void do_it(Context& c, Open& open, Did did, const Make& make) {
  std::vector<Deed> deeds = for_each_chosen(c, open, make);
  open.overlay = Overlay::none;
  if (deeds.empty()) return;
  hold(c, open, did, std::move(deeds));
  done(open);
}

// The one case that a step is about which is not for several.
const Folded* the_one(Context& c, Open& open) {
  open.notice = Notice::none;
  const Folded* folded =
      open.opened && c.world.casebook != nullptr ? c.world.casebook->find(open.opened->id) : nullptr;
  if (folded == nullptr) say(open, Notice::gone);
  return folded;
}

void hold_one(Context& c, Open& open, Did did, CaseId about, std::vector<Step> steps) {
  Deed deed;
  deed.about = about;
  deed.steps = std::move(steps);
  std::vector<Deed> deeds;
  deeds.push_back(std::move(deed));
  open.overlay = Overlay::none;
  hold(c, open, did, std::move(deeds));
}

std::vector<EnvelopeId> standing(const Folded& folded) {
  std::vector<EnvelopeId> ids;
  for (const casebook::PromiseMade& promise : folded.promises)
    if (!promise.kept) ids.push_back(folded.thread[promise.entry].event->id);
  return ids;
}

}  // namespace

const MemberId* holder_of(const Context& c, CaseId id) {
  const casebook::Summary* summary = c.world.casebook->summary(id);
  if (summary == nullptr || summary->holder.empty() || summary->holder_left) return nullptr;
  return &summary->holder;
}

void take(Context& c, Open& open) {
  do_it(c, open, Did::taken, [&](const Folded& folded, Deed& deed) -> std::optional<Left> {
    if (pends<casebook::Taken>(open, folded.id)) return Left::pending;
    const MemberId* holder = holder_of(c, folded.id);
    if (holder != nullptr && *holder == open.team.me) return Left::mine;
    // Out of a colleague's hands a case is taken only by whoever has it open, and so sees whose it is.
    const bool seen = open.list.marked.empty() && open.opened && open.opened->id == folded.id;
    if (holder != nullptr && !seen) return Left::theirs;
    deed.steps.push_back(step(folded.id, casebook::Taken{}));
    return {};
  });
}

void hand(Context& c, Open& open, const MemberId& to) {
  const Member* member = open.team.find(to);
  if (member == nullptr || !member->living) return;
  do_it(c, open, Did::handed, [&](const Folded& folded, Deed& deed) -> std::optional<Left> {
    if (folded.seal == casebook::Seal::confidential && !member->confidential) return Left::confidential;
    const MemberId* holder = holder_of(c, folded.id);
    if (holder != nullptr && *holder == to) return Left::theirs;
    deed.steps.push_back(step(folded.id, casebook::Handed{to}));
    return {};
  });
}

void sort(Context& c, Open& open, const SortedAs& as) {
  do_it(c, open, Did::sorted, [&](const Folded& folded, Deed& deed) -> std::optional<Left> {
    const casebook::Summary& now = *c.world.casebook->summary(folded.id);
    casebook::Sorted sorted{as.kind, as.role, as.theme};
    if (sorted.kind == now.kind) sorted.kind.reset();
    if (sorted.role == now.role) sorted.role.reset();
    if (sorted.theme == now.theme) sorted.theme.reset();
    if (!sorted.kind && !sorted.role && !sorted.theme) return Left::done;
    deed.steps.push_back(step(folded.id, std::move(sorted)));
    return {};
  });
}

void join(Context& c, Open& open, CaseId other) {
  const Folded* folded = the_one(c, open);
  const Folded* with = folded == nullptr ? nullptr : c.world.casebook->find(other);
  if (with == nullptr || with == folded) return;
  // What is written of the one must not be sealed to the readers of the other.
  if (folded->seal != with->seal) return say(open, Notice::confidential);
  hold_one(c, open, Did::joined, folded->id, {step(folded->id, casebook::Joined{with->id})});
}

void part(Context& c, Open& open, CaseId id) {
  const Folded* folded = the_one(c, open);
  if (folded == nullptr) return;
  // Every link that holds this part to the others is cut: of three, the two others stay together.
  std::vector<Step> steps;
  for (const casebook::Link& link : folded->links) {
    if (link.a == id) steps.push_back(step(link.a, casebook::Parted{link.b}));
    if (link.b == id) steps.push_back(step(link.b, casebook::Parted{link.a}));
  }
  if (!steps.empty()) hold_one(c, open, Did::parted, folded->id, std::move(steps));
}

void close(Context& c, Open& open, std::optional<bool> kept) {
  // What was promised and stands is asked about first: closing must not hide it without a word.
  if (!kept && c.world.casebook != nullptr) {
    for (const CaseId id : chosen(open)) {
      const Folded* folded = c.world.casebook->find(id);
      if (folded == nullptr || standing(*folded).empty()) continue;
      open.overlay = Overlay::close;
      return;
    }
  }
  do_it(c, open, Did::closed, [&](const Folded& folded, Deed& deed) -> std::optional<Left> {
    if (folded.closed) return Left::done;
    if (pends<casebook::Closed>(open, folded.id)) return Left::pending;
    if (kept == true)
      for (const EnvelopeId promise : standing(folded))
        deed.steps.push_back(step(folded.id, casebook::Kept{promise}));
    // Joined cases close one by one.
    for (const casebook::Part& part : folded.parts)
      if (!part.closed) deed.steps.push_back(step(part.id, casebook::Closed{}));
    if (folded.parts.empty()) deed.steps.push_back(step(folded.id, casebook::Closed{}));
    return {};
  });
}

void reopen(Context& c, Open& open) {
  do_it(c, open, Did::reopened, [&](const Folded& folded, Deed& deed) -> std::optional<Left> {
    const bool some = std::any_of(folded.parts.begin(), folded.parts.end(),
                                  [](const casebook::Part& part) { return part.closed; });
    if (!some && !folded.closed) return Left::done;
    if (pends<casebook::Reopened>(open, folded.id)) return Left::pending;
    for (const casebook::Part& part : folded.parts)
      if (part.closed) deed.steps.push_back(step(part.id, casebook::Reopened{}));
    return {};
  });
}

void keep_promise(Context& c, Open& open, EnvelopeId promise) {
  const Folded* folded = the_one(c, open);
  if (folded == nullptr) return;
  const std::vector<EnvelopeId> stand = standing(*folded);
  if (std::find(stand.begin(), stand.end(), promise) == stand.end()) return say(open, Notice::already);
  for (const Deed* deed : undone_deeds(open, folded->id))
    for (const Step& s : deed->steps)
      if (const auto* kept = std::get_if<casebook::Kept>(&s.body); kept && kept->promise == promise)
        return say(open, Notice::already);
  hold_one(c, open, Did::kept, folded->id, {step(folded->id, casebook::Kept{promise})});
}

void take_over(Context& c, Open& open) {
  const Folded* folded = the_one(c, open);
  if (folded == nullptr || folded->apart_heads.empty()) return;
  Deed deed;
  deed.about = folded->id;
  deed.take_over = true;
  deed.steps.push_back(step(folded->id, casebook::Opened{}));
  std::vector<Deed> deeds;
  deeds.push_back(std::move(deed));
  hold(c, open, Did::noted, std::move(deeds));
}

}  // namespace wv::desk
