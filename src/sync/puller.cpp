#include "sync/puller.h"

#include <utility>

#include "outbox/names.h"
#include "outbox/retention.h"

namespace wv::sync {

namespace {

// Registers and erasures first, then the keyrings that open what comes after them.
constexpr crypto::Box kByAll[] = {crypto::Box::answers, crypto::Box::published},
                      kByMembers[] = {crypto::Box::published, crypto::Box::cases, crypto::Box::inbox,
                                      crypto::Box::answers};
constexpr std::int64_t kPullEveryMs = 10 * 60'000;
constexpr std::size_t kMostSeen = 20'000;
constexpr std::size_t kKeepTogether = 250, kKeepBytes = 8u << 20;  // made durable at once
constexpr std::size_t kTakenAtOnce = 24;  // between two frames of a screen (F4); `sync --once` has none

}  // namespace

Puller::Puller(Shared& shared, StateFile& file, BackupCheck& check, int retention_months,
               std::function<void(bool well)> ended)
    : s_(shared), file_(file), check_(check), retention_months_(retention_months), ended_(std::move(ended)) {}

// A clock that nobody confirmed may be years off: then nothing is called past. A keyring has no day.
bool Puller::is_past(const crypto::SealedEnvelope& envelope) const {
  const bool ring = envelope.box() == crypto::Box::cases && envelope.kids().size() == 1;
  return s_.status.clock_confirmed && !ring &&
         outbox::age_of(envelope.stamp(), retention_months_, day_of(s_.now.wall)) == outbox::Age::past;
}

bool Puller::due() const {
  if (pull_.running) return false;
  return s_.way == Way::once ? !pulled_once_ : s_.steady_ms() >= next_ms_;
}

void Puller::start() {
  pull_ = {};
  pull_.running = true;
  if (keeps_cases_)
    pull_.boxes.assign(std::begin(kByMembers), std::end(kByMembers));
  else
    pull_.boxes.assign(std::begin(kByAll), std::end(kByAll));
  check_.begin();
  if (!check_.due()) return pull_box();
  check_.look([this](const Outcome& outcome, int password) {
    if (outcome.verdict == Verdict::on) return pull_box();
    pull_.password = password;
    pull_.outcome = outcome;
    failed();
  });
}

void Puller::pull_box() {
  if (pull_.box == pull_.boxes.size()) {
    if (!check_.went_back()) return end(true);
    return check_.count_missing([this] { end(true); });
  }
  const std::string box = crypto::box_name(this->box());
  s_.data.list(box, [this, box](Result<std::vector<ports::Entry>> entries) {
    s_.post([this, box, entries = std::move(entries)] {
      if (entries) return ask_target(box, entries.value());
      s_.trouble = "sync.disk";
      end(false);
    });
  });
}

// `entries`: of the box, that lie here.
void Puller::ask_target(const std::string& box, const std::vector<ports::Entry>& entries) {
  pull_.known.clear();
  pull_.asked.clear();
  pull_.ended = pull_.store_failed = false;
  for (const ports::Entry& entry : entries)
    if (auto id = outbox::id_of(entry.name)) pull_.known.insert(std::move(*id));
  Target::Pull pull;
  pull.box = this->box();
  pull.newest_first = keeps_cases_ && pull.box != crypto::Box::published;
  pull.page_end = [this](std::function<void()> go_on) { pull_.go_on = std::move(go_on); };
  pull.cursor = file_.state.cursors[box];
  pull.known = [this](const std::string& id) {
    if (pull_.known.contains(id) || seen_.contains(id) || s_.is_erased(id)) return true;
    pull_.asked.insert(id);
    return false;
  };
  pull.went_back = [this] { s_.post([this] { check_.read_anew(); }); };
  pull.found = [this](Target::Found file) { pull_.found.push_back(std::move(file)); };
  pull.ended = [this, password = s_.password](const Outcome& outcome, std::string cursor) {
    s_.post([this, outcome, cursor = std::move(cursor), password] {
      pull_.ended = true;
      pull_.password = password;
      pull_.outcome = outcome;
      pull_.cursor = cursor;
    });
  };
  s_.target->pull(std::move(pull));
}

// Whatever the target gives: only what is a whole envelope of this box comes to lie here.
void Puller::take_found() {
  if (!pull_.running) return;
  for (std::size_t n = 0; !pull_.found.empty() && (s_.way == Way::once || n < kTakenAtOnce); ++n) {
    take(pull_.found.front());
    pull_.found.pop_front();
    if (pull_.batch.size() >= kKeepTogether || pull_.batch_bytes >= kKeepBytes) keep_batch();
  }
  if (pull_.go_on && pull_.found.size() < kKeepTogether) std::exchange(pull_.go_on, nullptr)();
  if (!pull_.ended || !pull_.found.empty()) return;
  keep_batch();
  if (pull_.stores == 0) box_pulled();
}

void Puller::take(const Target::Found& file) {
  const auto envelope = envelope_of(file);
  if (!envelope || envelope.value().box() != box() || is_past(envelope.value())) return;
  if (s_.is_erased(envelope.value().id()) || !pull_.known.insert(envelope.value().id()).second) return;
  pull_.batch.push_back({envelope.value().id() + ".json", to_bytes(envelope.value().text())});
  pull_.batch_bytes += envelope.value().text().size();
}

// The cursor is remembered only when all of them are durable (box_pulled), so nothing is stepped over by a
// power cut.
void Puller::keep_batch() {
  if (pull_.batch.empty()) return;
  const crypto::Box box = this->box();
  ++pull_.stores;
  pull_.batch_bytes = 0;
  s_.data.write_all(crypto::box_name(box), std::exchange(pull_.batch, {}), ports::Store::Over::refuse,
                    [this, box](Result<std::vector<wv::Status>> results) {
                      s_.post([this, box, results = std::move(results)] { batch_kept(box, results); });
                    });
}

void Puller::batch_kept(crypto::Box box, const Result<std::vector<wv::Status>>& results) {
  --pull_.stores;
  if (!results) {
    pull_.store_failed = true;
    return;
  }
  for (const wv::Status& put : results.value()) {
    if (put)
      ++(box == crypto::Box::answers     ? s_.status.answers
         : box == crypto::Box::published ? s_.status.published
         : box == crypto::Box::inbox     ? s_.status.messages
                                         : s_.status.events);
    else if (put.error().code != "store.exists")
      pull_.store_failed = true;
  }
}

void Puller::box_pulled() {
  pull_.ended = false;
  const crypto::Box box = this->box();
  const Outcome& outcome = pull_.outcome;
  if (pull_.store_failed) {
    s_.trouble = "sync.disk";
    return end(false);
  }
  if (outcome.verdict == Verdict::on) {
    s_.compare_clocks(outcome);
    s_.waits.box_there(box);
    if (seen_.size() < kMostSeen) seen_.insert(pull_.asked.begin(), pull_.asked.end());
    std::string& cursor = file_.state.cursors[crypto::box_name(box)];
    if (!pull_.cursor.empty() && cursor != pull_.cursor) {
      cursor = pull_.cursor;
      file_.want_save();
    }
  } else if (outcome.verdict == Verdict::no_box) {
    s_.waits.box_missing(box, s_.steady_ms());  // the other boxes go on
  } else {
    return failed();
  }
  s_.weigh_password(outcome, pull_.password);
  ++pull_.box;
  pull_box();
}

void Puller::failed() {
  const Outcome& outcome = pull_.outcome;
  const bool stop = outcome.verdict == Verdict::stop, locked = outcome.verdict == Verdict::locked;
  if ((stop || locked) && pull_.password != s_.password)
    return end(false);  // the old one: it says nothing about the new
  if (stop) s_.waits.stop(s_.steady_ms());
  // A box that this device may not read, though the same password was good for something just now, stops
  // nothing else.
  if (locked && !s_.waits.proven(s_.steady_ms())) s_.waits.locked(s_.steady_ms());
  s_.trouble = outcome.trouble;
  end(false);
}

void Puller::end(bool well) {
  pull_.running = false;
  pulled_once_ = true;
  failures_ = well ? 0 : failures_ + 1;
  const bool denied = !well && pull_.outcome.verdict == Verdict::locked;
  next_ms_ = s_.steady_ms() + (well || denied ? kPullEveryMs : s_.waits.draw_ms(failures_));
  ended_(well);
}

}  // namespace wv::sync
