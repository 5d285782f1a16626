// What every command has at hand: the platform, its words, where to write.
#pragma once
#include <cstdint>
#include <ostream>
#include <string>

#include "base/result.h"
#include "base/stamp.h"
#include "ports/ask.h"
#include "ports/platform.h"
#include "cli/arguments.h"

namespace wv::cli {

struct Context {
  ports::Platform& platform;
  std::ostream& out;
  std::ostream& err;
  const Arguments& arguments;
};

// How far long work has come, for somebody who watches: one line of standard error, written over a few times
// a second and gone at the end. Nothing for what is done in a moment, for scripts (--json), or where nobody
// watches.
class Meter {
 public:
  explicit Meter(const Context& context);
  ~Meter();
  Meter(const Meter&) = delete;
  Meter& operator=(const Meter&) = delete;
  void show(std::uint64_t done, std::uint64_t total);  // total 0: not known

 private:
  const Context& context_;
  bool watched_, shown_ = false;
  std::int64_t next_ms_ = 0;
};

// Ok: the exit status, 0 or 1. An error is told by the caller, on one line.
using Outcome = Result<int>;

using ports::ask;

[[nodiscard]] Outcome keys_command(const Context& context);
[[nodiscard]] Outcome open_command(const Context& context);
[[nodiscard]] Outcome answer_command(const Context& context);
[[nodiscard]] Outcome publish_command(const Context& context);
[[nodiscard]] Outcome pin_command(const Context& context);
[[nodiscard]] Outcome register_command(const Context& context);
[[nodiscard]] Outcome queue_command(const Context& context);
[[nodiscard]] Outcome sync_command(const Context& context);
[[nodiscard]] Outcome demo_command(const Context& context);
[[nodiscard]] Outcome case_command(const Context& context);
[[nodiscard]] Outcome host_card_command(const Context& context);
[[nodiscard]] Outcome update_command(const Context& context);
[[nodiscard]] Outcome export_queue(const Context& context, const std::string& folder);
[[nodiscard]] Outcome import_queue(const Context& context, const std::string& folder);

// The member "clock" of an envelope as JSON tells it: confirmed, unconfirmed or unknown.
[[nodiscard]] std::string shown_clock(ClockWas clock);
// What a command writes as the day of an envelope: no network told it, so a day before the release is said to
// be unconfirmed.
[[nodiscard]] Stamp stamp_now(const Context& context);

// The folder of --data, or the platform's; "": neither is known.
[[nodiscard]] std::string data_folder(const Context& context);
// The store in it.
[[nodiscard]] Result<ports::Store*> data_store(const Context& context);
// Tells on standard error which characters of these words no font of a device draws: residents would see
// boxes.
void warn_of_boxes(const Context& context, const std::string& where, std::string_view words);
[[nodiscard]] std::string one_line(std::string text);  // nothing in a name may begin a line of its own

}  // namespace wv::cli
