// What happened, in the past tense: touches that mean something, and answers of effects.
#pragma once
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "app/request.h"
#include "app/state.h"

namespace wv::app {

struct Touched {};  // any finger or key: somebody is there
struct TimePassed {
  LocalTime now;
  std::int64_t boot_ms = 0;
  std::int64_t slept_ms = 0;  // the machine, since the last one
};
struct StartPressed {};
struct ListenPressed {};
struct KeysUsed {};     // a key of a keypad: somebody goes by ear and touch
struct PageAnnounced {  // the view: what a page says, in order, when it came up or was asked for
  std::vector<SpokenLine> lines;
};
struct FocusAnnounced {  // the view: what is under the finger or the keys, or changed there
  SpokenLine line;
};
struct VolumeStepped {
  int by = 0;
};
struct ReadAgain {};
struct ReadingStopped {};
struct OwnWordsAsked {};
struct OwnWordsAllowed {};
struct KindChosen {
  domain::Kind kind;
};
struct RolesOpened {};
struct RolesSwitched {  // nothing is built, or everything at once
  bool with;
};
struct StoneTouched {  // a bridge is built
  domain::Role role;
};
struct RiverTouched {};
struct RoleOpened {
  domain::Role role;
};
struct ThemesOpened {
  std::string theme;  // "": all four
};
struct TrackOpened {};
struct ResultsOpened {};
struct ResultsTurned {
  int by;  // 1 the next, -1 the one before
};
struct ChecklistOpened {};
struct ChecklistTicked {
  std::size_t index;
};
struct PrivacyOpened {};
struct HealthOpened {};
struct NextPressed {};
struct BackPressed {};
struct SkipPressed {};
struct HidePressed {};
struct KeepFromToggled {};  // whoever turned the tablet may not read it, or may
struct ChoiceToggled {
  std::string field, choice;
};
struct FieldFocused {
  domain::Field field = domain::Field::none;
  std::size_t caret = 0;
};
struct FieldLeft {};
struct TextTyped {
  Secret text;
};
struct BackspacePressed {};
// A key of a real keyboard in the field that has it; `extend` with Shift: what it passes over is selected.
using text::FieldKey;
struct FieldKeyed {
  FieldKey key = FieldKey::enter;
  bool extend = false;
};
struct LayerChosen {
  std::string layer;
};
struct TextPut {  // the player's `put`: sets a field without the keyboard
  domain::Field field = domain::Field::none;
  Secret text;
};
struct VoiceOpened {};
struct VoiceBegun {};  // begin, and once more
struct VoiceStopped {};
struct VoiceListened {};
struct VoiceRemoved {};
struct ChangePressed {
  std::string field;
};
struct SendPressed {};
struct TryAgainPressed {};
struct ReceiptClosed {};
struct PrintPressed {};
struct ReceiptUncovered {};  // number and code, for a while again
struct KeepPressed {};       // the receipt, on one's own device
struct KeptOpened {
  std::size_t at = 0;  // of State::kept
};
struct KeptForgotten {
  std::size_t at = 0;
};
struct TrackAsked {};
struct LanguageOpened {};
struct LanguageChosen {
  std::string language;
  bool by_visitor =
      true;  // on the first screen whoever chooses a language begins; a play script only sets it
};
struct DisplayOpened {};  // the panel of letters' size, height and motion
struct TextSizeChosen {
  TextSize text;
};
struct ContrastChosen {
  Contrast contrast;
};
struct SettingToggled {  // by the visitor
  Setting which;
};
struct HelpOpened {};
struct StopPressed {};
struct StopConfirmed {};
struct OverlayClosed {};
struct DangerContinued {};
struct DangerWiped {};
struct NumberRemoved {};
struct NumberKept {};
struct StillThere {};
// Answers of effects.
struct SubmissionStored {
  Secret number, code;
  Secret envelope = {};  // its id: what an acknowledgement is looked for by
  std::string uid = {};  // random, of a calendar's entry: tied to nothing here
};
struct SubmissionAcknowledged {};  // after LookIfSent: the target has it
struct SubmissionWithdrawn {};     // after WithdrawSubmission: nothing of it is kept
struct SubmissionLost {            // after WithdrawSubmission: whether it is kept can't be said
  std::string code;
};
struct PrinterLooked {  // after LookAtPrinter: a slip could be printed now
  bool ready = false;
};
struct SlipPrinted {  // after PrintSlip: all of it is on paper, or none
  bool done = false;
};
struct SubmissionFailed {
  std::string code;
};
struct LineSpoken {
  std::uint64_t turn = 0;
};
struct SpeechFailed {
  std::uint64_t turn = 0;
  std::string code;
};
struct VoiceHeard {  // while it records
  std::int64_t ms = 0;
  float level = 0;  // 0 to 1
};
struct VoiceRecorded {
  std::int64_t ms = 0;
};
struct VoiceFailed {
  std::string code;
};
struct VoicePlayed {
  bool heard = true;  // false: there is no loudspeaker that works
};
struct AnswerFound {
  domain::AnswerDocument document;
};
struct AnswerMissed {};
struct AnswerFailed {
  std::string code;
};
struct ReceiptKept {  // after KeepReceipt
  bool done = false;
};
struct KeptLooked {  // after LookAtKept, FetchKept and ForgetKept
  bool possible = false;
  std::vector<KeptShown> kept;
  bool shut = false;  // what is kept can't be read, now or ever again
};
struct ResultsLooked {
  std::vector<PublishedCard> cards;
};
struct QueueLooked {
  Waiting waiting;
};
struct ConnectionChanged {
  Connection connection;
};
struct NetworkCame {};  // or, in a browser, the page is looked at again

template <class Any>
struct MakersOf;
using AnyEvent =
    std::variant<Touched, TimePassed, StartPressed, ListenPressed, KeysUsed, PageAnnounced, FocusAnnounced,
                 VolumeStepped, ReadAgain, ReadingStopped, OwnWordsAsked, OwnWordsAllowed, KindChosen,
                 RolesOpened, RolesSwitched, StoneTouched, RiverTouched, RoleOpened, ThemesOpened,
                 TrackOpened, ResultsOpened, ResultsTurned, ChecklistOpened, ChecklistTicked, PrivacyOpened,
                 HealthOpened, NextPressed, BackPressed, SkipPressed, HidePressed, KeepFromToggled,
                 ChoiceToggled, FieldFocused, FieldLeft, TextTyped, BackspacePressed, FieldKeyed, LayerChosen,
                 TextPut, VoiceOpened, VoiceBegun, VoiceStopped, VoiceListened, VoiceRemoved, VoiceHeard,
                 VoiceRecorded, VoiceFailed, VoicePlayed, ChangePressed, SendPressed, TryAgainPressed,
                 ReceiptClosed, ReceiptUncovered, TrackAsked, LanguageOpened, LanguageChosen, DisplayOpened,
                 TextSizeChosen, ContrastChosen, SettingToggled, HelpOpened, StopPressed, StopConfirmed,
                 OverlayClosed, DangerContinued, DangerWiped, NumberRemoved, NumberKept, StillThere,
                 SubmissionStored, SubmissionAcknowledged, SubmissionWithdrawn, SubmissionLost,
                 SubmissionFailed, LineSpoken, SpeechFailed, AnswerFound, AnswerMissed, AnswerFailed,
                 ResultsLooked, QueueLooked, ConnectionChanged, NetworkCame, PrintPressed, PrinterLooked,
                 SlipPrinted, KeepPressed, KeptOpened, KeptForgotten, ReceiptKept, KeptLooked, HostEvent>;

// One of the alternatives above. Made, copied and destroyed in event.cpp alone: a variant of so many costs
// five seconds of compiling in every source that does so itself.
class Event : public AnyEvent {
 public:
  template <class E>
  requires(!std::is_base_of_v<AnyEvent, E>) Event(E event) : Event(make(std::move(event))) {}
  Event(const Event&);
  Event(Event&&) noexcept;
  Event& operator=(const Event&);
  Event& operator=(Event&&) noexcept;
  ~Event();

  RequestId request;  // of the effect that it answers

 private:
  template <class E>
  static Event make(E event);
  template <class E>
  Event(std::in_place_type_t<E> as, E&& event);
  template <class Any>
  friend struct MakersOf;
};
using Events = std::vector<Event>;

}  // namespace wv::app
