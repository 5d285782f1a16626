// How the device is, judged from what is known: a pure function, so that a table of tests can hold it.
// The worst concern is the verdict; the others are told below it. Alarms are D5's: what is unsent for 1, 3
// and 7 days calls the host, for 30 and 90 the municipality, and past its retention day everybody.
// The code is for the telephone: ten digits, platform/README.md has the table, the last is a check digit.
#pragma once
#include <string>
#include <vector>

#include "app/state.h"
#include "content/content.h"

namespace wv::app {

// The number is what the code's first two digits say; higher is worse.
enum class HealthIssue {
  good = 0,
  waiting = 1,         // since today, goes by itself
  not_connected = 10,  // the settings name no target: by stick
  trial = 11,
  nearly_full = 20,
  parked = 30,         // something lies in quarantine
  register_late = 35,  // the next register of readers is overdue: sealing goes on to the one that is held
  offline = 41,
  server = 50,  // it doesn't answer, or not clearly
  server_full = 51,
  settings = 52,  // a credential or an address is wrong here
  no_box = 53,
  redirect = 54,
  portal = 55,
  untrusted = 56,  // TLS
  denied = 57,
  waiting_long = 60,     // a day or more
  lost_there = 65,       // the municipality's server went back to an older backup: it lacks what we sent
  register_forked = 66,  // two registers with one number: one of them is false
  clock_wrong = 70,
  full = 80,
  overdue = 85,       // unsent on its retention day: the loudest
  numbers_anew = 88,  // the store that counted the receipt numbers is gone: they may come twice
  cannot_store = 90,
};

enum class Alarm { none, day_1, day_3, day_7, day_30, day_90, overdue };
[[nodiscard]] const char* alarm_code(Alarm alarm);  // for the log: "alarm.day_3", "" for none

enum class ClockState { confirmed, unconfirmed, wrong };
enum class Level { good, look, act };  // how loud

struct HealthReport {
  HealthIssue verdict = HealthIssue::good;
  std::vector<HealthIssue> also;  // worst first, without the verdict
  Alarm alarm = Alarm::none;
  ClockState clock = ClockState::unconfirmed;
  Level level = Level::good;
  int waiting_days = 0;
  std::optional<Day> oldest;  // since when something waits, as far as anybody knows
  std::string code;           // ten digits
};

[[nodiscard]] HealthReport diagnose(const State& state, const content::Content& content);
// It shows a day before the release, or before what was dated by it, or it jumped; and no network says
// otherwise.
[[nodiscard]] bool clock_is_wrong(const State& state);
[[nodiscard]] std::string show_health_code(
    std::string_view code);  // The day and time of the network's last acknowledgement, as the wall was then.
[[nodiscard]] std::optional<LocalTime> last_sent(const State& state);

}  // namespace wv::app
