// What a receipt may say, and for how long: where its message is, the day that can be promised, and what a
// telephone can take from it. Each is asked of the state; nothing here is kept beyond the receipt.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/state.h"
#include "content/content.h"

namespace wv::app {

// acknowledged: the target has it. sending: nothing stands between. waits: something does (Link says what).
enum class Sent { trial, acknowledged, sending, waits };
[[nodiscard]] Sent sent(const State& state, const Receipt& receipt);

// How long number and code can still be seen, in ms; 0: they are covered. A touch on the cover shows them for
// as long again; whoever listens or reads very large letters gets twice the time.
[[nodiscard]] std::int64_t receipt_open_ms(const State& state);  // of which this is left:
[[nodiscard]] std::int64_t receipt_left_ms(const State& state, const Receipt& receipt);
// When they will be covered (boot clock); INT64_MAX: they are, or no receipt stands.
[[nodiscard]] std::int64_t receipt_covered_at_ms(const State& state);

// The day before which one hears from us: only when no clock has to be taken on trust (L6).
[[nodiscard]] std::optional<Day> promised_day(const State& state, const content::Content& content,
                                              const Receipt& receipt);

// What happens next, in honest sentences: where the message is while the target hasn't got it, when we
// answer, whom to ring.
struct NextLine {
  std::string text;
  bool is_status = false;  // where the message is now: true only while it is looked at
  bool is_phone = false;   // whom to ring
};
[[nodiscard]] std::vector<NextLine> what_happens_next(const State& state, const content::Content& content,
                                                      const Receipt& receipt);

// "Sam, uw wijkverbinder, leest het": or, while they are away, that their deputy does.
[[nodiscard]] std::string who_reads(const State& state, const content::Content& content);

// An entry for a telephone's calendar (RFC 5545): neutral words, place, day and number; never role, kind,
// theme or code, since families share calendars. "" for a conversation or a worry, in a trial, after Stop,
// and where no day can be known.
[[nodiscard]] std::string calendar_words(const State& state, const content::Content& content,
                                         const Receipt& receipt);

}  // namespace wv::app
