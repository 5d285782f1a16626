#include "outbox/retention.h"

#include <algorithm>
#include <array>
#include <memory>
#include <set>
#include <utility>

#include "base/bytes.h"
#include "base/json.h"
#include "crypto/envelope.h"
#include "outbox/erasure.h"
#include "outbox/names.h"

namespace wv::outbox {

namespace {

std::optional<Day> day_in(const Json& object, const char* member) {
  if (!object.contains(member) || !object[member].is_string()) return std::nullopt;
  return parse_day(object[member].get<std::string>());
}

bool follows(const Day& before, const Day& day) {
  return day >= before && days_between(before, day) <= kMostStep;
}

}  // namespace

Day retention_day(const Day& queued_on, int months) { return add_months(queued_on, months); }

Age age_of(const Stamp& stamp, int months, const Day& today) {
  if (stamp.day > add_days(today, 1)) return Age::in_doubt;
  if (today < retention_day(stamp.day, months)) return Age::current;
  if (stamp.clock == ClockWas::confirmed) return Age::past;
  return stamp.clock == ClockWas::unconfirmed || stamp.day < first_release_day() ? Age::in_doubt : Age::past;
}

std::optional<Stamp> stamp_in(const Json& envelope) {
  if (!envelope.is_object()) return std::nullopt;
  const auto day = day_in(envelope, "queued_on");
  if (!day) return std::nullopt;
  if (!envelope.contains("clock")) return Stamp{*day, ClockWas::unknown};
  // A word that we don't know confirms nothing.
  const Json& clock = envelope["clock"];
  return Stamp{*day,
               (clock.is_string() ? parse_clock_name(clock.get_ref<const std::string&>()) : std::nullopt)
                   .value_or(ClockWas::unconfirmed)};
}

std::optional<Calendar> Calendar::parse(std::string_view text) {
  const auto json = parse_json(text, kDeviceFile);
  if (!json || !json.value().is_object()) return std::nullopt;
  Calendar calendar;
  // What an earlier version believed of a dead clock is not believed.
  const auto believable = [&](const char* member) {
    const auto day = day_in(json.value(), member);
    return day && *day >= first_release_day() ? day : std::nullopt;
  };
  calendar.believed_ = believable("believed");
  calendar.since_ = believable("since");
  calendar.confirmed_on_ = calendar.believed_ ? believable("confirmed") : std::nullopt;
  calendar.jumped_to_ = day_in(json.value(), "jumped_to");
  calendar.last_ = day_in(json.value(), "last");
  constexpr unsigned kMostMonths = 1200;
  if (const Json months = json.value().value("months", Json(0u));
      months.is_number_unsigned() && months <= kMostMonths)
    calendar.months_ = months.get<int>();
  if (!calendar.jumped_to_ || !calendar.last_) calendar.jumped_to_ = calendar.last_ = std::nullopt;
  return calendar;
}

std::string Calendar::to_text() const {
  Json json = Json::object();
  if (believed_) json["believed"] = to_iso(*believed_);
  if (since_) json["since"] = to_iso(*since_);
  if (confirmed_on_) json["confirmed"] = to_iso(*confirmed_on_);
  if (months_ > 0) json["months"] = static_cast<unsigned>(months_);
  if (jumped_to_) json["jumped_to"] = to_iso(*jumped_to_);
  if (last_) json["last"] = to_iso(*last_);
  return json.dump();
}

std::optional<Day> Calendar::turn(const Day& today, Confirmed confirmed) {
  if (today < release_day()) {
    jumped_to_ = last_ = std::nullopt;
    return std::nullopt;
  }
  const bool goes_on = believed_ && follows(*believed_, today);
  const auto believe = [&] {
    if (!goes_on || !since_) since_ = today;
    believed_ = today;
    jumped_to_ = last_ = std::nullopt;
  };
  if (confirmed == Confirmed::yes) {
    believe();
    confirmed_on_ = today;
  } else if (goes_on || !believed_) {  // the first start: something to compare the next day with
    believe();
  } else {
    if (!jumped_to_ || !follows(*last_, today)) jumped_to_ = today;
    last_ = today;
    if (days_between(*jumped_to_, today) < kMostStep) return std::nullopt;
    believe();  // the likeliest, after so long; but nobody said so
    confirmed_on_.reset();
  }
  return day_to_delete_by();
}

Stamp Calendar::stamp(const Day& today, Confirmed confirmed) const {
  if (confirmed == Confirmed::yes) return stamp_of(today, ClockWas::confirmed);
  const auto least = day_to_delete_by();
  return stamp_of(least && today < *least ? *least : today, ClockWas::unconfirmed);
}

Day Calendar::likely(const Day& today) const {
  return stamp_of(believed_ && !follows(*believed_, today) ? *believed_ : today, ClockWas::unknown).day;
}

namespace {

bool is_keyring(const std::string& name, const Json& envelope) {
  if (!name.starts_with("cases/") || !envelope.is_object()) return false;
  const auto kids = envelope.find("kids");
  return kids != envelope.end() && kids->is_array() && kids->size() == 1;
}
bool is_cached(const std::string& name) {
  return name.starts_with("inbox/") || name.starts_with("cases/") || name.starts_with("answers/");
}

// The folders one after the other, and in each file after file.
class Retiring : public std::enable_shared_from_this<Retiring> {
 public:
  Retiring(ports::Store& store, int months, const Day& today, Confirmed confirmed,
           std::function<void(Result<Retired>)> answer)
      : store_(store), months_(months), today_(today), confirmed_(confirmed), answer_(std::move(answer)) {}

  void start() { list(0); }

 private:
  static constexpr std::array<const char*, 6> kFolders = {"sent",  "answers", "published",
                                                          "inbox", "cases",   "quarantine"};

  void list(std::size_t folder) {
    if (folder == kFolders.size() ||
        (kFolders[folder] == std::string_view("quarantine") && confirmed_ == Confirmed::no))
      return next();
    store_.list(kFolders[folder],
                [self = shared_from_this(), folder](Result<std::vector<ports::Entry>> entries) {
                  if (!entries) return self->answer_(entries.error());
                  for (const ports::Entry& entry : entries.value()) {
                    const std::string name = std::string(kFolders[folder]) + "/" + entry.name;
                    if (!entry.name.ends_with(".json")) continue;
                    (is_reason(entry.name) ? self->reasons_ : self->work_).push_back(name);
                  }
                  self->list(folder + 1);
                });
  }

  void next() {
    if (work_.empty()) return next_reason();
    const std::string name = std::exchange(work_.back(), {});
    work_.pop_back();
    store_.read(name, crypto::kMostEnvelopeBytes, [self = shared_from_this(), name](Result<Bytes> content) {
      const auto json =
          content ? parse_json(to_string(content.value()), name) : Result<Json>(content.error());
      const auto stamp = json ? stamp_in(json.value()) : std::nullopt;
      if (json && is_keyring(name, json.value())) return self->next();
      const Age age = stamp ? age_of(*stamp, self->months_, self->today_) : Age::current;
      if (age == Age::past) {
        if (is_cached(name)) self->cached_.insert(stamp->day);
        return self->remove(name, [self] { self->next(); });
      }
      if (age == Age::in_doubt) self->result_.in_doubt.push_back(name);
      if (!stamp) ++self->result_.kept;
      if (name.starts_with("quarantine/")) self->quarantined_.push_back(name);
      self->next();
    });
  }

  // A reason goes after the last of the envelopes it speaks of: "ID.json", and "ID.2.json" if there were
  // more.
  void next_reason() {
    if (reasons_.empty()) {
      if (cached_.empty()) return answer_(std::move(result_));
      return clear_cache(store_, std::exchange(cached_, {}), false,
                         [self = shared_from_this()] { self->answer_(std::move(self->result_)); });
    }
    const std::string name = std::exchange(reasons_.back(), {});
    reasons_.pop_back();
    const std::string stem = name.substr(0, name.size() - std::string_view("reason.json").size());
    const auto& files = result_.files;
    const auto is_of_it = [&](const std::string& file) { return file.starts_with(stem); };
    if (std::none_of(files.begin(), files.end(), is_of_it) ||
        std::any_of(quarantined_.begin(), quarantined_.end(), is_of_it))
      return next_reason();
    remove(name, [self = shared_from_this()] { self->next_reason(); });
  }

  void remove(const std::string& name, std::function<void()> then) {
    store_.remove(name, [self = shared_from_this(), name, then = std::move(then)](Result<Done> removed) {
      if (removed || removed.error().code == "store.missing") {
        self->result_.files.push_back(name);
      } else {
        ++self->result_.kept;
        if (name.starts_with("quarantine/")) self->quarantined_.push_back(name);
      }
      then();
    });
  }

  ports::Store& store_;
  int months_;
  Day today_;
  Confirmed confirmed_;
  std::function<void(Result<Retired>)> answer_;
  std::vector<std::string> work_, reasons_, quarantined_;
  std::set<Day> cached_;  // days of which the cache of cases may hold something
  Retired result_;
};

}  // namespace

void retire(ports::Store& store, int months, const Day& today, Confirmed confirmed,
            std::function<void(Result<Retired>)> answer) {
  std::make_shared<Retiring>(store, months, today, confirmed, std::move(answer))->start();
}

}  // namespace wv::outbox
