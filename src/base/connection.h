// What sync told last of the network and the target, as far as a page speaks of it.
#pragma once
#include <cstdint>
#include <optional>

#include "base/trouble.h"

namespace wv {

struct Connection {         // what sync told last; health, receipt and "is er al antwoord" speak from it
  bool configured = false;  // the settings name a target
  std::optional<std::int64_t> last_sent_ms;  // wall: an envelope was acknowledged
  std::optional<int> last_sent_offset_min;   // of the wall then; none: not known here
  std::optional<std::int64_t> last_sync_ms;  // wall: that, or the target was asked and nothing waited
  bool clock_confirmed = false;  // the target's Date agreed with ours, and ours has not jumped since
  Trouble trouble = Trouble::none;
  std::optional<std::int64_t> next_try_ms;  // wall; none: nothing is planned
  std::uint64_t sent_total = 0;             // since the program began
  std::uint64_t missing_there = 0;  // sent once, and gone at the target; this device kept the headers only
  std::optional<bool> network;      // this machine has one; none where it can't tell
};

// Why what was told waits here, as far as one can know it: a page never says "no internet" of a server that
// is silent, of one that refuses, or of a device that was never connected.
enum class Link { fine, not_connected, no_network, unreached, refused };
[[nodiscard]] Link link_of(const Connection& connection);

}  // namespace wv
