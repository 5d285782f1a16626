// How one envelope goes: read, delivered, acknowledged, moved; and what each other end means for it.
#include <algorithm>

#include "sync/engine.h"

namespace wv::sync {

namespace {

constexpr int kMostRefusals = 5;
constexpr std::size_t kMarkTogether = 32;
constexpr std::int64_t kMarkWithinMs = 200;
constexpr std::int64_t kClockMs = 5 * 60'000;  // a Date that differs by less confirms ours

// What is no envelope will not become one by waiting; what the disk doesn't give now it may give later.
bool is_broken(const Error& error) {
  return error.code.starts_with("envelope.") || error.code == "store.too_large";
}

}  // namespace

Engine::Entry* Engine::pick() {
  for (Entry& entry : entries_) {
    if (entry.in_flight) continue;
    const std::int64_t box_until = entry.box ? waits_.box_until_ms(*entry.box) : 0;
    if (way_ == Way::once) {
      if (!entry.tried) return &entry;
    } else if (now_.steady_ms >= std::max(entry.not_before_ms, box_until)) {
      return &entry;
    }
  }
  return nullptr;
}

Engine::Entry* Engine::find(const std::string& id) {
  const auto found =
      std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) { return entry.id == id; });
  return found == entries_.end() ? nullptr : &*found;
}

void Engine::launch(Entry& entry) {
  entry.in_flight = entry.tried = true;
  entry.acknowledged_before = acknowledged_;
  entry.launch = ++launches_;
  ++in_flight_;
  outbox_.load(entry.id, [this, id = entry.id](Result<crypto::SealedEnvelope> envelope) {
    post([this, id, envelope = std::move(envelope)]() mutable { loaded(id, std::move(envelope)); });
  });
}

void Engine::loaded(const std::string& id, Result<crypto::SealedEnvelope> envelope) {
  Entry* const entry = find(id);
  if (!envelope) {
    const Error& error = envelope.error();
    if (error.code == "store.missing") return finish(id);  // another program sent it
    if (is_broken(error)) return park(id, error.code, error.what);
    trouble_ = "sync.disk";
    if (entry != nullptr) later(*entry);
    return requeue(id);
  }
  const crypto::Box box = envelope.value().box();
  if (entry != nullptr) entry->box = box;
  if (now_.steady_ms < waits_.box_until_ms(box)) return requeue(id);  // a box that isn't there: said already
  const auto shared = std::make_shared<const crypto::SealedEnvelope>(std::move(envelope).value());
  target_->deliver(*shared, [this, shared, password = password_](const Outcome& outcome) {
    post([this, shared, outcome, password] {
      const bool refused = outcome.verdict == Verdict::stop || outcome.verdict == Verdict::locked;
      if (refused && password != password_) return requeue(shared->id());
      weigh_password(outcome, password);
      delivered(shared, outcome);
    });
  });
}

// Whether it says that the target took the password: any answer of its own about a box or an envelope does.
void Engine::weigh_password(const Outcome& outcome, int password) {
  const bool lost =
      outcome.trouble == "sync.offline" || outcome.trouble == "sync.timeout" || outcome.trouble == "sync.tls";
  switch (outcome.verdict) {
    case Verdict::acknowledged:
    case Verdict::conflict:
    case Verdict::refused:
    case Verdict::no_box:
    case Verdict::unsure:
    case Verdict::on:
      if (password == password_) waits_.proved(now_.steady_ms);
      return;
    case Verdict::stop:
    case Verdict::locked: return;
    case Verdict::ask:
    case Verdict::wait:
      if (lost && !waits_.proven(now_.steady_ms)) waits_.unreached();
  }
}

void Engine::note_outcome(const Outcome& outcome) {
  // Two clocks that agree on a day before this version was made are both dead.
  if (outcome.server_ms)
    status_.clock_confirmed =
        std::llabs(*outcome.server_ms - now_.wall.at.ms) <= kClockMs && day_of(now_.wall) >= release_day();
}

void Engine::delivered(const Envelope& envelope, const Outcome& outcome) {
  const std::string& id = envelope->id();
  Entry* const entry = find(id);
  const std::int64_t now_ms = now_.steady_ms;
  if (outcome.verdict != Verdict::acknowledged && !outcome.trouble.empty()) trouble_ = outcome.trouble;
  switch (outcome.verdict) {
    case Verdict::acknowledged: {
      note_outcome(outcome);
      if (!may_rely(id, outcome)) {
        ask_again(id);
        return requeue(id);
      }
      if (!outcome.read_back) quorum_was_there(outcome, entry != nullptr ? entry->launch : 0);
      const bool was_down = waits_.failures_in_a_row() > 0;
      waits_.succeeded();
      if (entry != nullptr && entry->box) waits_.box_there(*entry->box);
      // Of `once` each is tried one time: what failed still waits, and why is told at the end.
      if (way_ == Way::background) trouble_.clear();
      vouch();
      if (target_->findings() != state_.findings) save_wanted_ = true;
      // The network is back: what waited because of it goes now.
      if (was_down)
        for (Entry& other : entries_)
          if (other.failures > 0 && !state_.refused.contains(other.id))
            other.not_before_ms = std::min(other.not_before_ms, now_ms + Waits::kFloorMs);
      if (acknowledged_now_.empty()) mark_by_ms_ = now_ms + kMarkWithinMs;
      acknowledged_now_.push_back(envelope);
      return;
    }
    case Verdict::conflict:
      waits_.succeeded();
      return park(id, "sync.conflict", "another envelope with this id lies at the target; compare the two");
    case Verdict::refused: return refused(id, outcome);
    case Verdict::unsure: met_202(id); return requeue(id);
    case Verdict::stop: waits_.stop(now_ms); return requeue(id);
    case Verdict::locked:
      // Perhaps it is this envelope that the target forbids: the next to feel the way is another.
      waits_.locked(now_ms);
      if (entry != nullptr) entry->not_before_ms = waits_.until_ms() + 1;
      return requeue(id);
    case Verdict::no_box:
      if (entry != nullptr && entry->box) waits_.box_missing(*entry->box, now_ms);
      return requeue(id);
    case Verdict::on:
    case Verdict::ask:
    case Verdict::wait: break;
  }
  waits_.failed(now_ms, outcome.retry_after_ms);
  if (entry != nullptr) {
    later(*entry);
    if (outcome.retry_after_ms) entry->asked_until_ms = now_ms + *outcome.retry_after_ms;
    entry->not_before_ms = std::max(entry->not_before_ms, entry->asked_until_ms);
  }
  requeue(id);
}

// A refusal counts against an envelope when the target took another one meanwhile. One that refuses whatever
// it gets is itself at fault, and would empty the queue into quarantine. So the first refusal is held (0)
// until the target takes something; and while an envelope is held, those that were refused before it don't
// count on either.
void Engine::refused(const std::string& id, const Outcome& outcome) {
  constexpr std::size_t kSeveral = 3;
  Entry* const entry = find(id);
  const bool took_others = entry != nullptr && acknowledged_ != entry->acknowledged_before;
  const auto [known, first] = state_.refused.try_emplace(id, 0);
  const std::size_t held = state_.held_refusals() - (first ? 1 : 0);
  int& count = known->second;
  if (took_others || (count > 0 && held == 0)) ++count;
  save_wanted_ = true;
  const std::size_t held_now = state_.held_refusals();
  trouble_ = held_now > 1 ? "sync.refuses_all" : "sync.refused";
  if (count >= kMostRefusals)
    return park(id, "sync.refused",
                "the target refused it five times and took others meanwhile; look at the target's log");
  // The line is well, and of one envelope no other has to wait.
  if (held_now < kSeveral)
    waits_.succeeded();
  else if (way_ == Way::background)
    waits_.failed(now_.steady_ms, outcome.retry_after_ms);
  if (entry != nullptr) later(*entry);
  requeue(id);
}

void Engine::vouch() {
  ++acknowledged_;
  if (trouble_ == "sync.refuses_all") trouble_ = "sync.refused";
  if (state_.held_refusals() == 0) return;
  for (auto& [id, count] : state_.refused) count = std::max(count, 1);
  save_wanted_ = true;
}

// When there are many, when nothing else is on the line, or when the first has waited for a moment.
void Engine::mark_sent() {
  if (acknowledged_now_.empty() || marking_ > 0) return;
  if (acknowledged_now_.size() < kMarkTogether && on_the_line() > 0 && now_.steady_ms < mark_by_ms_) return;
  auto together = std::exchange(acknowledged_now_, {});
  marking_ = together.size();
  outbox_.mark_sent(together, [this, together](Result<std::vector<wv::Status>> said) {
    post([this, together, said = std::move(said)] {
      marking_ = 0;
      for (std::size_t i = 0; i < together.size(); ++i) {
        if (said && said.value()[i]) remember_sent(*together[i]);
        marked(together[i]->id(), said ? said.value()[i] : wv::Status(said.error()));
      }
    });
  });
}

void Engine::marked(const std::string& id, const wv::Status& marked) {
  if (marked || marked.error().code == "store.missing") {
    status_.last_sent_ms = status_.last_sync_ms = now_.wall.at.ms;
    if (marked) ++status_.sent;
    sent_unsaved_ = settle_wanted_ = true;
    return finish(id);
  }
  // It lies at the target and here too: the next try finds it there and asks for the same removal again.
  trouble_ = marked.error().code == "outbox.conflict" ? "sync.unclear" : "sync.disk";
  if (Entry* const entry = find(id)) later(*entry);
  requeue(id);
}

void Engine::park(const std::string& id, const std::string& code, const std::string& what) {
  outbox_.quarantine(id, Error{Fault::failed, code, what}, [this, id](Result<Done> parked) {
    post([this, id, parked = std::move(parked)] {
      if (parked) ++status_.parked;
      settle_wanted_ = true;
      if (parked || parked.error().code == "store.missing") return finish(id);
      trouble_ = "sync.disk";
      if (Entry* const entry = find(id)) later(*entry);
      requeue(id);
    });
  });
}

void Engine::later(Entry& entry) { entry.not_before_ms = now_.steady_ms + waits_.draw_ms(++entry.failures); }

// It stays in the queue.
void Engine::requeue(const std::string& id) {
  --in_flight_;
  if (Entry* const entry = find(id)) entry->in_flight = false;
}

// It is no longer in the queue.
void Engine::finish(const std::string& id) {
  --in_flight_;
  unsure_after_.erase(id);
  if (state_.refused.erase(id) + state_.unsure.erase(id) > 0) {
    left_.insert(id);
    save_wanted_ = true;
  }
  std::erase_if(entries_, [&](const Entry& entry) { return entry.id == id; });
  if (in_flight_ == 0 && sent_unsaved_) save_wanted_ = true;
}

}  // namespace wv::sync
