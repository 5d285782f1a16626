// The submission of whoever stands here: one at a time. Sending the same words again goes on with the job
// that has begun; other words are another submission, and what the first one left is taken back. Answers as
// submission_job.h says. The platform must not be pumped after this is gone.
#pragma once
#include <memory>
#include <optional>
#include <string>

#include "app/update.h"
#include "services/submission_job.h"

namespace wv::services {

class Submissions {
 public:
  explicit Submissions(SubmissionTools tools) : tools_(std::move(tools)) {}

  // From the next submission on, and in a second try of this one where nothing was sealed yet.
  void seal_to(crypto::Recipients recipients, crypto::Recipients confidential = {}) {
    tools_.recipients = std::move(recipients);
    tools_.confidential = std::move(confidential);
  }
  void draw_numbers() { tools_.draws_numbers = true; }  // of receipts, for a resident's own device
  void make_trial_key();                                // at the start; without recipients only
  void store(SubmissionJob::Request request, Report report);
  void withdraw(Report report);
  void forget();  // the visitor: whatever is still under way is taken back and answers nobody

  // Why the last submission could not be stored; none once one was.
  [[nodiscard]] const std::optional<Error>& failure() const { return tools_.failure; }

 private:
  // Passes an answer on; the job has served with every one but a failure.
  [[nodiscard]] Report answer_to(Report report);

  SubmissionTools tools_;
  std::shared_ptr<SubmissionJob> job_;
  bool stored_ = false;  // the last submission was stored, and the event is under way
};

}  // namespace wv::services
