// Runs the effects of app::update on the platform: a submission becomes number, code, envelope and file,
// and only a durable file becomes SubmissionStored (I1). A second try goes on where the first one
// stopped, with the same id, number and envelope (I2), unless the text was changed in between. Stop meanwhile
// takes back what was put, and says so when it was too late. Answers come as events when the platform is
// pumped. Owner of a submission's secrets: this, until the visitor is forgotten. The platform must not be
// pumped after this is gone.
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
#include "services/host_runner.h"
#include "services/moment.h"
#include "runtime/recorder.h"
#include "services/answer_lookup.h"
#include "runtime/slides.h"
#include "runtime/speaking.h"

namespace wv::runtime {

class EffectRunner {
 public:
  // `recipients` empty: a trial, whose key is made in the data folder. Without `sound` nobody hears the
  // voice, without `microphone` nobody is recorded.
  EffectRunner(ports::Platform& platform, const std::string& data_folder, const content::Content& content,
               crypto::Recipients recipients, std::unique_ptr<Sound> sound = nullptr,
               crypto::Signers signers = {}, OpenMicrophone microphone = no_microphone);
  ~EffectRunner();

  void answer_to(std::function<void(app::Event)> listener);
  void run(app::Effect effect, const services::Moment& now);
  // At the start, once somebody listens: mends what a crash left, looks at the queue, and makes a
  // trial's key (assets/README.md).
  void prepare(services::KeptSettings kept = services::KeptSettings::use);

  // A published document's picture or a slide; null when there is none of that name.
  [[nodiscard]] const Bytes* picture(std::string_view name) const {
    const Bytes* slide = slides_.picture(name);
    return slide != nullptr ? slide : desk_.picture(name);
  }

  void pump(const services::Moment& now) {
    speaking_.tick(now.steady_ms);
    recorder_.pump(now.steady_ms);
    platform_.pump();
  }
  // When it wants to be pumped though nothing is touched (steady ms); INT64_MAX: never.
  [[nodiscard]] std::int64_t next_wake_ms() const {
    return std::min(speaking_.next_wake_ms(), recorder_.next_wake_ms());
  }
  [[nodiscard]] Speaking& speaking() { return speaking_; }
  [[nodiscard]] Recorder& recorder() { return recorder_; }
  [[nodiscard]] bool busy() { return platform_.busy(); }
  void wait() { platform_.wait(); }
  // Whether the queue was looked at once since the start; until then, this goes on with it.
  [[nodiscard]] bool looked() const { return looked_; }
  void settle_once() {
    platform_.wait();
    platform_.pump();
  }
  // Why the last submission could not be stored (none once one was), or why none could be now.
  [[nodiscard]] const std::optional<Error>& failure() const { return failure_ ? failure_ : cannot_keep_; }

 private:
  struct Prepared;
  using Work = std::shared_ptr<Prepared>;
  void store(app::StoreSubmission asked, const services::Moment& now);
  void go_on(const Work& work);  // the first step that isn't done yet
  void draw_number(const Work& work);
  void derive_keys(const Work& work);
  void find_recipients(const Work& work);
  // attachment.cpp: the voice is sealed and stored before the message that names it.
  [[nodiscard]] bool use_voice(const app::Effect& effect,
                               const services::Moment& now);  // false: it is about something else
  void add_voice(domain::Submission& submission) const;
  void take_attachment(Prepared& work, const Work& before);
  void seal_attachment(const Work& work);
  void put_attachment(const Work& work);
  void give_up(const Work& work);
  // withdrawal.cpp: Stop while a submission is stored.
  void withdraw();
  void take_back(const Work& work);
  void took_back(const Work& work, const Result<Done>& taken);
  void seal(const Work& work);
  void put(const Work& work);
  void done(const Work& work);
  void tell_stored(const Work& work);
  void failed(const Work& work, const Error& error);
  void look_at_queue(bool rehearse);
  void rehearse(std::function<void(std::string trouble)> then);
  void look_at_numbers(std::function<void(bool anew)> then);
  void note_beginning(const std::string& was, const char* why);
  void count_queue(std::string trouble, bool numbers_anew);

  ports::Platform& platform_;
  ports::Store& store_;
  outbox::Outbox outbox_;
  const content::Content& content_;
  services::HostRunner host_;
  crypto::Recipients recipients_;
  services::AnswerLookup desk_;
  SlideStore slides_;
  Speaking speaking_;
  Recorder recorder_;  // one loudspeaker: never two voices at once
  std::function<void(app::Event)> answer_;
  Work work_;
  bool told_stored_ = false;  // the last submission was stored, and the event is under way
  std::optional<Error> failure_, cannot_keep_;
  bool looked_ = false;
  std::string other_trouble_;  // of the folders that no resident's save needs
};

}  // namespace wv::runtime
