// A member's device behind the desk: does what a desk::Effect asks for, but for loudspeaker, microphone,
// settings and sync. It opens DATA/identity.json with the passphrase (or what a PIN keeps of it, in memory
// only), keeps the casebook up to date, signs and seals events and answers, and seals what the desk wants to
// find again. Answers are events, given when the platform is pumped, each with the request's id; what nobody
// asked for (cases came, the team changed) has none. What was handed out before a lock is sealed after it as
// well: it is durable, or held in memory as ciphertext and written when there is room again (`idle`, and
// every unlocking).
// Owner of keys, casebook and of all that it was handed: this; it is overwritten once it is sealed, and all
// of the rest by `run(Lock)`. Nothing blocks. The platform must not be pumped after this is gone.
// Failure: UnlockRefused (passphrase or digits), UnlockFailed, SubmissionFailed and EventsAdded's rows with
// the trouble of the store; the code goes into the log.
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "crypto/belief.h"
#include "desk/update.h"
#include "outbox/outbox.h"
#include "ports/platform.h"
#include "services/case_store.h"
#include "services/event_log.h"
#include "services/moment.h"
#include "services/retention_clock.h"

namespace wv::services {

class MemberDevice {
 public:
  using Report = std::function<void(desk::Event)>;
  template <class T>
  using Answer = std::function<void(Result<T>)>;

  struct Tools {  // the owner's; they outlive this
    ports::Platform& platform;
    ports::Store& store;  // of the data folder
    outbox::Outbox& outbox;
    EventLog& log;
    const RetentionClock& days;
    int device_number = 0;        // of the settings; the one in the register goes before it
    std::string words_file = {};  // assets/words/nl.txt: passphrases and fingerprints
    bool syncs = false;           // the settings name a target: the request goes there by itself
    std::function<void(const std::vector<std::string>& ids, const Day& on)> refuse = {};  // CaseStore::Tools'
  };

  // `belief`: RegisterKeeper's; `erased`: ErasureKeeper's, or none yet.
  MemberDevice(Tools tools, crypto::Belief belief, outbox::ErasedIds erased = nullptr);
  ~MemberDevice();
  MemberDevice(const MemberDevice&) = delete;
  MemberDevice& operator=(const MemberDevice&) = delete;

  void answer_to(Report listener);

  // At the start, once somebody listens: DeviceKnown. Again by itself when register or files changed while it
  // is locked.
  void prepare(const Moment& now);

  // --- the effects; each `now` is also what counts as today from then on
  void run(desk::Unlock effect, const Moment& now);
  void run(desk::UnlockByPin effect, const Moment& now);
  void run(desk::KeepPin effect, const Moment& now);
  void run(desk::DropPin effect, const Moment& now);
  // `voice`: the sound that is held (Ogg Opus), where the effect says that one goes along.
  void run(desk::SealDraft effect, const Moment& now, Bytes voice = {});
  void run(desk::Lock effect, const Moment& now);
  // `voice`: the sound that is held, for the one step that takes it along.
  void run(desk::AddEvents effect, const Moment& now, Bytes voice = {});
  void run(desk::StoreSubmission effect, const Moment& now);
  void run(desk::KeepStreets effect, const Moment& now);
  void run(desk::DrawWords effect, const Moment& now);
  void run(desk::MakeIdentity effect, const Moment& now);
  void run(desk::LookAtDevice, const Moment& now);
  void run(desk::GiveRequest effect, const Moment& now);
  void run(desk::SetIdentityAside effect, const Moment& now);
  void run(desk::ChangePassphrase effect, const Moment& now);

  // The sound that was sealed with the draft: once, while `Unlocked{voice}` is being told. Empty: none.
  [[nodiscard]] Bytes take_voice();
  // A note's or a message's voice. store.missing: its envelope isn't here yet; sync may bring it. The caller
  // wipes it.
  void hear(casebook::CaseId about, casebook::EnvelopeId voice, Answer<Bytes> answer);

  // --- what happened elsewhere
  void register_changed(crypto::Belief belief);         // RegisterKeeper's Told
  void erased(const outbox::ErasedIds& ids);            // ErasureKeeper's Told
  void files_changed();                                 // after sync, a stick or retention
  void day_changed(const Moment& now, bool confirmed);  // another day, or the network confirmed it
  void idle();  // nobody waits: the cache, and what couldn't be written

  // Null while locked. Hold nothing of it over a pump.
  [[nodiscard]] const casebook::Casebook* book() const;
  [[nodiscard]] CaseCounts counts() const;
  [[nodiscard]] std::vector<KioskKey> kiosk_keys() const;  // for the screen `people`; empty while locked
  // Ciphertext that couldn't be written yet: the health page says so, and the program shouldn't end.
  [[nodiscard]] std::size_t unwritten() const;

 private:
  struct Inside;
  std::shared_ptr<Inside> in_;  // what is asked of the platform holds it weakly
};

}  // namespace wv::services
