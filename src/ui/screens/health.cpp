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
using app::HealthIssue;

namespace {

std::string help_phone(const Scene& s) { return content::phone_words(s.content.municipality.phone); }
std::string months(const Scene& s) { return std::to_string(s.content.municipality.retention_months); }

std::string waiting_words(const Scene& s, const app::HealthReport& report) {
  const auto& w = s.state.waiting;
  const std::string day = report.oldest ? content::day_words(s.content.catalog, s.state.shown.language,
                                                             *report.oldest, content::kSince)
                                        : s.f.text("health.unknown"_k);
  return s.f.text("health.waiting"_k, {{"count", std::to_string(w.count)}, {"day", day}});
}

// What is the matter, in a sentence.
std::string says(const Scene& s, const app::HealthReport& report, HealthIssue issue) {
  Frame& f = s.f;
  switch (issue) {
    case HealthIssue::good: return f.text("health.ok"_k);
    case HealthIssue::waiting:
    case HealthIssue::waiting_long: return waiting_words(s, report);
    case HealthIssue::not_connected: return f.text("health.not_connected"_k);
    case HealthIssue::trial: return f.text("health.trial"_k);
    case HealthIssue::nearly_full: return f.text("health.full"_k);
    case HealthIssue::parked:
      return f.text("health.parked"_k, {{"count", std::to_string(s.state.waiting.damaged)}});
    case HealthIssue::offline:
      return f.text(app::link_of(s.state.connection) == app::Link::no_network ? "health.no_network"_k
                                                                              : "health.unreached"_k);
    case HealthIssue::server: return f.text("health.server"_k);
    case HealthIssue::server_full: return f.text("health.server_full"_k);
    case HealthIssue::settings: return f.text("health.wrong_settings"_k);
    case HealthIssue::no_box: return f.text("health.no_box"_k);
    case HealthIssue::redirect: return f.text("health.redirect"_k);
    case HealthIssue::portal: return f.text("health.portal"_k);
    case HealthIssue::untrusted: return f.text("health.untrusted"_k);
    case HealthIssue::denied: return f.text("health.refused"_k);
    case HealthIssue::lost_there:
      return f.text("health.lost_there"_k, {{"count", std::to_string(s.state.connection.missing_there)}});
    case HealthIssue::register_late: return f.text("health.register_late"_k);
    case HealthIssue::register_forked: return f.text("health.register_forked"_k);
    case HealthIssue::clock_wrong: return f.text("health.clock_wrong"_k);
    case HealthIssue::full: return f.text("health.full_now"_k);
    case HealthIssue::overdue: return f.text("health.overdue"_k, {{"months", months(s)}});
    case HealthIssue::numbers_anew: return f.text("health.numbers_anew"_k);
    case HealthIssue::cannot_store: return f.text("health.cannot_store"_k);
  }
  return {};
}

// What the host can do about it.
std::string then(const Scene& s, const app::HealthReport& report) {
  Frame& f = s.f;
  const auto has = [&](HealthIssue c) {
    return std::find(report.also.begin(), report.also.end(), c) != report.also.end();
  };
  const auto call = [&](content::Key key) { return f.text(key, {{"phone", help_phone(s)}}); };
  switch (report.verdict) {
    case HealthIssue::good: return f.text("health.nothing_waiting"_k);
    case HealthIssue::waiting:
      return f.text(has(HealthIssue::not_connected) ? "health.do_stick"_k : "health.do_nothing"_k);
    case HealthIssue::waiting_long:
      if (report.alarm >= app::Alarm::day_7) return call("health.do_call_now"_k);
      if (has(HealthIssue::not_connected)) return f.text("health.do_stick"_k);
      return call(has(HealthIssue::portal) ? "health.do_login"_k : "health.do_wifi"_k);
    case HealthIssue::not_connected: return f.text("health.do_stick"_k);
    case HealthIssue::trial: return f.text("health.waiting_safe"_k);
    case HealthIssue::offline: return call("health.do_wifi"_k);
    case HealthIssue::portal: return call("health.do_login"_k);
    case HealthIssue::clock_wrong: return call("health.do_clock"_k);
    case HealthIssue::server: return f.text("health.do_nothing"_k);
    case HealthIssue::denied:
    case HealthIssue::register_forked:
    case HealthIssue::full:
    case HealthIssue::overdue:
    case HealthIssue::numbers_anew:
    case HealthIssue::cannot_store: return call("health.do_call_now"_k);
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
  const std::string said = day == today ? s.f.text("health.today"_k)
                                        : content::day_words(s.content.catalog, s.state.shown.language, day);
  return s.f.text("health.moment"_k, {{"day", said}, {"time", time_words(time)}});
}

std::string disk_words(const Scene& s) {
  const auto& free = s.state.waiting.free_bytes;
  if (!free) return s.f.text("health.unknown"_k);
  constexpr std::uint64_t kMega = 1024 * 1024, kGiga = 1024 * kMega;
  if (*free >= kGiga) return s.f.text("health.disk_gb"_k, {{"amount", std::to_string(*free / kGiga)}});
  return s.f.text("health.disk_mb"_k, {{"amount", std::to_string(*free / kMega)}});
}

std::string network_words(const Scene& s) {
  const auto& c = s.state.connection;
  if (s.content.config.sync.type.empty() && !c.configured) return s.f.text("health.network_off"_k);
  if (app::link_of(c) == app::Link::no_network) return s.f.text("health.network_none"_k);
  if (c.trouble != app::Trouble::none) return s.f.text("health.network_trouble"_k);
  return s.f.text(c.last_sync_ms ? "health.network_ok"_k : "health.unknown"_k);
}

std::string clock_words(const Scene& s, app::ClockState clock) {
  const std::string now = moment_words(s, s.state.now);
  if (clock == app::ClockState::confirmed) return s.f.text("health.clock_ok"_k, {{"time", now}});
  return s.f.text(clock == app::ClockState::wrong ? "health.clock_bad"_k : "health.clock_open"_k,
                  {{"time", now}});
}

// When the last one went, and how many were left here today.
std::string sent_words(const Scene& s) {
  const auto sent = app::last_sent(s.state);
  std::string words = sent ? moment_words(s, *sent) : s.f.text("health.never"_k);
  if (const auto& today = s.state.waiting.today; today && *today > 0)
    words += " · " + s.f.text("health.sent_today"_k, {{"count", std::to_string(*today)}});
  return words;
}

// Of the machine's last newer version, while it is news.
void tell_update(const Scene& s, StoryPage& page) {
  const auto update = content::update_to_tell(s.content.update, day_of(s.state.now));
  if (!update) return;
  Frame& f = s.f;
  const std::string version = "\u2066" + update->version + "\u2069";
  if (!update->runs)
    return page.remark("health.update", "warn", f.text("health.update_was"_k, {{"version", version}}),
                       NoteKind::warm);
  const std::string day =
      content::day_words(s.content.catalog, s.state.shown.language, update->on, content::kSince);
  page.remark("health.update", "info", f.text("health.update_is"_k, {{"version", version}, {"day", day}}),
              NoteKind::plain);
}

// What a browser didn't promise.
void tell_keeps(const Scene& s, StoryPage& page) {
  if (s.state.waiting.keeps == Keeps::for_good) return;
  const bool week = s.state.waiting.keeps == Keeps::for_seven_days;
  page.remark("health.keeps", "info", s.f.text(week ? "health.keeps.week"_k : "health.keeps.room"_k),
              NoteKind::plain);
}

std::vector<Fact> facts(const Scene& s, const app::HealthReport& report) {
  Frame& f = s.f;
  const auto& w = s.state.waiting;
  const std::string none = f.text("health.none"_k);
  const auto& c = s.content.config;
  return {
      {"health.waiting", f.text("health.row.waiting"_k), w.count == 0 ? none : content::count_words(w.count)},
      {"health.oldest", f.text("health.row.oldest"_k),
       report.oldest ? content::day_words(s.content.catalog, s.state.shown.language, *report.oldest) : none},
      {"health.sent", f.text("health.row.sent"_k), sent_words(s), true},
      {"health.network", f.text("health.row.network"_k), network_words(s), true},
      {"health.disk", f.text("health.row.disk"_k), disk_words(s), true},
      {"health.clock", f.text("health.row.clock"_k), clock_words(s, report.clock), true},
      {"health.device", f.text("health.row.device"_k),
       isolated(c.device_name, f.rtl()) + " · " + std::to_string(c.device_number) + " · " +
           isolated(c.device_place, f.rtl())},
      {"health.version", f.text("health.row.version"_k), "\u2066" + s.content.version + "\u2069"},
      {"health.code", f.text("health.row.code"_k), app::show_health_code(report.code), true, true},
  };
}

}  // namespace

void draw_screen(const Scene& s, const app::Health&) {
  Frame& f = s.f;
  const app::HealthReport report = app::diagnose(s.state, s.content);
  StoryPage page(s, "health", picture_of(report.level), says(s, report, report.verdict), then(s, report));
  if (report.level == app::Level::act) page.grave();
  page.offer("form.back", f.text("health.back"_k), f.rtl() ? "next" : "back", ButtonKind::secondary);
  page.offer("health.settings", f.text("health.settings"_k), "lock", ButtonKind::secondary);
  page.show([&] {
    if (report.alarm == app::Alarm::day_90 || report.alarm == app::Alarm::overdue)
      page.remark("health.alarm", "warn", f.text("health.alarm_90"_k), NoteKind::error);
    else if (report.alarm == app::Alarm::day_30)
      page.remark("health.alarm", "warn", f.text("health.alarm_30"_k), NoteKind::error);
    for (const HealthIssue issue : report.also) {
      const bool bad = issue >= HealthIssue::nearly_full && issue != HealthIssue::offline;
      page.remark("health.issue." + std::to_string(static_cast<int>(issue)), bad ? "warn" : "info",
                  says(s, report, issue), bad ? NoteKind::error : NoteKind::plain);
    }
    if (!s.state.skipped_slides.empty())
      page.remark(
          "health.slides", "warn",
          f.text("health.slides"_k, {{"names", content::list_words(s.content.catalog, s.state.shown.language,
                                                                   s.state.skipped_slides)}}),
          NoteKind::warm);
    tell_update(s, page);
    tell_keeps(s, page);
    page.facts(facts(s, report));
    const ButtonLook look(ButtonKind::secondary, "clean");
    const std::string clean = f.text("health.clean"_k);
    Column& column = page.column();
    column.gap(4);
    const Rect at = column.next(button_height(f, clean, look, column.width(), 18));
    if (button(f, "health.clean", at, clean, look)) s.emit(app::HostEvent{app::CleaningPressed{}});
  });
  if (page.chose("form.back")) s.emit(app::BackPressed{});
  if (page.chose("health.settings")) s.emit(app::HostEvent{app::SettingsAsked{}});
}

}  // namespace wv::ui
