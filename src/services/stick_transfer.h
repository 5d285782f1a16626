// Sealed files to a memory stick and from one (outbox/transfer.h), one transfer at a time: only onto a stick
// that is in now, for where it was its empty mount point may be left. Answers: the sticks; `moved` after each
// file, then `ended` once, unless it was ended. Owner of a transfer that is under way.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/trouble.h"
#include "outbox/outbox.h"
#include "outbox/transfer.h"
#include "ports/platform.h"
#include "services/event_log.h"

namespace wv::services {

class StickTransfer {
 public:
  enum class Way { to_stick, from_stick };
  using Found = std::function<void(const std::vector<ports::Stick>&)>;
  struct Outcome {
    outbox::Transferred counts;
    Trouble trouble = Trouble::none;  // why it ended early
  };
  struct Listener {
    std::function<void(const outbox::Progress&)> moved;
    std::function<void(const Outcome&)> ended;
  };

  StickTransfer(ports::Platform& platform, outbox::Outbox& outbox, EventLog& log)
      : platform_(platform), outbox_(outbox), log_(log) {}

  // Files came to lie in the folders that are read here (a member's device: CaseStore::look).
  void came_to(std::function<void()> listener) { came_ = std::move(listener); }
  void find(Found found);
  void begin(const std::string& folder, Way way, Listener listener);
  void end();  // after the file it is at; nothing answers

 private:
  void move(const std::string& folder, Way way, const Listener& listener);
  void ended(const Result<outbox::Transferred>& result, Way way, const Listener& listener);

  ports::Platform& platform_;
  outbox::Outbox& outbox_;
  EventLog& log_;
  outbox::TransferHandle transfer_;
  std::function<void()> came_;
  std::uint64_t begun_ = 0;  // counted, so that one that was ended meanwhile doesn't begin
};

}  // namespace wv::services
