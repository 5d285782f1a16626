// The queue to a memory stick and from one (outbox/transfer.h), one transfer at a time: only onto a stick
// that is in now, for where it was its empty mount point may be left. Answers: SticksFound; TransferMoved
// after each file, then TransferEnded, unless it was ended. Owner of a transfer that is under way.
#pragma once
#include <cstdint>
#include <functional>
#include <string>

#include "app/event.h"
#include "outbox/outbox.h"
#include "outbox/transfer.h"
#include "ports/platform.h"
#include "services/event_log.h"
#include "services/report.h"

namespace wv::services {

class StickTransfer {
 public:
  enum class Way { to_stick, from_stick };

  StickTransfer(ports::Platform& platform, outbox::Outbox& outbox, EventLog& log)
      : platform_(platform), outbox_(outbox), log_(log) {}

  // Files came to lie in the folders that are read here (a member's device: CaseStore::look).
  void came_to(std::function<void()> listener) { came_ = std::move(listener); }
  void find(Report report);
  void begin(const std::string& folder, Way way, Report report);
  void end();  // after the file it is at; nothing answers

 private:
  void move(const std::string& folder, Way way, const Report& report);
  void ended(const Result<outbox::Transferred>& result, Way way, const Report& report);

  ports::Platform& platform_;
  outbox::Outbox& outbox_;
  EventLog& log_;
  outbox::TransferHandle transfer_;
  std::function<void()> came_;
  std::uint64_t begun_ = 0;  // counted, so that one that was ended meanwhile doesn't begin
};

}  // namespace wv::services
