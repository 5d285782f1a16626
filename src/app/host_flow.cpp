#include "app/host_flow.h"

#include <algorithm>

#include "base/bytes.h"
#include "base/pin.h"

namespace wv::app {

namespace {

struct HostUpdater {
  Context& c;
  PinPad& pad() const { return c.state.host.pin; }
  [[nodiscard]] bool pad_open() const { return c.state.overlay == Overlay::pin; }
  [[nodiscard]] const QueuePage* queue_page() const { return std::get_if<QueuePage>(&c.state.screen); }
  [[nodiscard]] bool in_settings() const { return std::holds_alternative<SettingsPage>(c.state.screen); }

  void operator()(const SettingsAsked&) const {
    if (!std::holds_alternative<Health>(c.state.screen) || c.state.overlay != Overlay::none) return;
    c.state.overlay = Overlay::pin;
    pad() = PinPad{};
    ask(c, LookAtPin{});
  }
  void operator()(const PinLooked& e) const {
    if (!pad_open() || pad().step != PinPad::Step::looking) return;
    pad().step = e.set ? PinPad::Step::enter : PinPad::Step::choose;
    wait(e.wait_ms);
  }
  void operator()(const PinDigit& e) const {
    if (!pad_open() || pad().checking || pad().step == PinPad::Step::looking || e.digit < '0' ||
        e.digit > '9')
      return;
    if (pad().notice == PinPad::Notice::waiting && c.state.now_ms < pad().wait_until_ms) return;
    pad().notice = PinPad::Notice::nothing;
    pad().digits.push_back(e.digit);
    if (pad().digits.size() == kPinDigits) whole();
  }
  void operator()(const PinErased&) const {
    if (pad_open() && !pad().checking && !pad().digits.empty()) pad().digits.pop_back();
  }
  void operator()(const PinTried& e) const {
    if (!pad_open() || !pad().checking) return;
    pad().checking = false;
    if (e.right) return open_settings();
    pad().notice = PinPad::Notice::wrong;
    wait(e.wait_ms);
  }
  void operator()(const PinKept&) const {
    if (!pad_open() || !pad().checking) return;
    open_settings();
  }
  void operator()(const PinFailed&) const {
    if (!pad_open()) return;
    pad().checking = false;
    wv::wipe(pad().digits);
    wv::wipe(pad().first);
    if (pad().step == PinPad::Step::repeat) pad().step = PinPad::Step::choose;
    pad().notice = PinPad::Notice::failed;
  }
  void operator()(const PinChangePressed&) const {
    if (!in_settings() || c.state.overlay != Overlay::none) return;
    c.state.overlay = Overlay::pin;
    pad() = PinPad{};
    pad().step = PinPad::Step::choose;
  }
  void operator()(const SticksAsked&) const {
    if (in_settings()) ask(c, FindSticks{});
  }
  void operator()(const SticksFound& e) const {
    c.state.host.sticks = e.sticks;
    c.state.host.sticks_looked = true;
  }
  void operator()(const ExportPressed& e) const {
    begin(Transfer::What::exporting, e.stick, ExportTo{e.stick.folder});
  }
  void operator()(const ImportPressed& e) const {
    begin(Transfer::What::importing, e.stick, ImportFrom{e.stick.folder});
  }
  void operator()(const TransferMoved& e) const {
    auto& t = c.state.host.transfer;
    if (!t.running) return;
    t.done = e.done;
    t.total = e.total;
  }
  void operator()(const TransferEnded& e) const {
    auto& t = c.state.host.transfer;
    if (!t.running) return;
    t.running = false;
    t.moved = e.result.moved;
    t.known = e.result.known;
    t.past = e.result.past;
    t.bad = e.result.bad;
    t.trouble = e.result.trouble;
    ask(c, LookAtQueue{});
    ask(c, FindSticks{});
  }
  void operator()(const SyncNowPressed&) const {
    if (in_settings()) c.effects.push_back(SyncNow{});
  }
  void operator()(const RequeuePressed& e) const {
    auto& requeue = c.state.host.requeue;
    if (!(in_settings() || queue_page() != nullptr) || requeue.what == Requeue::What::running) return;
    requeue = Requeue{};
    requeue.what = Requeue::What::running;
    RequeueParked again;
    again.id = e.id;
    ask(c, std::move(again));
  }
  void operator()(const RequeueEnded& e) const {
    if (c.state.host.requeue.what == Requeue::What::running) {
      c.state.host.requeue = e.result;
      c.state.host.requeue.what = Requeue::What::ended;
    }
    ask(c, LookAtQueue{});
    if (queue_page() != nullptr) ask(c, ListQueue{});
    if (e.result.back > 0) c.effects.push_back(SyncNow{});
  }
  void operator()(const QueueOpened&) const {
    if (!in_settings() || c.state.overlay != Overlay::none) return;
    c.state.host.queue = nullptr;
    c.state.host.queue_failed = false;
    c.state.host.requeue = Requeue{};
    go(c, QueuePage{});
    ask(c, ListQueue{});
  }
  void operator()(const QueueListed& e) const {
    const QueuePage* page = queue_page();
    if (page == nullptr) return;
    c.state.host.queue = sorted(e.rows, *page);
    c.state.host.queue_failed = !e.rows;
  }
  void operator()(const QueueSorted& e) const {
    if (queue_page() == nullptr) return;
    c.state.screen = e.order;
    c.state.host.queue = sorted(c.state.host.queue, e.order);
  }
  void operator()(const DeviceLanguageChosen& e) const {
    const auto& known = c.content.config.languages;
    if (!in_settings() || std::find(known.begin(), known.end(), e.language) == known.end()) return;
    c.state.device.language = c.state.shown.language = e.language;
    keep_settings();
  }
  void operator()(const DeviceTextPressed&) const {
    if (!in_settings()) return;
    auto& t = c.state.device.text;
    t = t == TextSize::normal ? TextSize::large : t == TextSize::large ? TextSize::largest : TextSize::normal;
    c.state.shown.text = t;
    keep_settings();
  }
  void operator()(const DeviceContrastPressed&) const {
    if (!in_settings()) return;
    c.state.shown.contrast = c.state.device.contrast = next_of(c.state.device.contrast);
    keep_settings();
  }
  void operator()(const DeviceSettingToggled& e) const {
    if (!in_settings()) return;
    toggle(c.state.device, e.which);
    const Settings& device = c.state.device;
    for (const Toggle& t : kToggles)
      if (t.which == e.which) c.state.shown.*t.value = device.*t.value;
    keep_settings();
  }
  void operator()(const DeviceSettingsFound& e) const {
    const auto& known = c.content.config.languages;
    Settings found = e.settings;
    // The settings' languages may have changed since.
    if (std::find(known.begin(), known.end(), found.language) == known.end())
      found.language = c.state.device.language;
    c.state.device = found;
    // Whoever is here keeps what they have.
    if (std::holds_alternative<Attract>(c.state.screen)) c.state.shown = found;
  }
  void operator()(const DayLooked& e) const {
    c.state.host.clock_jumped = e.clock_jumped;
    c.state.host.clock_since = e.since;
  }
  void operator()(const RegisterLooked& e) const {
    c.state.host.next_register = e.next;
    c.state.host.register_forked = e.forked;
    c.state.host.absences = e.absences;
  }
  void operator()(const SlidesFound& e) const {
    c.state.slides = e.shown;
    c.state.skipped_slides = e.skipped;
  }
  void operator()(const CleaningPressed&) const {
    if (!std::holds_alternative<Health>(c.state.screen) || c.state.overlay != Overlay::none) return;
    c.state.overlay = Overlay::cleaning;
    c.state.host.cleaned_ms = c.state.now_ms + kCleaningMs;
  }
  void operator()(const HereUntilChosen& e) const {
    auto& here = c.state.host.here;
    if (!in_settings()) return;
    here.reset();
    if (e.minute > minute_of_day(c.state.now)) here = HereUntil{day_of(c.state.now), e.minute};
  }
  void operator()(const QuitPressed&) const {
    if (in_settings()) c.state.host.leaving = true;
  }

 private:
  void wait(std::int64_t wait_ms) const {
    if (wait_ms <= 0) return;
    pad().notice = PinPad::Notice::waiting;
    pad().wait_until_ms = c.state.now_ms + wait_ms;
  }
  void open_settings() const {
    close_pin(c.state);
    c.state.overlay = Overlay::none;
    if (!in_settings()) go(c, SettingsPage{});
    ask(c, FindSticks{});
  }
  // Six digits stand there: what they are for.
  void whole() const {
    auto& p = pad();
    switch (p.step) {
      case PinPad::Step::looking: return;
      case PinPad::Step::enter:
        p.checking = true;
        ask(c, TryPin{std::move(p.digits)});
        return;
      case PinPad::Step::choose:
        p.first = std::move(p.digits);
        p.step = PinPad::Step::repeat;
        return;
      case PinPad::Step::repeat:
        if (p.digits == p.first) {
          p.checking = true;
          ask(c, KeepPin{std::move(p.digits)});
        } else {
          p.notice = PinPad::Notice::differ;
          p.step = PinPad::Step::choose;
        }
        wv::wipe(p.digits);
        wv::wipe(p.first);
        return;
    }
  }
  template <class E>
  void begin(Transfer::What what, const Stick& stick, E effect) const {
    auto& host = c.state.host;
    const bool known = std::find(host.sticks.begin(), host.sticks.end(), stick) != host.sticks.end();
    if (!in_settings() || host.transfer.running || !known) return;
    host.transfer = Transfer{};
    host.transfer.what = what;
    host.transfer.stick = stick.name;
    host.transfer.running = true;
    ask(c, std::move(effect));
  }
  void keep_settings() const { c.effects.push_back(KeepSettings{c.state.device}); }
};

}  // namespace

void host_event(Context& c, const HostEvent& event) { std::visit(HostUpdater{c}, event); }

void close_pin(State& state) {
  wv::wipe(state.host.pin.digits);
  wv::wipe(state.host.pin.first);
  state.host.pin = PinPad{};
  state.requests.close(Ask::pin);
}

void forget_host(Context& c, Transfers transfers) {
  close_pin(c.state);
  const bool running = c.state.host.transfer.running, goes_on = running && transfers == Transfers::go_on;
  if (running && !goes_on) c.effects.push_back(EndTransfer{});
  if (!goes_on) {
    c.state.host.transfer = Transfer{};
    c.state.requests.close(Ask::transfer);
  }
  c.state.host.requeue = Requeue{};
  c.state.host.queue = nullptr;
  c.state.host.sticks.clear();
  c.state.host.sticks_looked = false;
  c.state.requests.close(Ask::sticks);
  c.state.requests.close(Ask::queue_list);
}

void look_at_day(Context& c) {
  auto& s = c.state;
  const Day today = day_of(s.now);
  if (s.looked_day == today && s.looked_confirmed == s.connection.clock_confirmed) return;
  s.looked_day = today;
  s.looked_confirmed = s.connection.clock_confirmed;
  ask(c, LookAtQueue{});
  ask(c, LookAtDay{today, s.connection.clock_confirmed});
}

}  // namespace wv::app
