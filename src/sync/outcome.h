// What one exchange with the target came to, and the words for it. `trouble` is a stable code that is safe
// to log and that the app finds its sentence by (the list is in outcome.cpp); no address, name or content.
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "base/result.h"
#include "ports/http.h"

namespace wv::sync {

enum class Verdict {
  acknowledged,  // it lies there, the same: it may go
  on,            // the next request of this delivery may follow
  ask,           // in doubt: read it back and compare
  wait,          // later again; never counts against the envelope
  unsure,        // it lies there, on too few disks to rely on: it stays here and is asked again (unsure.h)
  refused,       // this envelope is refused; five times and it is parked
  conflict,      // another envelope has this id there: parked at once
  stop,          // 401, the credentials are refused: nothing more is sent
  locked,        // 403, not now: one request asks again in some minutes
  no_box,        // this box isn't there: it waits, the others go on
};

struct Outcome {
  Verdict verdict = Verdict::wait;
  std::string trouble;  // "" when there is none
  std::optional<std::int64_t> retry_after_ms;
  std::optional<std::int64_t> server_ms;  // the target's own clock, from its Date
  bool read_back = false;  // acknowledged by a copy that was read, not by what the writing was answered
};

[[nodiscard]] Outcome going_on();                                  // Verdict::on
[[nodiscard]] Outcome in_trouble(const char* trouble);             // it waits
[[nodiscard]] Outcome outcome_of(const Error& error);              // of ports::Http or ports::Store
void read_times(const ports::HttpReply& reply, Outcome& outcome);  // Date and Retry-After
[[nodiscard]] std::optional<std::int64_t> parse_http_date(
    std::string_view text);  // RFC 9110 §5.6.7, ms since 1970

// One English sentence for a trouble's code: what it is, that nothing is lost, what to do.
[[nodiscard]] std::string sentence_of(const std::string& trouble);

}  // namespace wv::sync
