// Everything the product knows while it runs, as one value. Only `update` writes it; screens read it.
// What a visitor tells lives in `Session` and dies with it, overwritten (privacy by type, S3).
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "app/host.h"
#include "app/request.h"
#include "app/settings.h"
#include "app/trouble.h"
#include "base/connection.h"
#include "base/keeps.h"
#include "base/secret.h"
#include "base/stamp.h"
#include "domain/field.h"
#include "domain/reply.h"
#include "domain/submission.h"
#include "domain/validation.h"
#include "text/editing.h"

namespace wv::app {

enum class Mode {
  kiosk,
  event,  // a tablet that goes from hand to hand
  own     // a resident's own telephone: nobody else comes after, so nothing is wiped while one is away
};

[[nodiscard]] std::optional<Mode> parse_mode(std::string_view name);  // "kiosk", "event", "own"

// --- screens: their names stand in the UI tree
// -------------------------------------------------------------------------------------
struct Attract {
  static constexpr const char* kName = "attract";
};
struct Home {
  static constexpr const char* kName = "home";
};
struct Roles {  // the story that a visitor builds: which bridges stand, and who stands where
  static constexpr const char* kName = "roles";
  std::array<bool, domain::kRoles.size()> built{};
  std::optional<domain::Role> at, before;  // the stone on which the wijkverbinder stands, and stood
  std::int64_t plays_ms = 0;               // boot clock: when it goes on by itself; 0: it doesn't
  bool duck = false;                       // on which side of the river it is
};
struct RolePage {
  static constexpr const char* kName = "role";
  domain::Role role = domain::Role::fixer;
};
struct Themes {
  static constexpr const char* kName = "themes";
  std::string open;  // the theme that is opened; "" shows all four
};
struct Form {
  static constexpr const char* kName = "form";
  int page = 0;              // index into pages(); the details page after contact counts as one
  bool from_review = false;  // "change": the next step is straight back to the review
  std::vector<domain::FieldProblem> problems;
  int refused = 0;  // how often going on was refused: the fault is shown anew each time
};
struct Review {
  static constexpr const char* kName = "review";
};
struct Saving {
  static constexpr const char* kName = "saving";
  Trouble failure = Trouble::none;  // none while it runs; else the person chooses
  std::int64_t since_ms = 0;        // steady: it is said to take too long after kSavingMs (update.cpp)
  // Stop was confirmed meanwhile: the words are wiped, and what may already lie on the disk is taken back.
  // `lost`: it can't be said whether that worked.
  bool stopping = false, lost = false;
  domain::Kind kind =
      domain::Kind::question;  // set with `stopping`: for the receipt of what was kept after all
  domain::ContactWay way = domain::ContactWay::none;
  std::int64_t stopped_ms = 0;
};
struct Receipt {
  static constexpr const char* kName = "receipt";
  Secret number;  // 10 digits
  Secret code;    // XXXX-XXXX
  domain::Kind kind = domain::Kind::question;
  domain::ContactWay way = domain::ContactWay::none;
  std::int64_t shown_ms = 0;
  bool despite_stop = false;   // Stop came too late to take it back
  std::int64_t opened_ms = 0;  // number and code can be seen from here on, for a while (app/receipt.h)
  Secret envelope = {};        // its id
  bool acknowledged = false;   // the target has it
  LocalTime at = {};           // when it was stored
  std::string uid = {};        // of the calendar's entry
  // A slip of paper with number and code: offered while a printer answers.
  enum class Slip { none, offered, printing, printed, failed } slip = Slip::none;
  // On a device of their own: kept there with what opens its answer, when they ask for it.
  enum class Kept { no, keeping, kept, failed } kept = Kept::no;
  bool between_us = false;  // a conversation, or a worry about somebody: not for a calendar that others see
};
struct Track {
  static constexpr const char* kName = "track";
  // wrong: no number or code; unknown: nothing was found; trouble: it can't be looked up now;
  // unreached: nor be fetched from where it may be
  enum class Answer { none, wrong, looking, unknown, patience, trouble, unreached } answer = Answer::none;
  int refused = 0;       // as in Form
  bool of_kept = false;  // what is looked for is one that is kept here: nobody typed a number
};
struct AnswerPage {  // the answer is in the session
  static constexpr const char* kName = "answer";
};
struct Results {
  static constexpr const char* kName = "results";
  std::size_t at = 0;  // which of State::published
};
struct Checklist {
  static constexpr const char* kName = "checklist";
  std::vector<bool> ticked = std::vector<bool>(6, false);
};
struct Privacy {
  static constexpr const char* kName = "privacy";
};
struct Busy {
  static constexpr const char* kName = "busy";
  bool cannot_keep = false;  // not too many people: a device that can't keep anything
};
struct Health {
  static constexpr const char* kName = "health";
};
struct SettingsPage {  // behind the PIN
  static constexpr const char* kName = "settings";
};
using Screen = std::variant<Attract, Home, Roles, RolePage, Themes, Form, Review, Saving, Receipt, Track,
                            AnswerPage, Results, Checklist, Privacy, Busy, Health, SettingsPage, QueuePage>;

enum class Overlay {
  none,
  language,
  display,
  idle,
  stop,
  help,
  danger,
  letters,
  bsn,
  iban,
  volume,
  own_words,
  listening,
  pin,
  cleaning,  // the host wipes the screen: no touch counts until it is over
  asleep     // outside the opening hours: black, until a touch (night.h)
};

// --- the text field that has the keyboard ---------------------------------------------------------
struct Editing : text::Editing {
  domain::Field field = domain::Field::none;
};

// --- saying it instead of typing (voice.h); the sound itself is the shell's -------------------------
struct VoiceMessage {
  enum class Step { ready, recording, recorded, playing } step = Step::ready;
  std::int64_t ms = 0;           // recorded so far
  float level = 0, loudest = 0;  // how loud it is now, and was at most: 0 to 1
  bool held = false;             // the shell holds a sound
  bool ending = false;           // it was told to stop
  enum class Problem { none, too_short, quiet, no_microphone, refused, no_speaker } problem = Problem::none;
};

struct Session {
  std::optional<domain::Draft> draft;
  std::vector<Screen> history;  // for Back
  Editing editing;
  VoiceMessage voice_message;
  Secret copied;                // by a real keyboard; never given to the system
  bool hidden = false;          // "Verberg mijn tekst"
  bool kept_from_them = false;  // who turned the tablet may not read it
  bool danger_asked = false;    // the danger page shows once
  bool letters_asked = false;
  bool numbers_kept = false;  // "keep it": the BSN question is not asked again
  Secret track_number, track_code;
  std::optional<domain::AnswerDocument> answer;
  LocalTime notice_shown;
};

// --- reading aloud ----------------------------------------------------------------------------------
struct SpokenLine {
  std::string id, text;  // the node that says it, and what is heard
  bool own_words = false;
  std::string language{};  // of the words, where it isn't the one shown
  bool unkept = false;     // a number or a code: spoken like all else, and its sound is kept nowhere
};
inline constexpr int kVolumeSteps = 5, kUsualVolume = 3;

struct Reading {
  // ear: each page is read by itself, and one tap acts. keys: without sight, by four keys or by feeling.
  enum class Mode { off, ear, keys } mode = Mode::off;
  int volume = kUsualVolume;
  std::vector<SpokenLine> lines;  // what is being read; wiped when it is over
  std::size_t at = 0;
  bool speaking = false, welcomed = false;
  std::uint64_t turn = 0;  // of the last Speak: answers about others are too late
  std::uint64_t asked = 0,
                own_asked = 0;      // counted up: the view tells the page, or the resident's words, anew
  Trouble trouble = Trouble::none;  // why there is no voice
};

struct Waiting {  // what the queue told last; the honest lines of receipt and health come from it
  bool known = false;
  std::uint64_t count = 0;
  std::optional<Stamp> oldest;
  std::uint64_t damaged = 0;
  std::optional<std::uint64_t> free_bytes;
  Trouble trouble = Trouble::none;     // the last failure to read or write the data folder
  Trouble keeping = Trouble::none;     // why a message couldn't be kept now, by the last rehearsal of it
  std::optional<std::uint64_t> today;  // messages that were left here today
  Keeps keeps = Keeps::for_good;
  bool numbers_anew = false;  // the store that counted the receipt numbers before is gone
};

using wv::Connection;
using wv::Link;
using wv::link_of;

struct PublishedCard {  // "U zei, wij deden": its picture by name, "" for none; the bytes are the shell's
  domain::PublishedDocument document;
  std::string picture;
};

struct KeptShown {  // a receipt that is kept on one's own device
  Secret number;
  domain::Kind kind = domain::Kind::question;
  Day day;
  bool answered = false;
  bool news = false;  // the last answer wasn't opened yet
};
struct KeptList {
  bool possible = false;  // the device has a key of its own to keep them under
  bool shut = false;      // what was kept doesn't open: the key is gone, or can't be read now
  bool asked = false;
  std::vector<KeptShown> receipts;         // the newest first
  std::optional<std::int64_t> fetched_ms;  // when their answers were asked for last
};

struct AnswerTries {  // of the device, not of a visitor: after five misses a minute's patience
  std::vector<std::int64_t> at_ms;
  std::int64_t wait_until_ms = 0;
};

struct State {
  Mode mode = Mode::kiosk;
  // A wijkverbinder turned the tablet to the resident: their name, "" for nobody; and whether they can be
  // kept from reading it ("{Naam} mag dit niet lezen"), which isn't offered where they hold that key.
  std::string turned_by;
  bool may_keep_from_them = false;
  bool trial = false;
  Settings device;  // how it greets whoever comes next
  Settings shown;   // what is seen now: a visitor's own choices end with the visit
  Screen screen = Attract{};
  Overlay overlay = Overlay::none;
  Session session;
  Reading reading;
  Waiting waiting;
  Connection connection;
  std::vector<PublishedCard> published;
  AnswerTries answer_tries;
  KeptList kept;
  std::vector<std::string> slides;          // the municipality's own pictures for the first screen, by name
  std::vector<std::string> skipped_slides;  // those that can't be shown, by file name
  Host host;
  Requests requests;
  std::optional<Day> looked_day;  // for which queue and retention were looked at last, and
  bool looked_confirmed = false;  // whether the network had confirmed the clock then
  LocalTime now;
  std::int64_t now_ms = 0;            // the boot clock: goes on while the machine sleeps
  std::int64_t touched_ms = 0;        // when somebody last touched
  std::int64_t awake_ms = 0;          // when somebody was here last, for the night
  std::int64_t idle_asked_ms = 0;     // when "Bent u er nog?" came up
  std::int64_t rehearsed_ms = 0;      // steady: when a save was rehearsed last
  std::vector<std::int64_t> sent_ms;  // submissions of the last hour (S7)
};

// L6: an acknowledged sync less than a day old and a clock that the network confirmed; only then a day is
// promised.
[[nodiscard]] bool fresh_connection(const State& state);
// Whoever listens, or reads very large letters, gets twice the time (S1): 2, else 1.
[[nodiscard]] std::int64_t unhurried(const State& state);

// What somebody told behind the PIN holds still: the minute of today until which the wijkverbinder is here.
[[nodiscard]] std::optional<int> here_until(const State& state);
[[nodiscard]] const char* screen_name(const Screen& screen);
[[nodiscard]] const char* overlay_name(Overlay overlay);  // "" for none

}  // namespace wv::app
