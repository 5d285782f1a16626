#include "runtime/main_loop.h"

#include <utility>

namespace wv::runtime {

bool MainLoop::is_due(const services::Moment& now) {
  const bool ready = std::exchange(ready_, false);
  if (std::exchange(due_, false)) return true;  // the step takes what the platform has
  // What sync hears may put off or bring on the next wake, so it is asked after that. Most of what it does
  // shows nowhere.
  const bool hears = ready || now.steady_ms >= stage_.sync_wake_ms();
  if (hears && stage_.receive(now)) return true;
  return now.steady_ms >= stage_.step_wake_ms() || now.boot_ms >= stage_.protect_at_ms();
}

MainLoop::Wake MainLoop::turn(const services::Moment& now) {
  if (is_due(now)) {
    stage_.step(now);
    if (ImDrawData* drawn = stage_.drawn()) show_(*drawn, stage_.shapes(), textures_);
  }
  return {stage_.next_wake_ms(), stage_.protect_at_ms()};
}

}  // namespace wv::runtime
