#include "app/reply.h"

#include <algorithm>
#include <utility>

#include "app/editing.h"
#include "app/pages.h"

namespace wv::app {

namespace {

constexpr std::size_t kMostMisses = 5;
constexpr std::int64_t kPatienceMs = 60 * 1000;
constexpr std::int64_t kMissCountsMs = 10 * 60 * 1000;  // five visitors in a day who are early are no guesser

bool looking(const State& state) {
  const auto* track = std::get_if<Track>(&state.screen);
  return track != nullptr && track->answer == Track::Answer::looking;
}

// Counted when it is asked: who stops before the reply comes has asked all the same.
void count_try(State& state) {
  auto& tries = state.answer_tries;
  std::erase_if(tries.at_ms, [&](std::int64_t at) { return state.now_ms - at > kMissCountsMs; });
  tries.at_ms.push_back(state.now_ms);
  if (tries.at_ms.size() < kMostMisses) return;
  tries.at_ms.clear();
  tries.wait_until_ms = state.now_ms + kPatienceMs;
}

}  // namespace

void ask_for_answer(Context& c) {
  auto* track = std::get_if<Track>(&c.state.screen);
  if (track == nullptr || track->answer == Track::Answer::looking) return;
  const auto problem = track_problem(c.state);
  if (problem.problem != domain::Problem::none) {
    track->answer = Track::Answer::wrong;
    ++track->refused;
    return focus(c.state, domain::parse_field(problem.field), std::string::npos);
  }
  leave_field(c.state);
  if (c.state.now_ms < c.state.answer_tries.wait_until_ms) {
    track->answer = Track::Answer::patience;
    return;
  }
  count_try(c.state);
  track->answer = Track::Answer::looking;
  LookForAnswer look;
  look.number = domain::normal_receipt_number(c.state.session.track_number);
  look.code = domain::normal_code(c.state.session.track_code);
  ask(c, std::move(look));
}

void answer_found(Context& c, const AnswerFound& found) {
  if (!looking(c.state)) return;
  // What was found was no guess.
  if (std::exchange(std::get<Track>(c.state.screen).of_kept, false))
    ask(c, LookAtKept{});  // it was opened
  else if (!c.state.answer_tries.at_ms.empty())
    c.state.answer_tries.at_ms.pop_back();
  else
    c.state.answer_tries.wait_until_ms = 0;
  std::get<Track>(c.state.screen).answer = Track::Answer::none;
  c.state.session.answer = domain::clone(found.document);
  c.state.session.hidden = found.document.role == domain::Role::mediator;  // as a conversation's review (S5)
  go(c, AnswerPage{});
}

void answer_not_found(Context& c, Track::Answer why) {
  if (!looking(c.state)) return;
  auto& track = std::get<Track>(c.state.screen);
  track.answer = why;
  track.of_kept = false;
}

void forget_answer(State& state) {
  if (state.session.answer) domain::wipe(*state.session.answer);
  state.session.answer.reset();
}

void open_results(Context& c) {
  go(c, Results{});
  ask(c, LookAtPublished{});
}

void results_looked(Context& c, const ResultsLooked& looked) {
  c.state.published = looked.cards;
  if (auto* results = std::get_if<Results>(&c.state.screen))
    results->at = std::min(results->at, looked.cards.empty() ? 0 : looked.cards.size() - 1);
}

void turn_results(Context& c, int by) {
  auto* results = std::get_if<Results>(&c.state.screen);
  if (results == nullptr || c.state.published.empty()) return;
  if (by < 0 && results->at > 0) --results->at;
  if (by > 0 && results->at + 1 < c.state.published.size()) ++results->at;
}

}  // namespace wv::app
