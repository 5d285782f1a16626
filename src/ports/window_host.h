// What the machine gives to the shell's window, besides ports::Platform: memory for its picture, and whoever
// watches over it.
#pragma once
#include <memory>

#include "ports/supervisor.h"
#include "ports/window_memory.h"

namespace wv::ports {

class WindowHost {
 public:
  virtual ~WindowHost() = default;
  // `display` and `surface` are the window system's own handles and must outlive it. Null: it gives none.
  [[nodiscard]] virtual std::unique_ptr<WindowMemory> memory(void* display, void* surface) = 0;
  // Null: nobody asked to hear of it.
  [[nodiscard]] virtual Supervisor* supervisor() = 0;
};

// Defined by the folder under platform/ that CMake chose (make_platform.h).
[[nodiscard]] std::unique_ptr<WindowHost> make_window_host();

}  // namespace wv::ports
