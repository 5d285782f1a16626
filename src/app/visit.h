// What the functions behind `update` share, within this room: the state being changed, the way through
// the pages of a form, and the end of a visit.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "app/update.h"

namespace wv::app {

struct Context {
  State& state;
  const content::Content& content;
  Effects& effects;
};

// An effect that is answered: only the answer to the last one of its kind is taken.
template <class E>
void ask(Context& c, E effect) {
  effect.request = c.state.requests.open(E::kAsks);
  c.effects.push_back(std::move(effect));
}

// Another screen, with and without a way back to this one.
void go(Context& c, Screen screen);
void go_without_history(Context& c, Screen screen);
// The end of a visit: everything of it is overwritten and gone, here and outside (S3). A transfer goes on
// when a host only went away: nothing of anybody's is shown by it, and a stick may be pulled out at any
// moment.
enum class Transfers { end, go_on };
void forget_visitor(Context& c, Transfers transfers = Transfers::end);
// Stop, confirmed. While a message is stored that is two things: what was typed dies at once (S2), and what
// may lie on the disk already is taken back; the screen says so until it is known.
void stop_confirmed(Context& c);

// --- the pages of a form (form_flow.cpp) -------------------------------------------------------------
void start_form(Context& c, domain::Kind kind);
[[nodiscard]] const content::PageSpec* current_spec(Context& c);
void next(Context& c);
// A real keyboard's Enter: a new line in the message, else the next field, and after the last one the next
// page.
void enter(Context& c);
void skip(Context& c);
void back(Context& c);
void change(Context& c, const std::string& field);
// Goes on after a kind question was answered, or asks the next one.
void resume(Context& c);
void remove_number(Context& c);

// --- sending ---------------------------------------------------------------------------------------
[[nodiscard]] domain::Submission submission_of(Context& c);
[[nodiscard]] StoreSubmission store_submission(Context& c);  // of what is to be sent now
void send(Context& c);
void stored(Context& c, const SubmissionStored& done);
// While a receipt stands whose message the target hasn't acknowledged yet: looks whether it has, now.
void look_if_sent(Context& c);
// Number and code on paper, while they are in sight and a printer answers.
void print_slip(Context& c);
void not_stored(Context& c, Trouble why);
void withdrawn(Context& c);
void withdrawal_lost(Context& c);
// The saving under way, though help or another page was opened over it; null when there is none.
[[nodiscard]] Saving* saving_of(State& state);

}  // namespace wv::app
