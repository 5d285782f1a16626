#include "services/submissions.h"

#include <utility>

#include "services/keys.h"

namespace wv::services {

void Submissions::make_trial_key() {
  if (!tools_.recipients.empty()) return;
  trial_recipients(tools_.platform, tools_.store, [this](Result<crypto::Recipients> made) {
    // Not yet possible: told when somebody sends, who can then do something about it.
    if (made) tools_.recipients = std::move(made).value();
  });
}

Report Submissions::answer_to(Report report) {
  return [this, report = std::move(report)](app::Event answer) {
    stored_ = std::holds_alternative<app::SubmissionStored>(answer);
    if (!std::holds_alternative<app::SubmissionFailed>(answer)) job_.reset();
    report(std::move(answer));
  };
}

void Submissions::store(SubmissionJob::Request request, Report report) {
  stored_ = false;
  if (!job_ || job_->fingerprint() != request.fingerprint)
    job_ = std::make_shared<SubmissionJob>(tools_, std::move(request), job_);
  const auto job = job_;  // its answer lets go of it
  job->run(answer_to(std::move(report)));
}

void Submissions::withdraw(Report report) {
  if (stored_) return;  // the answer is on its way already: kept
  if (!job_) return report(app::SubmissionWithdrawn{});
  const auto job = job_;
  job->stop(answer_to(std::move(report)));
}

void Submissions::forget() {
  stored_ = false;
  if (job_) job_->forget();
  job_.reset();
}

}  // namespace wv::services
