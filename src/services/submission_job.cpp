#include "services/submission_job.h"

#include <array>
#include <utility>

#include "base/sha256.h"
#include "app/event.h"
#include "crypto/codes.h"
#include "domain/attachment.h"
#include "domain/receipt.h"
#include "services/keys.h"
#include "outbox/names.h"
#include "media/voice.h"

namespace wv::services {

namespace {

constexpr std::uint64_t kNumbers = 1'000'000;  // six digits are counted

static_assert(media::kMostVoiceBytes <= domain::kMostAttachmentBytes);

domain::Attachment* voice_of(domain::Submission& submission) {
  for (auto& attachment : submission.attachments)
    if (attachment.media_type == domain::kVoiceMedia) return &attachment;
  return nullptr;
}

// Nine digits of which the first is 9 (src/crypto/FORMAT.md): no municipality gives a device such a number.
std::string drawn_number(ports::Random& random) {
  std::array<std::uint8_t, 8> bytes{};
  random.fill(bytes);
  std::uint64_t drawn = 0;
  for (const std::uint8_t byte : bytes) drawn = drawn << 8 | byte;
  drawn %= 100 * kNumbers;
  return domain::receipt_number(900 + static_cast<int>(drawn / kNumbers),
                                static_cast<std::uint32_t>(drawn % kNumbers));
}

// Tells whether a second try means the same as the first; the moment of pressing doesn't count.
std::string fingerprint_of(domain::Submission& submission) {
  const LocalTime created = std::exchange(submission.created_at, {}),
                  shown = std::exchange(submission.notice.shown_at, {});
  Bytes json = domain::to_json(submission);
  submission.created_at = created;
  submission.notice.shown_at = shown;
  std::string hash = sha256_hex(json);
  wipe(json);
  return hash;
}

}  // namespace

// The app says that there is a voice; what it is like in bytes is known here.
SubmissionJob::Request::Request(domain::Submission what, Bytes sound, Stamp day, bool kept_from_team)
    : submission(std::move(what)), voice(std::move(sound)), stamp(day), confidential(kept_from_team) {
  if (voice.empty()) submission.attachments.clear();
  if (auto* asked = voice_of(submission)) {
    asked->bytes = voice.size();
    asked->sha256 = sha256_hex(voice);
  }
  fingerprint = fingerprint_of(submission) + (confidential ? "!" : "");
}

SubmissionJob::Request::~Request() {
  domain::wipe(submission);
  wipe(voice);
}

SubmissionJob::SubmissionJob(SubmissionTools& tools, Request request,
                             const std::shared_ptr<SubmissionJob>& before)
    : tools_(tools),
      submission_(std::move(request.submission)),
      fingerprint_(std::move(request.fingerprint)),
      stamp_(request.stamp),
      confidential_(request.confidential) {
  attach_voice(std::move(request.voice), before);
  if (before) before->forget();
  submission_.id = crypto::uuid_v4(tools_.platform.random());
  code_ = crypto::pick_up_code(tools_.platform.random());
}

SubmissionJob::~SubmissionJob() {
  domain::wipe(submission_);
  if (voice_) wipe(voice_->sound);
}

// The same voice under changed words stays the envelope that it is, stored or not; while the try before still
// runs, or was for other readers, it needs its own.
void SubmissionJob::attach_voice(Bytes sound, const std::shared_ptr<SubmissionJob>& before) {
  auto* asked = voice_of(submission_);
  if (asked == nullptr) return wipe(sound);
  const bool free = before && !before->running_ && !before->envelope_ && before->voice_ &&
                    before->confidential_ == confidential_;
  if (free && before->voice_->sha256 == asked->sha256) {
    voice_ = std::move(before->voice_);
    before->voice_.reset();
    wipe(sound);
  } else {
    voice_.emplace();
    voice_->id = crypto::uuid_v4(tools_.platform.random());
    voice_->sha256 = asked->sha256;
    voice_->sound = std::move(sound);
  }
  asked->id = voice_->id;
}

// --- the steps, in the order in which they are done ---------------------------------------------------

void SubmissionJob::run(Report report) {
  report_ = std::move(report);
  if (std::exchange(running_, true)) return;
  next_step();
}

void SubmissionJob::next_step() {  // the first that isn't done yet
  if (stopping_) return take_back();
  if (forgotten_) return;
  if (envelope_) return put();
  if (submission_.receipt.empty()) return draw_number();
  if (!has_keys_) return derive_keys();
  if (confidential_ &&
      tools_.confidential.empty())  // the register lost that key meanwhile: nobody else reads it
    return failed({Fault::not_now, "submission.no_confidential_key",
                   "There is no key for what the team may not read."});
  if (tools_.recipients.empty()) return find_recipients();
  if (voice_ && !voice_->envelope) return seal_voice();
  if (voice_ && !voice_->stored) return put_voice();
  seal();
}

// Durable before it is used: a crash skips a number, and never gives one out twice.
void SubmissionJob::draw_number() {
  tools_.store.count_up(outbox::kDeviceFile, [this,
                                              self = shared_from_this()](Result<std::uint64_t> counted) {
    if (!counted) return failed(counted.error());
    submission_.receipt =
        tools_.draws_numbers ? drawn_number(tools_.platform.random())
                             : domain::receipt_number(tools_.device_number,
                                                      static_cast<std::uint32_t>(counted.value() % kNumbers));
    next_step();
  });
}

void SubmissionJob::derive_keys() {
  crypto::derive_answer_keys(tools_.platform.sealer(), submission_.receipt, code_,
                             [this, self = shared_from_this()](Result<crypto::AnswerKeys> keys) {
                               if (!keys) return failed(keys.error());
                               submission_.answer = {keys.value().tag, keys.value().key};
                               wipe(keys.value().key);
                               has_keys_ = true;
                               next_step();
                             });
}

void SubmissionJob::find_recipients() {
  trial_recipients(tools_.platform, tools_.store,
                   [this, self = shared_from_this()](Result<crypto::Recipients> made) {
                     if (!made) return failed(made.error());
                     tools_.recipients = std::move(made).value();
                     next_step();
                   });
}

void SubmissionJob::seal_voice() {
  crypto::SealInput input;
  input.id = voice_->id;
  input.queued_on = stamp_.day;
  input.clock = stamp_.clock;
  input.plain = domain::attachment_json(voice_->id, domain::kVoiceMedia, voice_->sound);
  input.padding = crypto::Padding::attachment;
  crypto::seal(tools_.platform.sealer(), tools_.platform.random(), std::move(input), readers(),
               [this, self = shared_from_this()](Result<crypto::SealedEnvelope> sealed) {
                 if (!sealed) return failed(sealed.error());
                 voice_->envelope = std::move(sealed).value();
                 wipe(voice_->sound);
                 next_step();
               });
}

void SubmissionJob::put_voice() {
  tools_.outbox.put(*voice_->envelope, [this, self = shared_from_this()](Result<Done> put) {
    if (stopping_) return take_back();
    if (forgotten_) return withdraw_voice();  // nobody will name it
    if (!put) return failed(put.error());
    voice_->stored = true;
    next_step();
  });
}

void SubmissionJob::seal() {
  crypto::SealInput input;
  input.id = submission_.id;
  input.queued_on = stamp_.day;
  input.clock = stamp_.clock;
  input.plain = domain::to_json(submission_);
  crypto::seal(tools_.platform.sealer(), tools_.platform.random(), std::move(input), readers(),
               [this, self = shared_from_this()](Result<crypto::SealedEnvelope> sealed) {
                 if (!sealed) return failed(sealed.error());
                 envelope_ = std::move(sealed).value();
                 wipe_words();
                 next_step();
               });
}

void SubmissionJob::put() {
  put_ = true;
  // The same envelope again is done as well: a first try may have come through unheard.
  tools_.outbox.put(*envelope_, [this, self = shared_from_this()](Result<Done> put) {
    if (!put) return failed(put.error());
    done();
  });
}

void SubmissionJob::done() {
  tools_.failure.reset();
  if (stopping_) return take_back();
  running_ = false;
  if (forgotten_) return forget();
  tools_.log.note("queue.stored", envelope_->id());
  report_stored();
}

void SubmissionJob::report_stored() {
  report_(app::SubmissionStored{submission_.receipt.clone(), crypto::shown_code(code_), envelope_->id(),
                                crypto::uuid_v4(tools_.platform.random())});
}

void SubmissionJob::failed(const Error& error) {
  tools_.log.note(error.code);
  if (stopping_) return take_back();
  running_ = false;
  if (forgotten_) return put_ ? forget() : void();
  tools_.failure = error;
  report_(app::SubmissionFailed{error.code});
}

// --- Stop was confirmed, or the visitor is gone ---------------------------------------------------------
// No receipt was shown, so none of it may stay (I2, S4). A put that is under way can't be called off: its end
// is waited for, and then its file removed, the message first and its voice after it; one that failed may
// have left its file all the same. The device's store does one thing after another, and sync learns of a
// message only when its visitor does: a file that is removed here was never read by it. Another process may
// have been quicker, and then the visitor is told so.

void SubmissionJob::stop(Report report) {
  report_ = std::move(report);
  stopping_ = true;
  wipe_words();
  if (!running_) take_back();  // else the step that is under way comes to it
}

void SubmissionJob::take_back() {
  running_ = true;
  if (!put_) return took_back(Done{});
  tools_.outbox.take_back(envelope_->id(),
                          [this, self = shared_from_this()](Result<Done> taken) { took_back(taken); });
}

void SubmissionJob::took_back(const Result<Done>& taken) {
  running_ = false;
  const bool sent = !taken && taken.error().code == "outbox.sent";
  tools_.log.note(taken ? "queue.withdrawn" : sent ? "queue.stored" : taken.error().code);
  if (taken) withdraw_voice();
  if (forgotten_) return;
  if (sent) return report_stored();
  if (taken) return report_(app::SubmissionWithdrawn{});
  report_(app::SubmissionLost{taken.error().code});
}

void SubmissionJob::forget() {
  forgotten_ = true;
  if (stopping_) return;         // it is being taken back, whole
  if (put_ && running_) return;  // `done` or `failed` comes back here
  if (!put_) return withdraw_voice();
  tools_.outbox.withdraw(envelope_->id(), [this, self = shared_from_this()](Result<Done> withdrawn) {
    tools_.log.note(withdrawn ? "queue.withdrawn" : withdrawn.error().code);
    if (withdrawn) withdraw_voice();
  });
}

void SubmissionJob::withdraw_voice() {
  if (voice_ && voice_->envelope) tools_.outbox.withdraw(voice_->id, [](Result<Done>) {});
}

// What was told goes; its number stays, for the receipt.
void SubmissionJob::wipe_words() {
  Secret receipt = std::move(submission_.receipt);
  domain::wipe(submission_);
  submission_.receipt = std::move(receipt);
  if (voice_) wipe(voice_->sound);
}

}  // namespace wv::services
