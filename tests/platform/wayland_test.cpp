// What a compositor has, asked of compositors of our own: with a seat, without, one that says nothing, one
// that hangs up and ones that talk nonsense. (The real ones: tests/shell/wayland_test.sh.)
#include "wayland_look.h"

#include <doctest/doctest.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <cstdint>
#include <cstring>
#include <thread>

#include "file_descriptor.h"
#include "temporary_folder.h"

using namespace wv::linux_platform;
using namespace std::chrono_literals;

namespace {

std::string word(std::uint32_t w) { return {reinterpret_cast<const char*>(&w), sizeof w}; }

std::string message(std::uint32_t object, std::uint32_t opcode, const std::string& arguments) {
  return word(object) + word(static_cast<std::uint32_t>(8 + arguments.size()) << 16 | opcode) + arguments;
}

std::string global(std::string name) {
  const auto length = static_cast<std::uint32_t>(name.size() + 1);
  name.resize((name.size() + 4) / 4 * 4);
  return message(2, 0, word(7) + word(length) + name + word(1));
}

const std::string kDone = message(3, 0, word(1));

struct Compositor {
  // Says `words` in pieces of `piece` bytes to the first who asks, and then hangs up or keeps silent.
  Compositor(std::string words, std::size_t piece, bool hangs_up) : path(folder / "wayland-t") {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
    listening = FileDescriptor(::socket(AF_UNIX, SOCK_STREAM, 0));
    REQUIRE(::bind(listening.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    REQUIRE(::listen(listening.number(), 1) == 0);
    thread = std::thread([this, words = std::move(words), piece, hangs_up] {
      FileDescriptor guest(::accept(listening.number(), nullptr, nullptr));
      char request[24];
      if (::recv(guest.number(), request, sizeof request, MSG_WAITALL) != sizeof request) return;
      for (std::size_t at = 0; at < words.size(); at += piece) {
        if (::send(guest.number(), words.data() + at, std::min(piece, words.size() - at), MSG_NOSIGNAL) < 0)
          return;
        if (piece < words.size()) std::this_thread::sleep_for(1ms);
      }
      pollfd gone{guest.number(), POLLIN, 0};
      if (!hangs_up) ::poll(&gone, 1, 5000);
    });
  }
  ~Compositor() { thread.join(); }
  wv::platform_test::TemporaryFolder folder;
  std::filesystem::path path;
  FileDescriptor listening;
  std::thread thread;
};

Wayland seen(const std::string& words, std::size_t piece = 4096, bool hangs_up = false) {
  const Compositor compositor(words, piece, hangs_up);
  return look_at_wayland(compositor.path.string(), 300ms);
}

struct Environment {
  Environment(const char* name, const char* value) : name_(name) {
    if (const char* before = std::getenv(name)) was_ = before, had_ = true;
    if (value != nullptr)
      ::setenv(name, value, 1);
    else
      ::unsetenv(name);
  }
  ~Environment() {
    if (had_)
      ::setenv(name_, was_.c_str(), 1);
    else
      ::unsetenv(name_);
  }
  const char* name_;
  std::string was_;
  bool had_ = false;
};

}  // namespace

TEST_CASE("a compositor has a seat or none, in whatever pieces it says so") {
  for (const std::size_t piece : {1u, 5u, 8u, 4096u}) {
    CHECK(seen(global("wl_compositor") + global("wl_seat") + global("wl_shm") + kDone, piece) ==
          Wayland::ready);
    CHECK(seen(global("wl_compositor") + global("wl_seat_manager") + global("my_wl_seat") + kDone, piece) ==
          Wayland::no_seat);
  }
  CHECK(seen(kDone) == Wayland::no_seat);
}

TEST_CASE("a compositor that draws without a card takes no pictures of one") {
  const auto takes = [](const std::string& words) {
    const Compositor compositor(words, 4096, false);
    return takes_pictures_of_a_card(compositor.path.string(), 300ms);
  };
  const std::string plain = global("wl_shm") + global("wl_seat");
  CHECK_FALSE(takes(plain + kDone));
  CHECK(takes(plain + global("zwp_linux_dmabuf_v1") + kDone));
  CHECK(takes(global("wl_drm") + plain + kDone));
  CHECK_FALSE(takes(plain + global("wl_drm_lease") + global("zwp_linux_dmabuf_feedback_v1") + kDone));
  CHECK_FALSE(takes(""));
  CHECK_FALSE(takes_pictures_of_a_card("/nowhere/wayland-0", 300ms));
}

TEST_CASE("who says nothing, hangs up, or talks nonsense doesn't stop the start for long") {
  const auto begin = std::chrono::steady_clock::now();
  CHECK(seen("") == Wayland::silent);
  CHECK(seen("", 1, true) == Wayland::silent);
  CHECK(seen(global("wl_seat")) == Wayland::silent);  // never done
  CHECK(seen(global("wl_seat").substr(0, 13), 4096, true) == Wayland::silent);
  CHECK(seen(word(2) + word(3u << 16)) == Wayland::silent);
  CHECK(seen(message(1, 0, word(1) + word(0) + word(1) + std::string(4, '\0'))) == Wayland::silent);
  CHECK(seen(std::string(3u << 20, '\xFF')) == Wayland::silent);
  CHECK(std::chrono::steady_clock::now() - begin < 4s);
  CHECK(look_at_wayland("", 300ms) == Wayland::absent);
  CHECK(look_at_wayland("/nowhere/wayland-0", 300ms) == Wayland::absent);
  CHECK(look_at_wayland(std::string(300, 'x'), 300ms) == Wayland::absent);
}

TEST_CASE("without a seat no window is asked for: X11 where there is one, else a sentence") {
  const Environment no_x("DISPLAY", nullptr), no_driver("SDL_VIDEODRIVER", nullptr),
      none_given("WAYLAND_SOCKET", nullptr);
  {
    const Compositor compositor(kDone, 4096, false);
    const Environment named("WAYLAND_DISPLAY", compositor.path.c_str());
    const wv::Status looked = look_at_display(300ms);
    REQUIRE_FALSE(looked);
    CHECK(looked.error().code == "window.no_seat");
    CHECK(looked.error().fault == wv::Fault::not_now);
  }
  {
    const Compositor compositor("", 4096, false);
    const Environment named("WAYLAND_DISPLAY", compositor.path.c_str());
    const wv::Status looked = look_at_display(300ms);
    REQUIRE_FALSE(looked);
    CHECK(looked.error().code == "window.no_display");
  }
  {
    const Compositor compositor(kDone, 4096, false);
    const Environment named("WAYLAND_DISPLAY", compositor.path.c_str()), x("DISPLAY", ":7");
    CHECK(look_at_display(300ms));
    CHECK(std::string(std::getenv("SDL_VIDEODRIVER")) == "x11");
  }
  {
    const Compositor compositor(global("wl_seat") + kDone, 4096, false);
    const Environment named("WAYLAND_DISPLAY", compositor.path.c_str()), wanted("SDL_VIDEODRIVER", "wayland");
    CHECK(look_at_display(300ms));
  }
  const Environment elsewhere("SDL_VIDEODRIVER", "dummy"), nowhere("WAYLAND_DISPLAY", "/nowhere");
  CHECK(look_at_display(300ms));
}
