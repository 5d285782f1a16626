// Whether the target went back: a server that was restored from an older backup answers as before, and of
// what it got since the backup nothing is there. Its answers then lie below our cursors and would never come.
// Three things show it: another uuid, a sequence below our cursor's, and one of 20 envelopes that it
// acknowledged to us and has no trace of (a deleted one leaves a trace). Then all is read anew, and what it
// misses is counted: this device kept the headers only, so somebody must be told (the health screen). A
// cluster's numbers waver while its nodes change, and its nodes may have uuids of their own: so those two
// only make us look, and nobody is told before envelopes are missing.
// A member's device keeps what it got: what the target has no trace of, and what has neither passed its day
// nor was erased, is put into the queue again (offer_again.h); only the rest is missing.
#pragma once
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "sync/offer_again.h"
#include "sync/state_file.h"

namespace wv::sync {

class BackupCheck {
 public:
  BackupCheck(Shared& shared, StateFile& file, int retention_months, std::function<void()> offered)
      : s_(shared), file_(file), offer_(shared, retention_months), offered_(std::move(offered)) {}
  void keep_cases(bool keeps) { keeps_cases_ = keeps; }

  void remember(const crypto::SealedEnvelope& envelope);  // it was acknowledged
  void begin() { went_back_ = false; }                    // a pull
  [[nodiscard]] bool due() const;                         // at the start, then once an hour; `once` each time
  // The nth password, of when it was asked, goes with the outcome; Verdict::on: it was looked at.
  void look(std::function<void(const Outcome&, int password)> done);
  void read_anew();  // the target went back: no cursor of ours means anything there
  [[nodiscard]] bool went_back() const { return went_back_; }
  void count_missing(std::function<void()> done);

 private:
  [[nodiscard]] std::vector<SyncState::Sent> sample() const;
  void looked(const Target::Seen& seen);
  void count_sent(std::function<void()> done);
  void count_box(std::size_t box, std::function<void()> done);
  void counted(std::function<void()> done);

  Shared& s_;
  StateFile& file_;
  OfferAgain offer_;
  std::function<void()> offered_;
  bool went_back_ = false, keeps_cases_ = false;
  std::int64_t next_ms_ = 0;
  std::set<std::string> untraced_;  // lies in sent/, and no box there has told of it yet
};

}  // namespace wv::sync
