// DATA/sync.json while the engine runs: read at the first tick, saved when something of it changed. Several
// programs may work on one queue: before a save, and before the first is sent, it learns what another wrote.
// A save that fails is `sync.disk`; only what a 202 left in doubt is tried again until it is kept.
#pragma once
#include <functional>
#include <set>
#include <string>

#include "ports/random.h"
#include "sync/shared.h"
#include "sync/sync_state.h"

namespace wv::sync {

class StateFile {
 public:
  StateFile(Shared& shared, ports::Random& random, std::string target_hash);

  void load();  // again and again, until it is loaded
  [[nodiscard]] bool asked() const { return loading_ != Loading::no; }
  [[nodiscard]] bool loaded() const { return loading_ == Loading::done; }

  SyncState state;

  void want_save() { wanted_ = true; }
  void want_save_of_doubt() { wanted_ = doubt_unsaved_ = true; }  // nothing is let go before that is kept
  void note_sent() { sent_unsaved_ = true; }                      // saved once nothing is under way
  void save_sent() { wanted_ = wanted_ || sent_unsaved_; }
  void save_when_due();
  void learn(std::function<void()> then);  // what another program on this queue wrote
  void forget(const std::string& id);      // it left the queue

  [[nodiscard]] bool saving() const { return saving_; }
  [[nodiscard]] bool save_wanted() const { return wanted_; }
  [[nodiscard]] bool doubt_unsaved() const { return doubt_unsaved_; }
  [[nodiscard]] std::int64_t save_at_ms() const;  // steady; INT64_MAX: nothing is to be saved, or it is

 private:
  void begin();
  void use();
  void join(const Bytes& content);
  void write();

  Shared& s_;
  ports::Random& random_;
  enum class Loading { no, under_way, done } loading_ = Loading::no;
  bool wanted_ = false, saving_ = false, sent_unsaved_ = false, doubt_unsaved_ = false;
  std::int64_t again_ms_ = 0;
  std::set<std::string> gone_;  // from the queue, of what the state told of: not to be learned again
};

}  // namespace wv::sync
