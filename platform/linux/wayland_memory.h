// ports::WindowMemory on Wayland: two pictures in shared memory (wl_shm), turn by turn the one that the
// compositor shows and the one that is drawn. SDL 2.26 has no such memory and would imitate a graphics card
// for it, at a hundred megabytes. Its events have a queue of their own; SDL's loop reads them from the
// socket. Owns neither display nor surface. Where the compositor keeps both pictures it is drawn over the
// older one, which may tear.
#pragma once
#include <wayland-client.h>

#include <array>
#include <memory>
#include <vector>

#include "file_descriptor.h"
#include "ports/window_memory.h"

namespace wv::linux_platform {

class WaylandMemory final : public ports::WindowMemory {
 public:
  // Null: the compositor offers none.
  [[nodiscard]] static std::unique_ptr<WaylandMemory> of(wl_display* display, wl_surface* surface);
  ~WaylandMemory() override;
  WaylandMemory(const WaylandMemory&) = delete;
  WaylandMemory& operator=(const WaylandMemory&) = delete;

  [[nodiscard]] Picture begin(int width, int height) override;
  void show(std::span<const Part> changed) override;
  [[nodiscard]] bool was_seen() const override {
    take_events();
    return seen_;
  }
  [[nodiscard]] bool answered() const override;
  void ask() override;

 private:
  struct Buffer {
    wl_buffer* handle = nullptr;
    std::uint32_t* pixels = nullptr;
    bool shown = false;  // the compositor may still read it
  };

  WaylandMemory(wl_display* display, wl_surface* surface);
  [[nodiscard]] bool make(int width, int height);
  void drop();
  void take_events() const;
  void wait_for_next();
  void bring_next_up_to_date();

  wl_display* display_;
  wl_surface* surface_;
  wl_event_queue* queue_ = nullptr;
  wl_display* own_display_ = nullptr;  // the same two, for what they make to come into our queue
  wl_surface* own_surface_ = nullptr;
  wl_shm* shm_ = nullptr;
  wl_callback *frame_ = nullptr, *question_ = nullptr;
  int width_ = 0, height_ = 0;
  void* mapped_ = nullptr;
  std::size_t mapped_size_ = 0;
  std::array<Buffer, 2> buffers_;
  std::size_t next_ = 0;      // which one is drawn next; the other was shown last
  std::vector<Part> behind_;  // in what it is older than the other
  bool blank_ = true, seen_ = false;
};

}  // namespace wv::linux_platform
