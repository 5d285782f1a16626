// Runs the effects of desk::update: keys, cases and files are services::MemberDevice's; what needs a
// loudspeaker, a microphone, a stick or the settings is done here. Sync and the hand-over are the stage's.
// Answers come as events when the platform is pumped. The platform must not be pumped after this is gone.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>

#include "app/event.h"
#include "content/content.h"
#include "content/ready_sentences.h"
#include "desk/update.h"
#include "runtime/desk_side.h"
#include "runtime/recorder.h"
#include "services/member_device.h"
#include "services/moment.h"
#include "services/settings_store.h"
#include "services/stick_transfer.h"

namespace wv::runtime {

class DeskEffects final : public MemberEffects {
 public:
  // All of them outlive this.
  DeskEffects(services::MemberDevice::Tools tools, services::SettingsStore& settings, Recorder& recorder,
              services::StickTransfer& sticks, const content::Content& content);

  void prepare(const services::Moment& now) { member_.prepare(now); }  // at the start, once somebody listens
  void answer_to(std::function<void(desk::Event)> listener) { listener_ = std::move(listener); }
  void run(desk::Effect effect, const services::Moment& now);
  [[nodiscard]] bool take(const app::Event& event) override;
  // Once a step: another day, and what waits for a moment in which nobody waits.
  void pump(const services::Moment& now, bool clock_confirmed);
  [[nodiscard]] std::int64_t next_wake_ms() const override { return keep_at_ms_; }
  void erased(const outbox::ErasedIds& ids) override { member_.erased(ids); }
  void register_changed(const crypto::Belief& belief) override { member_.register_changed(belief); }
  void files_changed() override { member_.files_changed(); }

  [[nodiscard]] desk::World world() const { return {content_, member_.book(), &ready_}; }
  [[nodiscard]] const content::ReadySentences& ready() const { return ready_; }

 private:
  struct Dispatch;
  void tell(desk::Event event);
  void answer(desk::Event event, RequestId request);
  void end_voice();
  void look_at_people(RequestId request);
  void find_sticks(RequestId request);
  void read_stick(const std::string& folder, RequestId request);
  void write_stick(const std::string& folder, const services::StickTransfer::Outcome& read,
                   RequestId request);
  [[nodiscard]] std::function<void(const outbox::Progress&)> moved(bool writing, RequestId request);

  const content::Content& content_;
  content::ReadySentences ready_;
  services::MemberDevice member_;
  services::SettingsStore& settings_;
  Recorder& recorder_;
  services::StickTransfer& sticks_;
  std::function<void(desk::Event)> listener_;
  bool has_recorder_ = false;
  RequestId voice_;  // of what the recorder does
  float loudest_ = 0;
  std::optional<Day> day_;
  bool confirmed_ = false;
  std::int64_t now_ms_ = 0, keep_at_ms_ = INT64_MAX;
};

}  // namespace wv::runtime
