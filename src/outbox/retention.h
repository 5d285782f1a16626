// Retention (D9): what has passed its day goes from sent/, answers/, published/, quarantine/, and on a
// member's device from inbox/ and cases/ and their cache, and doesn't come back. Keyrings in cases/ (sealed
// to one device's key alone) have no day: what they open may be younger than they are. What still waits in
// outbox/ is kept; the health screen is loud about it. Deleting can't be undone and clocks jump, so nothing
// is deleted on a day, or for a day, that nobody confirmed:
//  - today is the day that the network confirms, or one that follows such a day in steps of at most
//  `kMostStep`
//    days (a summer's closure); a device that no network ever told the day deletes nothing;
//  - an envelope whose own day is in doubt (`age_of`) is kept, and named for a person.
// What lies in quarantine may be the only copy: it goes by a day confirmed in this run only. A file that
// can't be read has no day, and stays.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "base/stamp.h"
#include "ports/store.h"

namespace wv::outbox {

inline constexpr int kMostStep = 45;  // days

// The day it goes: the same day of the month so many months later, or that month's last.
[[nodiscard]] Day retention_day(const Day& queued_on, int months);

// in_doubt: it would have passed its day, but nobody confirmed that day; or an earlier version, which didn't
// say, wrote one before the first release (a dead clock's); or it lies after today (a clock that ran ahead).
// Then nobody knows how old the envelope is.
enum class Age { current, past, in_doubt };
[[nodiscard]] Age age_of(const Stamp& stamp, int months, const Day& today);
// Of an envelope's, or a header's, clear members; none without a day that can be read.
[[nodiscard]] std::optional<Stamp> stamp_in(const Json& envelope);

enum class Confirmed { no, yes };  // by the network, in this run

// What this device believes the day to be. Kept in DATA/device.json, so that it outlives a restart.
class Calendar {
 public:
  [[nodiscard]] static std::optional<Calendar> parse(std::string_view text);
  [[nodiscard]] std::string to_text() const;

  // The clock says `today`: the day to delete by, or none.
  [[nodiscard]] std::optional<Day> turn(const Day& today, Confirmed confirmed);
  // The day to write on a new envelope: a clock that fell back must not make it look a year old.
  [[nodiscard]] Stamp stamp(const Day& today, Confirmed confirmed) const;
  // What to take for today where nothing is deleted: a clock that jumped is passed by.
  [[nodiscard]] Day likely(const Day& today) const;
  [[nodiscard]] const std::optional<Day>& believed() const { return believed_; }
  [[nodiscard]] std::optional<Day> day_to_delete_by() const {
    return confirmed_on_ ? believed_ : std::nullopt;
  }
  // Since when the days of this clock follow each other: what is dated by an older or a later one is as old
  // as that.
  [[nodiscard]] const std::optional<Day>& since() const { return since_; }
  // How long this device keeps things, for those who come without its settings (`queue import`); 0: not
  // known.
  [[nodiscard]] int months() const { return months_; }
  void keep_for(int months) { months_ = months; }
  bool operator==(const Calendar&) const = default;

 private:
  std::optional<Day> believed_, since_;
  std::optional<Day> confirmed_on_;  // by the network; none: never, or the days since don't follow it
  int months_ = 0;
  std::optional<Day> jumped_to_, last_;  // after a jump: where it went, and how far it has come since
};

struct Retired {
  std::vector<std::string> files;     // that are gone, "sent/ID.json"
  std::uint64_t kept = 0;             // that could not be read, or not removed
  std::vector<std::string> in_doubt;  // kept, since nobody knows how old they are
};

// Deletes what has passed its day by `today`; one bad file never stops the others (I6).
// The store must outlive the answer. Failure: the store's codes, when a folder can't be listed.
void retire(ports::Store& store, int months, const Day& today, Confirmed confirmed,
            std::function<void(Result<Retired>)> answer);

}  // namespace wv::outbox
