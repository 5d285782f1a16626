#include "wayland_memory.h"

#include <poll.h>
#include <sys/mman.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <string_view>

namespace wv::linux_platform {

namespace {

using Clock = std::chrono::steady_clock;

constexpr auto kPatience = std::chrono::milliseconds(100);
constexpr int kMostPixels = 1 << 26;  // two of 256 MB at most

void found(void* to, wl_registry* registry, std::uint32_t name, const char* interface, std::uint32_t) {
  if (std::string_view(interface) != wl_shm_interface.name) return;
  auto** shm = static_cast<wl_shm**>(to);
  if (*shm == nullptr) *shm = static_cast<wl_shm*>(wl_registry_bind(registry, name, &wl_shm_interface, 1));
}
void lost(void*, wl_registry*, std::uint32_t) {}
constexpr wl_registry_listener kRegistry{found, lost};

void released(void* shown, wl_buffer*) { *static_cast<bool*>(shown) = false; }
constexpr wl_buffer_listener kBuffer{released};

template <class Proxy>
Proxy* in_queue(Proxy* of, wl_event_queue* queue) {
  auto* wrapper = static_cast<Proxy*>(wl_proxy_create_wrapper(of));
  if (wrapper != nullptr) wl_proxy_set_queue(reinterpret_cast<wl_proxy*>(wrapper), queue);
  return wrapper;
}

void forget(wl_callback*& callback) {
  if (callback != nullptr) wl_callback_destroy(callback);
  callback = nullptr;
}

}  // namespace

std::unique_ptr<WaylandMemory> WaylandMemory::of(wl_display* display, wl_surface* surface) {
  if (display == nullptr || surface == nullptr) return nullptr;
  std::unique_ptr<WaylandMemory> made(new WaylandMemory(display, surface));
  return made->shm_ != nullptr && made->own_surface_ != nullptr ? std::move(made) : nullptr;
}

WaylandMemory::WaylandMemory(wl_display* display, wl_surface* surface)
    : display_(display), surface_(surface), queue_(wl_display_create_queue(display)) {
  if (queue_ == nullptr) return;
  own_display_ = in_queue(display_, queue_);
  own_surface_ = in_queue(surface_, queue_);
  if (own_display_ == nullptr) return;
  wl_registry* registry = wl_display_get_registry(own_display_);
  if (registry == nullptr) return;
  wl_registry_add_listener(registry, &kRegistry, &shm_);
  wl_display_roundtrip_queue(display_, queue_);
  wl_registry_destroy(registry);
}

WaylandMemory::~WaylandMemory() {
  forget(frame_);
  forget(question_);
  drop();
  if (shm_ != nullptr) wl_shm_destroy(shm_);
  if (own_surface_ != nullptr) wl_proxy_wrapper_destroy(own_surface_);
  if (own_display_ != nullptr) wl_proxy_wrapper_destroy(own_display_);
  if (queue_ != nullptr) wl_event_queue_destroy(queue_);
}

void WaylandMemory::drop() {
  for (Buffer& b : buffers_) {
    if (b.handle != nullptr) wl_buffer_destroy(b.handle);
    b = Buffer{};
  }
  if (mapped_ != nullptr) ::munmap(mapped_, mapped_size_);
  mapped_ = nullptr;
  behind_.clear();
  blank_ = true;
}

bool WaylandMemory::make(int width, int height) {
  drop();
  if (width <= 0 || height <= 0 || width > kMostPixels / height) return false;
  const int stride = width * 4, size = stride * height;
  const FileDescriptor file(::memfd_create("wijkverbinder-picture", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  if (!file.is_open() || ::ftruncate(file.number(), std::int64_t{2} * size) != 0) return false;
  mapped_size_ = 2 * static_cast<std::size_t>(size);
  void* mapped = ::mmap(nullptr, mapped_size_, PROT_READ | PROT_WRITE, MAP_SHARED, file.number(), 0);
  if (mapped == MAP_FAILED) return false;
  mapped_ = mapped;
  wl_shm_pool* pool = wl_shm_create_pool(shm_, file.number(), 2 * size);
  if (pool == nullptr) return false;
  int at = 0;
  for (Buffer& b : buffers_) {
    b.pixels = static_cast<std::uint32_t*>(mapped_) + at / 4;
    b.handle = wl_shm_pool_create_buffer(pool, at, width, height, stride, WL_SHM_FORMAT_XRGB8888);
    if (b.handle != nullptr) wl_buffer_add_listener(b.handle, &kBuffer, &b.shown);
    at += size;
  }
  wl_shm_pool_destroy(pool);
  width_ = width;
  height_ = height;
  next_ = 0;
  return buffers_[0].handle != nullptr && buffers_[1].handle != nullptr;
}

void WaylandMemory::take_events() const { wl_display_dispatch_queue_pending(display_, queue_); }

// As wl_display_prepare_read_queue(3) wants it done where another part of the program reads the same socket.
void WaylandMemory::wait_for_next() {
  const Clock::time_point end = Clock::now() + kPatience;
  take_events();
  while (buffers_[next_].shown) {
    if (wl_display_prepare_read_queue(display_, queue_) != 0) {
      if (wl_display_dispatch_queue_pending(display_, queue_) < 0) return;
      continue;
    }
    wl_display_flush(display_);
    pollfd wait{wl_display_get_fd(display_), POLLIN, 0};
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
    if (left <= 0 || uninterrupted([&] { return ::poll(&wait, 1, static_cast<int>(left)); }) <= 0) {
      wl_display_cancel_read(display_);
      return;
    }
    if (wl_display_read_events(display_) < 0) return;
    take_events();
  }
}

void WaylandMemory::bring_next_up_to_date() {
  if (blank_) return;
  const Buffer &from = buffers_[1 - next_], &to = buffers_[next_];
  for (const Part& part : behind_)
    for (int y = part.top; y < part.top + part.height; ++y) {
      const auto at = static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) +
                      static_cast<std::size_t>(part.left);
      std::memcpy(to.pixels + at, from.pixels + at, static_cast<std::size_t>(part.width) * 4);
    }
  behind_.clear();
}

ports::WindowMemory::Picture WaylandMemory::begin(int width, int height) {
  if (wl_display_get_error(display_) != 0) return {};
  if ((mapped_ == nullptr || width != width_ || height != height_) && !make(width, height)) return {};
  wait_for_next();
  bring_next_up_to_date();
  return {buffers_[next_].pixels, width_, height_, blank_};
}

void WaylandMemory::show(std::span<const Part> changed) {
  Buffer& drawn = buffers_[next_];
  if (changed.empty() || drawn.handle == nullptr) return;
  if (!seen_ && frame_ == nullptr) {
    // wl_surface.frame: told once this picture, or a later one, was part of what a screen got.
    static constexpr wl_callback_listener kFrame{[](void* self, wl_callback*, std::uint32_t) {
      auto& memory = *static_cast<WaylandMemory*>(self);
      memory.seen_ = true;
      forget(memory.frame_);
    }};
    frame_ = wl_surface_frame(own_surface_);
    if (frame_ != nullptr) wl_callback_add_listener(frame_, &kFrame, this);
  }
  wl_surface_attach(surface_, drawn.handle, 0, 0);
  const bool by_buffer = wl_surface_get_version(surface_) >= WL_SURFACE_DAMAGE_BUFFER_SINCE_VERSION;
  for (const Part& part : changed)
    (by_buffer ? wl_surface_damage_buffer : wl_surface_damage)(surface_, part.left, part.top, part.width,
                                                               part.height);
  wl_surface_commit(surface_);
  wl_display_flush(display_);
  drawn.shown = true;
  behind_.assign(changed.begin(), changed.end());
  if (blank_) behind_.assign(1, Part{0, 0, width_, height_});
  blank_ = false;
  next_ = 1 - next_;
}

bool WaylandMemory::answered() const {
  take_events();
  return question_ == nullptr;
}

void WaylandMemory::ask() {
  take_events();
  // What a visitor saw doesn't lie in the older picture until the next one comes to see it.
  if (mapped_ != nullptr && !buffers_[next_].shown) bring_next_up_to_date();
  if (question_ != nullptr) return;
  static constexpr wl_callback_listener kDone{
      [](void* self, wl_callback*, std::uint32_t) { forget(static_cast<WaylandMemory*>(self)->question_); }};
  question_ = wl_display_sync(own_display_);
  if (question_ != nullptr) wl_callback_add_listener(question_, &kDone, this);
  wl_display_flush(display_);
}

}  // namespace wv::linux_platform
