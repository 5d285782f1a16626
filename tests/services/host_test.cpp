// The host's services on a platform: what is kept, what is noted, and that the day's round deletes what it
// should.

#include <doctest/doctest.h>

#include "base/bytes.h"
#include "base/json.h"
#include "crypto/support.h"
#include "fakes/fake_platform.h"
#include "services/queue_list.h"
#include "services/pin_check.h"
#include "services/queue_check.h"
#include "services/retention_clock.h"
#include "services/settings_store.h"
#include "services/stick_transfer.h"

using namespace wv;
using Way = services::StickTransfer::Way;

namespace {

// The services of the host, as a running program has them.
struct Hall {
  fakes::FakePlatform platform;
  fakes::MemoryStore& store = platform.store("data");
  outbox::Outbox outbox{store};
  services::EventLog events{store, platform.clock().now()};
  std::optional<Error> no_failure;
  std::optional<services::RetentionClock> clock;
  std::optional<services::PinCheck> pin;
  services::SettingsStore settings{store, events};
  services::StickTransfer sticks{platform, outbox, events};
  services::QueueCheck queue{platform, store, outbox, events, 7, no_failure};
  std::vector<app::HostEvent> said;
  const services::Report report = [this](app::Event e) {
    said.push_back(std::get<app::HostEvent>(std::move(e)));
  };
  const std::int64_t now_ms = 1000;

  Hall() { start(); }
  void start() {
    clock.emplace(store, outbox, events, 12);
    pin.emplace(platform, store, events);
    clock->prepare();
    fakes::settle(platform);
  }
  template <class Ask>
  void ask(Ask what) {
    said.clear();
    what();
    fakes::settle(platform);
  }
  void look_at_pin() {
    ask([&] { pin->look(now_ms, report); });
  }
  void guess(const char* digits) {
    ask([&] { pin->guess(Secret(digits), now_ms, report); });
  }
  app::Trouble transfer(Way way) {
    std::optional<app::Trouble> ended;
    sticks.begin("stick", way,
                 {[](const outbox::Progress&) {},
                  [&](const services::StickTransfer::Outcome& outcome) { ended = outcome.trouble; }});
    fakes::settle(platform);
    REQUIRE(ended);
    return *ended;
  }
  template <class E>
  const E* told() const {
    for (const auto& e : said)
      if (const E* found = std::get_if<E>(&e)) return found;
    return nullptr;
  }
  std::string text(const std::string& name) const { return to_string(store.content(name).value_or(Bytes{})); }
  std::string log() const { return text("log/events.txt.old") + text("log/events.txt"); }
  void look_at(const Day& day, bool confirmed) {
    ask([&] { clock->look_at_day({day, confirmed}, report); });
  }
};

}  // namespace

TEST_CASE("a PIN is kept, asked for, right and wrong; no digit of it is kept or noted") {
  Hall hall;
  hall.look_at_pin();
  REQUIRE(hall.told<app::PinLooked>());
  CHECK_FALSE(hall.told<app::PinLooked>()->set);
  hall.ask([&] { hall.pin->keep("314159", hall.report); });
  CHECK(hall.told<app::PinKept>());
  hall.start();
  hall.look_at_pin();
  CHECK(hall.told<app::PinLooked>()->set);
  hall.guess("314159");
  CHECK(hall.told<app::PinTried>()->right);
  for (int i = 0; i < 5; ++i) hall.guess("271828");
  CHECK_FALSE(hall.told<app::PinTried>()->right);
  CHECK(hall.told<app::PinTried>()->wait_ms == 60'000);
  hall.guess("314159");
  CHECK_FALSE(hall.told<app::PinTried>()->right);
  for (const std::string& name : hall.store.names()) {
    CHECK(hall.text(name).find("314159") == std::string::npos);
    CHECK(hall.text(name).find("271828") == std::string::npos);
  }
  CHECK(hall.log().find("pin.wrong") != std::string::npos);
  hall.store.fail(1, "store.read_only", fakes::MemoryStore::How::from_then_on);
  hall.guess("314159");
  CHECK(hall.told<app::PinFailed>());
}

TEST_CASE("how the screen greets outlives a start") {
  Hall hall;
  hall.ask([&] { hall.settings.find(hall.report); });
  CHECK(hall.told<app::DeviceSettingsFound>() == nullptr);
  hall.ask([&] { hall.settings.keep({"ar", app::TextSize::largest, app::Contrast::inverse, true, true}); });
  hall.ask([&] { hall.settings.find(hall.report); });
  REQUIRE(hall.told<app::DeviceSettingsFound>());
  CHECK(hall.told<app::DeviceSettingsFound>()->settings ==
        app::Settings{"ar", app::TextSize::largest, app::Contrast::inverse, true, true});
}

TEST_CASE("each setting that is on or off is found again as it was kept, and what is no setting is not") {
  for (const app::Toggle& t : app::kToggles) {
    CAPTURE(t.name);
    Hall hall;
    app::Settings settings{"nl"};
    settings.*t.value = true;
    hall.ask([&] { hall.settings.keep(settings); });
    hall.ask([&] { hall.settings.find(hall.report); });
    REQUIRE(hall.told<app::DeviceSettingsFound>());
    CHECK(hall.told<app::DeviceSettingsFound>()->settings == settings);
  }
  // What last year's version wrote, and what nobody writes.
  const auto found = [](const std::string& text) {
    Hall hall;
    hall.store.damage("device.json", to_bytes(text));
    hall.ask([&] { hall.settings.find(hall.report); });
    REQUIRE(hall.told<app::DeviceSettingsFound>());
    return hall.told<app::DeviceSettingsFound>()->settings;
  };
  CHECK(found(R"({"settings":{"calm":true,"contrast":"high","language":"tr","lower":true,"text":150}})") ==
        app::Settings{"tr", app::TextSize::large, app::Contrast::high, true, true});
  CHECK(found(R"({"settings":{"calm":"yes","contrast":true,"language":7,"lower":1,"text":99}})") ==
        app::Settings{});
}

TEST_CASE("the log holds days, codes and random ids, whatever it is given, and never grows over its bound") {
  Hall hall;
  hall.events.note("queue.stored", "b8a1f3c2-0d4e-4f6a-9b7c-1234567890ab");
  hall.events.note("Jan Jansen belde", "06 12345678");
  hall.events.note("usb.exported", "Jan Jansen");
  hall.events.note("", "");
  fakes::settle(hall.platform);
  CHECK(hall.log() ==
        "2026-06-01 queue.stored b8a1f3c2-0d4e-4f6a-9b7c-1234567890ab\n2026-06-01 usb.exported\n");
  for (int i = 0; i < 8000; ++i) hall.events.note("queue.stored", "b8a1f3c2-0d4e-4f6a-9b7c-1234567890ab");
  fakes::settle(hall.platform);
  CHECK(hall.text("log/events.txt").size() <= 64 * 1024);
  CHECK(hall.log().size() <= 128 * 1024);
  CHECK(hall.log().size() > 64 * 1024);
}

TEST_CASE("the day's round: what has passed its day goes, a jump is told and deletes nothing") {
  Hall hall;
  const std::string id = "b8a1f3c2-0d4e-4f6a-9b7c-1234567890ab";
  const std::string envelope = R"({"queued_on":"2026-06-02"})";
  for (const char* folder : {"outbox/", "sent/", "quarantine/"})
    hall.store.damage(folder + id + ".json", to_bytes(envelope));
  const auto has = [&](const char* folder) { return hall.store.content(folder + id + ".json").has_value(); };
  hall.look_at({2027, 6, 1}, true);
  hall.look_at({2038, 1, 1}, false);
  CHECK(hall.told<app::DayLooked>()->clock_jumped);
  CHECK(has("sent/"));
  hall.start();
  hall.look_at({2027, 6, 2}, false);
  CHECK_FALSE(hall.told<app::DayLooked>()->clock_jumped);
  CHECK_FALSE(has("sent/"));
  CHECK(has("quarantine/"));
  CHECK(has("outbox/"));
  CHECK(hall.log().find("retention.gone " + id) != std::string::npos);
  hall.look_at({2027, 6, 2}, true);
  CHECK_FALSE(has("quarantine/"));
  CHECK(hall.log().find("retention.parked_gone " + id) != std::string::npos);
  CHECK(has("outbox/"));
  // A clock that fell back dates nothing before the day that was believed.
  CHECK(hall.clock->stamp({1970, 1, 1}, outbox::Confirmed::no).day == Day{2027, 6, 2});
}

TEST_CASE("a device that no network ever told the day deletes nothing, however long it goes on") {
  Hall hall;
  hall.store.damage("sent/b8a1f3c2-0d4e-4f6a-9b7c-1234567890ab.json",
                    to_bytes(R"({"queued_on":"2026-06-02"})"));
  for (int day = 0; day < 40; ++day) hall.look_at(add_days({2027, 6, 1}, day * 30), false);
  CHECK(hall.store.content("sent/b8a1f3c2-0d4e-4f6a-9b7c-1234567890ab.json").has_value());
  hall.look_at({2030, 8, 1}, true);  // the negative control
  CHECK_FALSE(hall.store.content("sent/b8a1f3c2-0d4e-4f6a-9b7c-1234567890ab.json").has_value());
}

TEST_CASE("sticks are found by name and filled") {
  Hall hall;
  hall.platform.plug_in({{"stick", "STICK"}});
  std::vector<ports::Stick> found;
  hall.sticks.find([&](const std::vector<ports::Stick>& sticks) { found = sticks; });
  fakes::settle(hall.platform);
  REQUIRE(found.size() == 1);
  CHECK(found.front().folder == "stick");
  CHECK(found.front().name == "STICK");
  CHECK(hall.transfer(Way::to_stick) == app::Trouble::none);
  CHECK(hall.platform.store("stick").content("manifest.json").has_value());
  hall.platform.store("stick").fail(1, "store.full", fakes::MemoryStore::How::from_then_on);
  CHECK(hall.transfer(Way::to_stick) == app::Trouble::store_full);
}

TEST_CASE("a stick that is out is never exported into, nor imported from as if it were empty") {
  Hall hall;
  // Its folder is there still, as a mount point is: only the list of sticks tells.
  for (const auto way : {Way::to_stick, Way::from_stick}) {
    CHECK(hall.transfer(way) == app::Trouble::store_missing);
    CHECK(hall.platform.store("stick").names().empty());
  }
  // It is in, and is pulled out before anything was read.
  hall.platform.plug_in({{"stick", "STICK"}});
  hall.platform.store("stick").absent(true);
  CHECK(hall.transfer(Way::from_stick) == app::Trouble::store_missing);
  // The control: with the stick in, both come to a good end.
  hall.platform.store("stick").absent(false);
  CHECK(hall.transfer(Way::from_stick) == app::Trouble::none);
}

TEST_CASE("what was parked goes back into the queue, and what can't is counted") {
  Hall hall;
  const auto key = crypto_test::new_key(hall.platform);
  const auto good = crypto_test::sealed(hall.platform, {key.open}),
             torn = crypto_test::sealed(hall.platform, {key.open});
  hall.store.damage("quarantine/" + good.id() + ".json", to_bytes(good.text()));
  hall.store.damage("quarantine/" + torn.id() + ".json", to_bytes("{"));
  hall.ask([&] { hall.queue.requeue_parked("", hall.report); });
  REQUIRE(hall.told<app::RequeueEnded>());
  CHECK(hall.told<app::RequeueEnded>()->result.back == 1);
  CHECK(hall.told<app::RequeueEnded>()->result.bad == 1);
  CHECK(hall.text("outbox/" + good.id() + ".json") == good.text());
  CHECK(hall.log().find("queue.requeued") != std::string::npos);
  hall.store.fail(1, "store.io", fakes::MemoryStore::How::from_then_on);
  hall.ask([&] { hall.queue.requeue_parked("", hall.report); });
  CHECK(hall.told<app::RequeueEnded>()->result.trouble == app::Trouble::store_io);
}

TEST_CASE(
    "the queue's rows: a reason that is damaged costs its own words only, a folder that can't be read all") {
  Hall hall;
  const std::string ids[] = {"00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002",
                             "00000000-0000-4000-8000-000000000003", "00000000-0000-4000-8000-000000000004"};
  const char* const reasons[] = {R"({"code":"sync.refused"})", R"({"code":3})", "{", "[]"};
  for (int i = 0; i < 4; ++i) {
    hall.store.damage("quarantine/" + ids[i] + ".json", to_bytes("x"));
    hall.store.damage("quarantine/" + ids[i] + ".reason.json", to_bytes(reasons[i]));
  }
  hall.store.damage("sent/" + ids[0] + ".json", to_bytes("xx"));
  hall.ask([&] { services::list_queue(hall.store, hall.report); });
  REQUIRE(hall.told<app::QueueListed>());
  const app::QueueRows rows = hall.told<app::QueueListed>()->rows;
  REQUIRE(rows);
  REQUIRE(rows->size() == 5);
  CHECK((*rows)[0].reason == app::Trouble::sync_refused);
  for (std::size_t i = 1; i < 4; ++i) CHECK((*rows)[i].reason == app::Trouble::none);
  CHECK((*rows)[4].state == app::QueueRow::State::sent);
  hall.store.fail(1, "store.io", fakes::MemoryStore::How::from_then_on);
  hall.ask([&] { services::list_queue(hall.store, hall.report); });
  CHECK_FALSE(hall.told<app::QueueListed>()->rows);
}

TEST_CASE("how many messages were left today is counted by the numbers, from the first look of the day") {
  Hall hall;
  const auto looked = [&hall] {
    std::optional<std::uint64_t> today;
    hall.queue.look(services::QueueCheck::Save::as_known,
                    [&](app::Event e) { today = std::get<app::QueueLooked>(e).waiting.today; });
    fakes::settle(hall.platform);
    return today;
  };
  const auto leave_one = [&hall] {
    hall.store.count_up("device.json", [](Result<std::uint64_t>) {});
    fakes::settle(hall.platform);
  };
  CHECK(looked() == 0);  // a new store: the first number may be any
  leave_one();
  CHECK(looked() == 1);
  leave_one();
  leave_one();
  CHECK(looked() == 3);
  CHECK(looked() == 3);
  hall.platform.clock().advance(24 * 3'600'000);
  CHECK(looked() == 0);  // another day
  leave_one();
  CHECK(looked() == 1);
}
