// Which day it is, as far as this device believes it, and what has passed its day by that (D9; the rules are
// outbox/retention.h's). What it believes lies in DATA/device.json. What isn't known deletes nothing.
#pragma once
#include <optional>

#include "app/update.h"
#include "outbox/outbox.h"
#include "outbox/retention.h"
#include "services/event_log.h"
#include "services/report.h"

namespace wv::services {

class RetentionClock {
 public:
  RetentionClock(ports::Store& store, outbox::Outbox& outbox, EventLog& log, int months)
      : store_(store), outbox_(outbox), log_(log), months_(months) {}

  void prepare();  // at the start: what was believed last
  // Another day, or the clock was confirmed: what has passed its day goes. The answer is DayLooked.
  void look_at_day(const app::LookAtDay& look, Report report);

  [[nodiscard]] Stamp stamp(const Day& today, outbox::Confirmed confirmed) const {  // for a new envelope
    return calendar_.stamp(today, confirmed);
  }
  // By which what is past is deleted; none: nothing is.
  [[nodiscard]] std::optional<Day> day_to_delete_by() const { return calendar_.day_to_delete_by(); }
  [[nodiscard]] Day likely(const Day& today) const { return calendar_.likely(today); }

 private:
  void turn_day(const app::LookAtDay& look, const Result<std::string>& kept, const Report& report);
  void retire(const Day& today, outbox::Confirmed confirmed);

  ports::Store& store_;
  outbox::Outbox& outbox_;
  EventLog& log_;
  int months_;
  outbox::Calendar calendar_;
};

}  // namespace wv::services
