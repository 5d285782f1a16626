// Says to whoever watches over the program (ports/supervisor.h) that the picture is on the screen, and from
// then on that the loop goes round and the window system answers: a loop that stands still, and a compositor
// that does, are both started anew.
#pragma once
#include <cstdint>

#include "ports/supervisor.h"

namespace wv::shell {

class Watch {
 public:
  explicit Watch(ports::Supervisor* supervisor) : supervisor_(supervisor) {}  // null: nobody watches

  // After each turn of the loop. By when (steady clock) it has to go round again; INT64_MAX: whenever.
  // `Window`: shell::Window, or a test's.
  template <class Window>
  [[nodiscard]] std::int64_t went_round(Window& window, std::int64_t steady_ms) {
    if (supervisor_ == nullptr) return INT64_MAX;
    if (!showed_) {
      if (!window.was_seen()) return steady_ms + kLookAgainMs;
      showed_ = true;
      supervisor_->showed();
    }
    const std::int64_t every_ms = supervisor_->every_ms();
    if (every_ms <= 0) return INT64_MAX;
    if (steady_ms < due_ms_) return due_ms_;
    if (!window.answered()) return steady_ms + kLookAgainMs;
    supervisor_->alive();
    window.ask();
    return due_ms_ = steady_ms + every_ms;
  }

  // After each turn: whether nobody uses the program, and whether somebody has to be rung then. Said when it
  // changes, and not before the first picture.
  void rests(bool does, bool ring) {
    const Use now = !does ? Use::somebody : ring ? Use::nobody_ring : Use::nobody;
    if (!showed_ || told_ == now) return;
    told_ = now;
    supervisor_->rests(does, does && ring);
  }

 private:
  static constexpr std::int64_t kLookAgainMs = 250;

  ports::Supervisor* supervisor_;
  bool showed_ = false;
  enum class Use { untold, nobody, nobody_ring, somebody } told_ = Use::untold;
  std::int64_t due_ms_ = INT64_MIN;
};

}  // namespace wv::shell
