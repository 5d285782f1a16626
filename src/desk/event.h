// What happened, in the past tense: touches and keys that mean something, and answers of effects.
#pragma once
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "desk/state.h"

namespace wv::desk {

struct Touched {};
struct TimePassed {
  LocalTime now;
  std::int64_t boot_ms = 0;
  std::int64_t slept_ms = 0;  // the machine, since the last one
};

// --- lock and unlock
struct UnlockPressed {};
struct PinDigit {
  char digit = '0';
};
struct PinErased {};
struct PinChosen {  // six digits re-open the screen from now on; none: no more
  Secret digits;
};
struct PassphraseShown {};  // or hidden again
struct CornerTouched {
  Corner corner = Corner::top_start;
};
struct LockPressed {};
struct WentToBackground {};
struct Unlocked {  // answers Unlock and UnlockByPin
  Team team;
  Secret saved;        // what SealDraft handed out last; "" for nothing
  Secret streets;      // what KeepStreets handed out last
  bool voice = false;  // a sound was sealed with it, and is held again
  Secret number,
      code;           // of a submission that was stored meanwhile (StoreSubmission before the lock); else ""
  bool whole = true;  // all cases are read; else more come page by page, as CasesChanged
};
struct UnlockRefused {};  // the passphrase or the digits are wrong
struct UnlockFailed {     // it couldn't be tried
  Trouble why = Trouble::other;
};

// --- a device that isn't the team's yet, and another passphrase (enrol.h)
struct DeviceKnown {  // answers MakeIdentity and SetIdentityAside; by itself at the start and when it changed
  Standing standing = Standing::unknown;
  std::string request_words, request_hash, authority_words;  // "" where there is none
  RequestGoes request_goes = RequestGoes::by_hand;
};
struct EnrolForward {};
struct EnrolBack {};
struct OwnPassphraseToggled {};
struct OtherWordsPressed {};
struct WordsDrawn {  // answers DrawWords
  Secret words;
};
struct RequestWanted {};  // onto the stick that is in
struct RequestGiven {};   // answers GiveRequest
struct EnrolFailed {      // answers what enrolling asks for
  Trouble why = Trouble::other;
};
struct AnewPressed {};  // the passphrase is forgotten, or the device has ended; once more: not so
struct AnewConfirmed {};
struct ChangePressed {};
struct PassphraseChanged {};  // answers ChangePassphrase
struct PassphraseRefused {};  // the old one is wrong
struct PassphraseFailed {
  Trouble why = Trouble::other;
};

// --- what came
struct CasesChanged {           // the casebook was refreshed
  std::vector<CaseId> changed;  // all of them
  std::vector<CaseId> mine;     // of these, what I did myself
  bool whole = true;            // likewise
};
struct TeamChanged {  // another register
  Team team;
};
struct EventsAdded {  // answers AddEvents; the casebook has them already
  struct Refused {
    std::size_t deed = 0;  // which of them
    Trouble why = Trouble::other;
  };
  std::vector<Refused> refused;
};
struct SyncChanged {
  SyncTold told;
};

// --- a stick (stick.h)
struct SticksWanted {};
struct SticksFound {  // answers FindSticks
  std::vector<Stick> sticks;
};
struct ExchangePressed {
  Stick stick;
};
struct ExchangeStopped {};
struct ExchangeMoved {  // after each file of ExchangeWith
  bool writing = false;
  std::uint64_t done = 0, total = 0;
};
struct ExchangeEnded {  // answers ExchangeWith
  std::uint64_t came = 0, given = 0, bad = 0;
  Trouble trouble = Trouble::none;
};

// --- the list
struct ListChosen {
  casebook::List list = casebook::List::fresh;
};
struct FilterChosen {  // another value of one filter, or none
  std::optional<domain::Kind> kind{};
  std::optional<domain::Role> role{};
  std::optional<std::string> theme{}, language{}, place{};
  std::optional<MemberId> holder{};
};
struct FiltersCleared {};
struct PillPressed {};
struct RowMoved {
  int by = 0;
  bool extend = false;  // marks what is passed over
};
struct RowMarked {
  CaseId id;
  bool extend = false;  // all from the row marked before to this one
};
struct AllMarked {};
struct MarksCleared {};
struct RowOpened {
  CaseId id;
};
struct CaseLeft {};  // back to the same row
struct PageChosen {
  Page page = Page::cases;
};
struct PeopleFound {  // answers LookAtPeople
  People people;
};

// --- what is done, with the marked ones, else with the case that is open, else with the row one is at
struct TakePressed {};
struct WritingOpened {
  Writing::What what = Writing::What::note;
};
struct WritingClosed {};   // it is kept
struct WritingDropped {};  // it is thrown away
struct RoleChosen {        // of a note; the same once more: none
  domain::Role role = domain::Role::fixer;
};
struct DueInDays {  // working days from today
  int days = 1;
};
struct DueMoved {
  int by = 1;  // working days
};
struct DueOn {
  Day day;
};
struct DueDropped {};
struct WayChosen {
  By by = By::kiosk;
};
struct KeepsToggled {
  EnvelopeId promise;
};
struct ClosesToggled {};
struct ReadyChosen {  // a ready sentence, in at the caret
  std::string id;
};
struct SavePressed {};
struct PreviewToggled {
  CaseId id;
};
struct SendAllPressed {};
struct HandOpened {};
struct HandedTo {
  MemberId to;
};
struct SortOpened {};
struct SortedAs {
  std::optional<domain::Kind> kind{};
  std::optional<domain::Role> role{};
  std::optional<std::string> theme{};
};
struct LookAlikesOpened {};
struct JoinPressed {
  CaseId other;
};
struct PartPressed {
  CaseId part;
};
struct ClosePressed {};
struct CloseConfirmed {  // promises that stand are kept by it, or stay as they are
  bool kept = false;
};
struct ReopenPressed {};
struct KeptPressed {
  EnvelopeId promise;
};
struct TakeOverPressed {};  // what stands apart counts from now on
struct UndoPressed {
  std::uint64_t number = 0;  // 0: the latest
};
struct RetryPressed {
  CaseId id;
};
struct FailureDropped {
  CaseId id;
};
struct RevealPressed {};
struct HearPressed {
  EnvelopeId voice;
};
struct HearStopped {};
struct VoicePlayed {};
struct OverlayOpened {
  Overlay overlay = Overlay::none;
};
struct OverlayClosed {};

// --- a voice for the note
struct VoiceBegun {};
struct VoiceStopped {};
struct VoiceRemoved {};
struct VoiceHeard {
  std::int64_t ms = 0;
  float level = 0;
};
struct VoiceRecorded {
  std::int64_t ms = 0;
  bool silent = false;
};
struct VoiceFailed {
  Trouble why = Trouble::sound_no_device;
};

// --- fields and keys
struct FieldFocused {
  Field field = Field::none;
  std::size_t caret = 0;
};
struct FieldLeft {};
struct TextTyped {
  Secret text;
};
struct BackspacePressed {};
struct FieldKeyed {
  text::FieldKey key = text::FieldKey::enter;
  bool extend = false;
};
struct LayerChosen {
  std::string layer;
};
struct TextPut {
  Field field = Field::none;
  Secret text;
};
struct KeyPressed {  // of a real keyboard; which ones there are: keys.h
  char32_t letter = 0;
  enum class Named { none, up, down, page_up, page_down, first, last, enter, escape } named = Named::none;
  bool shift = false, ctrl = false;
};

// --- at the door
struct StreetsShown {};
struct VisitShown {};
struct StreetChosen {
  std::size_t index = 0;
};
struct StreetAdded {};  // the one that was typed
struct DoorMarked {
  DoorMark mark = DoorMark::spoken;
};
struct DoorMarkUndone {};
struct DoorNoteOpened {};
struct BehalfOpened {};
struct BehalfKind {
  domain::Kind kind = domain::Kind::question;
};
struct BehalfWay {
  domain::ContactWay way = domain::ContactWay::none;
};
struct BehalfAgreed {};  // and back
struct BehalfSent {};
struct BehalfClosed {};  // the receipt was read, or nothing is to be sent
struct SubmissionStored {
  Secret number, code;
};
struct SubmissionFailed {
  Trouble why = Trouble::other;
};
struct TurnPressed {};  // then two corners

// --- settings
struct LanguageChosen {
  std::string language;
};
struct TextSizeChosen {
  content::TextSize text = content::TextSize::normal;
};
struct ContrastChosen {
  content::Contrast contrast = content::Contrast::normal;
};
struct SettingToggled {
  content::Setting which = content::Setting::calm;
};
struct SyncNowPressed {};

template <class Any>
struct MakersOf;
using AnyEvent = std::variant<
    Touched, TimePassed, UnlockPressed, PinDigit, PinErased, PinChosen, PassphraseShown, CornerTouched,
    LockPressed, WentToBackground, Unlocked, UnlockRefused, UnlockFailed, DeviceKnown, EnrolForward,
    EnrolBack, OwnPassphraseToggled, OtherWordsPressed, WordsDrawn, RequestWanted, RequestGiven, EnrolFailed,
    AnewPressed, AnewConfirmed, ChangePressed, PassphraseChanged, PassphraseRefused, PassphraseFailed,
    CasesChanged, TeamChanged, EventsAdded, SyncChanged, SticksWanted, SticksFound, ExchangePressed,
    ExchangeStopped, ExchangeMoved, ExchangeEnded, ListChosen, FilterChosen, FiltersCleared, PillPressed,
    RowMoved, RowMarked, AllMarked, MarksCleared, RowOpened, CaseLeft, PageChosen, PeopleFound, TakePressed,
    WritingOpened, WritingClosed, WritingDropped, RoleChosen, DueInDays, DueMoved, DueOn, DueDropped,
    WayChosen, KeepsToggled, ClosesToggled, ReadyChosen, SavePressed, PreviewToggled, SendAllPressed,
    HandOpened, HandedTo, SortOpened, SortedAs, LookAlikesOpened, JoinPressed, PartPressed, ClosePressed,
    CloseConfirmed, ReopenPressed, KeptPressed, TakeOverPressed, UndoPressed, RetryPressed, FailureDropped,
    RevealPressed, HearPressed, HearStopped, VoicePlayed, OverlayOpened, OverlayClosed, VoiceBegun,
    VoiceStopped, VoiceRemoved, VoiceHeard, VoiceRecorded, VoiceFailed, FieldFocused, FieldLeft, TextTyped,
    BackspacePressed, FieldKeyed, LayerChosen, TextPut, KeyPressed, StreetsShown, VisitShown, StreetChosen,
    StreetAdded, DoorMarked, DoorMarkUndone, DoorNoteOpened, BehalfOpened, BehalfKind, BehalfWay,
    BehalfAgreed, BehalfSent, BehalfClosed, SubmissionStored, SubmissionFailed, TurnPressed, LanguageChosen,
    TextSizeChosen, ContrastChosen, SettingToggled, SyncNowPressed>;

// One of the alternatives above; made, copied and destroyed in event.cpp alone, as app/event.h says why.
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

}  // namespace wv::desk
