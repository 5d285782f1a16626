#include "systemd_supervisor.h"

#include <sys/socket.h>
#include <sys/un.h>

#include <charconv>
#include <cstddef>
#include <cstdlib>
#include <cstring>

namespace wv::linux_platform {

namespace {

// A third of the limit: a turn that comes late, or an answer that is still under way, costs nothing yet.
std::int64_t third_of_limit_ms() {
  const char* text = std::getenv("WATCHDOG_USEC");
  if (text == nullptr) return 0;
  std::int64_t limit_us = 0;
  const auto [end, error] = std::from_chars(text, text + std::strlen(text), limit_us);
  if (error != std::errc{} || *end != '\0' || limit_us <= 0) return 0;
  return limit_us < 3000 ? 1 : limit_us / 3000;
}

}  // namespace

std::unique_ptr<SystemdSupervisor> SystemdSupervisor::of_environment() {
  const char* named = std::getenv("NOTIFY_SOCKET");
  if (named == nullptr || (*named != '/' && *named != '@')) return nullptr;
  std::string socket = named;
  if (socket.size() >= sizeof(sockaddr_un::sun_path)) return nullptr;
  return std::unique_ptr<SystemdSupervisor>(new SystemdSupervisor(std::move(socket), third_of_limit_ms()));
}

SystemdSupervisor::SystemdSupervisor(std::string socket, std::int64_t every_ms)
    : socket_(std::move(socket)),
      line_(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)),
      every_ms_(every_ms) {}

void SystemdSupervisor::showed() { tell("READY=1\nSTATUS=The picture is on the screen."); }

void SystemdSupervisor::alive() { tell("WATCHDOG=1"); }

void SystemdSupervisor::rests(bool does, bool ring) {
  tell(!does  ? "STATUS=Somebody uses it."
       : ring ? "STATUS=Nobody uses it. Somebody has to be rung."
              : "STATUS=Nobody uses it.");
}

void SystemdSupervisor::tell(std::string_view words) const {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, socket_.data(), socket_.size());
  if (address.sun_path[0] == '@') address.sun_path[0] = '\0';  // a name without a file (unix(7))
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + socket_.size());
  static_cast<void>(uninterrupted([&] {
    return ::sendto(line_.number(), words.data(), words.size(), MSG_NOSIGNAL,
                    reinterpret_cast<const sockaddr*>(&address), size);
  }));
}

}  // namespace wv::linux_platform
