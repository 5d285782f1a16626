// The engine of sync in the touch app: ticked by the stage's wake-ups, never waited for, telling the app what
// it knows as ConnectionChanged. What only counts on (sent so far, the next try) is told at most once a
// second, so that a long queue doesn't redraw the screen for every envelope. It hears of the platform when
// the network came, and a replaced password counts without a restart: the file is looked at when the target
// refuses the old one, and once a minute while anything goes on. Without settings (a trial, or no target) it
// does nothing. The platform must not be pumped after it is gone.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "app/event.h"
#include "ports/platform.h"
#include "services/moment.h"
#include "sync/engine.h"

namespace wv::services {

class PasswordFile;

struct SyncProgress {  // what a member's screens say of it
  app::Connection connection;
  bool all_done = false;  // every box acknowledged: only then "Alles is bijgewerkt"
  std::uint64_t waiting = 0;
  bool running = false;
};

class SyncSession {
 public:
  struct Plan {
    std::string data_folder;
    std::optional<sync::Settings> settings;
    std::string password_file;  // where the settings' password came from; "": nowhere
    int retention_months = 12;
  };
  SyncSession(ports::Platform& platform, const Plan& plan);
  ~SyncSession();

  void answer_to(std::function<void(app::Event)> listener) { listener_ = std::move(listener); }
  // The same for a member's device: whenever anything of it is otherwise than it was told last.
  void progress_to(std::function<void(const SyncProgress&)> listener) { progress_ = std::move(listener); }
  // Files came to lie here: after each page that is durable (for CaseStore::look, and for those who read
  // answers and published documents).
  void came_to(std::function<void()> listener) { came_ = std::move(listener); }
  void keep_cases(bool keeps);  // the device became a member's (at the start, an identity here says so)
  void tick(const Moment& now);
  [[nodiscard]] std::int64_t next_wake_ms() const;  // steady; INT64_MAX: when something happens
  void queue_changed();                             // something new waits
  void refuse(outbox::ErasedIds ids);               // erased: not fetched again
  void find_answers(const std::string& tag, const sync::Engine::Answers& answers);  // engine.h
  void try_now();                                                                   // a person asks
  void set_online(bool online);  // the player's `offline` and `online`

 private:
  class Gate;
  void report_status(const Moment& now);
  void report_progress();
  void look_at_password(const Moment& now);
  [[nodiscard]] std::optional<bool> network(const app::Connection& now);

  ports::Platform& platform_;
  std::unique_ptr<Gate> gate_;
  std::unique_ptr<sync::Engine> engine_;
  std::function<void(app::Event)> listener_;
  std::function<void(const SyncProgress&)> progress_;
  std::function<void()> came_;
  std::optional<SyncProgress> progress_told_;
  std::uint64_t came_before_ = 0;
  app::Connection told_;
  bool told_once_ = false, untold_ = false;
  std::int64_t told_ms_ = 0;
  std::optional<bool> network_;                  // as it was after the try that was planned
  std::optional<std::int64_t> looked_try_ms_;    // for then
  std::unique_ptr<PasswordFile> password_file_;  // none: there is no password
  bool denied_ = false;
  std::int64_t next_password_look_ms_ = 0;
};

}  // namespace wv::services
