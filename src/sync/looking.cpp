// Whether the target went back: a server that was restored from an older backup answers as before, and of
// what it got since the backup nothing is there. Its answers then lie below our cursors and would never come.
// Three things show it: another uuid, a sequence below our cursor's, and one of 20 envelopes that it
// acknowledged to us and has no trace of (a deleted one leaves a trace). Then all is read anew, and what it
// misses is counted: this device kept the headers only, so somebody must be told (the health screen). A
// cluster's numbers waver while its nodes change, and its nodes may have uuids of their own: so those two
// only make us look, and nobody is told before envelopes are missing.
#include <algorithm>

#include "outbox/names.h"
#include "sync/engine.h"

namespace wv::sync {

namespace {

constexpr std::int64_t kLookEveryMs = 60 * 60'000;
constexpr std::size_t kSample = 20;

}  // namespace

// Half are the newest, which an older backup misses first; the others lie evenly among the older ones.
std::vector<SyncState::Sent> Engine::sample() const {
  const auto& all = state_.acknowledged;
  if (all.size() <= kSample) return {all.begin(), all.end()};
  std::vector<SyncState::Sent> some(all.end() - kSample / 2, all.end());
  const std::size_t older = all.size() - kSample / 2;
  for (std::size_t i = 0; i < kSample / 2; ++i) some.push_back(all[i * older / (kSample / 2)]);
  return some;
}

void Engine::remember_sent(const crypto::SealedEnvelope& envelope) {
  state_.acknowledged.push_back({envelope.box(), envelope.id()});
  if (state_.acknowledged.size() > SyncState::kMostAcknowledged)
    state_.acknowledged.erase(state_.acknowledged.begin());
}

// What lies in sent/ at the first start with a target went to another one: the newest of it is the mark.
void Engine::begin_state() {
  draw_device_tag();
  data_.list(outbox::folder_name(outbox::Folder::sent), [this](Result<std::vector<ports::Entry>> entries) {
    post([this, entries = std::move(entries)] {
      if (entries)
        for (const ports::Entry& entry : entries.value())
          state_.since_ms = std::max(state_.since_ms, entry.modified_ms);
      target_->set_device_tag(state_.device_tag);
      target_->restore_findings(state_.findings);
      state_loading_ = Loading::done;
    });
  });
}

// Before anything is brought down: at the start, then once an hour; `once` each time.
bool Engine::look_first() {
  if (pull_.looked || (way_ == Way::background && now_.steady_ms < next_look_ms_)) return false;
  pull_.looked = true;
  next_look_ms_ = now_.steady_ms + kLookEveryMs;
  pull_.went_back = state_.missing > 0;  // counted again: perhaps somebody put them back
  target_->look({sample(), [this, password = password_](const Outcome& outcome, const Target::Seen& seen) {
                   post([this, outcome, seen, password] { looked(outcome, seen, password); });
                 }});
  return true;
}

void Engine::looked(const Outcome& outcome, const Target::Seen& seen, int password) {
  if (outcome.verdict != Verdict::on) {
    pull_.password = password;
    pull_.outcome = outcome;
    next_look_ms_ = now_.steady_ms;
    return failed_to_pull();
  }
  weigh_password(outcome, password);
  const bool another = !seen.uuid.empty() && !state_.uuid.empty() && seen.uuid != state_.uuid;
  if (!seen.uuid.empty() && seen.uuid != state_.uuid) {
    state_.uuid = seen.uuid;
    save_wanted_ = true;
  }
  if (another || seen.missing > 0) read_anew();
  pull_box();
}

void Engine::read_anew() {
  pull_.went_back = save_wanted_ = true;
  state_.cursors.clear();
}

// What lies in sent/ and left no trace in any box there: by the ids alone, which the feeds of changes tell.
// The folder is looked at first: what is sent meanwhile is in neither.
void Engine::count_missing() {
  data_.list(outbox::folder_name(outbox::Folder::sent), [this](Result<std::vector<ports::Entry>> entries) {
    post([this, entries = std::move(entries)] {
      if (!entries) return end_pull(true);
      for (const ports::Entry& entry : entries.value())
        if (auto id = outbox::id_of(entry.name); id && entry.modified_ms > state_.since_ms)
          pull_.untraced.insert(std::move(*id));
      pull_.box = 0;
      count_box();
    });
  });
}

void Engine::count_box() {
  if (pull_.box == std::size(kBoxes)) {
    const std::uint64_t missing = pull_.untraced.size();
    save_wanted_ = save_wanted_ || missing != state_.missing;
    state_.missing = missing;
    pull_.untraced.clear();
    return end_pull(true);
  }
  Target::Pull pull;
  pull.box = kBoxes[pull_.box];
  pull.seen = [this](const std::string& id) { pull_.untraced.erase(id); };
  pull.ended = [this](const Outcome& outcome, const std::string&) {
    post([this, outcome] {
      // A box that this device may not read, or that isn't there, holds nothing of what it sent.
      const bool closed = outcome.verdict == Verdict::no_box ||
                          (outcome.verdict == Verdict::locked && kBoxes[pull_.box] != crypto::Box::inbox);
      if (outcome.verdict != Verdict::on && !closed) return end_pull(true);  // counted with the next look
      ++pull_.box;
      count_box();
    });
  };
  target_->pull(std::move(pull));
}

}  // namespace wv::sync
