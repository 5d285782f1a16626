// P1 on a real disk: SIGKILL at random moments of guessing. Every answer that somebody saw was counted
// before. The negative control counts afterwards, and these same checks catch it.
#include <unistd.h>

#include "crypto/pin_lock.h"
#include "base/json.h"
#include "fakes/fake_platform.h"
#include "platform/processes.h"
#include "platform/temporary_folder.h"
#include "ports/make_platform.h"

using namespace wv;
using namespace wv::platform_test;
using crypto::PinAnswer;
using crypto::PinLock;

namespace {

constexpr int kKills = 60;
constexpr std::int64_t kHour = 3'600'000;

std::uint64_t counted(ports::Platform& platform, const std::string& folder) {
  const auto text = fakes::answer_of<std::string>(
      platform, [&](auto then) { platform.store(folder).member("device.json", "pin", then); });
  return parse_json(text->value(), "pin").value()["wrong"].get<std::uint64_t>();
}

// What the child does for one guess, before it tells that it has seen the answer.
using Guess = std::function<bool(ports::Platform&, const std::string& folder, std::int64_t steady_ms)>;

bool guess_well(ports::Platform& platform, const std::string& folder, std::int64_t steady_ms) {
  PinLock lock(platform.store(folder), platform.sealer(), platform.random(), {64, 1});
  (void)fakes::answer_of<PinAnswer>(platform, [&](auto then) { lock.look(steady_ms, then); });
  const auto said = fakes::answer_of<PinAnswer>(
      platform, [&](auto then) { lock.guess("271828", steady_ms + kHour, then); });
  return said && said->ok() && said->value().what == PinAnswer::What::wrong;
}

struct Seen {
  int answers = 0, free = 0;
};

Seen kill_and_look(const Guess& guess,
                   const std::function<bool(ports::Platform&, const std::string&)>& afterwards) {
  Seen seen;
  TemporaryFolder folder;
  const std::string data = folder / "data";
  {
    const auto platform = ports::make_platform();
    PinLock lock(platform->store(data), platform->sealer(), platform->random(), {64, 1});
    REQUIRE(fakes::answer_of<Done>(*platform, [&](auto then) { lock.set("314159", then); })->ok());
  }
  for (int kill = 0; kill < kKills; ++kill) {
    std::uint64_t before = 0;
    {
      const auto platform = ports::make_platform();
      before = counted(*platform, data);
    }
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const pid_t child = start_child([&] {
      const auto platform = ports::make_platform();
      for (std::int64_t now = 0;; now += 2 * kHour) {
        if (!guess(*platform, data, now)) return 1;
        if (::write(ends[1], "x", 1) != 1) return 2;
        if (!afterwards(*platform, data)) return 3;
      }
    });
    ::close(ends[1]);
    int answers = 0;
    char byte;
    if (kill % 2 == 0 && ::read(ends[0], &byte, 1) == 1)
      ++answers;  // well under way; the others are killed while they begin
    ::usleep(static_cast<useconds_t>(173 * kill % 5000));
    ::kill(child, SIGKILL);
    (void)status_of(child);
    while (::read(ends[0], &byte, 1) == 1) ++answers;
    ::close(ends[0]);
    const auto platform = ports::make_platform();
    const auto now = static_cast<int>(counted(*platform, data) - before);
    seen.answers += answers;
    seen.free += std::max(0, answers - now);
  }
  return seen;
}

}  // namespace

TEST_CASE("killed at any moment of guessing, no answer was free") {
  const Seen seen = kill_and_look(guess_well, [](ports::Platform&, const std::string&) { return true; });
  MESSAGE("killed " << kKills << " times, answers seen: " << seen.answers << ", free: " << seen.free);
  CHECK(seen.answers > 0);
  CHECK(seen.free == 0);
}

TEST_CASE("negative control: counting after the answer is caught") {
  const auto look_only = [](ports::Platform&, const std::string&, std::int64_t) { return true; };
  const auto count_late = [](ports::Platform& platform, const std::string& folder) {
    return guess_well(platform, folder, 0);
  };
  CHECK(kill_and_look(look_only, count_late).free > 0);
}
