#include "outbox/retention.h"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "base/bytes.h"
#include "base/json.h"
#include "crypto/envelope.h"
#include "outbox/names.h"

namespace wv::outbox {

namespace {

std::optional<Day> day_in(const Json& object, const char* member) {
  if (!object.contains(member) || !object[member].is_string()) return std::nullopt;
  return parse_day(object[member].get<std::string>());
}

bool follows(const Day& before, const Day& day) { return day >= before && days_between(before, day) <= kMostStep; }

}  // namespace

Day retention_day(const Day& queued_on, int months) { return add_months(queued_on, months); }

bool is_past(const Day& queued_on, int months, const Day& today) { return today >= retention_day(queued_on, months); }

std::optional<Calendar> Calendar::parse(std::string_view text) {
  const auto json = parse_json(text, "device.json");
  if (!json || !json.value().is_object()) return std::nullopt;
  Calendar calendar;
  calendar.believed_ = day_in(json.value(), "believed");
  calendar.jumped_to_ = day_in(json.value(), "jumped_to");
  calendar.last_ = day_in(json.value(), "last");
  constexpr unsigned kMostMonths = 1200;
  if (const Json months = json.value().value("months", Json(0u)); months.is_number_unsigned() && months <= kMostMonths) calendar.months_ = months.get<int>();
  if (!calendar.jumped_to_ || !calendar.last_) calendar.jumped_to_ = calendar.last_ = std::nullopt;
  return calendar;
}

std::string Calendar::to_text() const {
  Json json = Json::object();
  if (believed_) json["believed"] = to_iso(*believed_);
  if (months_ > 0) json["months"] = static_cast<unsigned>(months_);
  if (jumped_to_) json["jumped_to"] = to_iso(*jumped_to_);
  if (last_) json["last"] = to_iso(*last_);
  return json.dump();
}

std::optional<Day> Calendar::turn(const Day& today, Confirmed confirmed) {
  const auto believe = [&] {
    believed_ = today;
    jumped_to_ = last_ = std::nullopt;
    return believed_;
  };
  if (confirmed == Confirmed::yes) return believe();
  if (!believed_) {  // the first start: something to compare the next day with
    (void)believe();
    return std::nullopt;
  }
  if (follows(*believed_, today)) return believe();
  if (!jumped_to_ || !follows(*last_, today)) jumped_to_ = today;
  last_ = today;
  if (days_between(*jumped_to_, today) >= kMostStep) return believe();
  return std::nullopt;
}

namespace {

// The folders one after the other, and in each file after file.
class Retiring : public std::enable_shared_from_this<Retiring> {
 public:
  Retiring(ports::Store& store, int months, const Day& today, Confirmed confirmed, std::function<void(Result<Retired>)> answer)
      : store_(store), months_(months), today_(today), confirmed_(confirmed), answer_(std::move(answer)) {}

  void start() { list(0); }

 private:
  static constexpr std::array<const char*, 4> kFolders = {"sent", "answers", "published", "quarantine"};

  void list(std::size_t folder) {
    if (folder == kFolders.size() || (kFolders[folder] == std::string_view("quarantine") && confirmed_ == Confirmed::no)) return next();
    store_.list(kFolders[folder], [self = shared_from_this(), folder](Result<std::vector<ports::Entry>> entries) {
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
      const auto json = content ? parse_json(to_string(content.value()), name) : Result<Json>(content.error());
      const auto queued_on = json && json.value().is_object() ? day_in(json.value(), "queued_on") : std::nullopt;
      if (queued_on && is_past(*queued_on, self->months_, self->today_)) return self->remove(name, [self] { self->next(); });
      if (!queued_on) ++self->result_.kept;
      if (name.starts_with("quarantine/")) self->left_.push_back(name);
      self->next();
    });
  }

  // A reason goes after the last of the envelopes it speaks of: "ID.json", and "ID.2.json" if there were more.
  void next_reason() {
    if (reasons_.empty()) return answer_(std::move(result_));
    const std::string name = std::exchange(reasons_.back(), {});
    reasons_.pop_back();
    const std::string stem = name.substr(0, name.size() - std::string_view("reason.json").size());
    const auto& files = result_.files;
    const auto is_of_it = [&](const std::string& file) { return file.starts_with(stem); };
    if (std::none_of(files.begin(), files.end(), is_of_it) || std::any_of(left_.begin(), left_.end(), is_of_it)) return next_reason();
    remove(name, [self = shared_from_this()] { self->next_reason(); });
  }

  void remove(const std::string& name, std::function<void()> then) {
    store_.remove(name, [self = shared_from_this(), name, then = std::move(then)](Result<Done> removed) {
      if (removed || removed.error().code == "store.missing") {
        self->result_.files.push_back(name);
      } else {
        ++self->result_.kept;
        if (name.starts_with("quarantine/")) self->left_.push_back(name);
      }
      then();
    });
  }

  ports::Store& store_;
  int months_;
  Day today_;
  Confirmed confirmed_;
  std::function<void(Result<Retired>)> answer_;
  std::vector<std::string> work_, reasons_, left_;
  Retired result_;
};

}  // namespace

void retire(ports::Store& store, int months, const Day& today, Confirmed confirmed, std::function<void(Result<Retired>)> answer) {
  std::make_shared<Retiring>(store, months, today, confirmed, std::move(answer))->start();
}

}  // namespace wv::outbox
