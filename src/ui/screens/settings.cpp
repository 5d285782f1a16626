// Behind the PIN: sticks, how the screen greets, sending now, another PIN, and the way out of the program.
#include <algorithm>

#include "content/phrases.h"
#include "ui/screens/screens.h"
#include "ui/screens/setting_ticks.h"

namespace wv::ui {

using namespace content::literals;
using app::Transfer;

namespace {

std::string help_phone(const Scene& s) { return content::phone_words(s.content.municipality.phone); }

struct ListedAction {
  std::string id, label;
  std::string_view icon;
  app::HostEvent event;
};

// Buttons, two beside one another where their words stand on one line.
void actions(const Scene& s, StoryPage& page, const std::vector<ListedAction>& list) {
  Frame& f = s.f;
  Column& column = page.column();
  const float gap = f.mm(4), half = std::floor((column.width() - gap) / 2);
  const auto look = [](const ListedAction& a) { return ButtonLook(ButtonKind::secondary, a.icon); };
  const bool two = std::all_of(list.begin(), list.end(), [&](const ListedAction& a) {
    return button_width(f, a.label, look(a)) <= half;
  });
  const float wide = two ? half : column.width();
  for (std::size_t from = 0; from < list.size(); from += two ? 2 : 1) {
    const std::size_t until = std::min(list.size(), from + (two ? 2 : 1));
    float high = 0;
    for (std::size_t i = from; i < until; ++i)
      high = std::max(high, button_height(f, list[i].label, look(list[i]), wide, 18));
    Rect row = column.next(high);
    for (std::size_t i = from; i < until; ++i) {
      if (button(f, list[i].id, row.cut_start(wide), list[i].label, look(list[i]))) s.emit(list[i].event);
      row.cut_start(gap);
    }
    column.gap(4);
  }
}

// What became of the last one.
void outcome(const Scene& s, StoryPage& page) {
  Frame& f = s.f;
  const Transfer& t = s.state.host.transfer;
  if (t.what == Transfer::What::none) return;
  const bool out = t.what == Transfer::What::exporting;
  if (t.running) {
    const std::vector<content::Arg> numbers = {{"done", std::to_string(t.done)},
                                               {"total", std::to_string(t.total)}};
    const float share = t.total == 0 ? 0 : static_cast<float>(t.done) / static_cast<float>(t.total);
    return page.progress("usb.progress",
                         f.text(out ? "usb.exporting"_k : "usb.importing"_k, content::Args(numbers)), share);
  }
  if (t.trouble != app::Trouble::none)
    return page.remark("usb.error", "warn",
                       content::stick_trouble_words(s.content.catalog, s.state.shown.language, t.trouble,
                                                    out ? content::StickWay::write : content::StickWay::read),
                       NoteKind::error);
  const std::string count = std::to_string(t.moved);
  page.remark("usb.done", "check",
              out ? f.text("usb.exported"_k, {{"count", count}})
                  : f.text("usb.imported"_k, {{"count", count}, {"known", std::to_string(t.known)}}),
              NoteKind::warm);
  if (t.past > 0)
    page.remark("usb.past", "info", f.text("usb.past"_k, {{"count", std::to_string(t.past)}}),
                NoteKind::plain);
  if (t.bad > 0)
    page.remark("usb.bad", "warn",
                f.text("usb.bad"_k, {{"count", std::to_string(t.bad)}, {"phone", help_phone(s)}}),
                NoteKind::error);
}

void sticks(const Scene& s, StoryPage& page) {
  Frame& f = s.f;
  const auto& host = s.state.host;
  page.heading("usb.heading", f.text("usb.heading"_k));
  outcome(s, page);
  if (host.transfer.running) return;
  if (host.sticks_looked && host.sticks.empty()) page.paragraph("usb.none", f.text("usb.none"_k));
  std::vector<ListedAction> list;
  for (std::size_t i = 0; i < host.sticks.size(); ++i) {
    const app::Stick& stick = host.sticks[i];
    const std::string number = std::to_string(i + 1);
    list.push_back({"usb.export." + number, f.text("usb.export"_k, {{"stick", stick.name}}), "lock",
                    app::ExportPressed{stick}});
    list.push_back({"usb.import." + number, f.text("usb.import"_k, {{"stick", stick.name}}), "plus",
                    app::ImportPressed{stick}});
  }
  list.push_back({"usb.search", f.text("usb.search"_k), "", app::SticksAsked{}});
  actions(s, page, list);
  if (!host.sticks.empty()) page.paragraph("usb.sealed", f.text("usb.sealed"_k));
}

// What could not be sent and lies in quarantine: tried again when whatever parked it is mended.
void parked(const Scene& s, StoryPage& page) {
  Frame& f = s.f;
  const auto& requeue = s.state.host.requeue;
  const bool ended = requeue.what == app::Requeue::What::ended;
  const std::uint64_t count = s.state.waiting.damaged;
  if (count == 0 && !ended) return;
  page.heading("settings.parked", f.text("settings.parked"_k));
  if (ended && requeue.trouble != app::Trouble::none) {
    page.remark("requeue.error", "warn", f.text("settings.requeue_failed"_k), NoteKind::error);
  } else if (ended) {
    page.remark("requeue.done", "check",
                f.text("settings.requeued"_k, {{"count", std::to_string(requeue.back)}}), NoteKind::warm);
    if (requeue.bad > 0)
      page.remark("requeue.bad", "warn",
                  f.text("usb.bad"_k, {{"count", std::to_string(requeue.bad)}, {"phone", help_phone(s)}}),
                  NoteKind::error);
  } else {
    page.paragraph("settings.parked.count", f.text("health.parked"_k, {{"count", std::to_string(count)}}));
  }
  if (count > 0 && requeue.what != app::Requeue::What::running)
    actions(s, page, {{"settings.requeue", f.text("settings.requeue"_k), "send", app::RequeuePressed{}}});
}

// The wijkverbinder is here: said for today, until one of the next whole hours.
void presence(const Scene& s, StoryPage& page) {
  constexpr int kHours = 4, kHourMin = 60, kLastHour = 23;
  Frame& f = s.f;
  const std::string& name = wijkverbinder_of(s).name;
  const std::string& language = s.state.shown.language;
  page.heading("settings.here", f.text("settings.here"_k, {{"name", name}}));
  std::vector<ListedAction> list;
  if (const auto until = app::here_until(s.state)) {
    const auto words = content::here_until_words(s.content.catalog, language, name, *until);
    page.remark("settings.here.told", "check", f.text("settings.here.told"_k, {{"words", words.shown}}),
                NoteKind::warm);
    list.push_back({"settings.here.none", f.text("settings.here.none"_k), "clear", app::HereUntilChosen{}});
  } else {
    const int hour = minute_of_day(s.state.now) / kHourMin;
    for (int next = hour + 1; next <= std::min(hour + kHours, kLastHour); ++next) {
      const std::string said = std::to_string(next);
      list.push_back({"settings.here." + said, f.text("settings.here.until"_k, {{"to", said}}), "clock",
                      app::HereUntilChosen{next * kHourMin}});
    }
  }
  actions(s, page, list);
}

content::Key text_words(app::TextSize size) {
  return size == app::TextSize::largest ? "text.200"_k
         : size == app::TextSize::large ? "text.150"_k
                                        : "text.100"_k;
}

// The next of the device's languages.
std::string next_language(const Scene& s) {
  const auto& all = s.content.config.languages;
  const auto at = std::find(all.begin(), all.end(), s.state.device.language);
  return at == all.end() || at + 1 == all.end() ? all.front() : *(at + 1);
}

void greeting(const Scene& s, StoryPage& page) {
  Frame& f = s.f;
  const app::Settings& device = s.state.device;
  page.heading("settings.greeting", f.text("settings.greeting"_k));
  std::vector<ListedAction> buttons = {
      {"settings.language", s.content.catalog.name_of(device.language), "language",
       app::DeviceLanguageChosen{next_language(s)}},
      {"settings.text", f.text(text_words(device.text)), "text", app::DeviceTextPressed{}},
      {"settings.contrast", f.text(app::name_of(device.contrast).words), "contrast",
       app::DeviceContrastPressed{}}};
  actions(s, page, buttons);
  if (const auto touched = setting_ticks(s, page, "settings", device))
    s.emit(app::HostEvent{app::DeviceSettingToggled{*touched}});
}

}  // namespace

void draw_screen(const Scene& s, const app::SettingsPage&) {
  Frame& f = s.f;
  const auto& c = s.content.config;
  StoryPage page(
      s, "settings", "", f.text("settings.heading"_k),
      f.text("settings.device"_k, {{"device", c.device_name}, {"number", std::to_string(c.device_number)}}));
  page.offer("form.back", f.text("settings.back"_k), f.rtl() ? "next" : "back", ButtonKind::secondary);
  page.show([&] {
    parked(s, page);
    presence(s, page);
    sticks(s, page);
    greeting(s, page);
    page.heading("settings.more", f.text("settings.more"_k));
    std::vector<ListedAction> more;
    if (s.state.connection.configured)
      more.push_back({"settings.sync", f.text("settings.sync"_k), "send", app::SyncNowPressed{}});
    more.push_back({"settings.queue", f.text("settings.queue"_k), "", app::QueueOpened{}});
    more.push_back({"settings.pin", f.text("settings.pin"_k), "lock", app::PinChangePressed{}});
    more.push_back({"settings.quit", f.text("health.quit"_k), "stop", app::QuitPressed{}});
    actions(s, page, more);
  });
  if (page.chose("form.back")) s.emit(app::BackPressed{});
}

}  // namespace wv::ui
