#include "services/retention_clock.h"
#include "outbox/names.h"

#include <algorithm>
#include <string_view>

namespace wv::services {

namespace {

constexpr char kCalendar[] = "calendar";

// "sent/ID.json" → ID
std::string_view id_in(std::string_view file) {
  const std::size_t slash = file.find('/') + 1;
  return file.substr(slash, std::min<std::size_t>(36, file.size() - slash));
}

}  // namespace

void RetentionClock::prepare() {
  store_.member(outbox::kDeviceFile, kCalendar, [this](Result<std::string> text) {
    if (text && !text.value().empty())
      calendar_ = outbox::Calendar::parse(text.value()).value_or(outbox::Calendar());
    outbox_.retain({months_, calendar_.day_to_delete_by()});
  });
}

void RetentionClock::look_at_day(const app::LookAtDay& look, Report report) {
  store_.member(
      outbox::kDeviceFile, kCalendar,
      [this, look, report = std::move(report)](Result<std::string> kept) { turn_day(look, kept, report); });
}

void RetentionClock::turn_day(const app::LookAtDay& look, const Result<std::string>& kept,
                              const Report& report) {
  const auto confirmed = look.clock_confirmed ? outbox::Confirmed::yes : outbox::Confirmed::no;
  if (!kept) return log_.note(kept.error().code);  // what isn't known deletes nothing
  if (!kept.value().empty()) calendar_ = outbox::Calendar::parse(kept.value()).value_or(outbox::Calendar());
  calendar_.keep_for(months_);
  const auto believed = calendar_.turn(look.today, confirmed);
  outbox_.retain({months_, calendar_.day_to_delete_by()});
  const bool jumped = calendar_.believed() != look.today;
  if (jumped) log_.note("clock.jumped");
  report(app::HostEvent{app::DayLooked{jumped, calendar_.since()}});
  const std::string now = calendar_.to_text();
  if (now == kept.value()) {
    if (believed) retire(*believed, confirmed);
    return;
  }
  store_.set_member(outbox::kDeviceFile, kCalendar, kept.value(), now,
                    [this, believed, confirmed](Result<Done> done) {
                      if (!done) return log_.note(done.error().code);
                      if (believed) retire(*believed, confirmed);
                    });
}

void RetentionClock::retire(const Day& today, outbox::Confirmed confirmed) {
  outbox::retire(store_, months_, today, confirmed, [this](Result<outbox::Retired> retired) {
    if (!retired) return log_.note(retired.error().code);
    if (!retired.value().in_doubt.empty()) log_.note("retention.in_doubt");
    for (const std::string& file : retired.value().files)
      log_.note(file.starts_with("quarantine/") ? "retention.parked_gone" : "retention.gone", id_in(file));
  });
}

}  // namespace wv::services
