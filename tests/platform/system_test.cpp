// The clock and the waking of whoever sleeps.
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <thread>

#include "base/bytes.h"
#include "fakes/fake_platform.h"
#include "platform/temporary_folder.h"
#include "ports/make_platform.h"

using namespace wv;

TEST_CASE("the clock tells the day as people around it count") {
  const auto platform = ports::make_platform();
  const char* before = std::getenv("TZ");
  const std::string kept = before == nullptr ? "" : before;
  ::setenv("TZ", "XYZ-05:30", 1);  // half past, east
  CHECK(platform->clock().now().offset_min == 330);
  ::setenv("TZ", "XYZ+08", 1);
  CHECK(platform->clock().now().offset_min == -480);
  if (before == nullptr) {
    ::unsetenv("TZ");
  } else {
    ::setenv("TZ", kept.c_str(), 1);
  }
  const std::int64_t seconds = platform->clock().now().at.ms / 1000;
  CHECK(std::abs(seconds - static_cast<std::int64_t>(std::time(nullptr))) <= 2);
  const std::int64_t first = platform->clock().steady_ms();
  CHECK(platform->clock().steady_ms() >= first);
}

TEST_CASE("another moment has the offset of then, by the zone's own rule") {
  const auto platform = ports::make_platform();
  const char* before = std::getenv("TZ");
  const std::string kept = before == nullptr ? "" : before;
  ::setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
  CHECK(platform->clock().local(parse_rfc3339("2026-10-24T14:10:00Z")->at).offset_min == 120);
  CHECK(platform->clock().local(parse_rfc3339("2026-10-26T14:10:00Z")->at).offset_min == 60);
  if (before == nullptr) {
    ::unsetenv("TZ");
  } else {
    ::setenv("TZ", kept.c_str(), 1);
  }
}

TEST_CASE("the boot clock is never behind the steady one, and rings when its time has come") {
  const auto platform = ports::make_platform();
  ports::Clock& clock = platform->clock();
  CHECK(clock.boot_ms() + 5 >= clock.steady_ms());
  std::atomic<int> rung = 0;
  const auto ring = [&] { ++rung; };
  clock.ring_at(INT64_MAX, ring);  // never
  clock.ring_at(clock.boot_ms() + 50, ring);
  const std::int64_t give_up_ms = clock.steady_ms() + 20'000;
  while (rung == 0 && clock.steady_ms() < give_up_ms)
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  CHECK(rung == 1);
  clock.ring_at(1, ring);  // long past: at once, as after a sleep
  while (rung == 1 && clock.steady_ms() < give_up_ms)
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  CHECK(rung == 2);
}

TEST_CASE("whoever sleeps is woken once for each answer") {
  const auto platform = ports::make_platform();
  std::atomic<int> woken = 0;
  platform->on_ready([&] { ++woken; });
  const platform_test::TemporaryFolder folder;
  ports::Store& store = platform->store(folder / "data");
  CHECK_FALSE(platform->busy());
  platform->wait();  // nothing is under way: comes back at once
  for (int i = 0; i < 3; ++i) store.put("outbox/" + std::to_string(i), {}, [](Result<Done>) {});
  fakes::settle(*platform);
  CHECK(woken >= 2);  // the third call may still be on its way, when the answer is taken already
  platform->on_ready(nullptr);
}

TEST_CASE("writes that were asked for are done when the platform ends") {
  const platform_test::TemporaryFolder folder;
  bool answered = false;
  {
    const auto platform = ports::make_platform();
    for (int i = 0; i < 20; ++i) {
      platform->store(folder / "data").put("outbox/" + std::to_string(i), to_bytes("x"), [&](Result<Done>) {
        answered = true;
      });
    }
  }
  CHECK_FALSE(answered);
  CHECK(platform_test::read_text(folder / "data/outbox/19") == "x");
}
