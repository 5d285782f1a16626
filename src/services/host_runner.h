// Runs the host's effects (app/host.h): PIN, sticks, the device's own settings, the day's retention, the log.
// Answers come as events when the platform is pumped. Owner of a transfer that is under way.
#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "app/event.h"
#include "app/update.h"
#include "content/content.h"
#include "crypto/pin_lock.h"
#include "outbox/outbox.h"
#include "outbox/requeue.h"
#include "outbox/transfer.h"
#include "ports/platform.h"
#include "services/event_log.h"
#include "services/moment.h"

namespace wv::services {

enum class KeptSettings { use, leave };  // leave: the command line said how the device greets

class HostRunner {
 public:
  HostRunner(ports::Platform& platform, ports::Store& store, outbox::Outbox& outbox,
             const content::Content& content, EventLog& log);

  void answer_to(std::function<void(app::Event)> listener) { answer_ = std::move(listener); }
  void prepare(KeptSettings kept);
  void run(const app::Effect& effect, const Moment& now);  // those that aren't the host's do nothing
  // The day to write on a new envelope (outbox/retention.h).
  [[nodiscard]] Stamp stamp(const Day& today, outbox::Confirmed confirmed) const {
    return calendar_.stamp(today, confirmed);
  }
  [[nodiscard]] Day likely(const Day& today) const { return calendar_.likely(today); }

 private:
  struct Run;
  void note(std::string_view code, std::string_view id = {}) { log_.note(code, id); }
  void report(app::HostEvent event) const {
    if (answer_) answer_(app::Event{std::move(event)});
  }
  void pin_failed(const Error& error);
  void try_pin(Secret digits, const Moment& now);
  void keep_pin(Secret digits);
  void find_sticks();
  void transfer(const std::string& folder, bool out);
  void begin_transfer(const std::string& folder, bool out);
  void transferred(const Result<outbox::Transferred>& result, bool out);
  void requeue();
  void keep_settings(const app::Settings& settings);
  void look_at_day(const app::LookAtDay& look);
  void turn_day(const app::LookAtDay& look, const Result<std::string>& kept);
  void retire(const Day& today, outbox::Confirmed confirmed);

  ports::Platform& platform_;
  ports::Store& store_;
  outbox::Outbox& outbox_;
  const content::Content& content_;
  EventLog& log_;
  crypto::PinLock lock_;
  outbox::Calendar calendar_;
  outbox::TransferHandle transfer_;
  std::uint64_t transfers_asked_ = 0;
  std::function<void(app::Event)> answer_;
};

}  // namespace wv::services
