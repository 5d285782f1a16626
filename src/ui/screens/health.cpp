// The host's page: a verdict first, then what it was judged by, and a code to read out on the telephone.
// No content of any message is here, and no PIN before it.
#include <cmath>

#include "app/health.h"
#include "base/signs.h"
#include "ui/kit/fact_rows.h"
#include "ui/screens/screens.h"
#include "ui/screens/story_page.h"

namespace wv::ui {

using namespace content::literals;
using app::Concern;

namespace {

std::string help_phone(const Scene& s) { return content::phone_words(s.content.municipality.phone); }
std::string months(const Scene& s) { return std::to_string(s.content.municipality.retention_months); }

std::string waiting_words(const Scene& s, const app::HealthReport& report) {
  const auto& w = s.state.waiting;
  const std::string day =
      report.oldest ? content::say_day(s.content.catalog, s.state.language, *report.oldest, content::kSince)
                    : s.f.say("health.unknown"_k);
  return s.f.say("health.waiting"_k, {{"count", std::to_string(w.count)}, {"day", day}});
}

// What is the matter, in a sentence.
std::string says(const Scene& s, const app::HealthReport& report, Concern concern) {
  Frame& f = s.f;
  switch (concern) {
    case Concern::good: return f.say("health.ok"_k);
    case Concern::waiting:
    case Concern::waiting_long: return waiting_words(s, report);
    case Concern::not_connected: return f.say("health.not_connected"_k);
    case Concern::trial: return f.say("health.trial"_k);
    case Concern::nearly_full: return f.say("health.full"_k);
    case Concern::parked:
      return f.say("health.parked"_k, {{"count", std::to_string(s.state.waiting.damaged)}});
    case Concern::offline:
      return f.say(app::link_of(s.state.connection) == app::Link::no_network ? "health.no_network"_k
                                                                             : "health.unreached"_k);
    case Concern::server: return f.say("health.server"_k);
    case Concern::server_full: return f.say("health.server_full"_k);
    case Concern::settings: return f.say("health.wrong_settings"_k);
    case Concern::no_box: return f.say("health.no_box"_k);
    case Concern::redirect: return f.say("health.redirect"_k);
    case Concern::portal: return f.say("health.portal"_k);
    case Concern::untrusted: return f.say("health.untrusted"_k);
    case Concern::denied: return f.say("health.refused"_k);
    case Concern::lost_there:
      return f.say("health.lost_there"_k, {{"count", std::to_string(s.state.connection.missing_there)}});
    case Concern::clock_wrong: return f.say("health.clock_wrong"_k);
    case Concern::full: return f.say("health.full_now"_k);
    case Concern::overdue: return f.say("health.overdue"_k, {{"months", months(s)}});
    case Concern::numbers_anew: return f.say("health.numbers_anew"_k);
    case Concern::cannot_store: return f.say("health.cannot_store"_k);
  }
  return {};
}

// What the host can do about it.
std::string then(const Scene& s, const app::HealthReport& report) {
  Frame& f = s.f;
  const auto has = [&](Concern c) {
    return std::find(report.also.begin(), report.also.end(), c) != report.also.end();
  };
  const auto call = [&](content::Key key) { return f.say(key, {{"phone", help_phone(s)}}); };
  switch (report.verdict) {
    case Concern::good: return f.say("health.nothing_waiting"_k);
    case Concern::waiting:
      return f.say(has(Concern::not_connected) ? "health.do_stick"_k : "health.do_nothing"_k);
    case Concern::waiting_long:
      if (report.alarm >= app::Alarm::day_7) return call("health.do_call_now"_k);
      if (has(Concern::not_connected)) return f.say("health.do_stick"_k);
      return call(has(Concern::portal) ? "health.do_login"_k : "health.do_wifi"_k);
    case Concern::not_connected: return f.say("health.do_stick"_k);
    case Concern::trial: return f.say("health.waiting_safe"_k);
    case Concern::offline: return call("health.do_wifi"_k);
    case Concern::portal: return call("health.do_login"_k);
    case Concern::clock_wrong: return call("health.do_clock"_k);
    case Concern::server: return f.say("health.do_nothing"_k);
    case Concern::denied:
    case Concern::full:
    case Concern::overdue:
    case Concern::numbers_anew:
    case Concern::cannot_store: return call("health.do_call_now"_k);
    default: return call("health.do_call"_k);
  }
}

const char* picture_of(app::Level level) {
  return level == app::Level::good   ? "state-saved"
         : level == app::Level::look ? "state-waiting"
                                     : "state-error";
}

std::string time_words(const LocalTime& time) { return to_rfc3339(time).substr(11, 5); }

std::string moment_words(const Scene& s, const LocalTime& time) {
  const Day day = day_of(time), today = day_of(s.state.now);
  const std::string said =
      day == today ? s.f.say("health.today"_k) : content::say_day(s.content.catalog, s.state.language, day);
  return s.f.say("health.moment"_k, {{"day", said}, {"time", time_words(time)}});
}

std::string disk_words(const Scene& s) {
  const auto& free = s.state.waiting.free_bytes;
  if (!free) return s.f.say("health.unknown"_k);
  constexpr std::uint64_t kMega = 1024 * 1024, kGiga = 1024 * kMega;
  if (*free >= kGiga) return s.f.say("health.disk_gb"_k, {{"amount", std::to_string(*free / kGiga)}});
  return s.f.say("health.disk_mb"_k, {{"amount", std::to_string(*free / kMega)}});
}

std::string network_words(const Scene& s) {
  const auto& c = s.state.connection;
  if (s.content.config.sync.type.empty() && !c.configured) return s.f.say("health.network_off"_k);
  if (app::link_of(c) == app::Link::no_network) return s.f.say("health.network_none"_k);
  if (!c.trouble.empty()) return s.f.say("health.network_trouble"_k);
  return s.f.say(c.last_sync_ms ? "health.network_ok"_k : "health.unknown"_k);
}

std::string clock_words(const Scene& s, app::ClockState clock) {
  const std::string now = moment_words(s, s.state.now);
  if (clock == app::ClockState::confirmed) return s.f.say("health.clock_ok"_k, {{"time", now}});
  return s.f.say(clock == app::ClockState::wrong ? "health.clock_bad"_k : "health.clock_open"_k,
                 {{"time", now}});
}

std::vector<Fact> facts(const Scene& s, const app::HealthReport& report) {
  Frame& f = s.f;
  const auto& w = s.state.waiting;
  const auto sent = app::last_sent(s.state);
  const std::string none = f.say("health.none"_k);
  const auto& c = s.content.config;
  return {
      {"health.waiting", f.say("health.row.waiting"_k), w.count == 0 ? none : content::count_words(w.count)},
      {"health.oldest", f.say("health.row.oldest"_k),
       report.oldest ? content::say_day(s.content.catalog, s.state.language, *report.oldest) : none},
      {"health.sent", f.say("health.row.sent"_k), sent ? moment_words(s, *sent) : f.say("health.never"_k),
       true},
      {"health.network", f.say("health.row.network"_k), network_words(s), true},
      {"health.disk", f.say("health.row.disk"_k), disk_words(s), true},
      {"health.clock", f.say("health.row.clock"_k), clock_words(s, report.clock), true},
      {"health.device", f.say("health.row.device"_k),
       isolated(c.device_name, f.rtl()) + " · " + std::to_string(c.device_number) + " · " +
           isolated(c.device_place, f.rtl())},
      {"health.version", f.say("health.row.version"_k), s.content.version},
      {"health.code", f.say("health.row.code"_k), app::show_health_code(report.code), true, true},
  };
}

}  // namespace

void health_screen(const Scene& s) {
  Frame& f = s.f;
  const app::HealthReport report = app::examine(s.state, s.content);
  StoryPage page(s, "health", picture_of(report.level), says(s, report, report.verdict), then(s, report));
  if (report.level == app::Level::act) page.grave();
  page.offer("form.back", f.say("health.back"_k), f.rtl() ? "next" : "back", ButtonKind::secondary);
  page.offer("health.settings", f.say("health.settings"_k), "lock", ButtonKind::secondary);
  page.show([&] {
    if (report.alarm == app::Alarm::day_90 || report.alarm == app::Alarm::overdue)
      page.remark("health.alarm", "warn", f.say("health.alarm_90"_k), NoteKind::error);
    else if (report.alarm == app::Alarm::day_30)
      page.remark("health.alarm", "warn", f.say("health.alarm_30"_k), NoteKind::error);
    for (const Concern concern : report.also) {
      const bool bad = concern >= Concern::nearly_full && concern != Concern::offline;
      page.remark("health.concern." + std::to_string(static_cast<int>(concern)), bad ? "warn" : "info",
                  says(s, report, concern), bad ? NoteKind::error : NoteKind::plain);
    }
    if (!s.state.skipped_slides.empty())
      page.remark(
          "health.slides", "warn",
          f.say("health.slides"_k,
                {{"names", content::say_list(s.content.catalog, s.state.language, s.state.skipped_slides)}}),
          NoteKind::warm);
    page.facts(facts(s, report));
  });
  if (page.chose("form.back")) s.say(app::BackPressed{});
  if (page.chose("health.settings")) s.say(app::HostEvent{app::SettingsAsked{}});
}

}  // namespace wv::ui
