// Everything the wijkverbinder's side knows while it runs, as one value. Only `update` writes it; screens
// read it. What people wrote lives in `Open`, and a lock puts `Locked` in its place: that overwrites it
// (privacy by type, S3). The casebook is not in here, and nothing in here points into it: a case is told by
// its id, looked up each time, and may be gone.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/connection.h"
#include "base/pin.h"
#include "base/request.h"
#include "casebook/casebook.h"
#include "content/settings.h"
#include "desk/deed.h"
#include "desk/door.h"
#include "desk/enrol.h"
#include "desk/field.h"
#include "desk/stick.h"
#include "desk/team.h"
#include "desk/writing.h"

namespace wv::desk {

using casebook::CaseId;
using casebook::EnvelopeId;
using casebook::MemberId;

enum class Mode { desk, visit };

// What can be asked of the outside; of each the last one counts. `events`: each is answered (deed.h).
enum class Ask { unlock, events, submission, hear, voice, people, enrol, sticks, exchange, count };

// --- locked -----------------------------------------------------------------------------------------
enum class Corner { top_start, top_end, bottom_start, bottom_end };

// Rain makes touches: what is not to happen by a drop takes two taps in different corners, soon after each
// other.
struct Corners {
  std::optional<Corner> first;
  std::int64_t first_ms = 0;
};

struct Locked {
  Secret passphrase, pin;
  Editing editing;
  bool shown = false;   // the passphrase is seen while it is typed
  bool by_pin = false;  // six digits are enough
  bool awake = true;    // at the door, two corners wake it first
  std::int64_t woken_ms = 0;
  Corners corners;
  bool opening = false;    // it is being tried
  bool turned = false;     // the resident has the tablet; coming back ends here
  bool forgotten = false;  // really begin anew, with other keys? is being asked
  enum class Notice { none, wrong, pin_wrong, pin_gone, failed } notice = Notice::none;
  Trouble trouble = Trouble::none;
};

// --- the list in sight --------------------------------------------------------------------------------
// It never jumps: rows stay where they are until the person asks for another list, filter or word, or takes
// in what is new. What a row tells is looked up anew, so a colleague's step shows in its place; what I did
// shows at once, and leaves the list only then too, so that no other row slides under the finger.
struct ListInSight {
  casebook::List which = casebook::List::fresh;
  casebook::Filter filter;
  Secret words;                                                   // as they are typed
  std::vector<CaseId> rows;                                       // as they stand
  std::vector<CaseId> fresh;                                      // came since, and wait: "3 nieuw"
  std::optional<CaseId> at;                                       // the row one is at
  std::vector<CaseId> marked;                                     // several at once; only rows in sight
  std::optional<CaseId> anchor;                                   // the other end of a range
  casebook::Counts counts{};                                      // of all lists, as they are now
  std::size_t left_alone = 0;                                     // cases that nobody looks after
  std::array<std::optional<CaseId>, casebook::kLists> left_at{};  // where one was in the others
};

// --- the case that is open -------------------------------------------------------------------------
struct OpenedCase {
  CaseId id;
  std::int64_t since_ms = 0;
  bool read = false;                     // that I read it is told, or was known
  bool covered = false;                  // a sad or coarse text stands behind one tap
  std::size_t entries = 0, answers = 0;  // in its thread, when it was shown
  std::size_t arrived = 0;               // came from colleagues while it stood open
  bool answer_arrived = false;
  std::optional<EnvelopeId> hears;  // the voice that is heard
};

enum class Overlay {
  none,
  keys,
  hand,
  sort,
  look_alikes,
  close,
  filter,
  preview,
  menu,
  pin,
  passphrase,
  turn
};

// What else there is beside the cases.
enum class Page { cases, promises, insights, people, stick };

struct People {                                      // as the device knows it when the page is opened
  enum class Follows { yes, unknown, not_yet, no };  // the register: seals a kiosk to the current key?
  struct Kiosk {
    std::string device;
    Day last;  // of its newest message
    Follows follows = Follows::unknown;
  };
  std::vector<Kiosk> kiosks;
  std::size_t waiting = 0, broken = 0;  // files that no key opens yet, or that say something untrue
};

enum class Left {  // why a row is left out of several at once
  gone,            // erased, or not here any more
  done,
  mine,         // I hold it
  theirs,       // that colleague holds it
  no_kiosk,     // nothing can be sent to a kiosk
  other_way,    // the resident asked for another way: somebody rings or goes
  pending,      // the same is pending
  confidential  // who is to get it doesn't hold its key
};
struct LeftOut {
  CaseId id;
  Left why = Left::gone;
};

struct Preview {  // the same answer to many: what each of them gets
  struct Item {
    CaseId id;
    By by = By::kiosk;
    std::string language;
    std::optional<Left> left;  // not sent; by hand it may be, where only the way differs
    bool on = true;
  };
  std::vector<Item> items;
};

struct VoiceNote {  // a sound that is held outside (or becomes one) for the note in hand
  enum class Step { none, recording, recorded } step = Step::none;
  std::int64_t ms = 0;
  float level = 0;
  Trouble trouble = Trouble::none;
  bool silent = false;  // nothing was heard
};

// What is said in one line, until the next thing is done.
enum class Notice {
  none,
  undone,
  too_late,  // nothing to undo any more
  already,   // it is so already, or pending
  nothing_marked,
  text_missing,
  day_missing,
  day_moved,        // a day that is closed: the next one that is open
  way_missing,      // no kiosk is reached
  colleague_wrote,  // since this was opened; once more sends it
  gone,             // the case is not here any more
  voice_held,       // another note's voice is not saved yet
  confidential
};

struct Open {
  Team team;
  std::optional<casebook::Viewer> viewer;  // of today
  ListInSight list;
  std::optional<OpenedCase> opened;
  std::vector<Writing> writings;
  std::optional<std::size_t> writing;  // which of them has the panel
  Editing editing;
  Overlay overlay = Overlay::none;
  Page page = Page::cases;
  std::optional<People> people;  // none: not looked yet
  Secret new_pin;                // while one is chosen
  Preview preview;
  std::vector<Pending> pending;
  std::vector<Sealing> sealing;
  std::vector<Failure> failed;
  std::vector<LeftOut> left_out;  // of the last thing done with several
  VoiceNote voice;
  Secret theme;     // while one is sorted by a new theme
  Secret copied;    // by a real keyboard; never given to the system
  Corners corners;  // of a hand-over
  PassphraseChange change;
  Notice notice = Notice::none;
  std::uint64_t done = 0;  // deeds, counted
  std::int64_t unlocked_ms = 0;
  // While the first look is still reading, the rows follow it until a touch; whoever then chooses a list, or
  // searches, has rows that follow once more.
  bool arrives = false;
  std::int64_t listed_ms = 0;  // the touch after which the rows were put in order
  Door door;
};

struct Pin {
  bool chosen = false;  // one unlock key stays in memory for it
  int tries_left = 0;
  std::int64_t until_ms = 0;  // boot clock
};

struct SyncTold {  // what sync told last
  Connection connection;
  bool all_done = false;  // every box acknowledged: only then "Alles is bijgewerkt"
  std::uint64_t waiting = 0;
  bool running = false;
};

struct State {
  Mode mode = Mode::desk;
  bool trial = false;
  content::Settings device, shown;
  std::variant<Locked, Open, Enrolling> side = Locked{};
  Pin pin;
  SyncTold sync;
  Sticks sticks;
  Requests<Ask> requests;
  LocalTime now;
  std::int64_t now_ms = 0;  // boot clock
  std::int64_t touched_ms = 0;

  [[nodiscard]] Open* open() { return std::get_if<Open>(&side); }
  [[nodiscard]] const Open* open() const { return std::get_if<Open>(&side); }
  [[nodiscard]] Locked* locked() { return std::get_if<Locked>(&side); }
  [[nodiscard]] const Locked* locked() const { return std::get_if<Locked>(&side); }
  [[nodiscard]] Enrolling* enrolling() { return std::get_if<Enrolling>(&side); }
  [[nodiscard]] const Enrolling* enrolling() const { return std::get_if<Enrolling>(&side); }
};

// What is typed into now, on whichever of the three sides.
[[nodiscard]] const Editing& editing_of(const State& state);

inline constexpr std::int64_t kLockAfterMs = 120'000;
inline constexpr std::int64_t kPinHoldsMs = 8 * std::int64_t{3'600'000};
inline constexpr int kPinTries = 5;
inline constexpr std::int64_t kReadAfterMs = 3'000;  // a case that stood open so long was read
inline constexpr std::int64_t kCornersMs = 5'000;    // between two corners
inline constexpr std::int64_t kAwakeMs = 20'000;     // nothing typed: asleep again
inline constexpr std::size_t kMostSearchBytes = 200, kMostPassphraseBytes = 400;

// What has the panel now; null when nothing is being written.
[[nodiscard]] const Writing* writing_now(const Open& open);
[[nodiscard]] Writing* writing_now(Open& open);
// What is pending or being sealed for this case, oldest first: shown with it as if it were done.
[[nodiscard]] std::vector<const Deed*> undone_deeds(const Open& open, CaseId id);
// Of the street one is in: cases that name it and were promised something or answered, the most pressing
// first, to be told at the door.
inline constexpr std::size_t kMostInStreet = 50;
[[nodiscard]] std::vector<CaseId> told_in_street(const Open& open, const casebook::Casebook& casebook);
[[nodiscard]] bool is_marked(const ListInSight& list, CaseId id);
[[nodiscard]] const char* screen_name(const State& state);   // of the UI tree
[[nodiscard]] const char* overlay_name(const State& state);  // "" for none

}  // namespace wv::desk
