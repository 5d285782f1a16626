// Brings down what is new in a box, into the folder of its name, whole or not at all: answers and published
// documents; on a member's device messages and events too, the newest first, a durable batch a page. How far
// a box was seen is remembered only once everything of it is durable. One pull at a time; `ended` is told of
// each, well or not. Nothing is opened here: a voice is an envelope like any other, and comes with them.
#pragma once
#include <cstdint>
#include <deque>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "sync/backup_check.h"
#include "sync/state_file.h"

namespace wv::sync {

class Puller {
 public:
  Puller(Shared& shared, StateFile& file, BackupCheck& check, int retention_months,
         std::function<void(bool well)> ended);

  void start();
  void take_found();  // at each tick, so that no frame of a screen waits for many

  [[nodiscard]] bool running() const { return pull_.running; }
  [[nodiscard]] bool found_more() const { return !pull_.found.empty(); }
  [[nodiscard]] bool pulled_once() const { return pulled_once_; }
  [[nodiscard]] bool due() const;
  [[nodiscard]] std::int64_t next_ms() const { return next_ms_; }  // steady
  void set_next(std::int64_t steady_ms) { next_ms_ = steady_ms; }
  void keep_cases(bool keeps) { keeps_cases_ = keeps; }  // from the next pull on

 private:
  struct Pull {
    bool running = false, ended = false, store_failed = false;
    std::vector<crypto::Box> boxes;
    std::size_t box = 0, stores = 0;
    std::function<void()> go_on;      // the target's next page waits for it
    std::deque<Target::Found> found;  // not yet looked at
    std::vector<ports::Named> batch;  // looked at, not yet kept
    std::size_t batch_bytes = 0;
    int password = 0;
    std::set<std::string> known, asked;
    std::string cursor;
    Outcome outcome;
  };
  [[nodiscard]] crypto::Box box() const { return pull_.boxes[pull_.box]; }
  void pull_box();
  void ask_target(const std::string& box, const std::vector<ports::Entry>& entries);
  void take(const Target::Found& file);
  void keep_batch();
  void batch_kept(crypto::Box box, const Result<std::vector<wv::Status>>& results);
  void box_pulled();
  void failed();
  void end(bool well);
  [[nodiscard]] bool is_past(const crypto::SealedEnvelope& envelope) const;

  Shared& s_;
  StateFile& file_;
  BackupCheck& check_;
  int retention_months_;
  std::function<void(bool well)> ended_;
  Pull pull_;
  std::set<std::string> seen_;  // brought down once and not ours: not fetched again and again
  bool pulled_once_ = false, keeps_cases_ = false;
  int failures_ = 0;
  std::int64_t next_ms_ = 0;
};

}  // namespace wv::sync
