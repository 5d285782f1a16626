#include "sync/unsure.h"

#include <algorithm>

namespace wv::sync {

namespace {

constexpr std::int64_t kSettleMs = 10 * 60'000;
constexpr std::int64_t kDateStepsMs = 2'000;  // a Date counts whole seconds

}  // namespace

// On the target's own clock where it says one: ours may jump, and stands still while the program doesn't run.
std::int64_t Unsure::moment_of(const Outcome& outcome) const {
  return outcome.server_ms.value_or(s_.now.wall.at.ms);
}

void Unsure::met_202(const std::string& id, std::uint64_t launches) {
  file_.state.unsure[id] = std::nullopt;
  after_[id] = launches;
  file_.want_save_of_doubt();
  s_.trouble = "sync.later";
  s_.waits.succeeded();  // the line is well; this one alone waits
  ask_again(id);
}

bool Unsure::may_rely(const std::string& id, const Outcome& outcome) {
  const auto found = file_.state.unsure.find(id);
  if (found == file_.state.unsure.end() || !outcome.read_back) return true;
  std::optional<std::int64_t>& since = found->second;
  const std::int64_t moment = moment_of(outcome);
  if (since && moment >= *since + kSettleMs) return true;
  if (since && moment < *since) {  // a clock went back: the ten minutes begin anew
    since = moment;
    file_.want_save();
  }
  s_.trouble = "sync.later";
  return false;
}

void Unsure::quorum_was_there(const Outcome& outcome, std::uint64_t launch) {
  for (auto& [id, since] : file_.state.unsure) {
    const auto after = after_.find(id);
    if (since || (after != after_.end() && launch <= after->second)) continue;
    since = moment_of(outcome);
    file_.want_save();
    if (SendQueue::Entry* const entry = queue_.find(id))
      entry->not_before_ms = s_.steady_ms() + kSettleMs + kDateStepsMs;
  }
}

void Unsure::ask_again(const std::string& id) {
  SendQueue::Entry* const entry = queue_.find(id);
  if (entry == nullptr) return;
  queue_.later(*entry);
  entry->not_before_ms = std::max(entry->not_before_ms, s_.steady_ms() + kSettleMs + kDateStepsMs);
}

}  // namespace wv::sync
