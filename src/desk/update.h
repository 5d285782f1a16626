// The only writer of the state: `update(state, event, world)` says what follows from what happened. No I/O,
// no clock, no ImGui; what must happen outside comes back as effects, in the order in which it must happen.
#pragma once
#include <cstdint>
#include <deque>
#include <string>
#include <variant>
#include <vector>

#include "content/content.h"
#include "content/ready_sentences.h"
#include "desk/event.h"
#include "desk/state.h"

namespace wv::desk {

struct World {
  const content::Content& content;
  const casebook::Casebook* casebook = nullptr;  // none while it is locked
  const content::ReadySentences* ready = nullptr;
};

// --- what must happen outside ------------------------------------------------------------------------
struct Unlock {  // Unlocked, UnlockRefused or UnlockFailed
  Secret passphrase;
  static constexpr Ask kAsks = Ask::unlock;
  RequestId request = {};
};
struct UnlockByPin {  // likewise
  Secret digits;
  static constexpr Ask kAsks = Ask::unlock;
  RequestId request = {};
};
struct KeepPin {  // one unlock key stays in memory, under these digits
  Secret digits;
};
struct DropPin {};
// The desk as it stood, and what was being written: sealed under the device's own key, in the place of what
// was sealed before, and handed back by Unlocked. With `voice` the sound that is held goes along.
struct SealDraft {
  Secret document;
  bool voice = false;
};
// Wipes casebook, index, keys and sounds. What was handed out before it is sealed first: sealing needs public
// keys only, so what can't be written now (a full disk) is kept in memory as ciphertext and written later.
struct Lock {};
// Each deed's steps become events of one case, in order: the first has these parents, and the last event that
// each earlier call which it `follows` made of the same case (not in the casebook yet when this was handed
// out: two steps of mine must not look as if two people took them; nothing where that was refused), each
// other one the step before. All of one call in one durable batch. EventsAdded, and before it CasesChanged.
struct AddEvents {
  struct Ready {
    casebook::CaseId about;  // none: its first event begins the case
    casebook::Seal seal = casebook::Seal::team;
    std::vector<casebook::EnvelopeId> parents;
    std::vector<RequestId> follows;
    std::vector<Step> steps;
  };
  std::vector<Ready> deeds;
  RequestId request = {};
};
struct StoreSubmission {  // SubmissionStored or SubmissionFailed; after a lock by Unlocked, sealed meanwhile
  domain::Submission submission;
  bool clock_confirmed = false;
  static constexpr Ask kAsks = Ask::submission;
  RequestId request = {};
};
struct HearVoice {  // VoicePlayed; an attachment that isn't here yet is brought first
  casebook::CaseId about;
  casebook::EnvelopeId voice;
  static constexpr Ask kAsks = Ask::hear;
  RequestId request = {};
};
struct StopHearing {};
struct RecordVoice {  // VoiceHeard and then VoiceRecorded, or VoiceFailed
  static constexpr Ask kAsks = Ask::voice;
  RequestId request = {};
};
struct StopVoice {};
struct DropVoice {};
struct LookAtPeople {  // PeopleFound
  static constexpr Ask kAsks = Ask::people;
  RequestId request = {};
};
struct SyncNow {};
struct FindSticks {  // SticksFound
  static constexpr Ask kAsks = Ask::sticks;
  RequestId request = {};
};
struct ExchangeWith {  // ExchangeMoved after each file, then ExchangeEnded
  std::string folder;
  static constexpr Ask kAsks = Ask::exchange;
  RequestId request = {};
};
struct EndExchange {};  // after the file it is at; nothing answers
struct KeepSettings {
  content::Settings settings;
};
struct KeepStreets {  // sealed under the device's own key
  Secret document;
};
// After Lock: the resident's own screens on this tablet. `name` may not read it, if the resident says so;
// that isn't offered where `name` holds the confidential key.
struct HandOver {
  std::string name;
  bool offer_confidential = false;
};
// --- enrolling (enrol.h)
struct DrawWords {  // WordsDrawn: five words that are easy to keep
  static constexpr Ask kAsks = Ask::enrol;
  RequestId request = {};
};
struct MakeIdentity {  // keys and request, durable; DeviceKnown or EnrolFailed
  Secret name, passphrase;
  static constexpr Ask kAsks = Ask::enrol;
  RequestId request = {};
};
struct LookAtDevice {};  // DeviceKnown, by itself
struct GiveRequest {     // RequestGiven or EnrolFailed
  static constexpr Ask kAsks = Ask::enrol;
  RequestId request = {};
};
// DeviceKnown{absent} or EnrolFailed. Keys that the register names are kept under another name.
struct SetIdentityAside {
  static constexpr Ask kAsks = Ask::enrol;
  RequestId request = {};
};
struct ChangePassphrase {  // PassphraseChanged, PassphraseRefused or PassphraseFailed
  Secret old, fresh;
  static constexpr Ask kAsks = Ask::enrol;
  RequestId request = {};
};
using Effect =
    std::variant<Unlock, UnlockByPin, KeepPin, DropPin, SealDraft, Lock, AddEvents, StoreSubmission,
                 HearVoice, StopHearing, RecordVoice, StopVoice, DropVoice, LookAtPeople, SyncNow, FindSticks,
                 ExchangeWith, EndExchange, KeepSettings, KeepStreets, HandOver, DrawWords, LookAtDevice,
                 MakeIdentity, GiveRequest, SetIdentityAside, ChangePassphrase>;
using Effects = std::deque<Effect>;  // not a vector: gcc 12 warns of numbers in a variant that a vector moves

[[nodiscard]] Effects update(State& state, const Event& event, const World& world);

// Settings without a language mean the first of the municipality's.
[[nodiscard]] State first_state(const content::Content& content, Mode mode, content::Settings device);

// When `TimePassed` has something to do though nothing is touched (boot clock); INT64_MAX when never.
[[nodiscard]] std::int64_t next_wake_ms(const State& state);

}  // namespace wv::desk
