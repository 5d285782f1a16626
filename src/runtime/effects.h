// Runs the effects of app::update on the platform: each goes to the service that does it. Answers come as
// events when the platform is pumped. The platform must not be pumped after this is gone.
#pragma once
#include <algorithm>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "app/event.h"
#include "app/update.h"
#include "content/content.h"
#include "crypto/recipients.h"
#include "outbox/outbox.h"
#include "ports/platform.h"
#include "runtime/desk_side.h"
#include "runtime/recorder.h"
#include "runtime/slides.h"
#include "runtime/slips.h"
#include "runtime/speaking.h"
#include "services/answer_lookup.h"
#include "services/event_log.h"
#include "services/kept_receipts.h"
#include "services/moment.h"
#include "services/pin_check.h"
#include "services/queue_check.h"
#include "services/erasure_keeper.h"
#include "services/register_keeper.h"
#include "services/retention_clock.h"
#include "services/settings_store.h"
#include "services/stick_transfer.h"
#include "services/submissions.h"

namespace wv::runtime {

class DeskEffects;

class EffectRunner {
 public:
  // `recipients` empty: a trial, whose key is made in the data folder. Without `sound` nobody hears the
  // voice, without `microphone` nobody is recorded.
  EffectRunner(ports::Platform& platform, const std::string& data_folder, const content::Content& content,
               crypto::Recipients recipients, std::unique_ptr<ports::AudioOut> sound = nullptr,
               crypto::Signers signers = {}, ports::OpenAudioIn microphone = ports::no_audio_in,
               crypto::Signers authority = {}, std::string first_register = {});
  // From now on this is a member's device: once, before `prepare`. Both stand in desk_effects.cpp.
  void open_desk(const content::Content& content);
  [[nodiscard]] DeskEffects* desk();  // null: a kiosk
  // From now on this is a resident's own device: its receipts' numbers are drawn.
  void draw_numbers() { submissions_.draw_numbers(); }
  void keep_cases(bool keeps) { outbox_.keep_cases(keeps); }  // what a stick brings for members is read here
  void fetch_answers_by(services::AnswerLookup::Fetch fetch) { answers_.fetch_by(std::move(fetch)); }
  void refuse_with(std::function<void(const outbox::ErasedIds&)> refuse) { refuse_ = std::move(refuse); }
  ~EffectRunner();

  void answer_to(std::function<void(app::Event)> listener);
  void print_with(text::Fonts& fonts) { slips_.set_fonts(fonts); }
  void run(app::Effect effect, const services::Moment& now);
  // At the start, once somebody listens: mends what a crash left, looks at the queue, and makes a
  // trial's key (assets/README.md).
  void prepare(services::KeptSettings kept = services::KeptSettings::use);

  // Sync or a stick brought files: a register, an erasure, cases.
  void files_came();

  // A published document's picture or a slide; null when there is none of that name.
  [[nodiscard]] const Bytes* picture(std::string_view name) const {
    const Bytes* slide = slides_.picture(name);
    return slide != nullptr ? slide : answers_.picture(name);
  }

  void pump(const services::Moment& now) {
    speaking_.tick(now.steady_ms);
    recorder_.pump(now.steady_ms);
    platform_.pump();
  }
  // When it wants to be pumped though nothing is touched (steady ms); INT64_MAX: never.
  [[nodiscard]] std::int64_t next_wake_ms() const {
    const std::int64_t own = std::min(speaking_.next_wake_ms(), recorder_.next_wake_ms());
    return desk_ ? std::min(own, desk_->next_wake_ms()) : own;
  }
  [[nodiscard]] Speaking& speaking() { return speaking_; }
  [[nodiscard]] Recorder& recorder() { return recorder_; }
  [[nodiscard]] bool busy() { return platform_.busy(); }
  void wait() { platform_.wait(); }
  // Whether the queue was looked at once since the start; until then, this goes on with it.
  [[nodiscard]] bool looked() const { return queue_.looked(); }
  void settle_once() {
    platform_.wait();
    platform_.pump();
  }
  // Why the last submission could not be stored (none once one was), or why none could be now.
  [[nodiscard]] const std::optional<Error>& failure() const {
    return submissions_.failure() ? submissions_.failure() : queue_.cannot_keep();
  }

 private:
  struct Dispatch;

  ports::Platform& platform_;
  ports::Store& store_;
  outbox::Outbox outbox_;
  std::function<void(app::Event)> answer_;
  const services::Report report_;  // to whoever listens
  services::EventLog log_;
  services::RetentionClock clock_;
  services::SettingsStore settings_;
  services::PinCheck pin_;
  services::StickTransfer sticks_;
  services::Submissions submissions_;
  services::QueueCheck queue_;
  services::AnswerLookup answers_;
  services::KeptReceipts kept_;
  services::ErasureKeeper erasure_;
  services::RegisterKeeper register_;
  SlideStore slides_;
  Slips slips_;
  Speaking speaking_;
  app::RequestId voice_;  // of what the recorder does
  Recorder recorder_;     // one loudspeaker: never two voices at once
  std::function<void(const outbox::ErasedIds&)> refuse_;
  std::unique_ptr<MemberEffects> desk_;  // none: a kiosk
};

}  // namespace wv::runtime
