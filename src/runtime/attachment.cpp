// The part of the effect runner that sends a voice along: sealed as an envelope of its own, stored before the
// submission that names it (so no receipt is shown for a message whose voice is missing), with the same id
// however often it is tried (I2), and taken back when the message was given up (S4).
#include "crypto/codes.h"
#include "domain/attachment.h"
#include "runtime/effects.h"
#include "runtime/prepared.h"

namespace wv::runtime {

namespace {

// A resident's own words: heard by whoever stands here, and not by the whole room (A2).
constexpr float kOwnLoudness = 0.45f;

domain::Attachment* voice_of(domain::Submission& s) {
  for (auto& a : s.attachments)
    if (a.media_type == media::kVoiceType) return &a;
  return nullptr;
}

}  // namespace

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

// The app says that there is a voice; what it is like in bytes is known here.
void EffectRunner::add_voice(domain::Submission& submission) const {
  const bool has_sound = !recorder_.voice().empty();
  if (!has_sound) submission.attachments.clear();
  if (auto* asked = voice_of(submission)) {
    asked->bytes = recorder_.voice().size();
    asked->sha256 = platform_.sealer().sha256_hex(recorder_.voice());
  }
}

// The same voice under changed words stays the envelope that it is, stored or not.
void EffectRunner::take_attachment(Prepared& work, const Work& before) {
  auto* asked = voice_of(work.submission);
  if (asked == nullptr) return;
  if (before && before->voice && before->voice->sha256 == asked->sha256 && !before->envelope) {
    work.voice = std::move(before->voice);
    before->voice.reset();
  } else {
    work.voice.emplace();
    work.voice->id = crypto::uuid_v4(platform_.random());
    work.voice->sha256 = asked->sha256;
    work.voice->sound = recorder_.voice();
  }
  asked->id = work.voice->id;
}

void EffectRunner::seal_attachment(const Work& work) {
  crypto::SealInput input;
  input.id = work->voice->id;
  input.queued_on = work->stamp.day;
  input.clock = work->stamp.clock;
  input.plain = domain::attachment_json(work->voice->id, media::kVoiceType, work->voice->sound);
  input.padding = crypto::Padding::attachment;
  crypto::seal(platform_.sealer(), platform_.random(), std::move(input), recipients_,
               [this, work](Result<crypto::SealedEnvelope> sealed) {
                 if (!sealed) return failed(work, sealed.error());
                 work->voice->envelope = std::move(sealed).value();
                 wipe(work->voice->sound);
                 go_on(work);
               });
}

void EffectRunner::put_attachment(const Work& work) {
  outbox_.put(*work->voice->envelope, [this, work](Result<Done> put) {
    if (work->stopping) return take_back(work);
    // Given up meanwhile: nobody will name it.
    if (work->forgotten) return outbox_.withdraw(work->voice->id, [](Result<Done>) {});
    if (!put) return failed(work, put.error());
    work->voice->stored = true;
    go_on(work);
  });
}

// Stop promised that all is deleted, and nobody has a receipt: what was put is taken back, the message first
// and its voice after it. A put that is under way can't be called off: its end is waited for (`done`,
// `failed`); one that failed may have left its file all the same. Sync is told of a message only when its
// visitor is: it has not read the file yet.
void EffectRunner::give_up(const Work& work) {
  work->forgotten = true;
  if (work->stopping) return;  // it is being taken back, whole
  if (work->put && work->running) return;
  const auto take_voice = [this, work] {
    if (work->voice && work->voice->envelope) outbox_.withdraw(work->voice->id, [](Result<Done>) {});
  };
  if (!work->put) return take_voice();
  outbox_.withdraw(work->envelope->id(), [this, work, take_voice](Result<Done> withdrawn) {
    host_.note(withdrawn ? "queue.withdrawn" : withdrawn.error().code);
    if (withdrawn) take_voice();
  });
}

}  // namespace wv::runtime
