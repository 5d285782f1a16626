// The host's way: PIN's pad, settings, sticks. No digit stays in the state when the pad has closed.
#include "app/host_flow.h"
#include "app/opening.h"

using namespace wv;
using namespace wv::app;
using app_test::example;

namespace {

struct Desk : app_test::Opening {
  Desk() { all(StartPressed{}, HealthOpened{}); }
  void dispatch(const Event& e) {  // what follows from this one alone
    effects.clear();
    then(e);
  }
  template <class E>
  void host(E e) {
    dispatch(HostEvent{e});
  }
  void type(const std::string& digits) {
    for (const char d : digits) host(PinDigit{d});
  }
  template <class E>
  const E* effect() const {
    return last<E>();
  }
  bool in_settings() const { return std::holds_alternative<SettingsPage>(state.screen); }
  bool pad_clean() const { return state.host.pin.digits.empty() && state.host.pin.first.empty(); }
  void enter() {
    host(SettingsAsked{});
    host(PinLooked{true, 0});
    type("314159");
    host(PinTried{true, 0});
  }
};

}  // namespace

TEST_CASE("settings open behind the right PIN only") {
  Desk d;
  d.host(SettingsAsked{});
  CHECK(d.state.overlay == Overlay::pin);
  CHECK(d.effect<LookAtPin>() != nullptr);
  d.type("314159");  // before the lock was looked at
  CHECK(d.effect<TryPin>() == nullptr);
  d.host(PinLooked{true, 0});
  d.type("27182");
  d.host(PinErased{});
  d.type("28");
  REQUIRE(d.effect<TryPin>() != nullptr);
  CHECK(d.effect<TryPin>()->digits == "271828");
  CHECK(d.pad_clean());
  d.host(PinTried{false, 0});
  CHECK(d.state.overlay == Overlay::pin);
  CHECK(d.state.host.pin.notice == PinPad::Notice::wrong);
  d.type("314159");
  d.host(PinTried{true, 0});
  CHECK(d.in_settings());
  CHECK(d.state.overlay == Overlay::none);
  CHECK(d.effect<FindSticks>() != nullptr);
  // An answer nobody waits for opens nothing.
  Desk other;
  other.host(PinTried{true, 0});
  other.host(PinKept{});
  CHECK_FALSE(other.in_settings());
}

TEST_CASE("during a wait no digit is taken; after it they are") {
  Desk d;
  d.host(SettingsAsked{});
  d.host(PinLooked{true, 60'000});
  d.type("314159");
  CHECK(d.effect<TryPin>() == nullptr);
  CHECK(d.state.host.pin.digits.empty());
  d.dispatch(TimePassed{{Instant{1'780'300'861'000}, 120}, 61'001});
  d.dispatch(Touched{});
  d.type("314159");
  CHECK(d.effect<TryPin>() != nullptr);
}

TEST_CASE("without a PIN one is chosen, twice the same") {
  Desk d;
  d.host(SettingsAsked{});
  d.host(PinLooked{false, 0});
  CHECK(d.state.host.pin.step == PinPad::Step::choose);
  d.type("314159");
  CHECK(d.state.host.pin.step == PinPad::Step::repeat);
  d.type("314158");
  CHECK(d.state.host.pin.notice == PinPad::Notice::differ);
  CHECK(d.effect<KeepPin>() == nullptr);
  CHECK(d.pad_clean());
  d.type("314159");
  d.type("314159");
  REQUIRE(d.effect<KeepPin>() != nullptr);
  CHECK(d.effect<KeepPin>()->digits == "314159");
  d.host(PinFailed{});
  CHECK_FALSE(d.in_settings());
  d.type("314159");
  d.type("314159");
  d.host(PinKept{});
  CHECK(d.in_settings());
}

TEST_CASE("whatever closes the pad wipes it") {
  const Event ways[] = {OverlayClosed{},  StopConfirmed{}, HelpOpened{},
                        LanguageOpened{}, StopPressed{},   BackPressed{}};
  for (std::size_t i = 0; i < std::size(ways); ++i) {
    CAPTURE(i);
    Desk d;
    d.host(SettingsAsked{});
    d.host(PinLooked{false, 0});
    d.type("314159");
    d.type("3");
    CHECK_FALSE(d.pad_clean());
    d.dispatch(ways[i]);
    if (d.state.overlay != Overlay::pin) CHECK(d.pad_clean());
    if (i < 5) CHECK(d.state.overlay != Overlay::pin);
  }
  Desk idle;
  idle.host(SettingsAsked{});
  idle.host(PinLooked{true, 0});
  idle.type("31415");
  idle.dispatch(TimePassed{{Instant{1'780'300'900'000}, 120}, 95'000});
  CHECK(idle.state.overlay == Overlay::idle);
  CHECK(idle.pad_clean());
}

TEST_CASE(
    "the wijkverbinder is here until an hour that was told behind the PIN; until then, and that day only") {
  constexpr int kHour = 60;
  Desk d;
  const int now = minute_of_day(d.state.now), until = (now / kHour + 2) * kHour;
  d.host(HereUntilChosen{until});  // not behind the PIN
  CHECK_FALSE(here_until(d.state));
  d.enter();
  d.host(HereUntilChosen{now});  // that is over
  CHECK_FALSE(here_until(d.state));
  d.host(HereUntilChosen{until});
  d.dispatch(StopPressed{});
  d.dispatch(StopConfirmed{});
  REQUIRE(here_until(d.state) == until);
  d.at((until - now) * 60 - 1);
  CHECK(here_until(d.state) == until);
  d.at((until - now) * 60);
  CHECK_FALSE(here_until(d.state));
  d.at(24 * 3600);
  CHECK_FALSE(here_until(d.state));
  Desk again;
  again.enter();
  again.host(HereUntilChosen{until});
  again.host(HereUntilChosen{});
  CHECK_FALSE(here_until(again.state));
}

TEST_CASE("while the screen is wiped nothing counts, and a minute later the first screen stands there") {
  Desk d;
  const std::int64_t begun_ms = d.state.now_ms;
  const auto after = [&](std::int64_t ms) {
    d.dispatch(TimePassed{{Instant{1'780'300'800'000 + begun_ms + ms}, 120}, begun_ms + ms});
  };
  d.host(CleaningPressed{});
  REQUIRE(d.state.overlay == Overlay::cleaning);
  CHECK(next_wake_ms(d.state, example()) == begun_ms + kCleaningMs);
  for (const std::int64_t ms : {1'000, 20'000, 59'999}) {
    after(ms);
    d.dispatch(Touched{});
    d.dispatch(KeysUsed{});
    d.dispatch(OverlayClosed{});  // the keypad's Back
    CHECK(d.state.overlay == Overlay::cleaning);
  }
  after(kCleaningMs);
  CHECK(d.on<Attract>() != nullptr);
  CHECK(d.state.overlay == Overlay::none);
  CHECK(d.state.reading.mode == Reading::Mode::off);  // what a wet keypad began
  d.dispatch(StartPressed{});
  d.host(CleaningPressed{});  // from the host's page only
  CHECK(d.state.overlay == Overlay::none);
}

TEST_CASE(
    "a stick: found, filled, told; only one that was found, one at a time, and it ends with the visit") {
  Desk d;
  d.enter();
  const Stick stick{"/media/x", "x"};
  d.host(ExportPressed{stick});
  CHECK(d.effect<ExportTo>() == nullptr);
  d.host(SticksFound{{stick}});
  d.host(ExportPressed{{"/etc", "x"}});
  CHECK(d.effect<ExportTo>() == nullptr);
  d.host(ExportPressed{stick});
  REQUIRE(d.effect<ExportTo>() != nullptr);
  CHECK(d.effect<ExportTo>()->folder == "/media/x");
  d.host(ImportPressed{stick});
  CHECK(d.effect<ImportFrom>() == nullptr);
  d.host(TransferMoved{3, 10});
  CHECK(d.state.host.transfer.done == 3);
  // Whoever gave the PIN and went away is asked, and then the settings close; the transfer itself goes on.
  d.dispatch(TimePassed{{Instant{1'780'301'800'000}, 120}, d.state.touched_ms + 100'000});
  CHECK(d.state.overlay == Overlay::idle);
  d.dispatch(TimePassed{{Instant{1'780'302'800'000}, 120}, d.state.touched_ms + 200'000});
  CHECK(std::holds_alternative<Attract>(d.state.screen));
  CHECK(d.effect<EndTransfer>() == nullptr);
  CHECK(d.state.host.transfer.running);
  d.dispatch(StartPressed{});
  d.dispatch(HealthOpened{});
  d.enter();
  d.host(SticksFound{{stick}});
  Transfer result;
  result.moved = 10;
  d.host(TransferEnded{result});
  CHECK_FALSE(d.state.host.transfer.running);
  CHECK(d.state.host.transfer.moved == 10);
  d.host(ImportPressed{stick});
  CHECK(d.effect<ImportFrom>() != nullptr);
  d.dispatch(StopConfirmed{});
  CHECK(d.effect<EndTransfer>() != nullptr);
  CHECK(d.state.host.sticks.empty());
  CHECK(std::holds_alternative<Attract>(d.state.screen));
}

TEST_CASE("how the device greets is kept, and is there again at the next start; a visitor keeps their own") {
  Desk d;
  d.host(DeviceLanguageChosen{"ar"});  // not behind the PIN: nothing
  CHECK(d.state.device.language == "nl");
  d.enter();
  d.host(DeviceLanguageChosen{"xx"});
  CHECK(d.effect<KeepSettings>() == nullptr);
  d.host(DeviceLanguageChosen{"ar"});
  d.host(DeviceTextPressed{});
  d.host(DeviceContrastPressed{});
  REQUIRE(d.effect<KeepSettings>() != nullptr);
  const Settings kept = d.effect<KeepSettings>()->settings;
  CHECK(kept == Settings{"ar", TextSize::large, Contrast::high});
  d.dispatch(StopConfirmed{});
  CHECK(d.state.shown.language == "ar");

  State fresh = first_state(example(), Mode::kiosk, {});
  (void)update(fresh, HostEvent{DeviceSettingsFound{kept}}, example());
  CHECK(fresh.shown.language == "ar");
  CHECK(fresh.shown.text == TextSize::large);
  State visited = first_state(example(), Mode::kiosk, {});
  (void)update(visited, StartPressed{}, example());
  (void)update(visited, HostEvent{DeviceSettingsFound{{"gone", TextSize::large, Contrast::normal}}},
               example());
  CHECK(visited.shown.text == TextSize::normal);
  CHECK(visited.device.language == "nl");
}

TEST_CASE("the host's contrast goes round three, is kept and seen") {
  Desk d;
  d.host(DeviceContrastPressed{});  // not behind the PIN: nothing
  CHECK(d.state.device.contrast == Contrast::normal);
  d.enter();
  for (const auto contrast : {Contrast::high, Contrast::inverse, Contrast::normal}) {
    d.host(DeviceContrastPressed{});
    CHECK(d.state.shown.contrast == contrast);
    REQUIRE(d.effect<KeepSettings>() != nullptr);
    CHECK(d.effect<KeepSettings>()->settings.contrast == contrast);
  }
}

TEST_CASE("each setting that is on or off: the host's is kept and seen, a visitor's ends with the visit") {
  for (const Toggle& t : kToggles) {
    CAPTURE(t.name);
    Desk d;
    d.host(DeviceSettingToggled{t.which});  // not behind the PIN: nothing
    CHECK(d.state.device == d.state.shown);
    CHECK_FALSE(d.state.device.*t.value);
    d.dispatch(SettingToggled{t.which});
    CHECK(d.state.shown.*t.value);
    CHECK_FALSE(d.state.device.*t.value);
    d.dispatch(StopConfirmed{});
    CHECK_FALSE(d.state.shown.*t.value);

    d.dispatch(StartPressed{});
    d.dispatch(HealthOpened{});
    d.enter();
    d.dispatch(SettingToggled{t.which});
    d.host(DeviceSettingToggled{t.which});  // the screen shows what the device has, whatever it showed
    REQUIRE(d.effect<KeepSettings>() != nullptr);
    Settings kept{"nl"};
    kept.*t.value = true;  // and no other
    CHECK(d.effect<KeepSettings>()->settings == kept);
    CHECK(d.state.shown == kept);
    d.dispatch(SettingToggled{t.which});
    CHECK_FALSE(d.state.shown.*t.value);
    d.dispatch(StopConfirmed{});
    CHECK(d.state.shown == kept);
  }
}

TEST_CASE("each day, and when the network confirms the clock, queue and retention are looked at") {
  Desk d;
  const auto pass = [&](std::int64_t ms) {
    d.dispatch(TimePassed{{Instant{1'780'300'800'000 + ms}, 120}, 1000 + ms});
  };
  pass(1000);
  CHECK(d.effect<LookAtDay>() == nullptr);
  pass(14 * 3'600'000 - 1);  // 10:00 and 14 hours are midnight
  CHECK(d.effect<LookAtDay>() == nullptr);
  pass(14 * 3'600'000);
  REQUIRE(d.effect<LookAtDay>() != nullptr);
  CHECK(d.effect<LookAtDay>()->today == Day{2026, 6, 2});
  CHECK_FALSE(d.effect<LookAtDay>()->clock_confirmed);
  Connection connection;
  connection.clock_confirmed = true;
  d.dispatch(ConnectionChanged{connection});
  pass(14 * 3'600'000 + 1);
  REQUIRE(d.effect<LookAtDay>() != nullptr);
  CHECK(d.effect<LookAtDay>()->clock_confirmed);
  // Though nobody comes, there is a wake at midnight.
  d.dispatch(StopConfirmed{});
  pass(15 * 3'600'000);
  CHECK(next_wake_ms(d.state, example()) == 1000 + 38 * 3'600'000);
}

TEST_CASE(
    "what was parked is tried again from the settings only, once at a time; then it is sent and looked at, and forgotten with the visit") {
  Desk d;
  d.host(RequeuePressed{});
  CHECK(d.effect<RequeueParked>() == nullptr);  // not behind the PIN
  d.enter();
  d.host(RequeuePressed{});
  CHECK(d.effect<RequeueParked>() != nullptr);
  d.host(RequeuePressed{});
  CHECK(d.effect<RequeueParked>() == nullptr);
  Requeue done;
  done.back = 2;
  d.host(RequeueEnded{done});
  CHECK(d.effect<SyncNow>() != nullptr);
  CHECK(d.effect<LookAtQueue>() != nullptr);
  CHECK(d.state.host.requeue.what == Requeue::What::ended);
  CHECK(d.state.host.requeue.back == 2);
  d.host(RequeuePressed{});
  d.host(RequeueEnded{Requeue{}});
  CHECK(d.effect<SyncNow>() == nullptr);
  d.dispatch(StopPressed{});
  d.dispatch(StopConfirmed{});
  CHECK(d.state.host.requeue.what == Requeue::What::none);
  d.host(RequeueEnded{done});  // too late: nobody is told
  CHECK(d.state.host.requeue.what == Requeue::What::none);
}
