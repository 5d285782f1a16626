#include "app/receipt.h"

#include <algorithm>
#include <climits>

#include "content/phrases.h"
#include "domain/calendar.h"
#include "domain/promise.h"

namespace wv::app {

using namespace content::literals;

namespace {

constexpr std::int64_t kOpenMs = 45'000;

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

// The words of one receipt, in the language shown.
class Teller {
 public:
  Teller(const State& state, const content::Content& content, const Receipt& receipt)
      : state_(state), content_(content), receipt_(receipt), sent_(sent(state, receipt)) {}

  [[nodiscard]] std::vector<NextLine> lines() const {
    const std::string phone = content::phone_words(content_.municipality.phone);
    if (sent_ == Sent::trial) return {{text("receipt.trial.question"_k, {{"phone", phone}})}};
    std::vector<NextLine> lines;
    if (std::string status = where_it_is(); sent_ != Sent::acknowledged && !status.empty()) {
      const bool later = sent_ == Sent::waits && link_of(state_.connection) == Link::no_network;
      if (later && !asks_term()) status += " " + text("receipt.sends_later"_k);
      lines.push_back({std::move(status), true});
    }
    lines.push_back({answered()});
    const auto ring = sent_ == Sent::waits ? "receipt.offline_4"_k : "receipt.nothing_heard"_k;
    lines.push_back({.text = text(ring, {{"phone", phone}}), .is_phone = true});
    return lines;
  }

 private:
  [[nodiscard]] std::string text(content::Key key, content::Args args = {}) const {
    return content_.catalog.text(state_.shown.language, key, args);
  }
  [[nodiscard]] bool asks_term() const {
    return receipt_.way == domain::ContactWay::phone || receipt_.way == domain::ContactWay::email;
  }

  // Why it waits, as far as that can be known.
  [[nodiscard]] std::string where_it_is() const {
    if (sent_ == Sent::sending) return text("receipt.sending"_k);
    const std::string waits = " " + text("receipt.offline_2"_k);
    switch (link_of(state_.connection)) {
      case Link::fine: return {};
      case Link::not_connected: return text("receipt.not_connected"_k) + waits;
      case Link::no_network: return text("receipt.offline_1"_k) + waits;
      case Link::unreached: return text("receipt.unreached"_k) + waits;
      case Link::refused: return text("receipt.refused"_k) + waits;
    }
    return {};
  }

  [[nodiscard]] std::string answered() const {
    const auto& m = content_.municipality;
    const auto& surgery = m.wijkverbinders.front().surgery;
    const std::string& language = state_.shown.language;
    switch (receipt_.way) {
      case domain::ContactWay::none: return text("receipt.no_contact"_k);
      case domain::ContactWay::here:
        return content::with_closed_words(
            text("receipt.here"_k, {{"when", content::surgery_words(content_.catalog, language, surgery)}}),
            content::closed_words(content_.catalog, language, surgery.days, day_of(state_.now),
                                  m.closed_days));
      case domain::ContactWay::phone:
      case domain::ContactWay::email: break;
    }
    // A day only where it can be known (L6), else the working days it takes.
    if (const auto day = promised_day(state_, content_, receipt_))
      return text("receipt.by_day"_k,
                  {{"date", content::day_words(content_.catalog, language, *day, content::kBefore)}});
    const std::string days = std::to_string(m.reply_term_working_days);
    return text(sent_ == Sent::acknowledged ? "receipt.within"_k : "receipt.offline_3"_k, {{"days", days}});
  }

  const State& state_;
  const content::Content& content_;
  const Receipt& receipt_;
  const Sent sent_;
};

}  // namespace

Sent sent(const State& state, const Receipt& receipt) {
  if (state.trial) return Sent::trial;
  if (receipt.acknowledged) return Sent::acknowledged;
  return link_of(state.connection) == Link::fine ? Sent::sending : Sent::waits;
}

std::int64_t receipt_open_ms(const State& state) { return unhurried(state) * kOpenMs; }

std::int64_t receipt_left_ms(const State& state, const Receipt& receipt) {
  if (state.mode == Mode::own) return receipt_open_ms(state);  // nobody comes after
  return std::clamp<std::int64_t>(receipt.opened_ms + receipt_open_ms(state) - state.now_ms, 0,
                                  receipt_open_ms(state));
}

std::int64_t receipt_covered_at_ms(const State& state) {
  const auto* receipt = std::get_if<Receipt>(&state.screen);
  if (receipt == nullptr || state.mode == Mode::own || receipt_left_ms(state, *receipt) == 0)
    return INT64_MAX;
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

std::vector<NextLine> what_happens_next(const State& state, const content::Content& content,
                                        const Receipt& receipt) {
  return Teller(state, content, receipt).lines();
}

std::string who_reads(const State& state, const content::Content& content) {
  const std::string& name = content.municipality.wijkverbinders.front().name;
  const Absence* away = absence_of(state.host.absences, name, day_of(state.now));
  const std::string& language = state.shown.language;
  if (away == nullptr) return content.catalog.text(language, "receipt.reads"_k, {{"name", name}});
  return content.catalog.text(language, "receipt.reads.deputy"_k, {{"name", name}, {"deputy", away->deputy}});
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
