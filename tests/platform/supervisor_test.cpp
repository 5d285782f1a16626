// systemd's own words on a socket of ours, by path and by a name without a file; and the environments in
// which nobody listens.
#include "systemd_supervisor.h"

#include <doctest/doctest.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <cstddef>
#include <cstdlib>
#include <cstring>

#include "temporary_folder.h"

using namespace wv::linux_platform;

namespace {

struct Listener {
  explicit Listener(const std::string& name) : socket(::socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, name.data(), name.size());
    if (name.front() == '@') address.sun_path[0] = '\0';
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + name.size());
    REQUIRE(::bind(socket.number(), reinterpret_cast<const sockaddr*>(&address), size) == 0);
    ::setenv("NOTIFY_SOCKET", name.c_str(), 1);
  }
  ~Listener() {
    ::unsetenv("NOTIFY_SOCKET");
    ::unsetenv("WATCHDOG_USEC");
  }
  std::string heard() {
    char words[256];
    const ssize_t size = ::recv(socket.number(), words, sizeof words, 0);
    return size < 0 ? "" : std::string(words, static_cast<std::size_t>(size));
  }
  FileDescriptor socket;
};

}  // namespace

TEST_CASE("systemd hears READY and WATCHDOG, on both kinds of socket") {
  wv::platform_test::TemporaryFolder folder;
  for (const std::string& name :
       {std::string(folder / "notify"), std::string("@wijkverbinder-test-notify")}) {
    Listener listener(name);
    ::setenv("WATCHDOG_USEC", "9000000", 1);
    ::setenv("WATCHDOG_PID", "1", 1);  // the compositor's
    const auto supervisor = SystemdSupervisor::of_environment();
    REQUIRE(supervisor);
    CHECK(supervisor->every_ms() == 3000);
    CHECK(listener.heard().empty());
    supervisor->showed();
    CHECK(listener.heard().starts_with("READY=1\n"));
    supervisor->alive();
    CHECK(listener.heard() == "WATCHDOG=1");
    supervisor->rests(true, false);
    CHECK(listener.heard() == "STATUS=Nobody uses it.");
    supervisor->rests(true, true);
    CHECK(listener.heard() == "STATUS=Nobody uses it. Somebody has to be rung.");
    supervisor->rests(false, false);
    CHECK(listener.heard() == "STATUS=Somebody uses it.");
  }
}

TEST_CASE("without a watchdog nothing has to be said, without a socket there is nobody") {
  wv::platform_test::TemporaryFolder folder;
  {
    Listener listener(folder / "notify");
    for (const char* limit : {"", "0", "-5", "soon", "12x"}) {
      ::setenv("WATCHDOG_USEC", limit, 1);
      const auto supervisor = SystemdSupervisor::of_environment();
      REQUIRE(supervisor);
      CHECK(supervisor->every_ms() == 0);
    }
  }
  CHECK(SystemdSupervisor::of_environment() == nullptr);
  const std::string too_long(sizeof(sockaddr_un::sun_path), 'x');
  for (const std::string& socket : {std::string("relative"), std::string(), "/" + too_long}) {
    ::setenv("NOTIFY_SOCKET", socket.c_str(), 1);
    CHECK(SystemdSupervisor::of_environment() == nullptr);
  }
  ::unsetenv("NOTIFY_SOCKET");
}

TEST_CASE("a listener that went away or is full stops nobody") {
  wv::platform_test::TemporaryFolder folder;
  std::unique_ptr<SystemdSupervisor> supervisor;
  {
    Listener listener(folder / "notify");
    supervisor = SystemdSupervisor::of_environment();
    REQUIRE(supervisor);
    for (int i = 0; i < 10'000; ++i) supervisor->alive();
  }
  supervisor->alive();
}
