// How one envelope goes: read, delivered, acknowledged, moved; and what each other end means for it. An
// envelope leaves the outbox only after an acknowledgement of its own id and hash (I4); one that fails stops
// no other (I6). How many go at once, and when, is the engine's.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "outbox/outbox.h"
#include "sync/backup_check.h"
#include "sync/send_queue.h"
#include "sync/state_file.h"
#include "sync/unsure.h"

namespace wv::sync {

class Sender {
 public:
  Sender(Shared& shared, StateFile& file, SendQueue& queue, BackupCheck& check)
      : s_(shared),
        file_(file),
        queue_(queue),
        check_(check),
        outbox_(shared.data),
        unsure_(shared, file, queue) {}

  void launch(SendQueue::Entry& entry);
  // Moves what was acknowledged, several together: once there are many, nothing else is on the line, or the
  // first has waited for a moment. An acknowledgement is idempotent, so it need not be durable at once.
  void mark_sent();

  [[nodiscard]] bool idle() const { return in_flight_ == 0; }
  [[nodiscard]] bool full(std::size_t most_in_flight) const;
  [[nodiscard]] std::int64_t mark_at_ms() const;  // steady; INT64_MAX: nothing is to be marked
  [[nodiscard]] bool settle_wanted() const { return settle_wanted_; }
  void settled() { settle_wanted_ = false; }

 private:
  using Envelope = std::shared_ptr<const crypto::SealedEnvelope>;
  void loaded(const std::string& id, Result<crypto::SealedEnvelope> envelope);
  void deliver(const Envelope& envelope);
  void delivered(const Envelope& envelope, const Outcome& outcome);
  void acknowledged(const Envelope& envelope, const Outcome& outcome);
  void failed(const std::string& id, const Outcome& outcome);
  void marked(const std::string& id, const wv::Status& marked);
  void park(const std::string& id, const std::string& code, const std::string& what);
  void refused(const std::string& id, const Outcome& outcome);
  void confirm_refusals();
  void requeue(const std::string& id);
  void finish(const std::string& id);
  void failed_on_disk(const std::string& id, const char* trouble);
  [[nodiscard]] std::size_t unmarked() const { return acknowledged_now_.size() + marking_; }
  [[nodiscard]] std::size_t on_the_line() const { return in_flight_ - unmarked(); }

  Shared& s_;
  StateFile& file_;
  SendQueue& queue_;
  BackupCheck& check_;
  outbox::Outbox outbox_;
  Unsure unsure_;
  std::uint64_t launches_ = 0;
  std::size_t in_flight_ = 0;  // read, on the line, acknowledged and not yet marked so
  std::vector<Envelope> acknowledged_now_;
  std::size_t marking_ = 0;
  std::int64_t mark_by_ms_ = 0;
  std::uint64_t acknowledged_ = 0;  // since the engine began
  bool settle_wanted_ = false;
};

}  // namespace wv::sync
