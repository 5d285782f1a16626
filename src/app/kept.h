// Receipts that somebody keeps on a device of their own (Mode::own): kept when they ask for it, their answers
// looked for at the start, every ten minutes and when the network comes back, opened without a number.
#pragma once
#include "app/visit.h"

namespace wv::app {

void keep_receipt(Context& c);
void receipt_kept(Context& c, bool done);
void look_at_kept(Context& c);  // once somebody may be here, and again when it is time
void kept_looked(Context& c, const KeptLooked& looked);
void ask_kept_anew(Context& c);  // the network came
void open_kept(Context& c, std::size_t at);
void forget_kept(Context& c, std::size_t at);
// Boot clock; INT64_MAX where nothing is kept.
[[nodiscard]] std::int64_t kept_look_ms(const State& state);
[[nodiscard]] bool has_news(const State& state);  // an answer came that nobody opened yet

}  // namespace wv::app
