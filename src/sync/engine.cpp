#include "sync/engine.h"

#include <algorithm>
#include <climits>
#include <cstdlib>

namespace wv::sync {

namespace {

constexpr std::int64_t kJumpMs = 60'000;  // the wall and the steady clock part by more: a jump, or a sleep
constexpr std::int64_t kLookMs = 60'000;  // while something waits: also notices that the machine slept
constexpr std::int64_t kLookAgainMs = 5'000;  // while another process sends
constexpr char kHoldName[] = "sync";
constexpr int kMostRescues = 5;  // a minute: a link or a clock that comes and goes doesn't make us hammer

}  // namespace

Engine::Engine(Parts parts)
    : s_(parts.data, parts.random, std::move(parts.target), parts.way),
      file_(s_, parts.random, std::move(parts.target_hash)),
      queue_(s_),
      check_(s_, file_, parts.retention_months, [this] { queue_.want_list(); }),
      sender_(s_, file_, queue_, check_),
      puller_(s_, file_, check_, parts.retention_months, [this](bool well) { pulled(well); }) {
  keep_cases(parts.keeps_cases);
}

void Engine::keep_cases(bool keeps) {
  check_.keep_cases(keeps);
  puller_.keep_cases(keeps);
}

void Engine::tick(const Now& now) {
  const Now before = s_.now;
  s_.now = now;
  if (began_) notice_clock(before);
  began_ = true;
  s_.run_posted();
  if (!file_.loaded()) {
    file_.load();
    return describe();
  }
  queue_.list_when_wanted();
  puller_.take_found();
  fill();
  sender_.mark_sent();
  if (puller_.due() && !s_.waits.stopped(s_.steady_ms()) && !one_feels_the_way()) {
    queue_.want_list();  // other programs bring envelopes too: the queue is looked at as often
    puller_.start();
  }
  settle();
  file_.save_when_due();
  describe();
}

void Engine::notice_clock(const Now& before) {
  const std::int64_t wall = s_.now.wall.at.ms - before.wall.at.ms,
                     steady = s_.now.steady_ms - before.steady_ms;
  if (std::llabs(wall - steady) <= kJumpMs) return;
  s_.status.clock_confirmed = false;
  // Ahead of the steady clock: the machine may have slept, and the network may be another one.
  if (wall >= steady) network_came();
}

void Engine::network_came() {
  const std::int64_t now_ms = s_.steady_ms();
  if (rescues_ == 0 || now_ms - rescues_since_ms_ > kLookMs) {
    rescues_since_ms_ = now_ms;
    rescues_ = 0;
  }
  if (s_.waits.stopped(now_ms) || ++rescues_ > kMostRescues) return;
  s_.waits.end_own();
  queue_.end_waits(SendQueue::Asked::stays);
  puller_.set_next(s_.waits.until_ms());
  queue_.want_list();
}

void Engine::use_password(const std::string& password) {
  s_.target->use_password(password);
  ++s_.password;
  s_.waits.end_stop();
  queue_.end_waits(SendQueue::Asked::stays);
  network_came();
}

// Not the queue's waits nor its trouble: a visitor stands there, and asks once.
void Engine::find_answers(const std::string& tag, const Answers& answers) {
  s_.target->find_answers(
      tag, [this, answers, tag](const Outcome& outcome, const std::vector<Target::Found>& found) {
        if (outcome.verdict != Verdict::on)
          return answers(Error{Fault::not_now, outcome.trouble, sentence_of(outcome.trouble)});
        std::vector<crypto::SealedEnvelope> envelopes;
        for (const Target::Found& file : found) {
          auto envelope = envelope_of(file);
          if (envelope && envelope.value().box() == crypto::Box::answers && envelope.value().tag() == tag &&
              !s_.is_erased(envelope.value().id()))
            envelopes.push_back(std::move(envelope).value());
        }
        answers(std::move(envelopes));
      });
}

void Engine::try_now() {
  s_.waits.end_all();
  queue_.end_waits(SendQueue::Asked::ends);
  puller_.set_next(0);
  queue_.want_list();
}

// Asks for the hold when something is to be sent; the answer comes with a later tick.
bool Engine::may_send() {
  if (holding_ == Holding::yes) return true;
  if (holding_ == Holding::asked ||
      (holding_ == Holding::taken && (s_.way == Way::once || s_.steady_ms() < ask_again_ms_)))
    return false;
  if (!queue_.any_to_send()) return false;
  holding_ = Holding::asked;
  s_.data.hold(kHoldName, [this](Result<ports::Hold> held) {
    s_.post([this, held = std::move(held)] { take_hold(held); });
  });
  return false;
}

void Engine::take_hold(const Result<ports::Hold>& held) {
  // A folder that can't be locked can't be emptied either: the disk's own fault is told when it is tried.
  const bool taken = !held && held.error().code == "store.taken";
  ask_again_ms_ = s_.steady_ms() + kLookAgainMs;
  if (taken) {
    holding_ = Holding::taken;
    if (s_.way == Way::once) s_.trouble = "sync.taken";
    return;
  }
  if (held) hold_ = held.value();
  file_.learn([this] { holding_ = Holding::yes; });
}

void Engine::release() {
  if (!sender_.idle() || holding_ != Holding::yes || file_.doubt_unsaved() || file_.saving()) return;
  hold_.reset();
  holding_ = Holding::no;
}

// While nothing has accepted the password, one request is under way and no more, of whatever kind.
bool Engine::one_feels_the_way() const { return !s_.waits.proven(s_.steady_ms()) && !sender_.idle(); }

std::size_t Engine::most_in_flight() const {
  if (!s_.waits.proven(s_.steady_ms())) return puller_.running() ? 0 : 1;
  return s_.way == Way::once ? Waits::kMostInFlight : s_.waits.most_in_flight();
}

void Engine::fill() {
  const std::int64_t now_ms = s_.steady_ms();
  if (s_.way == Way::once ? s_.waits.stopped(now_ms) || s_.waits.end_once() : now_ms < s_.waits.until_ms())
    return release();
  const std::size_t most = may_send() ? most_in_flight() : 0;
  while (!sender_.full(most)) {
    SendQueue::Entry* const next = queue_.pick();
    if (next == nullptr) break;
    sender_.launch(*next);
  }
  release();
  if (sender_.idle()) queue_.want_more();
  queue_.list_when_wanted();
}

void Engine::pulled(bool well) {
  pulled_well_ = well;
  if (!well || !queue_.empty() || queue_.more() || queue_.listing()) return;
  s_.trouble.clear();
  if (s_.waits.some_box_missing()) return;
  s_.status.last_sync_ms = s_.now.wall.at.ms;
  file_.note_sent();
}

void Engine::settle() {
  if (!sender_.settle_wanted() || settling_ || !sender_.idle()) return;
  sender_.settled();
  settling_ = true;
  s_.target->settle([this](const Outcome& outcome) {
    s_.post([this, outcome] {
      settling_ = false;
      if (outcome.verdict != Verdict::on) s_.trouble = outcome.trouble;
    });
  });
}

bool Engine::done() const {
  if (holding_ == Holding::asked) return false;
  const bool stopped = s_.waits.stopped(s_.steady_ms());
  const bool over = holding_ == Holding::taken || stopped || s_.waits.end_once();
  const bool queue = queue_.listed() && sender_.idle() && (over || (!queue_.more() && !queue_.any_to_send()));
  return file_.loaded() && queue && !settling_ && !sender_.settle_wanted() && !file_.saving() &&
         !file_.save_wanted() && !puller_.running() && (puller_.pulled_once() || stopped) &&
         s_.posted.empty();
}

// When the next of the queue may go, or is looked at again.
std::int64_t Engine::next_send_ms() const {
  if (queue_.empty()) return INT64_MAX;
  const std::int64_t look = s_.steady_ms() + kLookMs;
  std::int64_t due = queue_.due_ms();
  if (holding_ == Holding::taken) due = std::max(due, ask_again_ms_);
  if (due == INT64_MAX || sender_.full(most_in_flight()) || holding_ == Holding::asked) return look;
  return std::min(look, std::max(due, s_.waits.until_ms()));
}

std::int64_t Engine::next_wake_ms() const {
  const std::int64_t now_ms = s_.steady_ms();
  if (!s_.posted.empty() || puller_.found_more() || !file_.asked() || queue_.list_due()) return now_ms;
  if (!file_.loaded()) return INT64_MAX;
  const bool answer_wakes = puller_.running() || one_feels_the_way();
  std::int64_t wake = answer_wakes ? INT64_MAX : puller_.next_ms();
  wake = std::min({wake, next_send_ms(), sender_.mark_at_ms(), file_.save_at_ms()});
  if (s_.waits.stopped(now_ms)) wake = std::max(wake, std::min(s_.waits.until_ms(), now_ms + kLookMs));
  return std::max(wake, now_ms);
}

bool Engine::all_done() const {
  return pulled_well_ && s_.status.trouble.empty() && queue_.listed() && queue_.empty() && !queue_.more() &&
         s_.status.parked == 0 && file_.state.missing == 0;
}

void Engine::describe() {
  Status& status = s_.status;
  const std::int64_t now_ms = s_.steady_ms();
  status.trouble = s_.waits.stopped(now_ms)      ? "sync.denied"
                   : !s_.trouble.empty()         ? s_.trouble
                   : s_.waits.some_box_missing() ? "sync.no_box"
                                                 : "";
  status.missing_there = file_.state.missing;
  status.waiting = queue_.size();
  status.running = puller_.running() || !sender_.idle();
  status.all_done = all_done();
  status.next_try_ms.reset();
  if (status.trouble.empty() || s_.way == Way::once) return;
  const std::int64_t due = std::max({queue_.first_try_ms(puller_.next_ms()), s_.waits.until_ms(), now_ms});
  status.next_try_ms = s_.now.wall.at.ms + (due - now_ms);
}

}  // namespace wv::sync
