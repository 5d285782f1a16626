// The clock and the waking of whoever sleeps.
#include <atomic>
#include <cstdlib>
#include <ctime>

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
      platform->store(folder / "data").put("outbox/" + std::to_string(i), to_bytes("x"), [&](Result<Done>) { answered = true; });
    }
  }
  CHECK_FALSE(answered);
  CHECK(platform_test::read_text(folder / "data/outbox/19") == "x");
}
