#include "services/sync_session.h"

#include <algorithm>
#include <climits>
#include <cstdlib>
#include <utility>

#include "services/sync_target.h"

namespace wv::services {

namespace {

constexpr std::int64_t kTellEveryMs = 1000;
constexpr std::int64_t kLookAtPasswordMs = 60'000;
constexpr std::int64_t kSameTryMs =
    2000;  // wall and steady clock are read one after the other, so they jitter

// The wall as it was then. Off this machine's own zone (a script says another) the rule of base/time.h
// counts.
std::optional<int> offset_then(ports::Clock& clock, const LocalTime& now,
                               const std::optional<std::int64_t>& then_ms) {
  if (!then_ms || clock.local(now.at).offset_min != now.offset_min) return std::nullopt;
  return clock.local(Instant{*then_ms}).offset_min;
}

app::Connection connection_of(const sync::Status& status) {
  app::Connection c;
  c.configured = true;
  c.last_sent_ms = status.last_sent_ms;
  c.last_sync_ms = status.last_sync_ms;
  c.clock_confirmed = status.clock_confirmed;
  c.trouble = app::parse_trouble(status.trouble);
  c.next_try_ms = status.next_try_ms;
  c.sent_total = status.sent;
  c.missing_there = status.missing_there;
  return c;
}

bool says_the_same(const app::Connection& a, const app::Connection& b) {
  return a.trouble == b.trouble && a.network == b.network && a.clock_confirmed == b.clock_confirmed &&
         a.missing_there == b.missing_there && a.last_sync_ms.has_value() == b.last_sync_ms.has_value();
}

bool counts_the_same(const app::Connection& a, const app::Connection& b) {
  const bool same_try = a.next_try_ms.has_value() == b.next_try_ms.has_value() &&
                        std::llabs(a.next_try_ms.value_or(0) - b.next_try_ms.value_or(0)) < kSameTryMs;
  return same_try && a.sent_total == b.sent_total && a.last_sent_ms == b.last_sent_ms &&
         a.last_sync_ms == b.last_sync_ms;
}

}  // namespace

// Between the engine and the network: a door that the player can shut.
class SyncSession::Gate final : public ports::Http {
 public:
  explicit Gate(ports::Http& http) : http_(http) {}
  Ticket send(ports::HttpRequest request, Answer answer) override {
    if (open) return http_.send(std::move(request), std::move(answer));
    answer(Error{Fault::not_now, "http.offline", "the script says offline"});
    return 0;
  }
  void cancel(Ticket ticket) override { http_.cancel(ticket); }

  bool open = true;

 private:
  ports::Http& http_;
};

SyncSession::SyncSession(ports::Platform& platform, const Plan& plan) : platform_(platform) {
  if (!plan.settings) return;
  gate_ = std::make_unique<Gate>(platform.http());
  engine_ = open_engine(platform, *gate_, plan.data_folder, *plan.settings, plan.retention_months,
                        sync::Engine::Way::background);
  if (!plan.password_file.empty())
    password_file_ =
        std::make_unique<PasswordFile>(platform.files(), plan.password_file, plan.settings->password);
  platform_.on_network([this] {
    engine_->network_came();
    if (listener_) listener_(app::NetworkCame{});
  });
}

SyncSession::~SyncSession() {
  if (engine_) platform_.on_network(nullptr);
}

void SyncSession::tick(const Moment& now) {
  if (!engine_) return;
  engine_->tick({now.wall, now.steady_ms});
  look_at_password(now);
  report_status(now);
  report_progress();
}

void SyncSession::report_progress() {
  const sync::Status& status = engine_->status();
  const std::uint64_t came = status.answers + status.published + status.messages + status.events;
  if (came != std::exchange(came_before_, came) && came_) came_();
  if (!progress_) return;
  SyncProgress progress{connection_of(status), status.all_done, status.waiting, status.running};
  const auto& told = progress_told_;
  if (told && says_the_same(told->connection, progress.connection) &&
      counts_the_same(told->connection, progress.connection) && told->all_done == progress.all_done &&
      told->waiting == progress.waiting && told->running == progress.running)
    return;
  progress_told_ = progress;
  progress_(progress);
}

void SyncSession::keep_cases(bool keeps) {
  if (engine_) engine_->keep_cases(keeps);
}

void SyncSession::look_at_password(const Moment& now) {
  if (!password_file_) return;
  const bool denied = engine_->status().trouble == "sync.denied", just_denied = denied && !denied_;
  denied_ = denied;
  if (!just_denied && now.steady_ms < next_password_look_ms_) return;
  next_password_look_ms_ = now.steady_ms + kLookAtPasswordMs;
  const auto password = just_denied ? password_file_->read() : password_file_->read_if_touched();
  if (!password) return;
  engine_->use_password(*password);
  engine_->tick({now.wall, now.steady_ms});
  denied_ = engine_->status().trouble == "sync.denied";
}

void SyncSession::report_status(const Moment& now) {
  if (!listener_) return;
  app::Connection connection = connection_of(engine_->status());
  connection.last_sent_offset_min = offset_then(platform_.clock(), now.wall, connection.last_sent_ms);
  connection.network = network(connection);
  const bool news = !told_once_ || !says_the_same(connection, told_);
  untold_ = !news && !counts_the_same(connection, told_);
  if (!news && (!untold_ || now.steady_ms - told_ms_ < kTellEveryMs)) return;
  told_once_ = true;
  untold_ = false;
  told_ = connection;
  told_ms_ = now.steady_ms;
  listener_(app::ConnectionChanged{connection});
}

// The machine's tables are looked at once after each try that reached nobody, not at every tick.
std::optional<bool> SyncSession::network(const app::Connection& now) {
  if (now.trouble == app::Trouble::none) return std::nullopt;
  if (!gate_->open) return false;
  if (now.trouble != told_.trouble || now.next_try_ms != looked_try_ms_ || !network_) {
    looked_try_ms_ = now.next_try_ms;
    network_ = platform_.has_network();
  }
  return network_;
}

std::int64_t SyncSession::next_wake_ms() const {
  if (!engine_) return INT64_MAX;
  const std::int64_t wake = engine_->next_wake_ms();
  const std::int64_t look = denied_ ? next_password_look_ms_ : INT64_MAX;
  return std::min(look, untold_ ? std::min(wake, told_ms_ + kTellEveryMs) : wake);
}

void SyncSession::refuse(outbox::ErasedIds ids) {
  if (engine_) engine_->refuse(std::move(ids));
}

void SyncSession::queue_changed() {
  if (engine_) engine_->queue_changed();
}

void SyncSession::find_answers(const std::string& tag, const sync::Engine::Answers& answers) {
  if (!engine_) return answers(std::vector<crypto::SealedEnvelope>{});
  engine_->find_answers(tag, answers);
}

void SyncSession::try_now() {
  if (engine_) engine_->try_now();
}

void SyncSession::set_online(bool online) {
  if (!engine_ || gate_->open == online) return;
  gate_->open = online;
  if (online) engine_->try_now();
}

}  // namespace wv::services
