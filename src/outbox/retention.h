// Retention (CONTRACT.md; REQUIREMENTS D9): what has passed its day goes from sent/, answers/, published/ and
// quarantine/, and doesn't come back. What still waits in outbox/ is kept; the health screen is loud about it.
// Deleting can't be undone and clocks jump, so nothing is deleted by a day that isn't believed:
//  - the network confirmed the clock: its day is believed;
//  - else a day that follows the last believed one by at most `kMostStep` days (a summer's closure);
//  - else nothing, until the clock has gone on for `kMostStep` days without another jump, or the network came.
// What lies in quarantine may be the only copy: it goes by a confirmed day only. A file that can't be read
// has no day, and stays.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "ports/store.h"

namespace wv::outbox {

inline constexpr int kMostStep = 45;  // days

// The day it goes: the same day of the month so many months later, or that month's last.
[[nodiscard]] Day retention_day(const Day& queued_on, int months);
[[nodiscard]] bool is_past(const Day& queued_on, int months, const Day& today);

enum class Confirmed { no, yes };  // by the network, in this run

// What this device believes the day to be. Kept in DATA/device.json, so that it outlives a restart.
class Calendar {
 public:
  [[nodiscard]] static std::optional<Calendar> parse(std::string_view text);
  [[nodiscard]] std::string to_text() const;

  // The clock says `today`: the day to delete by, or none.
  [[nodiscard]] std::optional<Day> turn(const Day& today, Confirmed confirmed);
  // The day to write on a new envelope: a clock that fell back must not make it look a year old.
  [[nodiscard]] Day stamp(const Day& today) const { return believed_ && today < *believed_ ? *believed_ : today; }
  [[nodiscard]] const std::optional<Day>& believed() const { return believed_; }
  // How long this device keeps things, for those who come without its settings (`queue import`); 0: not known.
  [[nodiscard]] int months() const { return months_; }
  void keep_for(int months) { months_ = months; }
  bool operator==(const Calendar&) const = default;

 private:
  std::optional<Day> believed_;
  int months_ = 0;
  std::optional<Day> jumped_to_, last_;  // after a jump: where it went, and how far it has come since
};

struct Retired {
  std::vector<std::string> files;  // that are gone, "sent/ID.json"
  std::uint64_t kept = 0;          // that could not be read, or not removed
};

// Deletes what has passed its day by `today`; one bad file never stops the others (I6).
// The store must outlive the answer. Failure: the store's codes, when a folder can't be listed.
void retire(ports::Store& store, int months, const Day& today, Confirmed confirmed, std::function<void(Result<Retired>)> answer);

}  // namespace wv::outbox
