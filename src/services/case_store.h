// What a wijkverbinder's device keeps: the sealed envelopes of DATA/inbox, cases and answers, byte for byte
// as they came, and while it is unlocked the casebook of what they hold (case_reader.h: who is believed;
// case_cache.h: why that is quick). Nothing blocks: it goes on when the platform is pumped, file by file, and
// tells after each page. One bad file never stops the rest; nothing is moved or parked. What no key opens
// yet, or an unknown signer signed, waits, is counted, and is looked at anew when keys or a register come.
// Owner of everything opened, of index and keys: this, while unlocked; `lock` overwrites all of it. The
// platform must not be pumped after this is gone.
// Failure, each with a sentence: cases.locked (nothing was kept), cases.no_case (no such case here),
// cases.no_recipient (the register has no such key), and of writing those of the store, sealer and outbox.
// What is wrong with a file is counted by its code (case_reader.h), and noted in the log once.
#pragma once
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "casebook/casebook.h"
#include "crypto/belief.h"
#include "crypto/identity.h"
#include "outbox/outbox.h"
#include "services/case_reader.h"
#include "services/event_log.h"
#include "services/kiosk_keys.h"

namespace wv::services {

struct CaseCounts {
  std::size_t submissions = 0, events = 0, answers = 0, attachments = 0, keyrings = 0;
  std::size_t others_rings = 0;  // keyrings of other devices
  // By code: what waits (cases.no_key …), and what is broken.
  std::map<std::string, std::size_t> waiting, broken;
  // Keyrings with a half that should be erased, kept because nothing else here holds their living halves.
  std::size_t rings_kept = 0;
};

struct CaseNews {
  std::vector<casebook::CaseId> changed;  // shown otherwise than before, or no more
  bool whole =
      false;  // all that lies here was looked at; before that there is a first page, or a cached list
  std::optional<Error> trouble;  // why the look ended early; what was shown stays
};

struct EventDraft {
  // None: it begins a case of its own (a note at a door), sealed to `to`.
  std::optional<casebook::CaseId> case_id;
  casebook::Body body;
  casebook::Apart apart = casebook::Apart::leave;
  casebook::Seal to = casebook::Seal::team;
};

class CaseStore {
 public:
  using Told = std::function<void(const CaseNews&)>;
  template <class T>
  using Answer = std::function<void(Result<T>)>;

  struct Tools {
    ports::Store& store;
    ports::Sealer& sealer;
    ports::Random& random;
    outbox::Outbox& outbox;
    EventLog& log;
    // Keyrings that go for good, since their half had its day: whoever keeps the ids that aren't taken in
    // again (erasure_keeper.h) hears of them. Without it they may come back.
    std::function<void(const std::vector<std::string>& ids, const Day& on)> refuse = {};
  };
  struct Unlocked {
    crypto::Identity identity;
    crypto::Belief belief;                   // what counts of it, a register, is there
    Day today;                               // who has ended
    std::optional<Day> day_to_delete_by;     // outbox::Calendar's; none: nothing is deleted
    std::vector<casebook::EnvelopeId> gone;  // erased ones (erasure_keeper.h)
  };

  CaseStore(Tools tools, Told told);
  ~CaseStore();
  CaseStore(const CaseStore&) = delete;
  CaseStore& operator=(const CaseStore&) = delete;

  // In the place of whatever was unlocked before. The first news comes with the list of last time when the
  // cache has it, else with the first page, newest first; more with each page; the last one says `whole`.
  void unlock(Unlocked unlocked);
  // Another register, or another day: what waited is looked at anew, and everything folded by who counts now.
  void believe(crypto::Belief belief, const Day& today, std::optional<Day> day_to_delete_by);
  // At once, without an answer; what was being written is kept, or nothing of it. Whoever waits for `add`
  // hears cases.locked.
  void lock();
  // Files may have come or gone (sync, a stick, retention). One look at a time; asked meanwhile, once more.
  void look();
  void erase(std::span<const casebook::EnvelopeId> ids);
  // Signs, seals like its case, and makes it durable in DATA/cases and in the outbox; then it is in the
  // casebook. An error: everything is as it was before. Several go one after the other, so that each knows
  // of the one before. `stamp`: of a case that begins here; others have their submission's.
  void add(EventDraft draft, Instant now, Stamp stamp, Answer<casebook::EnvelopeId> answer);
  // What was written here by others of this room (event_writer.h) and is durable: into the casebook, and
  // told.
  void take_own(std::vector<ReadCaseFile> files);
  // The day that all events and answers of a case carry; none: no such case here.
  [[nodiscard]] std::optional<Stamp> stamp_of(casebook::CaseId id) const;
  // What an attachment's envelope in DATA/inbox holds; the caller wipes it. store.missing: it isn't here yet.
  // Nothing is answered after a lock.
  void open_attachment(casebook::EnvelopeId id, Answer<Bytes> answer);
  // The cache, as all is now: for the moments when nobody waits. Not having it costs the next unlock time.
  void keep(Answer<Done> answer);

  // Null while locked. Rows, and what else it points to, hold until the next news.
  [[nodiscard]] const casebook::Casebook* book() const;
  [[nodiscard]] CaseCounts counts() const;
  [[nodiscard]] std::vector<SealedTo> sealed_to() const;  // of all messages: for kiosk_keys

 private:
  Tools tools_;
  Told told_;
  std::shared_ptr<class CaseSession> session_;
};

}  // namespace wv::services
