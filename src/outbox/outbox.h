// Sealed envelopes that survive a power cut: DATA/outbox, DATA/sent, DATA/quarantine; and what comes back, in
// DATA/answers and DATA/published.
// An answer that is ok means: durable. Answers come by callback when the platform is pumped; the Outbox
// must live until then. One bad file never stops the others (I6), and nothing here deletes what was not
// acknowledged (I4): what can't be read goes to quarantine, untouched, and only when somebody asks.
// Failure: the store's codes, the envelope's, and outbox.conflict (another envelope with that id).
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/stamp.h"
#include "crypto/envelope.h"
#include "outbox/erasure.h"
#include "outbox/names.h"
#include "outbox/retention.h"
#include "ports/store.h"

namespace wv::outbox {

struct Item {
  std::string id;
  std::uint64_t bytes = 0;
  std::int64_t kept_ms = 0;  // when the file was written, as the clock was then (ms since 1970)
};

struct Summary {
  std::uint64_t waiting = 0;
  std::optional<Stamp> oldest;    // the day of the envelope that waits longest and can be read
  std::uint64_t quarantined = 0;  // lying in quarantine for somebody to look at
};

struct Progress {  // of long work, told after each file
  std::uint64_t done = 0, total = 0;
};
using ProgressTold = std::function<void(Progress)>;

struct BadFile {
  std::string file;  // "outbox/ID.json"
  Error error;
};

struct Report {
  std::uint64_t waiting = 0;  // envelopes in order, in outbox/
  std::uint64_t sent = 0;     // headers in order, in sent/
  std::uint64_t quarantined = 0;
  std::vector<BadFile> bad;  // in outbox/ and sent/; nothing was moved
};

// Of a folder's entries those that are envelopes, the oldest first, at most so many.
[[nodiscard]] std::vector<Item> oldest_first(std::vector<ports::Entry> entries, std::size_t most);

// erased: on request; it doesn't come back (erasure.h).
enum class Taken { stored, already_waiting, already_sent, in_quarantine, past, erased };

[[nodiscard]] bool comes_back(crypto::Box box);  // an answer, or a document for everyone

struct Retention {  // by which take_in refuses what has passed its day; without a believed day nothing is
  int months = 0;
  std::optional<Day> today;
};

class Outbox {
 public:
  template <class T>
  using Answer = std::function<void(Result<T>)>;

  Outbox(ports::Store& store) : store_(store) {}

  // Putting the same envelope again is done, and durable, too; another one with its id is a conflict.
  void put(const crypto::SealedEnvelope& envelope, Answer<Done> answer);
  // Many, each as by `put`, made durable together. The answer says of each, in their order, what became of
  // it.
  void put_all(std::vector<crypto::SealedEnvelope> envelopes, Answer<std::vector<Status>> answer);
  // Like put, for what comes from elsewhere: what was sent or parked once isn't brought back, nor what has
  // passed its retention day (D9), nor what was erased. `put` looks at no day: what a visitor sends here is
  // always kept.
  void take_in(const crypto::SealedEnvelope& envelope, Answer<Taken> answer);
  // Neither this nor `keep` goes below the disk's floor (base/room.h): store.full, and residents can still
  // send. Keeps an envelope that is read here (`reads`) in the folder of its box, by its id: stored,
  // already_waiting (the same lies there), past or erased.
  void keep(const crypto::SealedEnvelope& envelope, Answer<Taken> answer);
  void retain(const Retention& retention) { retention_ = retention; }
  void refuse(ErasedIds ids) { erased_ = std::move(ids); }
  // A member's device reads messages and events too, and carries them to colleagues (transfer.h).
  void keep_cases(bool keeps) { keeps_cases_ = keeps; }
  [[nodiscard]] bool keeps_cases() const { return keeps_cases_; }
  [[nodiscard]] bool reads(crypto::Box box) const { return keeps_cases_ || comes_back(box); }
  [[nodiscard]] bool is_erased(const std::string& id) const { return erased_ && erased_->contains(id); }
  // By that retention. Without a believed day only a dead clock's day is in doubt.
  [[nodiscard]] Age age(const Stamp& stamp) const;

  // Takes back what nobody has a receipt for: the attachment of a message that was given up before it was
  // put. One that isn't there is done.
  void withdraw(const std::string& id, Answer<Done> answer);
  // The same for a message whose visitor stopped: outbox.sent when it has gone already. Any other error:
  // whether it lies there can't be said, or it can't be removed.
  void take_back(const std::string& id, Answer<Done> answer);

  // Whether the target acknowledged it: by its mark in sent/, whichever program sent it.
  void was_sent(const std::string& id, Answer<bool> answer);

  // What lies in the folder of a box that is read here, for whoever carries it on: ids; one of them.
  void list_kept(const std::string& box, Answer<std::vector<std::string>> answer);
  void load_kept(const std::string& box, const std::string& id, Answer<crypto::SealedEnvelope> answer);

  void list(Answer<std::vector<Item>> answer);  // what waits, oldest first; reads no file
  void load(const std::string& id, Answer<crypto::SealedEnvelope> answer);
  void summary(Answer<Summary> answer);
  // Whether messages of residents wait or were sent here (by the first that can be read).
  void holds_own(std::function<void(bool)> answer);
  void verify(Answer<Report> answer, ProgressTold progress = {});

  // The acknowledgement's own hash must be that of the file: else outbox.conflict, and the file stays.
  void mark_sent(const std::string& id, const std::string& sha256, Answer<Done> answer);
  // Many at once, by the envelopes that were acknowledged: first the marks of all of them are durable, then
  // their files go (I4). The answer says of each, in their order, what became of it.
  using Sent = std::vector<std::shared_ptr<const crypto::SealedEnvelope>>;
  void mark_sent(Sent envelopes, Answer<std::vector<Status>> answer);
  // `reason` is an error's code and sentence, in ID.reason.json beside it.
  void quarantine(const std::string& id, const Error& reason, Answer<Done> answer);
  // Mends what a crash left: temporary files, and envelopes that are in sent/ too. The number mended.
  void sweep(Answer<std::uint64_t> answer);

 private:
  void with_room(std::size_t bytes, Answer<Taken> full, std::function<void()> then);

  ports::Store& store_;
  Retention retention_;
  bool keeps_cases_ = false;
  ErasedIds erased_;
};

}  // namespace wv::outbox
