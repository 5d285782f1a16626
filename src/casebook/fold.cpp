#include "casebook/fold.h"

#include <algorithm>
#include <iterator>

#include "casebook/links.h"
#include "casebook/order.h"

namespace wv::casebook {
namespace {

bool has(std::span<const EnvelopeId> sorted, EnvelopeId id) {
  return std::binary_search(sorted.begin(), sorted.end(), id);
}

Seal seal_of(const CaseFile& file) {
  if (file.submission != nullptr) return file.seal;
  const bool confidential = std::any_of(file.events.begin(), file.events.end(),
                                        [](const Event* e) { return e->to == Seal::confidential; });
  return confidential ? Seal::confidential : Seal::team;
}

std::vector<const Event*> all_events(std::span<const CaseFile> files) {
  std::vector<const Event*> events;
  for (const CaseFile& file : files) events.insert(events.end(), file.events.begin(), file.events.end());
  return events;
}

class Folding {
 public:
  Folding(std::span<const CaseFile> files, const Membership& keys, std::span<const EnvelopeId> erased)
      : files_(files), keys_(keys), erased_(erased), history_(all_events(files)) {}

  std::vector<Folded> run();

 private:
  [[nodiscard]] std::size_t file_of(const Event& event) const;
  void vouch();
  void hide();
  void mark_handovers(Folded& folded) const;
  void read_thread(Folded& folded, const std::vector<Position>& positions);
  void read_parts(Folded& folded, const std::vector<std::size_t>& members);
  void set_values(Folded& folded, const std::vector<Position>& positions) const;
  void keep_promises(Folded& folded) const;
  void close(Folded& folded, const std::vector<Position>& positions) const;
  void find_heads(Folded& folded, const std::vector<Position>& positions) const;
  void read_answers(Folded& folded, const std::vector<std::size_t>& members) const;
  void wait(Part& part, const Folded& folded, const CaseFile& file) const;
  [[nodiscard]] std::vector<Position> standing(const std::vector<Position>& setters) const;
  template <class Body>
  [[nodiscard]] const Body* body(Position position) const {
    return counts_[position] && !hidden_[position] ? std::get_if<Body>(&history_.at(position).body) : nullptr;
  }

  std::span<const CaseFile> files_;  // by id
  const Membership& keys_;
  std::span<const EnvelopeId> erased_;
  History history_;
  std::vector<std::size_t> file_;               // of each position
  std::vector<bool> counts_, hidden_;           // of each position
  std::vector<Seal> seals_;                     // of each file
  std::vector<std::vector<EnvelopeId>> named_;  // of each file: what its erasures name, by id
  std::vector<StandingLink> links_;
};

std::size_t Folding::file_of(const Event& event) const {
  if (files_.size() == 1) return 0;
  const auto found = std::lower_bound(files_.begin(), files_.end(), event.case_id,
                                      [](const CaseFile& file, CaseId id) { return file.id < id; });
  return static_cast<std::size_t>(found - files_.begin());
}

// An event of a living key counts, and so does all that it knows of.
void Folding::vouch() {
  counts_.assign(history_.size(), false);
  std::vector<Position> to_do;
  for (Position p = 0; p < history_.size(); ++p) {
    counts_[p] = keys_.is_living(history_.at(p).by);
    if (counts_[p]) to_do.push_back(p);
  }
  if (to_do.size() == history_.size()) return;
  while (!to_do.empty()) {
    const Position position = to_do.back();
    to_do.pop_back();
    for (const Position parent : history_.parents(position)) {
      if (!counts_[parent]) to_do.push_back(parent);
      counts_[parent] = true;
    }
  }
}

// An erasure reaches into its own case alone, and holds no content of its own: it is never hidden, or a
// second one would undo the first.
void Folding::hide() {
  hidden_.assign(history_.size(), false);
  named_.assign(files_.size(), {});
  for (Position p = 0; p < history_.size(); ++p) {
    const auto* erase = body<Erase>(p);
    if (erase == nullptr) continue;
    auto& named = named_[file_[p]];
    named.insert(named.end(), erase->envelopes.begin(), erase->envelopes.end());
  }
  for (auto& named : named_) {
    std::sort(named.begin(), named.end());
    named.erase(std::unique(named.begin(), named.end()), named.end());
  }
  for (Position p = 0; p < history_.size(); ++p) {
    const Event& event = history_.at(p);
    hidden_[p] = !std::holds_alternative<Erase>(event.body) && has(named_[file_[p]], event.id);
  }
}

void Folding::read_thread(Folded& folded, const std::vector<Position>& positions) {
  folded.thread.reserve(positions.size());
  std::vector<EnvelopeId> missing;
  for (const Position p : positions) {
    const Event& event = history_.at(p);
    Entry entry{&event, !counts_[p], hidden_[p], p >= history_.first_circular(), event.to != seals_[file_[p]],
                false};
    folded.thread.push_back(entry);
    for (const EnvelopeId& parent : event.parents) {
      if (has(history_.absent(), parent) && !has(erased_, parent) && !has(folded.hidden, parent))
        missing.push_back(parent);
    }
    const MemberId member = keys_.member_of(event.by);
    const bool reads = counts_[p] && !member.empty();
    if (reads && std::find(folded.readers.begin(), folded.readers.end(), member) == folded.readers.end())
      folded.readers.push_back(member);
  }
  for (const Part& part : folded.parts) {
    const EnvelopeId first = submission_of(part.id);  // a submission, or the first event of a note at a door
    const bool here = part.submission != nullptr ||
                      std::any_of(folded.thread.begin(), folded.thread.end(),
                                  [&](const Entry& entry) { return entry.event->id == first; });
    if (!here && !part.erased && !has(erased_, first)) missing.push_back(first);
  }
  std::sort(missing.begin(), missing.end());
  folded.on_the_way = static_cast<std::size_t>(std::unique(missing.begin(), missing.end()) - missing.begin());
}

void Folding::read_parts(Folded& folded, const std::vector<std::size_t>& members) {
  for (const std::size_t member : members) {
    const CaseFile& file = files_[member];
    Part part;
    part.id = file.id;
    part.submission = file.submission;
    part.erased = has(named_[member], submission_of(file.id));
    folded.parts.push_back(part);
    folded.hidden.insert(folded.hidden.end(), named_[member].begin(), named_[member].end());
  }
  std::sort(folded.hidden.begin(), folded.hidden.end());
  folded.id = folded.parts.front().id;
  folded.seal = seals_[members.front()];
}

std::vector<Position> Folding::standing(const std::vector<Position>& setters) const {
  if (setters.size() < 2) return setters;
  std::vector<bool> passed(setters.size(), false);
  history_.each_known(setters, setters, [&](std::size_t earlier, std::size_t later) {
    if (setters[earlier] < setters[later]) passed[earlier] = true;  // in a cycle each knows the other
  });
  std::vector<Position> left;
  for (std::size_t i = 0; i < setters.size(); ++i) {
    if (!passed[i]) left.push_back(setters[i]);
  }
  return left;
}

void Folding::set_values(Folded& folded, const std::vector<Position>& positions) const {
  const auto set = [&](auto& value, auto read) {
    std::vector<Position> setters;
    for (const Position p : positions) {
      if (read(p)) setters.push_back(p);
    }
    for (const Position p : standing(setters)) {
      const auto entry = std::lower_bound(positions.begin(), positions.end(), p) - positions.begin();
      value.standing.push_back({*read(p), static_cast<std::size_t>(entry)});
    }
  };
  set(folded.holder, [&](Position p) -> std::optional<MemberId> {
    if (body<Taken>(p) != nullptr) return keys_.member_of(history_.at(p).by);
    if (const auto* handed = body<Handed>(p)) return handed->to;
    return std::nullopt;
  });
  set(folded.closing, [&](Position p) -> std::optional<bool> {
    if (body<Closed>(p) != nullptr) return true;
    if (body<Reopened>(p) != nullptr) return false;
    return std::nullopt;
  });
  const bool sorts =
      std::any_of(positions.begin(), positions.end(), [&](Position p) { return body<Sorted>(p) != nullptr; });
  if (!sorts) return;
  set(folded.kind, [&](Position p) { return body<Sorted>(p) ? body<Sorted>(p)->kind : std::nullopt; });
  set(folded.role, [&](Position p) { return body<Sorted>(p) ? body<Sorted>(p)->role : std::nullopt; });
  set(folded.theme, [&](Position p) { return body<Sorted>(p) ? body<Sorted>(p)->theme : std::nullopt; });
}

void Folding::keep_promises(Folded& folded) const {
  for (std::size_t i = 0; i < folded.thread.size(); ++i) {
    const auto* promise = std::get_if<Promise>(&folded.thread[i].event->body);
    if (promise != nullptr && folded.thread[i].counts()) folded.promises.push_back({i, promise->due, false});
  }
  if (folded.promises.empty()) return;
  for (const Entry& entry : folded.thread) {
    const auto* kept = std::get_if<Kept>(&entry.event->body);
    if (kept == nullptr || !entry.counts()) continue;
    for (PromiseMade& promise : folded.promises)
      promise.kept |= folded.thread[promise.entry].event->id == kept->promise;
  }
}

// Joined cases are closed one by one, or the newest look-alike of a lamp that was mended last month would be
// closed before anybody read it: a `closed` is about its own case, and about those that were joined to it
// when it was written, the links being among its ancestors.
void Folding::close(Folded& folded, const std::vector<Position>& positions) const {
  if (folded.parts.size() == 1) {
    folded.closed = folded.parts[0].closed = folded.closing.get() != nullptr && *folded.closing.get();
    return;
  }
  std::vector<Position> setters, links;
  for (const Position p : positions) {
    if (body<Closed>(p) != nullptr || body<Reopened>(p) != nullptr) setters.push_back(p);
  }
  for (const StandingLink& link : links_) links.push_back(link.position);
  std::vector<Groups> known(setters.size(), Groups(files_.size()));
  history_.each_known(links, setters, [&](std::size_t link, std::size_t setter) {
    known[setter].unite(links_[link].a, links_[link].b);
  });
  folded.closed = true;
  for (Part& part : folded.parts) {
    const auto file = static_cast<std::size_t>(
        std::find_if(files_.begin(), files_.end(), [&](const CaseFile& f) { return f.id == part.id; }) -
        files_.begin());
    std::vector<Position> about;
    for (std::size_t i = 0; i < setters.size(); ++i) {
      if (known[i].root(file_[setters[i]]) == known[i].root(file)) about.push_back(setters[i]);
    }
    const auto left = standing(about);
    part.closed = !left.empty() && body<Closed>(left.back()) != nullptr;
    folded.closed = folded.closed && part.closed;
  }
}

// Whoever held a case that was then handed on may still have written, without having heard of it or after.
void Folding::mark_handovers(Folded& folded) const {
  std::vector<MemberId> former;
  MemberId holder;
  for (Entry& entry : folded.thread) {
    if (!entry.counts()) continue;
    const auto* handed = std::get_if<Handed>(&entry.event->body);
    const bool taken = std::holds_alternative<Taken>(entry.event->body);
    if (former.empty() && handed == nullptr && !taken) continue;  // nearly always
    const MemberId by = keys_.member_of(entry.event->by);
    entry.after_handover = !taken && std::find(former.begin(), former.end(), by) != former.end();
    if (handed == nullptr && !taken) continue;
    const MemberId last = holder.empty() ? by : holder;
    holder = taken ? by : handed->to;
    if (!taken) former.push_back(last);
    former.erase(std::remove(former.begin(), former.end(), holder), former.end());
  }
}

void Folding::find_heads(Folded& folded, const std::vector<Position>& positions) const {
  std::vector<bool> known(history_.size(), false), followed(history_.size(), false);
  for (const Position p : positions) {
    for (const Position parent : history_.parents(p)) {
      if (parent == p) continue;
      known[parent] = true;
      if (counts_[p]) followed[parent] = true;
    }
  }
  for (const Position p : positions) {
    if (counts_[p] && !followed[p]) folded.heads.push_back(history_.at(p).id);
    if (!counts_[p] && !known[p]) folded.apart_heads.push_back(history_.at(p).id);
  }
  if (!folded.heads.empty()) return;
  // All that counts is one cycle: its last stands for it.
  const auto last =
      std::find_if(positions.rbegin(), positions.rend(), [&](Position p) { return counts_[p]; });
  if (last != positions.rend()) folded.heads.push_back(history_.at(*last).id);
}

void Folding::read_answers(Folded& folded, const std::vector<std::size_t>& members) const {
  for (const std::size_t member : members) {
    for (const ReceivedAnswer& answer : files_[member].answers) {
      if (!has(named_[member], answer.envelope)) folded.answers.push_back(answer);
    }
  }
  std::sort(folded.answers.begin(), folded.answers.end(), [](const auto& a, const auto& b) {
    if (a.document->seq != b.document->seq) return a.document->seq > b.document->seq;
    if (a.document->at.at != b.document->at.at) return a.document->at.at > b.document->at.at;
    return a.envelope > b.envelope;
  });
}

// Joined or not, each resident waits for an answer of their own.
void Folding::wait(Part& part, const Folded& folded, const CaseFile& file) const {
  if (part.submission != nullptr) part.waits_since = part.submission->created_at.at;
  for (const Entry& entry : folded.thread) {
    if (!entry.counts() || entry.event->case_id != part.id) continue;
    const Body& body = entry.event->body;
    if (std::holds_alternative<Answer>(body) || std::holds_alternative<Given>(body)) {
      part.answered = true;
      part.waits_since.reset();
    } else if (std::holds_alternative<Reopened>(body) && part.submission != nullptr) {
      part.waits_since = entry.event->at;
    }
  }
  for (const ReceivedAnswer& answer : file.answers) {
    using domain::AnswerStatus;
    const AnswerStatus status = answer.document->status;
    if (folded.is_hidden(answer.envelope)) continue;
    if (status != AnswerStatus::answered && status != AnswerStatus::closed) continue;
    part.answered = true;
    if (part.waits_since && *part.waits_since <= answer.document->at.at) part.waits_since.reset();
  }
  if (part.closed || part.erased) part.waits_since.reset();
}

std::vector<Folded> Folding::run() {
  for (Position p = 0; p < history_.size(); ++p) file_.push_back(file_of(history_.at(p)));
  for (const CaseFile& file : files_) seals_.push_back(seal_of(file));
  vouch();
  hide();
  Groups groups(files_.size());
  if (files_.size() > 1) {
    std::vector<bool> usable(history_.size());
    for (Position p = 0; p < history_.size(); ++p) usable[p] = counts_[p] && !hidden_[p];
    links_ = standing_links(history_, files_, file_, usable, seals_);
    for (const StandingLink& link : links_) groups.unite(link.a, link.b);
  }
  std::vector<std::vector<std::size_t>> members(files_.size());
  for (std::size_t file = 0; file < files_.size(); ++file) members[groups.root(file)].push_back(file);
  std::vector<std::vector<Position>> positions(files_.size());
  for (Position p = 0; p < history_.size(); ++p) positions[groups.root(file_[p])].push_back(p);
  std::vector<Folded> all;
  for (std::size_t root = 0; root < files_.size(); ++root) {
    if (members[root].empty()) continue;
    Folded folded;
    read_parts(folded, members[root]);
    read_thread(folded, positions[root]);
    set_values(folded, positions[root]);
    keep_promises(folded);
    close(folded, positions[root]);
    mark_handovers(folded);
    find_heads(folded, positions[root]);
    read_answers(folded, members[root]);
    for (std::size_t i = 0; i < folded.parts.size(); ++i)
      wait(folded.parts[i], folded, files_[members[root][i]]);
    for (const StandingLink& link : links_) {
      if (groups.root(link.a) == root)
        folded.links.push_back({files_[link.a].id, files_[link.b].id, history_.at(link.position).id});
    }
    all.push_back(std::move(folded));
  }
  return all;
}

}  // namespace

bool Folded::is_hidden(EnvelopeId envelope) const { return has(hidden, envelope); }

std::vector<Folded> fold(std::span<const CaseFile> files, const Membership& keys,
                         std::span<const EnvelopeId> erased) {
  const auto by_id = [](const CaseFile& a, const CaseFile& b) { return a.id < b.id; };
  if (std::is_sorted(files.begin(), files.end(), by_id)) return Folding(files, keys, erased).run();
  std::vector<CaseFile> sorted(files.begin(), files.end());
  std::sort(sorted.begin(), sorted.end(), by_id);
  return Folding(sorted, keys, erased).run();
}

std::vector<EnvelopeId> next_parents(const Folded& folded, Apart apart) {
  std::vector<EnvelopeId> parents;
  if (apart == Apart::take_over) parents = folded.apart_heads;
  parents.insert(parents.end(), folded.heads.begin(), folded.heads.end());
  if (parents.size() > kMostParents)
    parents.erase(parents.begin(), parents.end() - static_cast<std::ptrdiff_t>(kMostParents));
  return parents;
}

}  // namespace wv::casebook
