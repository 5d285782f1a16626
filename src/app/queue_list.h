// What lies in this device's queue, by its headers: never anything that a visitor told. For the host, behind
// the PIN. 100,000 rows are usual after years, so they are shared and never copied.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "app/trouble.h"
#include "base/time.h"

namespace wv::app {

struct QueueRow {
  enum class State { parked, waiting, sent } state = State::waiting;
  std::string id;
  std::int64_t kept_ms = 0;  // wall, when the file was written
  std::uint64_t bytes = 0;
  Trouble reason = Trouble::none;  // of a parked one
};
using QueueRows = std::shared_ptr<const std::vector<QueueRow>>;  // null: not looked yet

struct QueuePage {  // a screen
  static constexpr const char* kName = "queue";
  enum class By { state, day, size, reason } by = By::state;
  bool descending = false;
};

// A copy in that order; what is alike stands oldest first.
[[nodiscard]] QueueRows sorted(const QueueRows& rows, const QueuePage& page);

}  // namespace wv::app
