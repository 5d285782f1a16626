#include "runtime/effects.h"

#include <utility>

#include "base/bytes.h"
#include "crypto/codes.h"
#include "crypto/envelope.h"
#include "domain/receipt.h"
#include "services/keys.h"
#include "runtime/prepared.h"

namespace wv::runtime {

namespace {

constexpr char kCounterFile[] = "device.json";
constexpr std::uint64_t kNumbers = 1'000'000;  // six digits are counted

// Tells whether a second try means the same words as the first; the moment of pressing doesn't count.
std::string fingerprint(domain::Submission& submission, ports::Sealer& sealer) {
  const LocalTime created = std::exchange(submission.created_at, {}),
                  shown = std::exchange(submission.notice.shown_at, {});
  Bytes json = domain::to_json(submission);
  submission.created_at = created;
  submission.notice.shown_at = shown;
  std::string hash = sealer.sha256_hex(json);
  wipe(json);
  return hash;
}

}  // namespace

EffectRunner::EffectRunner(ports::Platform& platform, const std::string& data_folder,
                           const content::Content& content, crypto::Recipients recipients,
                           std::unique_ptr<Sound> sound, crypto::Signers signers, OpenMicrophone microphone)
    : platform_(platform),
      store_(platform.store(data_folder)),
      outbox_(store_, platform.sealer()),
      content_(content),
      host_(platform, store_, outbox_, content),
      recipients_(std::move(recipients)),
      desk_(platform, store_, std::move(signers),
            content.config.trial ? services::Believes::trial_key_too : services::Believes::signers_only),
      slides_(platform, content.municipality.slides),
      speaking_(platform.speech(), content, sound ? std::move(sound) : std::make_unique<SilentSound>()),
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
  host_.note("app.started");
  outbox_.sweep([](Result<std::uint64_t>) {});  // what it can't mend, the summary tells
  look_at_queue(true);
  if (!recipients_.empty()) return;
  services::trial_recipients(platform_, store_, [this](Result<crypto::Recipients> made) {
    // Not yet possible: told when somebody sends, who can then do something about it.
    if (made) recipients_ = std::move(made).value();
  });
}

void EffectRunner::run(app::Effect effect, const services::Moment& now) {
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
  if (work_) give_up(work_);  // whatever is still under way tells nobody
  work_.reset();
}

void EffectRunner::store(app::StoreSubmission asked, const services::Moment& now) {
  told_stored_ = false;
  domain::Submission& submission = asked.submission;
  add_voice(submission);
  std::string print = fingerprint(submission, platform_.sealer());
  if (work_ && work_->running) return;
  if (!work_ || work_->fingerprint != print) {
    const Work before = std::exchange(work_, std::make_shared<Prepared>());
    work_->submission = std::move(submission);
    take_attachment(*work_, before);
    if (before) give_up(before);
    work_->submission.id = crypto::uuid_v4(platform_.random());
    work_->code = crypto::pick_up_code(platform_.random());
    work_->fingerprint = std::move(print);
    work_->stamp =
        host_.stamp(day_of(now.wall), asked.clock_confirmed ? outbox::Confirmed::yes : outbox::Confirmed::no);
  }
  work_->running = true;
  go_on(work_);
}

void EffectRunner::go_on(const Work& work) {
  if (work->stopping) return take_back(work);
  if (work->forgotten) return;
  if (work->envelope) return put(work);
  if (work->submission.receipt.empty()) return draw_number(work);
  if (!work->has_keys) return derive_keys(work);
  if (recipients_.empty()) return find_recipients(work);
  if (work->voice && !work->voice->envelope) return seal_attachment(work);
  if (work->voice && !work->voice->stored) return put_attachment(work);
  seal(work);
}

// Durable before it is used: a crash skips a number, and never gives one out twice.
void EffectRunner::draw_number(const Work& work) {
  store_.count_up(kCounterFile, [this, work](Result<std::uint64_t> counted) {
    if (!counted) return failed(work, counted.error());
    work->submission.receipt = domain::receipt_number(content_.config.device_number,
                                                      static_cast<std::uint32_t>(counted.value() % kNumbers));
    go_on(work);
  });
}

void EffectRunner::derive_keys(const Work& work) {
  crypto::derive_answer_keys(platform_.sealer(), work->submission.receipt, work->code,
                             [this, work](Result<crypto::AnswerKeys> keys) {
                               if (!keys) return failed(work, keys.error());
                               work->submission.answer = {keys.value().tag, keys.value().key};
                               wipe(keys.value().key);
                               work->has_keys = true;
                               go_on(work);
                             });
}

void EffectRunner::find_recipients(const Work& work) {
  services::trial_recipients(platform_, store_, [this, work](Result<crypto::Recipients> made) {
    if (!made) return failed(work, made.error());
    recipients_ = std::move(made).value();
    go_on(work);
  });
}

void EffectRunner::seal(const Work& work) {
  crypto::SealInput input;
  input.id = work->submission.id;
  input.queued_on = work->stamp.day;
  input.clock = work->stamp.clock;
  input.plain = domain::to_json(work->submission);
  crypto::seal(platform_.sealer(), platform_.random(), std::move(input), recipients_,
               [this, work](Result<crypto::SealedEnvelope> sealed) {
                 if (!sealed) return failed(work, sealed.error());
                 work->envelope = std::move(sealed).value();
                 work->wipe_words();
                 go_on(work);
               });
}

void EffectRunner::put(const Work& work) {
  work->put = true;
  // The same envelope again is done as well: a first try may have come through unheard.
  outbox_.put(*work->envelope, [this, work](Result<Done> put) {
    if (!put) return failed(work, put.error());
    done(work);
  });
}

void EffectRunner::done(const Work& work) {
  failure_.reset();
  if (work->stopping) return take_back(work);
  work->running = false;
  if (work->forgotten) return give_up(work);
  host_.note("queue.stored", work->envelope->id());
  tell_stored(work);
}

void EffectRunner::tell_stored(const Work& work) {
  told_stored_ = true;
  work_.reset();
  recorder_.forget();
  answer_(app::SubmissionStored{work->submission.receipt.clone(), crypto::shown_code(work->code)});
}

void EffectRunner::failed(const Work& work, const Error& error) {
  host_.note(error.code);
  if (work->stopping) return take_back(work);
  work->running = false;
  if (work->forgotten) return work->put ? give_up(work) : void();
  failure_ = error;
  answer_(app::SubmissionFailed{error.code});
}

}  // namespace wv::runtime
