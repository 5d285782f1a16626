// The part of the effect runner that takes a submission back: Stop was confirmed while it was being stored. A
// put that is under way can't be called off, so its end is waited for and the file removed; the message
// first, its voice after it. No receipt was shown, so none of it may stay (I2); and the visitor is told what
// is true: withdrawn, kept after all because it was sent meanwhile, or that it can't be said. The device's
// store does one thing after another, and sync learns of the message only when it is told as stored: a file
// that is removed here was never read by it. Another process may have been quicker.
#include "runtime/effects.h"
#include "runtime/prepared.h"

namespace wv::runtime {

void EffectRunner::withdraw() {
  recorder_.forget();
  speaking_.forget();
  if (told_stored_) return;  // the answer is on its way already: kept
  if (!work_) return answer_(app::SubmissionWithdrawn{});
  const Work work = work_;
  work->stopping = true;
  work->wipe_words();
  if (!work->running) take_back(work);  // else the step that is under way comes to it
}

void EffectRunner::take_back(const Work& work) {
  work->running = true;
  if (!work->put) return took_back(work, Done{});
  outbox_.take_back(work->envelope->id(), [this, work](Result<Done> taken) { took_back(work, taken); });
}

void EffectRunner::took_back(const Work& work, const Result<Done>& taken) {
  work->running = false;
  const bool sent = !taken && taken.error().code == "outbox.sent";
  host_.note(taken ? "queue.withdrawn" : sent ? "queue.stored" : taken.error().code);
  if (taken && work->voice && work->voice->envelope) outbox_.withdraw(work->voice->id, [](Result<Done>) {});
  if (work->forgotten) return;
  if (sent) return tell_stored(work);
  work_.reset();
  if (taken) return answer_(app::SubmissionWithdrawn{});
  answer_(app::SubmissionLost{taken.error().code});
}

}  // namespace wv::runtime
