#include "app/health.h"

#include <algorithm>
#include <array>

#include "base/room.h"
#include "domain/receipt.h"

namespace wv::app {

namespace {

constexpr std::uint64_t kMB = 1024 * 1024;
constexpr std::uint64_t kFullBytes = kDiskFloorBytes, kNearlyFullBytes = 200 * kMB, kPlentyBytes = 1024 * kMB;
constexpr std::int64_t kDayMs = 86'400'000;

struct Meaning {  // of sync's codes to a host (src/sync/TARGETS.md)
  Trouble trouble;
  HealthIssue issue;
  char digit;
};
constexpr std::array<Meaning, 14> kMeanings = {{
    {Trouble::sync_offline, HealthIssue::offline, '2'},
    {Trouble::sync_timeout, HealthIssue::offline, '2'},
    {Trouble::sync_portal, HealthIssue::portal, '3'},
    {Trouble::sync_tls, HealthIssue::untrusted, '4'},
    {Trouble::sync_denied, HealthIssue::denied, '5'},
    {Trouble::sync_no_box, HealthIssue::no_box, '6'},
    {Trouble::sync_redirect, HealthIssue::redirect, '7'},
    {Trouble::sync_settings, HealthIssue::settings, '8'},
    {Trouble::sync_refuses_all, HealthIssue::settings, '8'},
    {Trouble::sync_destination, HealthIssue::settings, '8'},
    {Trouble::sync_not_tls, HealthIssue::settings, '8'},
    {Trouble::sync_proxy_login, HealthIssue::settings, '8'},
    {Trouble::sync_proxy_denied, HealthIssue::settings, '8'},
    {Trouble::sync_full, HealthIssue::server_full, '9'},
}};

Meaning meaning_of(Trouble trouble) {
  const auto* found = std::find_if(kMeanings.begin(), kMeanings.end(),
                                   [&](const Meaning& m) { return m.trouble == trouble; });
  return found != kMeanings.end() ? *found : Meaning{trouble, HealthIssue::server, '9'};
}

// How far something is, as one digit: the number of bounds that it has reached.
template <class T>
char step_of(T value, std::initializer_list<T> bounds) {
  return static_cast<char>(
      '0' + std::count_if(bounds.begin(), bounds.end(), [&](T bound) { return value >= bound; }));
}

class Examination {
 public:
  Examination(const State& state, const content::Content& content)
      : s_(state), w_(state.waiting), content_(content), today_(day_of(state.now)) {}

  HealthReport report() {
    report_.clock = clock();
    if (w_.count > 0 && w_.oldest) report_.oldest = oldest(*w_.oldest);
    if (report_.oldest && report_.clock != ClockState::wrong)
      report_.waiting_days = std::max(0, days_between(*report_.oldest, today_));
    report_.alarm = alarm();
    std::vector<HealthIssue> all = issues();
    std::sort(all.begin(), all.end(), std::greater<>());
    if (!all.empty()) {
      report_.verdict = all.front();
      report_.also.assign(all.begin() + 1, all.end());
    }
    report_.level = level();
    report_.code = code();
    return std::move(report_);
  }

 private:
  ClockState clock() const {
    if (s_.connection.clock_confirmed) return ClockState::confirmed;
    return clock_is_wrong(s_) ? ClockState::wrong : ClockState::unconfirmed;
  }

  // What a dead clock dated, or one that ran ahead, has waited since this clock goes, and no longer: a day
  // that nobody confirmed calls nobody after ninety days that never were.
  Day oldest(const Stamp& stamp) const {
    const auto& since = s_.host.clock_since;
    const bool doubtful = stamp.clock != ClockWas::confirmed &&
                          (stamp.day < first_release_day() || stamp.day > add_days(today_, 1) ||
                           stamp.clock == ClockWas::unconfirmed);
    return doubtful && since && (*since > stamp.day || stamp.day > today_) ? *since : stamp.day;
  }

  Alarm alarm() const {
    if (s_.trial || w_.count == 0) return Alarm::none;
    if (overdue()) return Alarm::overdue;
    const int days = report_.waiting_days;
    return days >= 90   ? Alarm::day_90
           : days >= 30 ? Alarm::day_30
           : days >= 7  ? Alarm::day_7
           : days >= 3  ? Alarm::day_3
           : days >= 1  ? Alarm::day_1
                        : Alarm::none;
  }

  bool overdue() const {
    if (!report_.oldest || report_.clock == ClockState::wrong) return false;
    return today_ >= add_months(*report_.oldest, content_.municipality.retention_months);
  }

  std::vector<HealthIssue> issues() const {
    std::vector<HealthIssue> all;
    const auto add = [&](bool holds, HealthIssue issue) {
      if (holds) all.push_back(issue);
    };
    const auto full = [](Trouble t) { return t == Trouble::store_full; };
    const auto broken = [&](Trouble t) { return t != Trouble::none && !full(t); };
    add(broken(w_.trouble) || broken(w_.keeping), HealthIssue::cannot_store);
    add(w_.numbers_anew, HealthIssue::numbers_anew);
    add(full(w_.trouble) || full(w_.keeping) || (w_.free_bytes && *w_.free_bytes < kFullBytes),
        HealthIssue::full);
    add(w_.free_bytes && *w_.free_bytes >= kFullBytes && *w_.free_bytes < kNearlyFullBytes,
        HealthIssue::nearly_full);
    add(report_.alarm == Alarm::overdue, HealthIssue::overdue);
    add(report_.clock == ClockState::wrong, HealthIssue::clock_wrong);
    add(report_.alarm != Alarm::none && report_.alarm != Alarm::overdue, HealthIssue::waiting_long);
    add(report_.alarm == Alarm::none && w_.count > 0 && !s_.trial, HealthIssue::waiting);
    add(w_.damaged > 0, HealthIssue::parked);
    add(s_.connection.missing_there > 0, HealthIssue::lost_there);
    const auto& next = s_.host.next_register;
    add(next && *next < today_ && report_.clock != ClockState::wrong, HealthIssue::register_late);
    add(s_.host.register_forked, HealthIssue::register_forked);
    add(s_.trial, HealthIssue::trial);
    add(!s_.trial && !configured(), HealthIssue::not_connected);
    if (configured() && s_.connection.trouble != Trouble::none)
      all.push_back(meaning_of(s_.connection.trouble).issue);
    return all;
  }

  bool configured() const { return s_.connection.configured || !content_.config.sync.type.empty(); }

  Level level() const {
    if (report_.verdict >= HealthIssue::clock_wrong || report_.alarm >= Alarm::day_7 ||
        report_.verdict == HealthIssue::denied || report_.verdict == HealthIssue::lost_there ||
        report_.verdict == HealthIssue::register_forked)
      return Level::act;
    return report_.verdict <= HealthIssue::not_connected ? Level::good : Level::look;
  }

  std::string code() const {
    const int verdict = static_cast<int>(report_.verdict);
    std::string c{static_cast<char>('0' + verdict / 10), static_cast<char>('0' + verdict % 10)};
    c += !configured()                            ? '1'
         : s_.connection.trouble == Trouble::none ? '0'
                                                  : meaning_of(s_.connection.trouble).digit;
    c += static_cast<char>('0' + static_cast<int>(report_.clock));
    c += step_of<std::uint64_t>(w_.count, {1, 2, 10, 100, 1000});
    c += report_.alarm == Alarm::overdue ? '6' : step_of(report_.waiting_days, {1, 3, 7, 30, 90});
    c += last_sent_digit();
    c += w_.trouble != Trouble::none || w_.keeping != Trouble::none ? '9'
         : !w_.free_bytes                                           ? '8'
         : *w_.free_bytes >= kPlentyBytes                           ? '0'
         : *w_.free_bytes >= kNearlyFullBytes                       ? '1'
         : *w_.free_bytes >= kFullBytes                             ? '2'
                                                                    : '3';
    c += step_of<std::uint64_t>(w_.damaged, {1, 2, 10});
    c += domain::check_digit(c);
    return c;
  }

  char last_sent_digit() const {
    if (!s_.connection.last_sent_ms) return '9';
    const std::int64_t days =
        std::max<std::int64_t>(0, (s_.now.at.ms - *s_.connection.last_sent_ms) / kDayMs);
    return step_of<std::int64_t>(days, {1, 3, 7, 30, 90});
  }

  const State& s_;
  const Waiting& w_;
  const content::Content& content_;
  Day today_;
  HealthReport report_;
};

}  // namespace

const char* alarm_code(Alarm alarm) {
  switch (alarm) {
    case Alarm::none: return "";
    case Alarm::day_1: return "alarm.day_1";
    case Alarm::day_3: return "alarm.day_3";
    case Alarm::day_7: return "alarm.day_7";
    case Alarm::day_30: return "alarm.day_30";
    case Alarm::day_90: return "alarm.day_90";
    case Alarm::overdue: return "alarm.overdue";
  }
  return "";
}

bool clock_is_wrong(const State& state) {
  if (state.connection.clock_confirmed) return false;
  const Day today = day_of(state.now);
  const auto& oldest = state.waiting.oldest;
  const bool before_its_own = state.waiting.count > 0 && oldest && oldest->day > add_days(today, 1);
  return today < release_day() || before_its_own || state.host.clock_jumped;
}

HealthReport diagnose(const State& state, const content::Content& content) {
  return Examination(state, content).report();
}

std::string show_health_code(std::string_view code) {
  std::string shown;
  for (std::size_t i = 0; i < code.size(); ++i) {
    if (i > 0 && i % 2 == 0) shown.push_back(' ');
    shown.push_back(code[i]);
  }
  return shown;
}

std::optional<LocalTime> last_sent(const State& state) {
  if (!state.connection.last_sent_ms) return std::nullopt;
  const Instant at{*state.connection.last_sent_ms};
  if (const auto offset = state.connection.last_sent_offset_min) return LocalTime{at, *offset};
  return as_then(at, state.now);
}

}  // namespace wv::app
