// What comes back, within this room: asking for an answer by number and code, five misses and a minute's
// patience, and leafing through what is published. The patience is the device's: Stop doesn't shorten it.
#pragma once
#include "app/visit.h"

namespace wv::app {

void ask_for_answer(Context& c);
void answer_found(Context& c, const AnswerFound& found);
void answer_not_found(Context& c, Track::Answer why);
void forget_answer(State& state);  // overwritten

void open_results(Context& c);
void results_looked(Context& c, const ResultsLooked& looked);
void turn_results(Context& c, int by);

}  // namespace wv::app
