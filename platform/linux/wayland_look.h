// Asks a Wayland compositor what it has, before SDL does: SDL 2.26 ends with a segmentation fault where there
// is no seat (no input device yet, as while a kiosk starts; libsdl-org/SDL 8898), and waits for ever where
// nobody answers. Speaks the protocol itself (wayland.xml: wl_display.get_registry, wl_display.sync,
// wl_registry.global), since that is two requests; blocks for `limit` at most.
#pragma once
#include <chrono>
#include <string>

#include "base/result.h"

namespace wv::linux_platform {

enum class Wayland { absent, silent, no_seat, ready };
// `socket`: the path of the compositor's; "" is absent.
[[nodiscard]] Wayland look_at_wayland(const std::string& socket, std::chrono::milliseconds limit);
// Whether it takes pictures from a graphics card (zwp_linux_dmabuf_v1 or wl_drm among its globals). One that
// draws without a card doesn't, and a client's would be an imitation.
[[nodiscard]] bool takes_pictures_of_a_card(const std::string& socket, std::chrono::milliseconds limit);
// Where a client of this environment finds it (wl_display_connect(3)).
[[nodiscard]] std::string wayland_socket();

// Whether SDL will be on Wayland here, by the environment that it reads.
[[nodiscard]] bool will_be_on_wayland();

// What stands against opening a window here, by the environment that SDL will read.
// Error codes: window.no_seat window.no_display (not_now)
[[nodiscard]] Status look_at_display(std::chrono::milliseconds limit = std::chrono::seconds(5));

}  // namespace wv::linux_platform
