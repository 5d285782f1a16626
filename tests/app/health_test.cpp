// The verdict as a table: what is known on the left, what the host is told on the right. And D5's alarms.
#include "app/health.h"

#include <doctest/doctest.h>

#include "app/update.h"

using namespace wv;
using namespace wv::app;

namespace {

constexpr LocalTime kNow{Instant{1'780'300'800'000}, 120};  // 2026-06-01T10:00+02:00
constexpr std::uint64_t kGB = 1'073'741'824;

content::Content content_with(int months = 12) {
  content::Content content;
  content.municipality.retention_months = months;
  content.config.sync.type = "couchdb";
  return content;
}

State healthy() {
  State s;
  s.now = kNow;
  s.connection.configured = s.connection.clock_confirmed = true;
  s.connection.last_sent_ms = kNow.at.ms - 3'600'000;
  s.waiting.known = true;
  s.waiting.free_bytes = 20 * kGB;
  return s;
}

struct Case {
  const char* what;
  void (*change)(State&);
  HealthIssue verdict;
  Level level;
};

void wait_since(State& s, int days, std::uint64_t count = 12) {
  s.waiting.count = count;
  s.waiting.oldest = Stamp{add_days(day_of(s.now), -days), ClockWas::unknown};
}

}  // namespace

TEST_CASE("what a clock dated that nobody confirmed calls nobody for days that never were") {
  const auto alarm_of = [](const Stamp& oldest, const std::optional<Day>& since) {
    State s = healthy();
    s.now = *parse_rfc3339("2027-11-28T10:00:00+01:00");
    s.waiting.count = 1;
    s.waiting.oldest = oldest;
    s.host.clock_since = since;
    return diagnose(s, content_with()).alarm;
  };
  const Day set{2027, 11, 27}, long_ago{2027, 1, 1};
  CHECK(alarm_of({release_day(), ClockWas::unconfirmed}, set) == Alarm::day_1);
  CHECK(alarm_of({{1970, 1, 1}, ClockWas::unknown}, set) == Alarm::day_1);
  CHECK(alarm_of({{2035, 1, 1}, ClockWas::unconfirmed}, {{2027, 11, 20}}) == Alarm::day_7);
  // A clock that went on all the time is believed for alarms: they delete nothing.
  CHECK(alarm_of({{2027, 11, 20}, ClockWas::unconfirmed}, long_ago) == Alarm::day_7);
  CHECK(alarm_of({{2027, 8, 1}, ClockWas::confirmed}, set) == Alarm::day_90);
  // Negative control: without knowing since when the clock goes, the dead one's day rings loudest.
  CHECK(alarm_of({release_day(), ClockWas::unconfirmed}, std::nullopt) == Alarm::overdue);
}

TEST_CASE("last sent is said by the clock of that day, over the change of the season too") {
  State s = healthy();
  s.now = *parse_rfc3339("2026-10-25T09:00:00+01:00");
  s.connection.last_sent_ms = parse_rfc3339("2026-10-24T16:10:00+02:00")->at.ms;
  CHECK(to_rfc3339(*last_sent(s)) == "2026-10-24T16:10:00+02:00");
  s.connection.last_sent_offset_min = 0;  // this machine's zone, when it is known
  CHECK(to_rfc3339(*last_sent(s)) == "2026-10-24T14:10:00+00:00");
  s.connection.last_sent_ms.reset();
  CHECK_FALSE(last_sent(s));
}

TEST_CASE("the verdict is the worst of what is known") {
  const Case cases[] = {
      {"all good", [](State&) {}, HealthIssue::good, Level::good},
      {"sent yesterday", [](State& s) { s.connection.last_sent_ms = kNow.at.ms - 30 * 3'600'000; },
       HealthIssue::good, Level::good},
      {"clock not yet confirmed", [](State& s) { s.connection.clock_confirmed = false; }, HealthIssue::good,
       Level::good},
      {"one of today", [](State& s) { wait_since(s, 0, 1); }, HealthIssue::waiting, Level::good},
      {"since yesterday", [](State& s) { wait_since(s, 1); }, HealthIssue::waiting_long, Level::look},
      {"since a week", [](State& s) { wait_since(s, 7); }, HealthIssue::waiting_long, Level::act},
      {"since yesterday, and offline",
       [](State& s) {
         wait_since(s, 1);
         s.connection.trouble = Trouble::sync_offline;
       },
       HealthIssue::waiting_long, Level::look},
      {"offline, nothing waits", [](State& s) { s.connection.trouble = Trouble::sync_offline; },
       HealthIssue::offline, Level::look},
      {"slow network", [](State& s) { s.connection.trouble = Trouble::sync_timeout; }, HealthIssue::offline,
       Level::look},
      {"portal", [](State& s) { s.connection.trouble = Trouble::sync_portal; }, HealthIssue::portal,
       Level::look},
      {"bad certificate", [](State& s) { s.connection.trouble = Trouble::sync_tls; }, HealthIssue::untrusted,
       Level::look},
      {"revoked", [](State& s) { s.connection.trouble = Trouble::sync_denied; }, HealthIssue::denied,
       Level::act},
      {"no box", [](State& s) { s.connection.trouble = Trouble::sync_no_box; }, HealthIssue::no_box,
       Level::look},
      {"redirect", [](State& s) { s.connection.trouble = Trouble::sync_redirect; }, HealthIssue::redirect,
       Level::look},
      {"wrong settings", [](State& s) { s.connection.trouble = Trouble::sync_settings; },
       HealthIssue::settings, Level::look},
      {"server full", [](State& s) { s.connection.trouble = Trouble::sync_full; }, HealthIssue::server_full,
       Level::look},
      {"server down", [](State& s) { s.connection.trouble = Trouble::sync_server; }, HealthIssue::server,
       Level::look},
      {"a code of tomorrow", [](State& s) { s.connection.trouble = Trouble::other; }, HealthIssue::server,
       Level::look},
      {"the server lacks what we sent", [](State& s) { s.connection.missing_there = 3; },
       HealthIssue::lost_there, Level::act},
      {"the next register is overdue", [](State& s) { s.host.next_register = add_days(day_of(s.now), -1); },
       HealthIssue::register_late, Level::look},
      {"the next register is due today", [](State& s) { s.host.next_register = day_of(s.now); },
       HealthIssue::good, Level::good},
      {"two registers", [](State& s) { s.host.register_forked = true; }, HealthIssue::register_forked,
       Level::act},
      {"one parked", [](State& s) { s.waiting.damaged = 1; }, HealthIssue::parked, Level::look},
      {"nearly full", [](State& s) { s.waiting.free_bytes = 150'000'000; }, HealthIssue::nearly_full,
       Level::look},
      {"full", [](State& s) { s.waiting.free_bytes = 10'000'000; }, HealthIssue::full, Level::act},
      {"full, told by a write", [](State& s) { s.waiting.trouble = Trouble::store_full; }, HealthIssue::full,
       Level::act},
      {"a save was rehearsed in vain", [](State& s) { s.waiting.keeping = Trouble::store_io; },
       HealthIssue::cannot_store, Level::act},
      {"rehearsed, and no room", [](State& s) { s.waiting.keeping = Trouble::store_full; }, HealthIssue::full,
       Level::act},
      {"receipt numbers began anew", [](State& s) { s.waiting.numbers_anew = true; },
       HealthIssue::numbers_anew, Level::act},
      {"read only", [](State& s) { s.waiting.trouble = Trouble::store_read_only; }, HealthIssue::cannot_store,
       Level::act},
      {"io and everything else",
       [](State& s) {
         wait_since(s, 400);
         s.waiting.trouble = Trouble::store_io;
         s.waiting.damaged = 3;
         s.connection.trouble = Trouble::sync_denied;
       },
       HealthIssue::cannot_store, Level::act},
      {"past its day", [](State& s) { wait_since(s, 366); }, HealthIssue::overdue, Level::act},
      {"clock before the product",
       [](State& s) {
         s.connection.clock_confirmed = false;
         s.now.at.ms = 0;
       },
       HealthIssue::clock_wrong, Level::act},
      {"clock before a message",
       [](State& s) {
         s.connection.clock_confirmed = false;
         wait_since(s, -30);
       },
       HealthIssue::clock_wrong, Level::act},
      {"clock jumped",
       [](State& s) {
         s.connection.clock_confirmed = false;
         s.host.clock_jumped = true;
         wait_since(s, 400);
       },
       HealthIssue::clock_wrong, Level::act},
      {"jumped, and confirmed", [](State& s) { s.host.clock_jumped = true; }, HealthIssue::good, Level::good},
      {"trial",
       [](State& s) {
         s.trial = true;
         wait_since(s, 40);
       },
       HealthIssue::trial, Level::look},
  };
  const auto content = content_with();
  for (const Case& c : cases) {
    CAPTURE(c.what);
    State s = healthy();
    c.change(s);
    const HealthReport report = diagnose(s, content);
    CHECK(report.verdict == c.verdict);
    CHECK(report.level == c.level);
    CHECK(domain::valid_receipt_number(report.code));
    CHECK(std::stoi(report.code.substr(0, 2)) == static_cast<int>(c.verdict));
    for (std::size_t i = 0; i < report.also.size(); ++i)
      CHECK(report.also[i] < (i == 0 ? report.verdict : report.also[i - 1]));
  }
}

TEST_CASE("without a target in the settings: by stick") {
  auto content = content_with();
  content.config.sync.type.clear();
  State s = healthy();
  s.connection = {};
  CHECK(diagnose(s, content).verdict == HealthIssue::not_connected);
  wait_since(s, 2);
  const auto report = diagnose(s, content);
  CHECK(report.verdict == HealthIssue::waiting_long);
  CHECK(report.also == std::vector<HealthIssue>{HealthIssue::not_connected});
}

TEST_CASE("alarms after 1, 3 and 7 days for the host, 30 and 90 for the municipality, and past the day") {
  const auto content = content_with();
  const std::pair<int, Alarm> days[] = {{0, Alarm::none},      {1, Alarm::day_1},    {2, Alarm::day_1},
                                        {3, Alarm::day_3},     {6, Alarm::day_3},    {7, Alarm::day_7},
                                        {29, Alarm::day_7},    {30, Alarm::day_30},  {89, Alarm::day_30},
                                        {90, Alarm::day_90},   {364, Alarm::day_90}, {365, Alarm::overdue},
                                        {5000, Alarm::overdue}};
  for (const auto& [day, alarm] : days) {
    CAPTURE(day);
    State s = healthy();
    wait_since(s, day);
    CHECK(diagnose(s, content).alarm == alarm);
    s.trial = true;
    CHECK(diagnose(s, content).alarm == Alarm::none);
  }
  // Noted once when it comes, once when it goes.
  State s = healthy();
  const auto noted = [&](int days_ago, std::uint64_t count) {
    State other = s;
    wait_since(other, days_ago, count);
    std::vector<std::string> codes;
    for (const Effect& e : update(s, QueueLooked{other.waiting}, content))
      if (const auto* note = std::get_if<NoteEvent>(&e)) codes.push_back(note->code);
    return codes;
  };
  CHECK(noted(0, 1).empty());
  CHECK(noted(3, 1) == std::vector<std::string>{"alarm.day_3"});
  CHECK(noted(4, 1).empty());
  CHECK(noted(7, 1) == std::vector<std::string>{"alarm.day_7"});
  CHECK(noted(0, 0) == std::vector<std::string>{"alarm.none"});
}

TEST_CASE("the code says what the table of platform/README.md says") {
  const auto content = content_with();
  State s = healthy();
  CHECK(diagnose(s, content).code.substr(0, 9) == "000000000");
  wait_since(s, 2);
  s.connection.trouble = Trouble::sync_offline;
  s.connection.clock_confirmed = false;
  s.connection.last_sent_ms = kNow.at.ms - 2 * 86'400'000;
  s.waiting.free_bytes = 150'000'000;
  s.waiting.damaged = 4;
  // 60 waiting long · 2 offline · 1 clock open · 3 tens of them · 1 a day or two · 1 sent a day or two ago ·
  // 2 little room · 2 some parked
  CHECK(diagnose(s, content).code.substr(0, 9) == "602131122");
  CHECK(show_health_code(diagnose(s, content).code).size() == 14);
  const std::string code = diagnose(s, content).code;
  for (std::size_t i = 0; i < code.size(); ++i) {
    std::string misheard = code;
    misheard[i] = misheard[i] == '9' ? '0' : static_cast<char>(misheard[i] + 1);
    CHECK_FALSE(domain::valid_receipt_number(misheard));
  }
}
