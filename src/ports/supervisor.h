// Whoever started the program and starts it again when it stands still (systemd's Type=notify and
// WatchdogSec).
#pragma once
#include <cstdint>

namespace wv::ports {

class Supervisor {
 public:
  virtual ~Supervisor() = default;
  virtual void showed() = 0;  // a picture is on the screen; from now on it is watched
  virtual void alive() = 0;
  // Whether nobody uses it (true) or somebody does: who wants to start it anew waits for the first. `ring`:
  // nobody uses it, and the sign at the logo says that somebody has to be rung.
  virtual void rests(bool does, bool ring) = 0;
  // How often `alive` has to be said, with room to spare; 0: nobody watches.
  [[nodiscard]] virtual std::int64_t every_ms() const = 0;
};

}  // namespace wv::ports
