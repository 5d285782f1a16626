// The machine's network comes and goes in a namespace of the test's own, by `ip`; needs the rights for one.
#include <sched.h>
#include <sys/resource.h>
#include <sys/timex.h>
#include <sys/wait.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <string>
#include <thread>

#include "base/bytes.h"
#include "fakes/fake_platform.h"
#include "platform/processes.h"
#include "platform/temporary_folder.h"
#include "ports/make_platform.h"

using namespace wv;
using namespace wv::platform_test;
using std::chrono::milliseconds;

namespace {

constexpr int kNoRights = 77;

bool do_ip(const std::string& words) {
  return std::system(("ip " + words + " >/dev/null 2>&1").c_str()) == 0;
}

// As the loop has it: woken by on_ready, it pumps.
class Listener {
 public:
  explicit Listener(ports::Platform& platform) : platform_(platform) {
    platform_.on_ready([this] { ready_ = true; });
    platform_.on_network([this] { ++came_; });
  }
  // How often it came within this time.
  int within(milliseconds time) {
    const auto end = std::chrono::steady_clock::now() + time;
    for (came_ = 0; std::chrono::steady_clock::now() < end; std::this_thread::sleep_for(milliseconds(5)))
      if (ready_.exchange(false)) platform_.pump();
    return came_;
  }
  // Until it came, or this long.
  bool soon(milliseconds most = milliseconds(5000)) {
    const auto end = std::chrono::steady_clock::now() + most;
    while (std::chrono::steady_clock::now() < end)
      if (within(milliseconds(20)) > 0) return true;
    return false;
  }

 private:
  ports::Platform& platform_;
  std::atomic<bool> ready_ = false;
  int came_ = 0;
};

// Runs it in a child with a network of its own: two ends of a wire, both down. The number of what did not
// hold.
template <class Work>
int in_own_network(Work work) {
  return in_child([&] {
    if (::unshare(CLONE_NEWNET) != 0 && ::unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0) return kNoRights;
    if (!do_ip("link add here type veth peer name there") || !do_ip("link set there up")) return kNoRights;
    const auto platform = ports::make_platform();
    Listener listener(*platform);
    return work(*platform, listener);
  });
}

constexpr milliseconds kQuiet(1500);

}  // namespace

TEST_CASE(
    "the network that comes is told once for all its messages, one that goes or says the same again is not") {
  const int failed = in_own_network([](ports::Platform&, Listener& listener) {
    if (listener.within(kQuiet) != 0) return 1;  // nothing happens, nothing is told
    do_ip("address add 10.77.0.2/24 dev here");
    do_ip("link set here up");
    if (!listener.soon()) return 2;
    listener.within(kQuiet);  // an address of version 6 takes a second more to be usable
    do_ip("route add default via 10.77.0.1");
    if (!listener.soon()) return 3;
    if (listener.within(kQuiet) != 0) return 4;  // once
    do_ip("route replace default via 10.77.0.1");
    do_ip("link set here mtu 1400");
    if (listener.within(kQuiet) != 0) return 5;  // messages, and nothing that wasn't there
    do_ip("link set here down");
    if (listener.within(kQuiet) != 0) return 6;  // it went
    do_ip("link set here up");
    return listener.soon() ? 0 : 7;  // and came back
  });
  if (failed == kNoRights) {
    MESSAGE("skipped: no network namespace, no veth, or no `ip` here");
    return;
  }
  CHECK(failed == 0);
}

TEST_CASE(
    "while the network is watched the disk is served, a transfer doesn't hide the news, and rest costs nothing") {
  const int failed = in_own_network([](ports::Platform& platform, Listener& listener) {
    const TemporaryFolder folder;
    for (int i = 0; i < 200; ++i) {
      const auto kept = fakes::answer_of<Done>(platform, [&](auto then) {
        platform.store(folder / "data").put("outbox/" + std::to_string(i), to_bytes("x"), then);
      });
      if (!kept || !*kept) return 1;
    }
    rusage before{}, after{};
    ::getrusage(RUSAGE_SELF, &before);
    std::this_thread::sleep_for(milliseconds(3000));
    ::getrusage(RUSAGE_SELF, &after);
    const auto switches = after.ru_nvcsw - before.ru_nvcsw;
    if (switches > 3) return 2;  // this thread's own sleep
    // A request that nobody answers: its packets go out on a wire without a machine at the other end.
    do_ip("address add 10.77.0.2/24 dev here");
    do_ip("link set here up");
    if (!listener.soon()) return 3;
    listener.within(kQuiet);
    ports::HttpRequest request;
    request.url = "https://10.77.0.9/";
    bool answered = false;
    platform.http().send(request, [&](const Result<ports::HttpReply>&) { answered = true; });
    listener.within(milliseconds(200));
    // Sooner than a transfer's own second, at least once: a machine may be busy.
    bool sooner = false;
    for (int i = 1; i <= 3 && !sooner; ++i) {
      do_ip("address add 10.77." + std::to_string(i) + ".2/24 dev here");
      sooner = listener.soon(milliseconds(900));
      listener.within(kQuiet);
    }
    return answered ? 4 : sooner ? 0 : 5;
  });
  if (failed == kNoRights) {
    MESSAGE("skipped: no network namespace, no veth, or no `ip` here");
    return;
  }
  CHECK(failed == 0);
}

TEST_CASE("a wall clock that is set, as it is when the machine awakes, is told") {
  const int failed = in_child([] {
    const auto platform = ports::make_platform();
    Listener listener(*platform);
    if (listener.within(milliseconds(500)) != 0) return 1;
    // By a thousandth of a millisecond, and back.
    for (const long by : {1000L, -1000L}) {
      timex step{};
      step.modes = ADJ_SETOFFSET | ADJ_NANO;
      step.time.tv_sec = by < 0 ? -1 : 0;
      step.time.tv_usec = by < 0 ? 1'000'000'000 + by : by;
      if (::adjtimex(&step) < 0) return kNoRights;
    }
    return listener.soon() ? 0 : 2;
  });
  if (failed == kNoRights) {
    MESSAGE("skipped: this user may not set the clock");
    return;
  }
  CHECK(failed == 0);
}

TEST_CASE("who no longer listens hears nothing") {
  const int failed = in_own_network([](ports::Platform& platform, Listener& listener) {
    platform.on_network(nullptr);
    do_ip("address add 10.77.0.2/24 dev here");
    do_ip("link set here up");
    return listener.within(kQuiet) == 0 ? 0 : 1;
  });
  CHECK((failed == 0 || failed == kNoRights));
}
