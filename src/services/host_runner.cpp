#include "services/host_runner.h"

#include <algorithm>

#include "base/bytes.h"
#include "base/json.h"

namespace wv::services {

namespace {

constexpr char kDeviceFile[] = "device.json";
constexpr char kCalendar[] = "calendar", kSettings[] = "settings";

std::string to_text(const app::Settings& settings) {
  return Json{{"language", settings.language},
              {"text", static_cast<int>(settings.text)},
              {"contrast", settings.high_contrast ? "high" : "normal"},
              {"lower", settings.lower},
              {"calm", settings.calm}}
      .dump();
}

std::optional<app::Settings> settings_of(const std::string& text) {
  const auto json = parse_json(text, kDeviceFile);
  if (!json || !json.value().is_object()) return std::nullopt;
  app::Settings settings;
  settings.language = json.value().value("language", Json("")).is_string()
                          ? json.value().value("language", Json("")).get<std::string>()
                          : "";
  const Json size = json.value().value("text", Json(100));
  for (const auto t : {app::TextSize::large, app::TextSize::largest})
    if (size == static_cast<int>(t)) settings.text = t;
  settings.high_contrast = json.value().value("contrast", Json("normal")) == "high";
  settings.lower = json.value().value("lower", Json(false)) == true;
  settings.calm = json.value().value("calm", Json(false)) == true;
  return settings;
}

// "sent/ID.json" → ID
std::string_view id_in(std::string_view file) {
  const std::size_t slash = file.find('/') + 1;
  return file.substr(slash, std::min<std::size_t>(36, file.size() - slash));
}

}  // namespace

HostRunner::HostRunner(ports::Platform& platform, ports::Store& store, outbox::Outbox& outbox,
                       const content::Content& content, EventLog& log)
    : platform_(platform),
      store_(store),
      outbox_(outbox),
      content_(content),
      log_(log),
      lock_(store, platform.sealer(), platform.random()) {}

void HostRunner::prepare(KeptSettings kept) {
  store_.member(kDeviceFile, kCalendar, [this](Result<std::string> text) {
    if (text && !text.value().empty())
      calendar_ = outbox::Calendar::parse(text.value()).value_or(outbox::Calendar());
    outbox_.retain({content_.municipality.retention_months, calendar_.day_to_delete_by()});
  });
  if (kept == KeptSettings::leave) return;
  store_.member(kDeviceFile, kSettings, [this](Result<std::string> text) {
    if (!text || text.value().empty()) return;
    if (const auto settings = settings_of(text.value())) report(app::DeviceSettingsFound{*settings});
  });
}

struct HostRunner::Run {
  HostRunner& r;
  const Moment& now;
  template <class Others>
  void operator()(const Others&) const {}
  void operator()(const app::LookAtPin&) const {
    r.lock_.look(now.boot_ms, [&runner = r](Result<crypto::PinAnswer> looked) {
      if (!looked) return runner.pin_failed(looked.error());
      runner.report(
          app::PinLooked{looked.value().what != crypto::PinAnswer::What::none, looked.value().wait_ms});
    });
  }
  void operator()(const app::TryPin& e) const { r.try_pin(e.digits.clone(), now); }
  void operator()(const app::KeepPin& e) const { r.keep_pin(e.digits.clone()); }
  void operator()(const app::FindSticks&) const { r.find_sticks(); }
  void operator()(const app::ExportTo& e) const { r.transfer(e.folder, true); }
  void operator()(const app::ImportFrom& e) const { r.transfer(e.folder, false); }
  void operator()(const app::EndTransfer&) const {
    ++r.transfers_asked_;
    r.transfer_.reset();
  }
  void operator()(const app::RequeueParked&) const { r.requeue(); }
  void operator()(const app::KeepSettings& e) const { r.keep_settings(e.settings); }
  void operator()(const app::LookAtDay& e) const {
    // The first comes at the start: a wait that stood when the power went begins there, not when somebody
    // comes.
    r.lock_.look(now.boot_ms, [](Result<crypto::PinAnswer>) {});
    r.look_at_day(e);
  }
  void operator()(const app::NoteEvent& e) const { r.note(e.code); }
};

void HostRunner::run(const app::Effect& effect, const Moment& now) { std::visit(Run{*this, now}, effect); }

// --- PIN -------------------------------------------------------------------------------------------

void HostRunner::pin_failed(const Error& error) {
  note(error.code);
  report(app::PinFailed{});
}

void HostRunner::try_pin(Secret digits, const Moment& now) {
  lock_.guess(std::move(digits), now.boot_ms, [this](Result<crypto::PinAnswer> tried) {
    if (!tried) return pin_failed(tried.error());
    const bool right = tried.value().what == crypto::PinAnswer::What::right;
    note(right                                                    ? "pin.right"
         : tried.value().what == crypto::PinAnswer::What::waiting ? "pin.waiting"
                                                                  : "pin.wrong");
    report(app::PinTried{right, tried.value().wait_ms});
  });
}

void HostRunner::keep_pin(Secret digits) {
  lock_.set(std::move(digits), [this](Result<Done> kept) {
    if (!kept) return pin_failed(kept.error());
    note("pin.set");
    report(app::PinKept{});
  });
}

// --- sticks ----------------------------------------------------------------------------------------

void HostRunner::find_sticks() {
  platform_.sticks([this](Result<std::vector<ports::Stick>> found) {
    app::SticksFound event;
    if (found)
      for (auto& stick : found.value())
        event.sticks.push_back({std::move(stick.folder), std::move(stick.name)});
    report(std::move(event));
  });
}

// Only onto a stick that is in now: where it was, its empty mount point may be left.
void HostRunner::transfer(const std::string& folder, bool out) {
  const std::uint64_t asked = ++transfers_asked_;
  platform_.sticks([this, folder, out, asked](Result<std::vector<ports::Stick>> found) {
    if (asked != transfers_asked_) return;
    if (!found) return transferred(found.error(), out);
    const bool in = std::any_of(found.value().begin(), found.value().end(),
                                [&](const ports::Stick& stick) { return stick.folder == folder; });
    if (!in)
      return transferred(
          Error{Fault::not_now, "store.missing", folder + ": the stick is out; put it in again"}, out);
    begin_transfer(folder, out);
  });
}

void HostRunner::begin_transfer(const std::string& folder, bool out) {
  ports::Store& stick = platform_.foreign_store(folder, ports::Foreign::this_one);
  const auto progress = [this](outbox::Progress p) { report(app::TransferMoved{p.done, p.total}); };
  const auto answer = [this, out](Result<outbox::Transferred> result) { transferred(result, out); };
  transfer_ = out ? outbox::export_to(stick, outbox_, platform_.sealer(), progress, answer)
                  : outbox::import_from(stick, outbox_, platform_.sealer(), progress, answer);
}

void HostRunner::transferred(const Result<outbox::Transferred>& result, bool out) {
  transfer_.reset();
  app::Transfer ended;
  if (result) {
    const outbox::Transferred& t = result.value();
    ended.moved = out ? t.exported : t.imported;
    ended.known = t.already_waiting + t.already_sent + t.in_quarantine;
    ended.past = t.past;
    ended.bad = t.bad.size();
    note(out ? "usb.exported" : "usb.imported");
  } else {
    ended.trouble = result.error().code;
    note(result.error().code);
  }
  report(app::TransferEnded{ended});
}

void HostRunner::requeue() {
  outbox::requeue(store_, platform_.sealer(), {}, [this](const Result<outbox::Requeued>& done) {
    app::Requeue ended;
    if (done) {
      ended.back = done.value().requeued + done.value().already_waiting;
      ended.bad = done.value().bad.size();
    } else {
      ended.trouble = done.error().code;
    }
    note(done ? "queue.requeued" : ended.trouble);
    report(app::RequeueEnded{ended});
  });
}

// --- the device's own settings -----------------------------------------------------------------------

void HostRunner::keep_settings(const app::Settings& settings) {
  store_.member(kDeviceFile, kSettings, [this, settings](Result<std::string> was) {
    if (!was) return note(was.error().code);
    store_.set_member(kDeviceFile, kSettings, was.value(), to_text(settings), [this](Result<Done> kept) {
      if (!kept) note(kept.error().code);
    });
  });
}

// --- the day -----------------------------------------------------------------------------------------

void HostRunner::look_at_day(const app::LookAtDay& look) {
  store_.member(kDeviceFile, kCalendar, [this, look](Result<std::string> kept) { turn_day(look, kept); });
}

void HostRunner::turn_day(const app::LookAtDay& look, const Result<std::string>& kept) {
  const auto confirmed = look.clock_confirmed ? outbox::Confirmed::yes : outbox::Confirmed::no;
  if (!kept) return note(kept.error().code);  // what isn't known deletes nothing
  if (!kept.value().empty()) calendar_ = outbox::Calendar::parse(kept.value()).value_or(outbox::Calendar());
  calendar_.keep_for(content_.municipality.retention_months);
  const auto believed = calendar_.turn(look.today, confirmed);
  outbox_.retain({content_.municipality.retention_months, calendar_.day_to_delete_by()});
  const bool jumped = calendar_.believed() != look.today;
  if (jumped) note("clock.jumped");
  report(app::DayLooked{jumped, calendar_.since()});
  const std::string now = calendar_.to_text();
  if (now == kept.value()) {
    if (believed) retire(*believed, confirmed);
    return;
  }
  store_.set_member(kDeviceFile, kCalendar, kept.value(), now,
                    [this, believed, confirmed](Result<Done> done) {
                      if (!done) return note(done.error().code);
                      if (believed) retire(*believed, confirmed);
                    });
}

void HostRunner::retire(const Day& today, outbox::Confirmed confirmed) {
  outbox::retire(store_, content_.municipality.retention_months, today, confirmed,
                 [this](Result<outbox::Retired> retired) {
                   if (!retired) return note(retired.error().code);
                   if (!retired.value().in_doubt.empty()) note("retention.in_doubt");
                   for (const std::string& file : retired.value().files)
                     note(file.starts_with("quarantine/") ? "retention.parked_gone" : "retention.gone",
                          id_in(file));
                 });
}

}  // namespace wv::services
