// The only writer of the state: `update(state, event)` says what follows from what happened. No I/O,
// no clock, no ImGui; what must happen outside comes back as effects (src/README.md).
#pragma once
#include <cstdint>
#include <deque>
#include <variant>

#include "app/event.h"
#include "app/slip.h"
#include "app/state.h"
#include "content/content.h"

namespace wv::app {

struct StoreSubmission {          // seal and store it; the answer is SubmissionStored or SubmissionFailed
  domain::Submission submission;  // without id, receipt number and answer keys: the runner adds them
  bool clock_confirmed = false;   // by the network, as it was sent
  bool confidential = false;      // sealed to those who hold a key of its own, whoever else is in the team
  static constexpr Ask kAsks = Ask::submission;
  RequestId request = {};
};
// Stop while it is stored: what lies on the disk already is taken back. The answer is SubmissionWithdrawn, or
// SubmissionStored when it was too late (sent meanwhile), or SubmissionLost. The view forgets the visitor at
// once.
struct WithdrawSubmission {
  static constexpr Ask kAsks = Ask::withdrawal;
  RequestId request = {};
};
// Whether the target acknowledged this envelope. The answer is SubmissionAcknowledged, or none while it
// waits.
struct LookIfSent {
  Secret envelope;
  static constexpr Ask kAsks = Ask::sent;
  RequestId request = {};
};
struct LookAtPrinter {  // whether a slip could be printed; the answer is PrinterLooked
  static constexpr Ask kAsks = Ask::printer;
  RequestId request = {};
};
struct PrintSlip {  // the answer is SlipPrinted
  Slip slip;
  static constexpr Ask kAsks = Ask::slip;
  RequestId request = {};
};
// A voice message. Answers: VoiceHeard and then VoiceRecorded, or VoiceFailed; VoicePlayed.
struct RecordVoice {
  static constexpr Ask kAsks = Ask::voice;
  RequestId request = {};
};
struct StopVoice {};  // what was said so far is the message
struct PlayVoice {
  static constexpr Ask kAsks = Ask::voice;
  RequestId request = {};
};
struct StopPlayback {};
struct DropVoice {};
struct ForgetVisitor {};  // wipe caches, undo buffers and whatever else may hold a visitor's words
struct LookForAnswer {    // the answer is AnswerFound, AnswerMissed or AnswerFailed
  Secret number;          // 10 digits
  Secret code;            // as it was typed
  static constexpr Ask kAsks = Ask::answer;
  RequestId request = {};
};
// On a device of somebody's own (app/kept.h).
struct KeepReceipt {  // the answer is ReceiptKept
  Secret number, code;
  domain::Kind kind = domain::Kind::question;
  Day day;  // on which it was sent
  static constexpr Ask kAsks = Ask::keep;
  RequestId request = {};
};
struct LookAtKept {  // the answer is KeptLooked, as of the two after it
  static constexpr Ask kAsks = Ask::kept;
  RequestId request = {};
};
struct FetchKept {  // asks for the answer of each
  static constexpr Ask kAsks = Ask::kept_answers;
  RequestId request = {};
};
struct ForgetKept {
  Secret number;
  static constexpr Ask kAsks = Ask::kept;
  RequestId request = {};
};
struct OpenKept {  // the answer is AnswerFound, AnswerMissed or AnswerFailed
  Secret number;
  static constexpr Ask kAsks = Ask::answer;
  RequestId request = {};
};
struct LookAtPublished {  // the answer is ResultsLooked
  static constexpr Ask kAsks = Ask::published;
  RequestId request = {};
};
struct LookAtQueue {      // the answer is QueueLooked
  bool rehearse = false;  // also writes what a save needs, and reads it back
  static constexpr Ask kAsks = Ask::queue;
  RequestId request = {};
};
struct Speak {  // in the place of what is spoken now; the answer is LineSpoken or SpeechFailed
  std::uint64_t turn = 0;
  std::string text, language;
  int volume = kUsualVolume;        // 1 to kVolumeSteps
  bool own_words = false;           // a resident's: kept nowhere
  std::string next, next_language;  // what will probably be said after it; "" when that is not known
  bool unkept = false;  // a number or a code: said like all else, and its sound is kept nowhere either
};
struct StopSpeaking {};
using Effect =
    std::variant<StoreSubmission, WithdrawSubmission, LookIfSent, LookAtPrinter, PrintSlip, RecordVoice,
                 StopVoice, PlayVoice, StopPlayback, DropVoice, ForgetVisitor, LookForAnswer, LookAtPublished,
                 LookAtQueue, Speak, StopSpeaking, LookAtPin, TryPin, KeepPin, FindSticks, ExportTo,
                 ImportFrom, EndTransfer, SyncNow, RequeueParked, ListQueue, KeepSettings, LookAtDay,
                 NoteEvent, KeepReceipt, LookAtKept, FetchKept, ForgetKept, OpenKept>;
using Effects = std::deque<Effect>;  // not a vector: gcc 12 warns of numbers in a variant that a vector moves

[[nodiscard]] Effects update(State& state, const Event& event, const content::Content& content);

// The first state of the device: nobody is there.
// Settings without a language mean the first of the municipality's.
[[nodiscard]] bool somebody_here(const State& state);  // not the first screen: it may not go away under them
[[nodiscard]] Mode mode_of(const content::Content& content);  // as the settings say
[[nodiscard]] State first_state(const content::Content& content, Mode mode, Settings device);

// How long "Bent u er nog?" waits (S1): twice as long for whoever listens or reads large letters.
[[nodiscard]] std::int64_t idle_grace_ms(const State& state, const content::Content& content);

// When `TimePassed` has something to do though nothing is touched (boot clock); INT64_MAX when never.
[[nodiscard]] std::int64_t next_wake_ms(const State& state, const content::Content& content);

}  // namespace wv::app
