// Memory that the window system shows as a window's picture, where SDL has none of its own (Wayland): no
// graphics card, no imitation of one. The picture is drawn from where it was left: what `begin` gives holds
// what was shown last.
#pragma once
#include <cstdint>
#include <span>

namespace wv::ports {

class WindowMemory {
 public:
  struct Picture {
    std::uint32_t* pixels = nullptr;  // 0x00RRGGBB; null: none can be had any more
    int width = 0, height = 0;
    bool blank = true;  // nothing was shown at this size yet: all of it has to be drawn
  };
  struct Part {
    int left = 0, top = 0, width = 0, height = 0;
  };

  virtual ~WindowMemory() = default;
  // Valid until `show`. Waits for the window system by a tenth of a second at most.
  [[nodiscard]] virtual Picture begin(int width, int height) = 0;
  virtual void show(std::span<const Part> changed) = 0;  // all that differs from what was shown last

  // Whether something that was shown has come onto a screen: never while all screens are off.
  [[nodiscard]] virtual bool was_seen() const = 0;
  // Whether the window system has answered the last `ask`; before the first: yes.
  [[nodiscard]] virtual bool answered() const = 0;
  virtual void ask() = 0;
};

}  // namespace wv::ports
