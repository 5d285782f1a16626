// Empties the outbox when the target allows, and brings answers and published documents down. It owns no
// time: `tick` is told what time it is and starts what is due; answers of the platform are taken at the next
// tick. Waits are counted on the steady clock, so that a wall that jumps neither hurries nor stops it (R5).
// Here stands who may send, how many at once and when; how one goes is the Sender's, what comes down the
// Puller's. The platform must not be pumped after the engine is gone.
#pragma once
#include <cstdint>
#include <memory>
#include <string>

#include "sync/backup_check.h"
#include "sync/puller.h"
#include "sync/send_queue.h"
#include "sync/sender.h"
#include "sync/shared.h"
#include "sync/state_file.h"
#include "sync/status.h"

namespace wv::sync {

class Engine {
 public:
  using Way = sync::Way;
  struct Parts {
    ports::Store& data;
    ports::Random& random;
    std::unique_ptr<Target> target;
    std::string target_hash;  // another one: what was remembered of the last is forgotten
    int retention_months = 12;
    Way way = Way::background;
    bool keeps_cases = false;  // a member's device: messages and events come down too (puller.h)
  };
  explicit Engine(Parts parts);

  void tick(const Now& now);
  [[nodiscard]] std::int64_t next_wake_ms() const;  // steady; INT64_MAX: when something happens
  void queue_changed() { queue_.want_list(); }
  void refuse(outbox::ErasedIds ids) { s_.erased = std::move(ids); }  // what was erased isn't fetched again
  void keep_cases(bool keeps);                                        // a device becomes a member's
  void try_now();  // a person asks: all waits end, that for a refused password too
  // The network came, or the machine awoke: our own waits end; what the target asked for (Retry-After) does
  // not.
  void network_came();
  // Of a target that gives no list of them (Target::find_answers). A failure's code is a trouble of sync.
  using Answers = std::function<void(Result<std::vector<crypto::SealedEnvelope>>)>;
  void find_answers(const std::string& tag, const Answers& answers);
  void use_password(const std::string& password);  // a replaced one: from the next request on, and at once
  [[nodiscard]] const Status& status() const { return s_.status; }
  [[nodiscard]] bool done() const;  // of Way::once

 private:
  void notice_clock(const Now& before);
  [[nodiscard]] bool one_feels_the_way() const;
  [[nodiscard]] std::size_t most_in_flight() const;
  [[nodiscard]] bool may_send();
  void take_hold(const Result<ports::Hold>& held);
  void release();
  void fill();
  void pulled(bool well);
  [[nodiscard]] bool all_done() const;
  void settle();
  void describe();
  [[nodiscard]] std::int64_t next_send_ms() const;

  Shared s_;
  StateFile file_;
  SendQueue queue_;
  BackupCheck check_;
  Sender sender_;
  Puller puller_;
  bool began_ = false, pulled_well_ = false;
  // Of all processes on one queue one sends at a time; it lets go as soon as nothing is under way.
  ports::Hold hold_;
  enum class Holding { no, asked, yes, taken } holding_ = Holding::no;
  std::int64_t ask_again_ms_ = 0;
  bool settling_ = false;
  std::int64_t rescues_since_ms_ = 0;
  int rescues_ = 0;
};

}  // namespace wv::sync
