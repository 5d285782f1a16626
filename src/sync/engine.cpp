#include "sync/engine.h"

#include <algorithm>
#include <climits>
#include <cstdint>
#include <cstdlib>
#include <unordered_map>

#include "base/bytes.h"

namespace wv::sync {

namespace {

constexpr std::size_t kMostFresh = 2'000;  // of a long queue, only its oldest are held here (R6)
constexpr std::int64_t kJumpMs = 60'000;   // the wall and the steady clock part by more: a jump, or a sleep
constexpr std::int64_t kLookMs = 60'000;   // while something waits: also notices that the machine slept
constexpr std::int64_t kLookAgainMs = 5'000;  // while another process sends
constexpr char kHoldName[] = "sync";
constexpr std::size_t kMostUnmarked = 128;  // acknowledged, and the disk is slower than the line
constexpr int kMostRescues = 5;  // a minute: a link or a clock that comes and goes doesn't make us hammer

}  // namespace

Engine::Engine(Parts parts)
    : data_(parts.data),
      random_(parts.random),
      outbox_(parts.data),
      target_(std::move(parts.target)),
      retention_months_(parts.retention_months),
      way_(parts.way),
      waits_(parts.random) {
  state_.target = std::move(parts.target_hash);
}

void Engine::tick(const Now& now) {
  const Now before = now_;
  now_ = now;
  if (began_) notice_clock(before);
  began_ = true;
  // What an arrival sets going may be answered at once and arrive too.
  while (!posted_.empty()) {
    const auto arrived = std::exchange(posted_, {});
    for (const auto& what : arrived) what();
  }
  if (state_loading_ != Loading::done) {
    load_state();
    return describe();
  }
  if (list_wanted_ && !listing_) list();
  take_found();
  fill();
  mark_sent();
  const bool one_feels_the_way = !waits_.proven(now_.steady_ms) && in_flight_ > 0;
  if (!pull_.running && !waits_.stopped(now_.steady_ms) && !one_feels_the_way &&
      (way_ == Way::once ? !pulled_once_ : now_.steady_ms >= next_pull_ms_))
    start_pull();
  settle();
  if (save_wanted_ && !saving_ && now_.steady_ms >= save_again_ms_) save_state();
  describe();
}

void Engine::notice_clock(const Now& before) {
  const std::int64_t wall = now_.wall.at.ms - before.wall.at.ms, steady = now_.steady_ms - before.steady_ms;
  if (std::llabs(wall - steady) <= kJumpMs) return;
  status_.clock_confirmed = false;
  // Ahead of the steady clock: the machine may have slept, and the network may be another one.
  if (wall >= steady) network_came();
}

void Engine::network_came() {
  const std::int64_t now_ms = now_.steady_ms;
  if (rescues_ == 0 || now_ms - rescues_since_ms_ > kLookMs) {
    rescues_since_ms_ = now_ms;
    rescues_ = 0;
  }
  if (waits_.stopped(now_ms) || ++rescues_ > kMostRescues) return;
  waits_.end_own();
  for (Entry& entry : entries_) entry.not_before_ms = entry.asked_until_ms;
  next_pull_ms_ = waits_.until_ms();
  list_wanted_ = true;
}

void Engine::use_password(const std::string& password) {
  target_->use_password(password);
  ++password_;
  waits_.end_stop();
  for (Entry& entry : entries_) entry.not_before_ms = entry.asked_until_ms;
  network_came();
}

void Engine::try_now() {
  waits_.end_all();
  for (Entry& entry : entries_) entry.not_before_ms = 0;
  next_pull_ms_ = 0;
  list_wanted_ = true;
}

void Engine::load_state() {
  if (state_loading_ == Loading::under_way) return;
  state_loading_ = Loading::under_way;
  data_.read(kSyncStateFile, kMostSyncStateBytes, [this](Result<Bytes> content) {
    post([this, content = std::move(content)] {
      state_ = read_sync_state(content ? content.value() : Bytes{}, state_.target);
      status_.last_sent_ms = state_.last_sent_ms;
      status_.last_sync_ms = state_.last_sync_ms;
      if (state_.device_tag.empty()) return begin_state();
      target_->set_device_tag(state_.device_tag);
      target_->restore_findings(state_.findings);
      state_loading_ = Loading::done;
    });
  });
}

void Engine::draw_device_tag() {
  std::array<std::uint8_t, 16> chance{};
  random_.fill(chance);
  state_.device_tag = to_hex(chance);
  save_wanted_ = true;
}

// Read, joined with what another program wrote there, written.
void Engine::save_state() {
  saving_ = true;
  data_.read(kSyncStateFile, kMostSyncStateBytes, [this](Result<Bytes> content) {
    post([this, content = std::move(content)] {
      if (content) learn(content.value());
      write_state_file();
    });
  });
}

void Engine::write_state_file() {
  save_wanted_ = sent_unsaved_ = false;
  const bool unsure = std::exchange(unsure_unsaved_, false);
  state_.findings = target_->findings();
  state_.last_sent_ms = status_.last_sent_ms;
  state_.last_sync_ms = status_.last_sync_ms;
  data_.replace(kSyncStateFile, write_sync_state(state_), [this, unsure](Result<Done> kept) {
    post([this, unsure, kept = kept.ok()] {
      saving_ = false;
      if (kept) return;
      trouble_ = "sync.disk";
      if (!unsure) return;
      save_wanted_ = way_ == Way::background;
      unsure_unsaved_ = save_wanted_;
      save_again_ms_ = now_.steady_ms + kLookAgainMs;
    });
  });
}

void Engine::list() {
  listing_ = true;
  list_wanted_ = false;
  data_.list(outbox::folder_name(outbox::Folder::outbox), [this](Result<std::vector<ports::Entry>> files) {
    post([this, files = std::move(files)]() mutable { take_list(std::move(files)); });
  });
}

// What is known keeps what is known of it; of what is new, the oldest come in.
void Engine::take_list(Result<std::vector<ports::Entry>> files) {
  listing_ = false;
  if (!files) {
    trouble_ = "sync.disk";
    return;  // looked at again with the next pull, or when something new is stored
  }
  std::unordered_map<std::string, Entry> known;
  for (Entry& entry : entries_) known.emplace(entry.id, std::move(entry));
  entries_.clear();
  const std::size_t most = known.size() + kMostFresh;
  for (outbox::Item& item : outbox::oldest_first(std::move(files).value(), most)) {
    Entry entry;
    if (const auto found = known.find(item.id); found != known.end()) {
      entry = std::move(found->second);
      known.erase(found);
    } else {
      entry.id = std::move(item.id);
    }
    entries_.push_back(std::move(entry));
  }
  more_ = entries_.size() == most;
  // Gone from the folder while it is on its way: its answer still finds its entry.
  for (auto& [id, entry] : known)
    if (entry.in_flight) entries_.push_back(std::move(entry));
}

// Asks for the hold when something is to be sent; the answer comes with a later tick.
bool Engine::may_send() {
  if (holding_ == Holding::yes) return true;
  if (holding_ == Holding::asked ||
      (holding_ == Holding::taken && (way_ == Way::once || now_.steady_ms < ask_again_ms_)))
    return false;
  if (pick() == nullptr) return false;
  holding_ = Holding::asked;
  data_.hold(kHoldName,
             [this](Result<ports::Hold> held) { post([this, held = std::move(held)] { take_hold(held); }); });
  return false;
}

void Engine::take_hold(Result<ports::Hold> held) {
  // A folder that can't be locked can't be emptied either: the disk's own fault is told when it is tried.
  const bool taken = !held && held.error().code == "store.taken";
  ask_again_ms_ = now_.steady_ms + kLookAgainMs;
  if (taken) {
    holding_ = Holding::taken;
    if (way_ == Way::once) trouble_ = "sync.taken";
    return;
  }
  if (held) hold_ = held.value();
  data_.read(kSyncStateFile, kMostSyncStateBytes, [this](Result<Bytes> content) {
    post([this, content = std::move(content)] {
      if (content) learn(content.value());
      holding_ = Holding::yes;
    });
  });
}

void Engine::release() {
  if (in_flight_ > 0 || holding_ != Holding::yes || unsure_unsaved_ || saving_) return;
  hold_.reset();
  holding_ = Holding::no;
}

// While nothing has accepted the password, one request is under way and no more, of whatever kind.
std::size_t Engine::most_in_flight() const {
  if (!waits_.proven(now_.steady_ms)) return pull_.running ? 0 : 1;
  return way_ == Way::once ? Waits::kMostInFlight : waits_.most_in_flight();
}

void Engine::fill() {
  const std::int64_t now_ms = now_.steady_ms;
  if (way_ == Way::once ? waits_.stopped(now_ms) || waits_.end_once() : now_ms < waits_.until_ms())
    return release();
  const std::size_t most = may_send() ? most_in_flight() : 0;
  while (on_the_line() < most && unmarked() < kMostUnmarked) {
    Entry* const next = pick();
    if (next == nullptr) break;
    launch(*next);
  }
  release();
  if (more_ && !listing_ && !list_wanted_ && in_flight_ == 0 && pick() == nullptr) list_wanted_ = true;
  if (list_wanted_ && !listing_) list();
}

void Engine::settle() {
  if (!settle_wanted_ || settling_ || in_flight_ > 0) return;
  settle_wanted_ = false;
  settling_ = true;
  target_->settle([this](const Outcome& outcome) {
    post([this, outcome] {
      settling_ = false;
      if (outcome.verdict != Verdict::on) trouble_ = outcome.trouble;
    });
  });
}

bool Engine::done() const {
  if (holding_ == Holding::asked) return false;
  const bool over = holding_ == Holding::taken || waits_.stopped(now_.steady_ms) || waits_.end_once();
  const bool queue = !listing_ && !list_wanted_ && in_flight_ == 0 && (over || (!more_ && pick() == nullptr));
  return state_loading_ == Loading::done && queue && !settling_ && !settle_wanted_ && !saving_ &&
         !save_wanted_ && !pull_.running && (pulled_once_ || waits_.stopped(now_.steady_ms)) &&
         posted_.empty();
}

std::int64_t Engine::next_wake_ms() const {
  if (!posted_.empty() || !pull_.texts.empty() || state_loading_ == Loading::no ||
      (list_wanted_ && !listing_))
    return now_.steady_ms;
  if (state_loading_ != Loading::done) return INT64_MAX;
  const bool one_feels_the_way = !waits_.proven(now_.steady_ms) && in_flight_ > 0;  // its answer wakes us
  std::int64_t wake = pull_.running || one_feels_the_way ? INT64_MAX : next_pull_ms_;
  if (!entries_.empty()) {
    std::int64_t due = INT64_MAX;
    for (const Entry& entry : entries_) {
      if (entry.in_flight) continue;
      due = std::min(due, std::max(entry.not_before_ms, entry.box ? waits_.box_until_ms(*entry.box) : 0));
    }
    const bool full = on_the_line() >= most_in_flight() || unmarked() >= kMostUnmarked;
    if (holding_ == Holding::taken) due = std::max(due, ask_again_ms_);
    if (due != INT64_MAX && !full && holding_ != Holding::asked)
      wake = std::min(wake, std::max(due, waits_.until_ms()));
    wake = std::min(wake, now_.steady_ms + kLookMs);
  }
  if (!acknowledged_now_.empty() && marking_ == 0) wake = std::min(wake, mark_by_ms_);
  if (save_wanted_ && !saving_) wake = std::min(wake, save_again_ms_);
  if (waits_.stopped(now_.steady_ms))
    wake = std::max(wake, std::min(waits_.until_ms(), now_.steady_ms + kLookMs));
  return std::max(wake, now_.steady_ms);
}

void Engine::describe() {
  status_.trouble = waits_.stopped(now_.steady_ms) ? "sync.denied"
                    : !trouble_.empty()            ? trouble_
                    : waits_.some_box_missing()    ? "sync.no_box"
                                                   : "";
  status_.missing_there = state_.missing;
  status_.next_try_ms.reset();
  if (status_.trouble.empty() || way_ == Way::once) return;
  std::int64_t due = next_pull_ms_;
  for (const Entry& entry : entries_) due = std::min(due, entry.not_before_ms);
  due = std::max({due, waits_.until_ms(), now_.steady_ms});
  status_.next_try_ms = now_.wall.at.ms + (due - now_.steady_ms);
}

}  // namespace wv::sync
