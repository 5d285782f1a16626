// What the host of the place sees and does: the PIN's pad, the settings behind it, sticks. Content of a
// message is never here. The pad's digits live in `Host::pin` and are wiped when it closes.
// The events are one alternative of app::Event, the effects alternatives of app::Effect.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/absence.h"
#include "app/trouble.h"
#include "app/queue_list.h"
#include "app/request.h"
#include "app/settings.h"
#include "base/secret.h"
#include "base/time.h"

namespace wv::app {

struct PinPad {
  enum class Step { looking, enter, choose, repeat } step = Step::looking;
  enum class Notice { nothing, wrong, differ, waiting, failed } notice = Notice::nothing;
  Secret digits, first;  // typed so far; and, for `repeat`, the first time
  bool checking = false;
  std::int64_t wait_until_ms = 0;  // boot clock
};

struct Stick {
  std::string folder, name;
  bool operator==(const Stick&) const = default;
};

struct Transfer {
  enum class What { none, exporting, importing } what = What::none;
  bool running = false;
  std::string stick;  // its name
  std::uint64_t done = 0, total = 0;
  std::uint64_t moved = 0, known = 0, past = 0, bad = 0;  // when it has ended
  Trouble trouble = Trouble::none;                        // why it ended early
};

struct Requeue {  // of what was parked
  enum class What { none, running, ended } what = What::none;
  std::uint64_t back = 0, bad = 0;  // when it has ended
  Trouble trouble = Trouble::none;  // why it ended early
};

inline constexpr std::int64_t kCleaningMs = 60'000;  // the screen is wiped, and no touch counts

struct HereUntil {  // the wijkverbinder is in this place now, until an hour of that day
  Day day;
  int minute = 0;  // of the day
};

struct Host {
  PinPad pin;
  bool sticks_looked = false;
  std::vector<Stick> sticks;
  Transfer transfer;
  Requeue requeue;
  QueueRows queue;                   // in the order of the page that shows it
  bool queue_failed = false;         // it could not be read
  std::string alarm;                 // code of the alarm that was noted last (health.h)
  bool clock_jumped = false;         // the day isn't believed (outbox/retention.h): nothing is deleted by it
  std::optional<Day> next_register;  // when the one after the register that is believed here is due
  bool register_forked = false;
  Absences absences;               // of the register that is believed here
  std::optional<Day> clock_since;  // what was dated by another clock is as old as that, for the alarms
  bool leaving = false;            // "close the program" was pressed: the loop ends
  std::int64_t cleaned_ms = 0;     // boot clock: when touches count again
  std::optional<HereUntil> here;   // told by whoever has the PIN; that day only
};

// --- what happened ---------------------------------------------------------------------------------
struct SettingsAsked {};
struct PinLooked {  // at the lock: is there a PIN, and may one be tried
  bool set = false;
  std::int64_t wait_ms = 0;
};
struct PinDigit {
  char digit;
};
struct PinErased {};
struct PinTried {
  bool right = false;
  std::int64_t wait_ms = 0;
};
struct PinKept {};
struct PinFailed {};
struct PinChangePressed {};
struct SticksAsked {};
struct SticksFound {
  std::vector<Stick> sticks;
};
struct ExportPressed {
  Stick stick;
};
struct ImportPressed {
  Stick stick;
};
struct TransferMoved {
  std::uint64_t done = 0, total = 0;
};
struct TransferEnded {
  Transfer result;  // moved, known, past, bad, trouble
};
struct SyncNowPressed {};
struct RequeuePressed {
  std::string id{};  // one of them; "": all
};
struct QueueOpened {};
struct QueueListed {
  QueueRows rows;  // null: it can't be read now
};
struct QueueSorted {
  QueuePage order;
};
struct RequeueEnded {
  Requeue result;
};
struct DeviceLanguageChosen {
  std::string language;
};
struct DeviceTextPressed {};
struct DeviceContrastPressed {};
struct DeviceSettingToggled {
  Setting which;
};
struct DeviceSettingsFound {  // kept from another day
  Settings settings;
};
struct DayLooked {
  bool clock_jumped = false;
  std::optional<Day> since;  // the days of this clock follow each other
};
struct RegisterLooked {  // which one is believed; none where the settings name none
  std::optional<Day> next;
  bool forked = false;
  Absences absences;
};
struct SlidesFound {                 // in the municipality's folder of pictures for the first screen
  std::vector<std::string> shown;    // names, as the view asks for them
  std::vector<std::string> skipped;  // those that can't be shown, by file name
};
struct CleaningPressed {};
struct HereUntilChosen {
  int minute = 0;  // of today; 0: nothing is said any more
};
struct QuitPressed {};
using HostEvent =
    std::variant<SettingsAsked, PinLooked, PinDigit, PinErased, PinTried, PinKept, PinFailed,
                 PinChangePressed, SticksAsked, SticksFound, ExportPressed, ImportPressed, TransferMoved,
                 TransferEnded, SyncNowPressed, RequeuePressed, RequeueEnded, DeviceLanguageChosen,
                 DeviceTextPressed, DeviceContrastPressed, DeviceSettingToggled, DeviceSettingsFound,
                 DayLooked, RegisterLooked, SlidesFound, CleaningPressed, HereUntilChosen, QuitPressed,
                 QueueOpened, QueueListed, QueueSorted>;

// --- what must happen outside ------------------------------------------------------------------------
struct LookAtPin {  // the answer is PinLooked or PinFailed
  static constexpr Ask kAsks = Ask::pin;
  RequestId request = {};
};
struct TryPin {  // PinTried or PinFailed
  Secret digits;
  static constexpr Ask kAsks = Ask::pin;
  RequestId request = {};
};
struct KeepPin {  // PinKept or PinFailed
  Secret digits;
  static constexpr Ask kAsks = Ask::pin;
  RequestId request = {};
};
struct FindSticks {  // SticksFound
  static constexpr Ask kAsks = Ask::sticks;
  RequestId request = {};
};
struct ExportTo {  // TransferMoved … TransferEnded
  std::string folder;
  static constexpr Ask kAsks = Ask::transfer;
  RequestId request = {};
};
struct ImportFrom {
  std::string folder;
  static constexpr Ask kAsks = Ask::transfer;
  RequestId request = {};
};
struct EndTransfer {};  // after the file it is at; nothing answers
struct SyncNow {};
struct RequeueParked {  // RequeueEnded
  std::string id{};     // one of them; "": all
  static constexpr Ask kAsks = Ask::requeue;
  RequestId request = {};
};
struct ListQueue {  // QueueListed
  static constexpr Ask kAsks = Ask::queue_list;
  RequestId request = {};
};
struct KeepSettings {  // for the next start
  Settings settings;
};
struct LookAtDay {  // retention, alarms, log; DayLooked, SlidesFound
  Day today;
  bool clock_confirmed = false;
  static constexpr Ask kAsks = Ask::day;
  RequestId request = {};
};
struct NoteEvent {  // a line in DATA/log; never anything a visitor told
  std::string code;
};

}  // namespace wv::app
