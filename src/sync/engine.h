// Empties the outbox when the target allows, and brings answers and published documents down. It owns no
// time: `tick` is told what time it is and starts what is due; answers of the platform are taken at the next
// tick. Waits are counted on the steady clock, so that a wall that jumps neither hurries nor stops it (R5).
// An envelope leaves the outbox only after an acknowledgement of its own id and hash (I4); one that fails
// stops no other (I6). The platform must not be pumped after the engine is gone.
#pragma once
#include <array>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/time.h"
#include "outbox/outbox.h"
#include "sync/sync_state.h"
#include "sync/target.h"
#include "sync/waits.h"

namespace wv::sync {

struct Now {
  LocalTime wall;
  std::int64_t steady_ms = 0;
};

struct Status {
  std::string trouble;                       // "" or a code of outcome.cpp
  std::optional<std::int64_t> last_sent_ms;  // wall: an envelope was acknowledged
  std::optional<std::int64_t> last_sync_ms;  // wall: that, or all was asked and nothing waited
  std::optional<std::int64_t> next_try_ms;   // wall
  bool clock_confirmed = false;
  std::uint64_t missing_there = 0;  // sent once, and gone at the target: it went back to an older backup
  std::uint64_t sent = 0, parked = 0, answers = 0, published = 0;  // since the engine began
  bool operator==(const Status&) const = default;
};

class Engine {
 public:
  enum class Way { background, once };  // once: everything is tried one time, whatever the waits say
  struct Parts {
    ports::Store& data;
    ports::Random& random;
    std::unique_ptr<Target> target;
    std::string target_hash;  // another one: what was remembered of the last is forgotten
    int retention_months = 12;
    Way way = Way::background;
  };
  explicit Engine(Parts parts);

  void tick(const Now& now);
  [[nodiscard]] std::int64_t next_wake_ms() const;  // steady; INT64_MAX: when something happens
  void queue_changed() { list_wanted_ = true; }
  void try_now();  // a person asks: all waits end, that for a refused password too
  // The network came, or the machine awoke: our own waits end; what the target asked for (Retry-After) does
  // not.
  void network_came();
  void use_password(const std::string& password);  // a replaced one: from the next request on, and at once
  [[nodiscard]] const Status& status() const { return status_; }
  [[nodiscard]] bool done() const;  // of Way::once

 private:
  struct Entry {  // of the queue
    std::string id;
    std::int64_t not_before_ms = 0, asked_until_ms = 0;  // asked: by the target
    int failures = 0;
    std::uint64_t acknowledged_before = 0;  // of other envelopes, when this one was begun
    std::uint64_t launch = 0;               // which of all it was
    bool tried = false, in_flight = false;
    std::optional<crypto::Box> box;
  };
  struct PullState {
    bool running = false, ended = false, store_failed = false;
    std::size_t box = 0, stores = 0;
    std::deque<std::string> texts;    // found, not yet looked at
    std::vector<ports::Named> batch;  // looked at, not yet kept
    std::size_t batch_bytes = 0;
    int password = 0;
    bool looked = false, went_back = false;
    std::set<std::string> untraced;  // lies in sent/, and no box there has told of it yet
    std::set<std::string> known, asked;
    std::string cursor;
    Outcome outcome;
  };

  void post(std::function<void()> what) { posted_.push_back(std::move(what)); }
  void notice_clock(const Now& before);
  void load_state();
  void draw_device_tag();
  void save_state();
  void write_state_file();
  void list();
  void take_list(Result<std::vector<ports::Entry>> files);
  [[nodiscard]] bool may_send();
  [[nodiscard]] std::size_t most_in_flight() const;
  void take_hold(Result<ports::Hold> held);
  void release();
  void fill();
  void settle();
  void describe();
  // sending.cpp
  [[nodiscard]] Entry* pick();
  [[nodiscard]] const Entry* pick() const { return const_cast<Engine*>(this)->pick(); }
  [[nodiscard]] Entry* find(const std::string& id);
  void launch(Entry& entry);
  void loaded(const std::string& id, Result<crypto::SealedEnvelope> envelope);
  using Envelope = std::shared_ptr<const crypto::SealedEnvelope>;
  void delivered(const Envelope& envelope, const Outcome& outcome);
  void mark_sent();
  void marked(const std::string& id, const wv::Status& marked);
  [[nodiscard]] std::size_t unmarked() const { return acknowledged_now_.size() + marking_; }
  [[nodiscard]] std::size_t on_the_line() const { return in_flight_ - unmarked(); }
  void park(const std::string& id, const std::string& code, const std::string& what);
  void refused(const std::string& id, const Outcome& outcome);
  void vouch();
  void requeue(const std::string& id);
  void finish(const std::string& id);
  void later(Entry& entry);
  void note_outcome(const Outcome& outcome);
  void weigh_password(const Outcome& outcome, int password);
  // unsure.cpp
  [[nodiscard]] std::int64_t moment_of(const Outcome& outcome) const;
  void met_202(const std::string& id);
  [[nodiscard]] bool may_rely(const std::string& id, const Outcome& outcome);
  void quorum_was_there(const Outcome& outcome, std::uint64_t launch);
  void ask_again(const std::string& id);
  void learn(const Bytes& content);
  // pulling.cpp
  void start_pull();
  void pull_box();
  void take_found();
  void take(const std::string& text);
  void keep_batch();
  void box_pulled();
  void refused_to_pull(const Outcome& outcome);
  void failed_to_pull();
  void end_pull(bool well);
  // looking.cpp
  [[nodiscard]] std::vector<SyncState::Sent> sample() const;
  void begin_state();
  void remember_sent(const crypto::SealedEnvelope& envelope);
  [[nodiscard]] bool look_first();
  void looked(const Outcome& outcome, const Target::Seen& seen, int password);
  void read_anew();
  void count_missing();
  void count_box();
  [[nodiscard]] bool is_past(const Stamp& stamp) const;

  ports::Store& data_;
  ports::Random& random_;
  outbox::Outbox outbox_;
  std::unique_ptr<Target> target_;
  int retention_months_;
  Way way_;
  Waits waits_;

  Now now_;
  bool began_ = false;
  std::vector<std::function<void()>> posted_;
  enum class Loading { no, under_way, done } state_loading_ = Loading::no;
  SyncState state_;
  bool save_wanted_ = false, saving_ = false, sent_unsaved_ = false, unsure_unsaved_ = false;
  std::int64_t save_again_ms_ = 0;
  std::set<std::string>
      left_;  // the queue, of what the memory told of: not to be learned from the file again
  std::map<std::string, std::uint64_t> unsure_after_;  // by id: the last launch before its 202
  std::uint64_t launches_ = 0;
  std::vector<Entry> entries_;  // oldest first
  bool list_wanted_ = true, listing_ = false, more_ = false;
  std::size_t in_flight_ = 0;  // read, on the line, acknowledged and not yet marked so
  // An acknowledgement is idempotent, so it need not be durable at once: many are marked together.
  std::vector<Envelope> acknowledged_now_;
  std::size_t marking_ = 0;
  std::int64_t mark_by_ms_ = 0;
  std::uint64_t acknowledged_ = 0;  // since the engine began
  // Of all processes on one queue one sends at a time; it lets go as soon as nothing is under way.
  ports::Hold hold_;
  enum class Holding { no, asked, yes, taken } holding_ = Holding::no;
  std::int64_t ask_again_ms_ = 0;
  bool settle_wanted_ = false, settling_ = false;
  PullState pull_;
  std::set<std::string> seen_;  // brought down once and not ours: not fetched again and again
  bool pulled_once_ = false;
  int pull_failures_ = 0;
  std::int64_t next_pull_ms_ = 0, next_look_ms_ = 0, rescues_since_ms_ = 0;
  int rescues_ = 0;
  int password_ = 0;  // counts the replacements: a refusal of an older one says nothing about the newest
  std::string trouble_;
  Status status_;
};

}  // namespace wv::sync
