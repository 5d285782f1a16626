#include "runtime/effects.h"

#include <utility>

namespace wv::runtime {

namespace {

// A resident's own words: heard by whoever stands here, and not by the whole room (A2).
constexpr float kOwnLoudness = 0.45f;

outbox::Confirmed confirmed(bool by_the_network) {
  return by_the_network ? outbox::Confirmed::yes : outbox::Confirmed::no;
}

}  // namespace

EffectRunner::EffectRunner(ports::Platform& platform, const std::string& data_folder,
                           const content::Content& content, crypto::Recipients recipients,
                           std::unique_ptr<ports::AudioOut> sound, crypto::Signers signers,
                           ports::OpenAudioIn microphone)
    : platform_(platform),
      store_(platform.store(data_folder)),
      outbox_(store_, platform.sealer()),
      content_(content),
      log_(store_, platform.clock().now()),
      host_(platform, store_, outbox_, content, log_),
      submissions_({platform, store_, outbox_, log_, content.config.device_number, std::move(recipients)}),
      desk_(platform, store_, std::move(signers),
            content.config.trial ? services::Believes::trial_key_too : services::Believes::signers_only),
      slides_(platform, content.municipality.slides),
      speaking_(platform, content, std::move(sound)),
      recorder_(speaking_.sound(), std::move(microphone)) {}

EffectRunner::~EffectRunner() = default;

void EffectRunner::answer_to(std::function<void(app::Event)> listener) {
  host_.answer_to(listener);
  speaking_.answer_to(listener);
  recorder_.answer_to(listener);
  answer_ = std::move(listener);
}

void EffectRunner::prepare(services::KeptSettings kept) {
  host_.prepare(kept);
  log_.note("app.started");
  outbox_.sweep([](Result<std::uint64_t>) {});  // what it can't mend, the summary tells
  look_at_queue(true);
  submissions_.make_trial_key();
}

void EffectRunner::run(app::Effect effect, const services::Moment& now) {
  log_.set_time(now.wall);
  if (auto* send = std::get_if<app::StoreSubmission>(&effect)) return store(std::move(*send), now);
  if (std::holds_alternative<app::WithdrawSubmission>(effect)) return withdraw();
  if (const auto* look = std::get_if<app::LookAtQueue>(&effect)) return look_at_queue(look->rehearse);
  if (const auto* look = std::get_if<app::LookForAnswer>(&effect))
    return desk_.look_for_answer(*look, answer_);
  if (std::holds_alternative<app::LookAtPublished>(effect))
    return desk_.look_at_published(host_.likely(day_of(now.wall)), answer_);
  if (const auto* words = std::get_if<app::Speak>(&effect)) return speaking_.speak(*words);
  if (std::holds_alternative<app::StopSpeaking>(effect)) return speaking_.stop();
  if (use_voice(effect, now)) return;
  if (std::holds_alternative<app::LookAtDay>(effect))
    slides_.look([this](app::SlidesFound found) {
      if (answer_) answer_(app::HostEvent{std::move(found)});
    });
  if (!std::holds_alternative<app::ForgetVisitor>(effect)) return host_.run(effect, now);
  recorder_.forget();
  speaking_.forget();
  desk_.forget();
  submissions_.forget();
}

bool EffectRunner::use_voice(const app::Effect& effect, const services::Moment& now) {
  const auto is = [&]<class E>(E) { return std::holds_alternative<E>(effect); };
  const bool record = is(app::RecordVoice{}), stop = is(app::StopVoice{}), play = is(app::PlayVoice{}),
             hush = is(app::StopPlayback{}), drop = is(app::DropVoice{});
  if (record) recorder_.start(now.steady_ms);
  if (stop) recorder_.stop(now.steady_ms);
  if (play) recorder_.play(kOwnLoudness, now.steady_ms);
  if (hush) recorder_.stop_playing();
  if (drop) recorder_.forget();
  return record || stop || play || hush || drop;
}

void EffectRunner::store(app::StoreSubmission asked, const services::Moment& now) {
  submissions_.store({std::move(asked.submission), recorder_.voice(),
                      host_.stamp(day_of(now.wall), confirmed(asked.clock_confirmed)), platform_.sealer()},
                     [this](app::Event answer) {
                       if (std::holds_alternative<app::SubmissionStored>(answer)) recorder_.forget();
                       answer_(std::move(answer));
                     });
}

void EffectRunner::withdraw() {
  recorder_.forget();
  speaking_.forget();
  submissions_.withdraw(answer_);
}

}  // namespace wv::runtime
