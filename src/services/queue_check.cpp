#include "services/queue_check.h"

#include <utility>

#include "base/json.h"
#include "outbox/requeue.h"
#include "outbox/names.h"

namespace wv::services {

namespace {

constexpr char kBegan[] = "began";  // {"why":"new"|"anew"|"told","number":7}: with which number of the device

constexpr char kDayBegan[] = "day";  // {"day":"2026-11-29","from":123}: where the count stood then

std::optional<std::uint64_t> number_of(const std::string& text) {
  const auto json = parse_json(text, outbox::kDeviceFile);
  return json && json.value().is_number_unsigned() ? std::optional(json.value().get<std::uint64_t>())
                                                   : std::nullopt;
}

Json beginning_of(const std::string& text) {
  const auto json = parse_json(text, outbox::kDeviceFile);
  return json && json.value().is_object() ? json.value() : Json::object();
}

}  // namespace

void QueueCheck::look(Save save, Report report) {
  const auto go_on = [this, report = std::move(report)] {
    look_at_numbers([this, report](bool anew) {
      count_today([this, anew, report](std::optional<std::uint64_t> today) { count(anew, today, report); });
    });
  };
  save == Save::rehearse ? rehearse(go_on) : go_on();
}

// What a resident's save needs, and then what sync needs besides.
void QueueCheck::rehearse(std::function<void()> then) {
  store_.rehearse({"", outbox::folder_name(outbox::Folder::outbox)}, outbox::kDeviceFile,
                  [this, then = std::move(then)](Result<Done> kept) {
                    const std::string before = cannot_keep_ ? cannot_keep_->code : "",
                                      now = kept ? "" : kept.error().code;
                    cannot_keep_.reset();
                    if (!kept) cannot_keep_ = kept.error();
                    if (before != now) log_.note(kept ? "store.good" : now);
                    rehearse_others(then);
                  });
}

void QueueCheck::rehearse_others(std::function<void()> then) {
  using outbox::Folder;
  store_.rehearse({outbox::folder_name(Folder::sent), outbox::folder_name(Folder::quarantine),
                   outbox::folder_name(Folder::answers), outbox::folder_name(Folder::published)},
                  "", [this, then = std::move(then)](Result<Done> others) {
                    other_trouble_ = others ? app::Trouble::none : app::parse_trouble(others.error().code);
                    then();
                  });
}

// Once a store that counted is gone, its numbers may come again, and other systems have them as keys. It is
// told until the settings give the device another number. (An older copy of the store, and one that is gone
// whole, the platform knows; here: device.json alone is gone, and what it counted lies there.)
void QueueCheck::look_at_numbers(std::function<void(bool anew)> then) {
  store_.member(outbox::kDeviceFile, kBegan, [this, then = std::move(then)](Result<std::string> text) {
    if (!text) return then(false);  // told as a store that can't keep anything
    if (text.value().empty()) return look_at_first_start(then);
    const Json began = beginning_of(text.value());
    const bool anew = began.value("why", Json()) == "anew", known = began.contains("number");
    const bool answered = known && began["number"] != device_number_;
    if (anew && (!known || answered)) note_beginning(text.value(), answered ? "told" : "anew");
    then(anew && !answered);
  });
}

void QueueCheck::look_at_first_start(std::function<void(bool anew)> then) {
  store_.member(outbox::kDeviceFile, "counter", [this, then = std::move(then)](Result<std::string> counter) {
    if (!counter || !counter.value().empty()) return then(false);
    outbox_.holds_own([this, then](bool holds) {
      note_beginning("", holds ? "anew" : "new");
      then(holds);
    });
  });
}

void QueueCheck::note_beginning(const std::string& was, const char* why) {
  const Json began = {{"why", why}, {"number", device_number_}};
  if (std::string_view(why) == "anew") log_.note("numbers.anew");
  store_.set_member(outbox::kDeviceFile, kBegan, was, began.dump(), [](Result<Done>) {});
}

// Each message takes one receipt number. So it is enough to keep, once a day, how far they were when the day
// was first looked at; a save writes nothing more for it.
void QueueCheck::count_today(std::function<void(std::optional<std::uint64_t>)> then) {
  store_.member(outbox::kDeviceFile, "counter", [this, then = std::move(then)](Result<std::string> counter) {
    if (!counter) return then(std::nullopt);
    store_.member(outbox::kDeviceFile, kDayBegan,
                  [this, counter = number_of(counter.value()), then](Result<std::string> was) {
                    then(was ? counted_since(was.value(), counter) : std::nullopt);
                  });
  });
}

// `counter` none: no number was given yet, and the first one will be any (Store::count_up).
std::optional<std::uint64_t> QueueCheck::counted_since(const std::string& was,
                                                       std::optional<std::uint64_t> counter) {
  const std::string today = to_iso(day_of(platform_.clock().now()));
  const Json began = beginning_of(was);
  const Json from = began.value("from", Json());
  const bool same_day = began.value("day", Json()) == today;
  if (same_day && from.is_number_unsigned() && counter && *counter >= from.get<std::uint64_t>())
    return *counter - from.get<std::uint64_t>();
  if (same_day && from.is_null() && !counter) return 0;
  const bool first_one = same_day && from.is_null() && *counter > 0;
  const Json begins = {{"day", today}, {"from", counter ? Json(*counter - (first_one ? 1 : 0)) : Json()}};
  store_.set_member(outbox::kDeviceFile, kDayBegan, was, begins.dump(), [](Result<Done>) {});
  return first_one ? 1 : 0;
}

void QueueCheck::count(bool numbers_anew, std::optional<std::uint64_t> today, Report report) {
  outbox_.summary([this, trouble = other_trouble_, numbers_anew, today,
                   report = std::move(report)](Result<outbox::Summary> looked) {
    app::Waiting waiting;
    waiting.known = looked.ok();
    waiting.numbers_anew = numbers_anew;
    waiting.today = today;
    waiting.keeps = platform_.keeps();
    waiting.trouble = trouble;
    if (cannot_keep_) waiting.keeping = app::parse_trouble(cannot_keep_->code);
    if (looked) {
      waiting.count = looked.value().waiting;
      waiting.oldest = looked.value().oldest;
      waiting.damaged = looked.value().quarantined;
    } else {
      waiting.trouble = app::parse_trouble(looked.error().code);
    }
    store_.free_bytes([this, waiting, report](Result<std::uint64_t> free) mutable {
      if (free)
        waiting.free_bytes = free.value();
      else if (waiting.trouble == app::Trouble::none)
        waiting.trouble = app::parse_trouble(free.error().code);
      if (save_failure_) waiting.trouble = app::parse_trouble(save_failure_->code);
      looked_ = true;
      report(app::QueueLooked{waiting});
    });
  });
}

void QueueCheck::requeue_parked(const std::string& id, Report report) {
  std::vector<std::string> ids;
  if (!id.empty()) ids.push_back(id);
  outbox::requeue(store_, std::move(ids),
                  [this, report = std::move(report)](const Result<outbox::Requeued>& done) {
                    app::Requeue ended;
                    if (done) {
                      ended.back = done.value().requeued + done.value().already_waiting;
                      ended.bad = done.value().bad.size();
                    } else {
                      ended.trouble = app::parse_trouble(done.error().code);
                    }
                    log_.note(done ? "queue.requeued" : done.error().code);
                    report(app::HostEvent{app::RequeueEnded{ended}});
                  });
}

}  // namespace wv::services
