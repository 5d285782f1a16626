// Bringing answers and published documents down: what is new in a box comes into the folder of its name,
// whole or not at all. How far a box was seen is remembered only once everything of it is durable.
#include <algorithm>

#include "outbox/names.h"
#include "sync/engine.h"

namespace wv::sync {

namespace {

constexpr crypto::Box kPulled[] = {crypto::Box::answers, crypto::Box::published};
constexpr std::int64_t kPullEveryMs = 10 * 60'000;
constexpr std::size_t kMostSeen = 20'000;
constexpr std::size_t kKeepTogether = 250, kKeepBytes = 8u << 20;  // made durable at once
constexpr std::size_t kTakenAtOnce = 24;  // between two frames of a screen (F4); `sync --once` has none

}  // namespace

// A clock that nobody confirmed may be years off: then nothing is called past.
bool Engine::is_past(const Stamp& stamp) const {
  return status_.clock_confirmed &&
         outbox::age_of(stamp, retention_months_, day_of(now_.wall)) == outbox::Age::past;
}

void Engine::start_pull() {
  pull_ = {};
  pull_.running = true;
  list_wanted_ = true;  // other programs bring envelopes too: the queue is looked at as often
  if (!look_first()) pull_box();
}

void Engine::pull_box() {
  if (pull_.box == std::size(kPulled)) return pull_.went_back ? count_missing() : end_pull(true);
  const std::string box = crypto::box_name(kPulled[pull_.box]);
  data_.list(box, [this, box](Result<std::vector<ports::Entry>> entries) {
    post([this, box, entries = std::move(entries)] {
      if (!entries) {
        trouble_ = "sync.disk";
        return end_pull(false);
      }
      pull_.known.clear();
      pull_.asked.clear();
      pull_.ended = pull_.store_failed = false;
      for (const ports::Entry& entry : entries.value())
        if (auto id = outbox::id_of(entry.name)) pull_.known.insert(std::move(*id));
      Target::Pull pull;
      pull.box = kPulled[pull_.box];
      pull.cursor = state_.cursors[box];
      pull.known = [this](const std::string& id) {
        if (pull_.known.contains(id) || seen_.contains(id)) return true;
        pull_.asked.insert(id);
        return false;
      };
      pull.went_back = [this] { post([this] { read_anew(); }); };
      pull.found = [this](const std::string& text) { pull_.texts.push_back(text); };
      pull.ended = [this, password = password_](const Outcome& outcome, std::string cursor) {
        post([this, outcome, cursor = std::move(cursor), password] {
          pull_.ended = true;
          pull_.password = password;
          pull_.outcome = outcome;
          pull_.cursor = cursor;
        });
      };
      target_->pull(std::move(pull));
    });
  });
}

// Whatever the target gives: only what is a whole envelope of this box comes to lie here.
void Engine::take_found() {
  if (!pull_.running) return;
  for (std::size_t n = 0; !pull_.texts.empty() && (way_ == Way::once || n < kTakenAtOnce); ++n) {
    take(pull_.texts.front());
    pull_.texts.pop_front();
    if (pull_.batch.size() >= kKeepTogether || pull_.batch_bytes >= kKeepBytes) keep_batch();
  }
  if (!pull_.ended || !pull_.texts.empty()) return;
  keep_batch();
  if (pull_.stores == 0) box_pulled();
}

void Engine::take(const std::string& text) {
  const crypto::Box box = kPulled[pull_.box];
  const auto envelope = crypto::parse(text, "a file of the target");
  if (!envelope || envelope.value().box() != box || is_past(envelope.value().stamp())) return;
  if (!pull_.known.insert(envelope.value().id()).second) return;
  pull_.batch.push_back({envelope.value().id() + ".json", to_bytes(envelope.value().text())});
  pull_.batch_bytes += envelope.value().text().size();
}

// The cursor is remembered only when all of them are durable (box_pulled), so nothing is stepped over by a
// power cut.
void Engine::keep_batch() {
  if (pull_.batch.empty()) return;
  const crypto::Box box = kPulled[pull_.box];
  ++pull_.stores;
  pull_.batch_bytes = 0;
  data_.write_all(crypto::box_name(box), std::exchange(pull_.batch, {}), ports::Store::Over::refuse,
                  [this, box](Result<std::vector<wv::Status>> said) {
                    post([this, box, said = std::move(said)] {
                      --pull_.stores;
                      if (!said)
                        pull_.store_failed = true;
                      else
                        for (const wv::Status& put : said.value()) {
                          if (put)
                            ++(box == crypto::Box::answers ? status_.answers : status_.published);
                          else if (put.error().code != "store.exists")
                            pull_.store_failed = true;
                        }
                    });
                  });
}

void Engine::box_pulled() {
  pull_.ended = false;
  const crypto::Box box = kPulled[pull_.box];
  const Outcome& outcome = pull_.outcome;
  if (pull_.store_failed) {
    trouble_ = "sync.disk";
    return end_pull(false);
  }
  if (outcome.verdict == Verdict::on) {
    note_outcome(outcome);
    waits_.box_there(box);
    if (seen_.size() < kMostSeen) seen_.insert(pull_.asked.begin(), pull_.asked.end());
    std::string& cursor = state_.cursors[crypto::box_name(box)];
    if (!pull_.cursor.empty() && cursor != pull_.cursor) {
      cursor = pull_.cursor;
      save_wanted_ = true;
    }
  } else if (outcome.verdict == Verdict::no_box) {
    waits_.box_missing(box, now_.steady_ms);  // the other boxes go on
  } else {
    return failed_to_pull();
  }
  weigh_password(outcome, pull_.password);
  ++pull_.box;
  pull_box();
}

void Engine::failed_to_pull() {
  const Outcome& outcome = pull_.outcome;
  const bool refused = outcome.verdict == Verdict::stop || outcome.verdict == Verdict::locked;
  if (refused && pull_.password != password_)
    return end_pull(false);  // the old one: it says nothing about the new
  refused_to_pull(outcome);
  trouble_ = outcome.trouble;
  end_pull(false);
}

// A box that this device may not read, though the same password was good for something just now, stops
// nothing else.
void Engine::refused_to_pull(const Outcome& outcome) {
  if (outcome.verdict == Verdict::stop) waits_.stop(now_.steady_ms);
  if (outcome.verdict == Verdict::locked && !waits_.proven(now_.steady_ms)) waits_.locked(now_.steady_ms);
}

void Engine::end_pull(bool well) {
  pull_.running = false;
  pulled_once_ = true;
  pull_failures_ = well ? 0 : pull_failures_ + 1;
  const bool denied = !well && pull_.outcome.verdict == Verdict::locked;
  next_pull_ms_ = now_.steady_ms + (well || denied ? kPullEveryMs : waits_.draw_ms(pull_failures_));
  if (!well || !entries_.empty() || more_ || listing_) return;
  trouble_.clear();
  if (waits_.some_box_missing()) return;
  status_.last_sync_ms = now_.wall.at.ms;
  sent_unsaved_ = true;
}

}  // namespace wv::sync
