// Everything the program needs from the machine it runs on, in one place. `pump` runs the callbacks
// of finished work on the caller's thread; `on_ready` is called from any thread when there is
// something to pump (the shell pushes an event to wake its sleeping loop).
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/keeps.h"
#include "ports/audio_out.h"
#include "ports/clock.h"
#include "ports/drawings.h"
#include "ports/files.h"
#include "ports/http.h"
#include "ports/own_key.h"
#include "ports/printer.h"
#include "ports/random.h"
#include "ports/sealer.h"
#include "ports/speech.h"
#include "ports/store.h"

namespace wv::ports {

struct Stick {  // something to carry files away on
  std::string folder;
  std::string name;  // as people know it
};

// How a folder of somebody else's is met. this_one: a stick, looked up anew by each call; another folder in
// its place (its empty mount point, once it is pulled out) is store.missing. may_be_made: by a person who
// asks for it, and not where a stick should be.
enum class Foreign { must_be_there, may_be_made, this_one };

// Where things lie on this machine; "" where there is no such folder.
struct Folders {
  std::string program;                  // what lies beside the program
  std::string data;                     // the queue and the device's state, unless --data names another
  std::string cache;                    // what can be made again
  std::string data_rule = {};           // how `data` is found, for people who use a command line
  std::vector<std::string> fonts = {};  // where letters lie, looked through in this order
};

class Platform {
 public:
  virtual ~Platform() = default;
  [[nodiscard]] virtual Folders folders() { return {}; }
  [[nodiscard]] virtual const Files& files() = 0;
  [[nodiscard]] virtual Clock& clock() = 0;
  // Null: it draws none itself, and the build drew them.
  [[nodiscard]] virtual Drawings* drawings() { return nullptr; }
  [[nodiscard]] virtual Random& random() = 0;
  [[nodiscard]] virtual Sealer& sealer() = 0;
  // Null: it has none that a program couldn't take out.
  [[nodiscard]] virtual OwnKey* own_key() { return nullptr; }
  // A voice for one running program, which plays on `out` unless the platform speaks by itself; `out` must
  // outlive it.
  [[nodiscard]] virtual std::unique_ptr<Speech> make_speech(AudioOut& out) = 0;
  // The store of the data folder; opening it makes nothing. Same object for the same folder.
  [[nodiscard]] virtual Store& store(const std::string& data_folder) = 0;
  [[nodiscard]] virtual Keeps keeps() { return Keeps::for_good; }  // what lies in that store
  // The same for a folder of somebody else's (a stick, a shared disk). It may stop answering: that delays
  // nothing but itself, and its answers are store.silent then. A missing one is never made and never empty:
  // store.missing.
  [[nodiscard]] virtual Store& foreign_store(const std::string& folder, Foreign which) = 0;
  // Other work on such a folder. `job` runs where nothing else waits for it and gives back what is to run,
  // when the platform is pumped, once it has ended; it may hang for ever, so it owns all that it uses. In its
  // place `given_up` runs when it gives no sign of life.
  virtual void at_foreign(const std::string& folder, std::function<std::function<void()>()> job,
                          std::function<void()> given_up) = 0;
  [[nodiscard]] virtual Http& http() = 0;
  [[nodiscard]] virtual Printer& printer() = 0;
  virtual void on_ready(std::function<void()> wake) = 0;
  virtual void pump() = 0;
  // From now on `came` runs, when the platform is pumped, each time the machine's network came or became
  // another, and when the machine awoke or its clock was set. Nothing is polled for it; a machine that can't
  // tell never does.
  virtual void on_network(std::function<void()> came) = 0;
  // Whether the machine has a network besides itself now; none where it can't tell.
  [[nodiscard]] virtual std::optional<bool> has_network() { return std::nullopt; }
  [[nodiscard]] virtual bool busy() = 0;  // some answer is still to come
  virtual void wait() = 0;                // blocks until something can be pumped or nothing is busy
  virtual void pause(
      std::int64_t ms) = 0;  // blocks that long: for a command that asks a server again, never for a window
  // The sticks that are in now, by name. Nothing on them is touched.
  virtual void sticks(std::function<void(Result<std::vector<Stick>>)> answer) = 0;
  // One line that somebody types, not shown on a terminal; `prompt` only goes to a terminal. None at the end.
  [[nodiscard]] virtual std::optional<std::string> read_secret(const std::string& prompt) = 0;
  // Whether somebody at a terminal reads standard error, and may be told how far long work has come.
  [[nodiscard]] virtual bool is_watched() = 0;
  // Asked before any window is: an error where the mere asking would end or stop the process (window.no_seat,
  // window.no_display; both not_now). Blocks for five seconds at most.
  [[nodiscard]] virtual Status look_at_display() = 0;
  // Whether a graphics card may be looked for: where there surely is none, the looking costs a start.
  [[nodiscard]] virtual bool may_have_graphics_card() { return true; }
  // D6: no core dumps, no debugger reads on a public device.
  virtual void harden_process() = 0;
};

}  // namespace wv::ports
