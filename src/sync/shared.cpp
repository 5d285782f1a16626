#include "sync/shared.h"

#include <cstdlib>
#include <utility>

#include "base/stamp.h"

namespace wv::sync {

namespace {

constexpr std::int64_t kClockMs = 5 * 60'000;  // a Date that differs by less confirms ours

}  // namespace

// What an arrival sets going may be answered at once and arrive too.
void Shared::run_posted() {
  while (!posted.empty()) {
    const auto arrived = std::exchange(posted, {});
    for (const auto& what : arrived) what();
  }
}

void Shared::compare_clocks(const Outcome& outcome) {
  // Two clocks that agree on a day before this version was made are both dead.
  if (outcome.server_ms)
    status.clock_confirmed =
        std::llabs(*outcome.server_ms - now.wall.at.ms) <= kClockMs && day_of(now.wall) >= release_day();
}

// Any answer of its own about a box or an envelope does.
void Shared::weigh_password(const Outcome& outcome, int nth) {
  const bool lost =
      outcome.trouble == "sync.offline" || outcome.trouble == "sync.timeout" || outcome.trouble == "sync.tls";
  switch (outcome.verdict) {
    case Verdict::acknowledged:
    case Verdict::conflict:
    case Verdict::refused:
    case Verdict::no_box:
    case Verdict::unsure:
    case Verdict::on:
      if (nth == password) waits.proved(now.steady_ms);
      return;
    case Verdict::stop:
    case Verdict::locked: return;
    case Verdict::ask:
    case Verdict::wait:
      if (lost && !waits.proven(now.steady_ms)) waits.unreached();
  }
}

}  // namespace wv::sync
