#include "wayland_look.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <array>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string_view>
#include <vector>

#include "file_descriptor.h"

namespace wv::linux_platform {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::uint32_t kDisplay = 1, kRegistry = 2,
                        kDone = 3;  // ids: the first is given, the others are ours
constexpr std::size_t kHeader = 8, kMostBytes = 1u << 20;

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr ? value : "";
}

FileDescriptor connect_to(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.empty() || path.size() >= sizeof address.sun_path) return FileDescriptor{};
  std::memcpy(address.sun_path, path.data(), path.size());
  FileDescriptor made{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
  if (!made.is_open() ||
      ::connect(made.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    return FileDescriptor{};
  return made;
}

bool ask(int socket) {
  const std::array<std::uint32_t, 6> words{
      kDisplay, 12u << 16 | 1u, kRegistry,  // get_registry
      kDisplay, 12u << 16 | 0u, kDone};     // sync: answered when all globals were told
  return ::send(socket, words.data(), sizeof words, MSG_NOSIGNAL) == static_cast<ssize_t>(sizeof words);
}

std::uint32_t word_at(std::string_view bytes, std::size_t at) {
  std::uint32_t word = 0;
  std::memcpy(&word, bytes.data() + at, sizeof word);
  return word;
}

// One event: object, then size and opcode, then its arguments; numbers are the machine's own.
struct Message {
  std::uint32_t object = 0, opcode = 0;
  std::string_view arguments;
};
// None: not whole yet. A size that can't be is told by an object 0.
std::optional<Message> take(std::string_view& bytes) {
  if (bytes.size() < kHeader) return std::nullopt;
  const std::uint32_t second = word_at(bytes, 4), size = second >> 16;
  if (size < kHeader) return Message{};
  if (bytes.size() < size) return std::nullopt;
  const Message message{word_at(bytes, 0), second & 0xFFFFu, bytes.substr(kHeader, size - kHeader)};
  bytes.remove_prefix(size);
  return message;
}

// wl_registry.global: a number, the interface's name with its length and a 0 behind it, the version.
bool is_global(const Message& message, std::string_view interface) {
  if (message.object != kRegistry || message.opcode != 0 || message.arguments.size() < 8) return false;
  const std::string_view name = message.arguments.substr(8);
  return word_at(message.arguments, 4) == interface.size() + 1 && name.size() > interface.size() &&
         name.starts_with(interface) && name[interface.size()] == '\0';
}

int left_until(Clock::time_point end) {
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
  return left > 0 ? static_cast<int>(left) : 0;
}

Error no_seat() {
  return {
      Fault::not_now, "window.no_seat",
      "No window can be opened: the Wayland compositor has no seat, which means that it knows of no touch screen, mouse or "
      "keyboard yet. What was sent is kept. Plug one in, or look at the compositor's settings, and start again."};
}

struct Seen {
  Wayland what = Wayland::silent;
  bool seat = false, card = false;
};

Seen look(const std::string& path, std::chrono::milliseconds limit) {
  Seen seen;
  const FileDescriptor socket = connect_to(path);
  if (!socket.is_open()) return {Wayland::absent};
  if (!ask(socket.number())) return seen;
  const Clock::time_point end = Clock::now() + limit;
  std::string received;
  while (received.size() < kMostBytes) {
    pollfd wait{socket.number(), POLLIN, 0};
    if (uninterrupted([&] { return ::poll(&wait, 1, left_until(end)); }) <= 0) return {};
    std::array<char, 4096> some{};
    const ssize_t got = uninterrupted([&] { return ::recv(socket.number(), some.data(), some.size(), 0); });
    if (got <= 0) return {};
    received.append(some.data(), static_cast<std::size_t>(got));
    std::string_view rest = received;
    while (const auto message = take(rest)) {
      if (message->object == kDone) {
        seen.what = seen.seat ? Wayland::ready : Wayland::no_seat;
        return seen;
      }
      if (message->object == kDisplay && message->opcode == 0) return {};  // wl_display.error
      if (message->object == 0) return {};
      seen.seat = seen.seat || is_global(*message, "wl_seat");
      seen.card = seen.card || is_global(*message, "zwp_linux_dmabuf_v1") || is_global(*message, "wl_drm");
    }
    received.erase(0, received.size() - rest.size());
  }
  return {};
}

}  // namespace

Wayland look_at_wayland(const std::string& path, std::chrono::milliseconds limit) {
  return look(path, limit).what;
}

bool takes_pictures_of_a_card(const std::string& path, std::chrono::milliseconds limit) {
  return look(path, limit).card;
}

std::string wayland_socket() {
  const std::string_view folder = environment("XDG_RUNTIME_DIR"), named = environment("WAYLAND_DISPLAY");
  if (named.starts_with('/')) return std::string(named);
  if (folder.empty()) return {};
  return std::string(folder) + '/' + std::string(named.empty() ? "wayland-0" : named);
}

bool will_be_on_wayland() {
  const std::string_view wanted = environment("SDL_VIDEODRIVER");
  if (!wanted.empty()) return wanted.starts_with("wayland");
  return environment("DISPLAY").empty() && !environment("WAYLAND_DISPLAY").empty();
}

Status look_at_display(std::chrono::milliseconds limit) {
  // What SDL tries, in its own order: those that are named, else X11 where there is one, else Wayland.
  const std::string_view wanted = environment("SDL_VIDEODRIVER");
  if (!wanted.empty() && wanted.find("wayland") == std::string_view::npos) return Done{};
  // A connection that was handed down can be used once.
  if (!environment("WAYLAND_SOCKET").empty()) return Done{};
  const Wayland seen = look_at_wayland(wayland_socket(), limit);
  if (seen == Wayland::absent || seen == Wayland::ready) return Done{};
  // Never by way of this compositor, then: if X11 doesn't answer either, SDL says so.
  if (wanted.empty() && !environment("DISPLAY").empty()) {
    ::setenv("SDL_VIDEODRIVER", "x11", 1);
    return Done{};
  }
  if (seen == Wayland::silent)
    return Error{Fault::not_now, "window.no_display",
                 "No window can be opened: the Wayland compositor at " + wayland_socket() +
                     " doesn't answer. What was sent is kept. Restart the compositor, or the machine."};
  return no_seat();
}

}  // namespace wv::linux_platform
