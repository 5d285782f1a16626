// A piece of work in a child process of its own, stopped at every system call of all its threads (ptrace):
// it can be killed at the Nth, the Nth call to the disk can fail or do half, or it is only written down.
// Counted is what lies between `begin_steps` and `end_steps`, which the work calls itself.
// Linux on x86-64 only; elsewhere `can_trace` says no and the tests say "skipped".
#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/bytes.h"

namespace wv::faults {

// For the work. `say_kept`: from now on somebody believes that it is kept; `number` is what they were told.
void begin_steps();
void end_steps();
void say_kept(std::uint64_t number = 0);

[[nodiscard]] bool can_trace();

enum class What { watch, kill, fail, half };
enum class How { once, from_then_on };  // EINTR from then on ends after three: a signal storm does too

struct Plan {
  What what = What::watch;
  std::uint64_t step = 0;  // 1 is the first; `kill` counts every call, the others calls to the disk
  int error = 0;           // errno, for `fail`
  How how = How::once;
  std::string under =
      {};  // not empty: `kill` counts only calls that change something on the disk under this path
};

struct Call {
  enum class Kind { other, open, write, sync, sync_all, close, rename, link, unlink, make_folder, kept };
  Kind kind = Kind::other;
  long system_number = 0;
  std::string path, to;  // absolute; of a descriptor: what it was opened as
  int descriptor = -1;
  bool creates = false;
  Bytes written;
  long result = 0;  // negative: -errno
};

struct Traced {
  bool killed = false;
  bool kept = false;  // `say_kept` was reached
  std::uint64_t number = 0;
  int status = -1;            // of the work, when it ended by itself
  std::uint64_t steps = 0;    // calls of the kind that the plan counts
  std::vector<Call> calls;    // those to the disk, and `kept`, in order
  bool synced_again = false;  // an fsync that had failed was called once more on the same descriptor
};

[[nodiscard]] Traced trace(const std::function<int()>& work, const Plan& plan);

}  // namespace wv::faults
