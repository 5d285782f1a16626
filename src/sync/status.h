// What the engine is told of the time, and what it tells of itself.
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "base/time.h"

namespace wv::sync {

struct Now {
  LocalTime wall;
  std::int64_t steady_ms = 0;
};

enum class Way { background, once };  // once: everything is tried one time, whatever the waits say

struct Status {
  std::string trouble;                       // "" or a code of outcome.cpp
  std::optional<std::int64_t> last_sent_ms;  // wall: an envelope was acknowledged
  std::optional<std::int64_t> last_sync_ms;  // wall: that, or all was asked and nothing waited
  std::optional<std::int64_t> next_try_ms;   // wall
  bool clock_confirmed = false;
  std::uint64_t missing_there = 0;  // sent once, and gone at the target: it went back to an older backup
  std::uint64_t sent = 0, parked = 0, answers = 0, published = 0;  // since the engine began
  std::uint64_t messages = 0, events = 0;  // likewise: brought down, of a member's device only
  std::uint64_t waiting = 0,
                offered = 0;  // in the queue; held here, and put there again for a target that lost it
  bool running = false;       // something is on its way
  bool all_done = false;      // the last pull saw each box, everything was acknowledged, and nothing waits
  bool operator==(const Status&) const = default;
};

}  // namespace wv::sync
