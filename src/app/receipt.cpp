#include "app/receipt.h"

#include <algorithm>
#include <climits>

#include "domain/calendar.h"
#include "domain/promise.h"

namespace wv::app {

using namespace content::literals;

namespace {

constexpr std::int64_t kOpenMs = 45'000;

int minute_of_day(const LocalTime& now) {
  constexpr std::int64_t kDay = 24 * 60;
  const std::int64_t minutes = now.at.ms / 60'000 + now.offset_min;
  return static_cast<int>((minutes % kDay + kDay) % kDay);
}

// The next time that one can drop in: today, while it lasts.
std::optional<domain::CalendarEntry> visit(const LocalTime& now, const content::Surgery& surgery,
                                           const content::Municipality& m) {
  const auto from = domain::minutes_of(surgery.from), to = domain::minutes_of(surgery.to);
  if (!from || !to) return std::nullopt;
  const Day today = day_of(now);
  const Day first = minute_of_day(now) < *to ? today : add_days(today, 1);
  const auto day = domain::next_open(first, surgery.days, m.closed_days);
  if (!day) return std::nullopt;
  domain::CalendarEntry entry;
  entry.day = *day;
  entry.hours = domain::Hours{*from, *to};
  entry.location = surgery.place;
  return entry;
}

}  // namespace

Sent sent(const State& state, const Receipt& receipt) {
  if (state.trial) return Sent::trial;
  if (receipt.acknowledged) return Sent::acknowledged;
  return link_of(state.connection) == Link::fine ? Sent::sending : Sent::waits;
}

std::int64_t receipt_open_ms(const State& state) { return unhurried(state) * kOpenMs; }

std::int64_t receipt_left_ms(const State& state, const Receipt& receipt) {
  return std::clamp<std::int64_t>(receipt.opened_ms + receipt_open_ms(state) - state.now_ms, 0,
                                  receipt_open_ms(state));
}

std::int64_t receipt_covered_at_ms(const State& state) {
  const auto* receipt = std::get_if<Receipt>(&state.screen);
  if (receipt == nullptr || receipt_left_ms(state, *receipt) == 0) return INT64_MAX;
  return receipt->opened_ms + receipt_open_ms(state);
}

std::optional<Day> promised_day(const State& state, const content::Content& content, const Receipt& receipt) {
  const Sent where = sent(state, receipt);
  const bool on_its_way = where == Sent::acknowledged || where == Sent::sending;
  if (!on_its_way || !fresh_connection(state)) return std::nullopt;
  const auto& m = content.municipality;
  // "Before" that day: the term's last day itself is still in time.
  return domain::reply_by(day_of(receipt.at), m.reply_term_working_days + 1, m.closed_days);
}

std::string calendar_words(const State& state, const content::Content& content, const Receipt& receipt) {
  if (state.trial || receipt.despite_stop || receipt.between_us) return {};
  const auto& m = content.municipality;
  std::optional<domain::CalendarEntry> entry;
  if (receipt.way == domain::ContactWay::here) {
    if (state.connection.clock_confirmed) entry = visit(receipt.at, m.wijkverbinders.front().surgery, m);
  } else if (const auto day = promised_day(state, content, receipt)) {
    entry.emplace();
    entry->day = *day;
  }
  if (!entry) return {};
  const auto text = [&](content::Key key, content::Args args = {}) {
    return content.catalog.text(state.shown.language, key, args);
  };
  entry->uid = receipt.uid;
  entry->made = day_of(receipt.at);
  entry->summary = text(entry->hours ? "calendar.visit"_k : "calendar.reply"_k);
  if (entry->location.empty()) entry->location = content.config.device_place;
  entry->description = text("calendar.number"_k, {{"number", domain::show_receipt_number(receipt.number)}});
  return domain::to_icalendar(*entry);
}

}  // namespace wv::app
