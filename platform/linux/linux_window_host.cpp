#include "linux_window_host.h"

#include "wayland_memory.h"

namespace wv::linux_platform {

std::unique_ptr<ports::WindowMemory> LinuxWindowHost::memory(void* display, void* surface) {
  return WaylandMemory::of(static_cast<wl_display*>(display), static_cast<wl_surface*>(surface));
}

}  // namespace wv::linux_platform

namespace wv::ports {

std::unique_ptr<WindowHost> make_window_host() { return std::make_unique<linux_platform::LinuxWindowHost>(); }

}  // namespace wv::ports
