// A look at the data folder: what waits, whether a save would work now, and whether the receipt numbers go
// on. Parked envelopes go back into the queue. Answers: QueueLooked, RequeueEnded.
#pragma once
#include <functional>
#include <optional>
#include <string>

#include "app/event.h"
#include "base/result.h"
#include "outbox/outbox.h"
#include "ports/platform.h"
#include "services/event_log.h"
#include "services/report.h"

namespace wv::services {

class QueueCheck {
 public:
  // `save_failure`: why the last submission could not be stored; it is told with what is found here.
  QueueCheck(ports::Platform& platform, ports::Store& store, outbox::Outbox& outbox, EventLog& log,
             int device_number, const std::optional<Error>& save_failure)
      : platform_(platform),
        store_(store),
        outbox_(outbox),
        log_(log),
        device_number_(device_number),
        save_failure_(save_failure) {}

  enum class Save { as_known, rehearse };  // rehearse: also writes what a save needs, and reads it back
  void look(Save save, Report report);
  void requeue_parked(const std::string& id, Report report);  // "": all of them

  [[nodiscard]] bool looked() const { return looked_; }  // once since the start
  // Why nothing can be kept, by the last rehearsal.
  [[nodiscard]] const std::optional<Error>& cannot_keep() const { return cannot_keep_; }

 private:
  void rehearse(std::function<void()> then);
  void rehearse_others(std::function<void()> then);
  void look_at_numbers(std::function<void(bool anew)> then);
  void look_at_first_start(std::function<void(bool anew)> then);
  void note_beginning(const std::string& was, const char* why);
  void count_today(std::function<void(std::optional<std::uint64_t>)> then);
  [[nodiscard]] std::optional<std::uint64_t> counted_since(const std::string& was,
                                                           std::optional<std::uint64_t> counter);
  void count(bool numbers_anew, std::optional<std::uint64_t> today, Report report);

  ports::Platform& platform_;
  ports::Store& store_;
  outbox::Outbox& outbox_;
  EventLog& log_;
  int device_number_;
  const std::optional<Error>& save_failure_;
  std::optional<Error> cannot_keep_;
  bool looked_ = false;
  app::Trouble other_trouble_ = app::Trouble::none;  // of the folders that no resident's save needs
};

}  // namespace wv::services
