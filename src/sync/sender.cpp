#include "sync/sender.h"

#include <algorithm>
#include <climits>
#include <utility>

namespace wv::sync {

namespace {

using Entry = SendQueue::Entry;

constexpr int kMostRefusals = 5;
constexpr std::size_t kMarkTogether = 32;
constexpr std::size_t kMostUnmarked = 128;  // acknowledged, and the disk is slower than the line
constexpr std::int64_t kMarkWithinMs = 200;

// What is no envelope will not become one by waiting; what the disk doesn't give now it may give later.
bool is_broken(const Error& error) {
  return error.code.starts_with("envelope.") || error.code == "store.too_large";
}

}  // namespace

bool Sender::full(std::size_t most_in_flight) const {
  return on_the_line() >= most_in_flight || unmarked() >= kMostUnmarked;
}

std::int64_t Sender::mark_at_ms() const {
  return !acknowledged_now_.empty() && marking_ == 0 ? mark_by_ms_ : INT64_MAX;
}

void Sender::launch(Entry& entry) {
  entry.in_flight = entry.tried = true;
  entry.acknowledged_before = acknowledged_;
  entry.launch = ++launches_;
  ++in_flight_;
  outbox_.load(entry.id, [this, id = entry.id](Result<crypto::SealedEnvelope> envelope) {
    s_.post([this, id, envelope = std::move(envelope)]() mutable { loaded(id, std::move(envelope)); });
  });
}

void Sender::loaded(const std::string& id, Result<crypto::SealedEnvelope> envelope) {
  if (!envelope) {
    const Error& error = envelope.error();
    if (error.code == "store.missing") return finish(id);  // another program sent it
    if (is_broken(error)) return park(id, error.code, error.what);
    return failed_on_disk(id, "sync.disk");
  }
  const crypto::Box box = envelope.value().box();
  if (Entry* const entry = queue_.find(id)) entry->box = box;
  if (s_.steady_ms() < s_.waits.box_until_ms(box))
    return requeue(id);  // a box that isn't there: results already
  deliver(std::make_shared<const crypto::SealedEnvelope>(std::move(envelope).value()));
}

void Sender::deliver(const Envelope& envelope) {
  s_.target->deliver(*envelope, [this, envelope, password = s_.password](const Outcome& outcome) {
    s_.post([this, envelope, outcome, password] {
      const bool refused = outcome.verdict == Verdict::stop || outcome.verdict == Verdict::locked;
      if (refused && password != s_.password) return requeue(envelope->id());
      s_.weigh_password(outcome, password);
      delivered(envelope, outcome);
    });
  });
}

void Sender::delivered(const Envelope& envelope, const Outcome& outcome) {
  const std::string& id = envelope->id();
  Entry* const entry = queue_.find(id);
  const std::int64_t now_ms = s_.steady_ms();
  if (outcome.verdict != Verdict::acknowledged && !outcome.trouble.empty()) s_.trouble = outcome.trouble;
  switch (outcome.verdict) {
    case Verdict::acknowledged: return acknowledged(envelope, outcome);
    case Verdict::conflict:
      s_.waits.succeeded();
      return park(id, "sync.conflict", "another envelope with this id lies at the target; compare the two");
    case Verdict::refused: return refused(id, outcome);
    case Verdict::unsure: unsure_.met_202(id, launches_); return requeue(id);
    case Verdict::stop: s_.waits.stop(now_ms); return requeue(id);
    case Verdict::locked:
      // Perhaps it is this envelope that the target forbids: the next to feel the way is another.
      s_.waits.locked(now_ms);
      if (entry != nullptr) entry->not_before_ms = s_.waits.until_ms() + 1;
      return requeue(id);
    case Verdict::no_box:
      if (entry != nullptr && entry->box) s_.waits.box_missing(*entry->box, now_ms);
      return requeue(id);
    case Verdict::on:
    case Verdict::ask:
    case Verdict::wait: return failed(id, outcome);
  }
}

void Sender::acknowledged(const Envelope& envelope, const Outcome& outcome) {
  const std::string& id = envelope->id();
  const Entry* const entry = queue_.find(id);
  const std::int64_t now_ms = s_.steady_ms();
  s_.compare_clocks(outcome);
  if (!unsure_.may_rely(id, outcome)) {
    unsure_.ask_again(id);
    return requeue(id);
  }
  if (!outcome.read_back) unsure_.quorum_was_there(outcome, entry != nullptr ? entry->launch : 0);
  const bool was_down = s_.waits.failures_in_a_row() > 0;
  s_.waits.succeeded();
  if (entry != nullptr && entry->box) s_.waits.box_there(*entry->box);
  // Of `once` each is tried one time: what failed still waits, and why is told at the end.
  if (s_.way == Way::background) s_.trouble.clear();
  confirm_refusals();
  if (s_.target->findings() != file_.state.findings) file_.want_save();
  // The network is back: what waited because of it goes now.
  if (was_down)
    for (Entry& other : queue_.entries())
      if (other.failures > 0 && !file_.state.refused.contains(other.id))
        other.not_before_ms = std::min(other.not_before_ms, now_ms + Waits::kFloorMs);
  if (acknowledged_now_.empty()) mark_by_ms_ = now_ms + kMarkWithinMs;
  acknowledged_now_.push_back(envelope);
}

void Sender::failed(const std::string& id, const Outcome& outcome) {
  const std::int64_t now_ms = s_.steady_ms();
  s_.waits.failed(now_ms, outcome.retry_after_ms);
  if (Entry* const entry = queue_.find(id)) {
    queue_.later(*entry);
    if (outcome.retry_after_ms) entry->asked_until_ms = now_ms + *outcome.retry_after_ms;
    entry->not_before_ms = std::max(entry->not_before_ms, entry->asked_until_ms);
  }
  requeue(id);
}

// A refusal counts against an envelope when the target took another one meanwhile. One that refuses whatever
// it gets is itself at fault, and would empty the queue into quarantine. So the first refusal is held (0)
// until the target takes something; and while an envelope is held, those that were refused before it don't
// count on either.
void Sender::refused(const std::string& id, const Outcome& outcome) {
  constexpr std::size_t kSeveral = 3;
  SyncState& state = file_.state;
  Entry* const entry = queue_.find(id);
  const bool took_others = entry != nullptr && acknowledged_ != entry->acknowledged_before;
  const auto [known, first] = state.refused.try_emplace(id, 0);
  const std::size_t held = state.held_refusals() - (first ? 1 : 0);
  int& count = known->second;
  if (took_others || (count > 0 && held == 0)) ++count;
  file_.want_save();
  const std::size_t held_now = state.held_refusals();
  s_.trouble = held_now > 1 ? "sync.refuses_all" : "sync.refused";
  if (count >= kMostRefusals)
    return park(id, "sync.refused",
                "the target refused it five times and took others meanwhile; look at the target's log");
  // The line is well, and of one envelope no other has to wait.
  if (held_now < kSeveral)
    s_.waits.succeeded();
  else if (s_.way == Way::background)
    s_.waits.failed(s_.steady_ms(), outcome.retry_after_ms);
  if (entry != nullptr) queue_.later(*entry);
  requeue(id);
}

// The target takes others: a refusal that was held counts.
void Sender::confirm_refusals() {
  ++acknowledged_;
  if (s_.trouble == "sync.refuses_all") s_.trouble = "sync.refused";
  if (file_.state.held_refusals() == 0) return;
  for (auto& [id, count] : file_.state.refused) count = std::max(count, 1);
  file_.want_save();
}

void Sender::mark_sent() {
  if (acknowledged_now_.empty() || marking_ > 0) return;
  if (acknowledged_now_.size() < kMarkTogether && on_the_line() > 0 && s_.steady_ms() < mark_by_ms_) return;
  auto together = std::exchange(acknowledged_now_, {});
  marking_ = together.size();
  outbox_.mark_sent(together, [this, together](Result<std::vector<wv::Status>> results) {
    s_.post([this, together, results = std::move(results)] {
      marking_ = 0;
      for (std::size_t i = 0; i < together.size(); ++i) {
        if (results && results.value()[i]) check_.remember(*together[i]);
        marked(together[i]->id(), results ? results.value()[i] : wv::Status(results.error()));
      }
    });
  });
}

void Sender::marked(const std::string& id, const wv::Status& marked) {
  if (marked || marked.error().code == "store.missing") {
    s_.status.last_sent_ms = s_.status.last_sync_ms = s_.now.wall.at.ms;
    if (marked) ++s_.status.sent;
    file_.note_sent();
    settle_wanted_ = true;
    return finish(id);
  }
  // It lies at the target and here too: the next try finds it there and asks for the same removal again.
  failed_on_disk(id, marked.error().code == "outbox.conflict" ? "sync.unclear" : "sync.disk");
}

void Sender::park(const std::string& id, const std::string& code, const std::string& what) {
  outbox_.quarantine(id, Error{Fault::failed, code, what}, [this, id](Result<Done> parked) {
    s_.post([this, id, parked = std::move(parked)] {
      if (parked) ++s_.status.parked;
      settle_wanted_ = true;
      if (parked || parked.error().code == "store.missing") return finish(id);
      failed_on_disk(id, "sync.disk");
    });
  });
}

void Sender::failed_on_disk(const std::string& id, const char* trouble) {
  s_.trouble = trouble;
  if (Entry* const entry = queue_.find(id)) queue_.later(*entry);
  requeue(id);
}

// It stays in the queue.
void Sender::requeue(const std::string& id) {
  --in_flight_;
  if (Entry* const entry = queue_.find(id)) entry->in_flight = false;
}

// It is no longer in the queue.
void Sender::finish(const std::string& id) {
  --in_flight_;
  unsure_.forget(id);
  file_.forget(id);
  queue_.erase(id);
  if (in_flight_ == 0) file_.save_sent();
}

}  // namespace wv::sync
