// What a 202 means. A CouchDB cluster says it when fewer of its nodes than a quorum have the document, and
// what they have is gone with one disk. Then a 409 and an equal copy read back prove nothing either: the copy
// may be that one. So what met a 202 here stays, until another PUT, sent later, had a 201 of its own (the
// nodes are back) and ten minutes have passed (they have exchanged what they have; TARGETS.md). It outlives a
// restart, and of two programs on one queue the second knows what the first met: before it sends, and at each
// save, it reads the file.
#include <algorithm>

#include "sync/engine.h"

namespace wv::sync {

namespace {

constexpr std::int64_t kSettleMs = 10 * 60'000;
constexpr std::int64_t kDateStepsMs = 2'000;  // a Date counts whole seconds

}  // namespace

// On the target's own clock where it says one: ours may jump, and stands still while the program doesn't run.
std::int64_t Engine::moment_of(const Outcome& outcome) const {
  return outcome.server_ms.value_or(now_.wall.at.ms);
}

void Engine::met_202(const std::string& id) {
  state_.unsure[id] = std::nullopt;
  unsure_after_[id] = launches_;
  save_wanted_ = unsure_unsaved_ = true;
  trouble_ = "sync.later";
  waits_.succeeded();  // the line is well; this one alone waits
  ask_again(id);
}

// An acknowledgement that may remove it: its own 201, or a copy read back that isn't one of those.
bool Engine::may_rely(const std::string& id, const Outcome& outcome) {
  const auto found = state_.unsure.find(id);
  if (found == state_.unsure.end() || !outcome.read_back) return true;
  std::optional<std::int64_t>& since = found->second;
  const std::int64_t moment = moment_of(outcome);
  if (since && moment >= *since + kSettleMs) return true;
  if (since && moment < *since) {  // a clock went back: the ten minutes begin anew
    since = moment;
    save_wanted_ = true;
  }
  trouble_ = "sync.later";
  return false;
}

// A PUT had a 201: for all that met their 202 before it was sent, ten minutes begin.
void Engine::quorum_was_there(const Outcome& outcome, std::uint64_t launch) {
  for (auto& [id, since] : state_.unsure) {
    const auto after = unsure_after_.find(id);
    if (since || (after != unsure_after_.end() && launch <= after->second)) continue;
    since = moment_of(outcome);
    save_wanted_ = true;
    if (Entry* const entry = find(id)) entry->not_before_ms = now_.steady_ms + kSettleMs + kDateStepsMs;
  }
}

void Engine::ask_again(const std::string& id) {
  Entry* const entry = find(id);
  if (entry == nullptr) return;
  later(*entry);
  entry->not_before_ms = std::max(entry->not_before_ms, now_.steady_ms + kSettleMs + kDateStepsMs);
}

// What another program on this queue wrote since we read it last.
void Engine::learn(const Bytes& content) {
  const SyncState theirs = read_sync_state(content, state_.target);
  for (const auto& [id, since] : theirs.unsure)
    if (!left_.contains(id)) state_.unsure.try_emplace(id, since);
  for (const auto& [id, count] : theirs.refused)
    if (!left_.contains(id)) state_.refused.try_emplace(id, count);
}

}  // namespace wv::sync
