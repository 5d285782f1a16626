// One submission from "Verstuur" to a durable file; submission_job.cpp has its steps in reading order. Only
// a durable file becomes SubmissionStored (I1). A second try goes on where the first one stopped, with the
// same id, number and envelope (I2). A voice is an envelope of its own, stored before the message that names
// it, so that no receipt is shown for a message whose voice is missing. Stop takes back what was put, and
// says so when it was too late.
// Owner of a submission's secrets: the job; they are overwritten once they are sealed, and with it.
#pragma once
#include <memory>
#include <optional>
#include <string>

#include "base/bytes.h"
#include "base/stamp.h"
#include "crypto/envelope.h"
#include "crypto/recipients.h"
#include "domain/submission.h"
#include "outbox/outbox.h"
#include "ports/platform.h"
#include "services/event_log.h"
#include "services/report.h"

namespace wv::services {

struct SubmissionTools {  // what every job works with; the owner's, and outlives them
  ports::Platform& platform;
  ports::Store& store;
  outbox::Outbox& outbox;
  EventLog& log;
  int device_number;
  crypto::Recipients recipients;         // empty: a trial, whose key is made in the data folder
  crypto::Recipients confidential = {};  // of what a colleague may not read; empty: there is no such key
  bool draws_numbers = false;            // the receipt's, at random: a resident's own device has no number
  std::optional<Error> failure = {};     // why the last submission could not be stored; none once one was
};

class SubmissionJob : public std::enable_shared_from_this<SubmissionJob> {
 public:
  struct Request {
    // `submission`: without id, receipt number and answer keys, a voice by its type only; `voice`: Ogg Opus,
    // empty when there is none; `stamp`: the day to write on the envelope.
    // `confidential`: sealed to that key, and never to the team's.
    Request(domain::Submission submission, Bytes voice, Stamp stamp, bool confidential = false);
    Request(Request&&) = default;
    Request& operator=(Request&&) = default;
    ~Request();

    domain::Submission submission;
    Bytes voice;
    Stamp stamp;
    bool confidential = false;
    std::string fingerprint;  // of the words, the voice and who may read them; not of the moment
  };
  // `before`: the try that this one replaces, if its words were changed. It is given up here.
  SubmissionJob(SubmissionTools& tools, Request request, const std::shared_ptr<SubmissionJob>& before);
  ~SubmissionJob();
  SubmissionJob(const SubmissionJob&) = delete;
  SubmissionJob& operator=(const SubmissionJob&) = delete;

  // The answer is SubmissionStored or SubmissionFailed; after `stop` SubmissionWithdrawn, SubmissionStored
  // (another process sent it meanwhile) or SubmissionLost; after `forget` none. Again after a failure.
  void run(Report report);
  void stop(Report report);
  void forget();

  [[nodiscard]] bool running() const { return running_; }
  [[nodiscard]] const std::string& fingerprint() const { return fingerprint_; }

 private:
  struct Voice {
    std::string id, sha256;
    Bytes sound;  // wiped as soon as it is sealed
    std::optional<crypto::SealedEnvelope> envelope;
    bool stored = false;
  };
  [[nodiscard]] const crypto::Recipients& readers() const {
    return confidential_ ? tools_.confidential : tools_.recipients;
  }
  void attach_voice(Bytes sound, const std::shared_ptr<SubmissionJob>& before);
  void next_step();
  void draw_number();
  void derive_keys();
  void find_recipients();
  void seal_voice();
  void put_voice();
  void seal();
  void put();
  void done();
  void failed(const Error& error);
  void take_back();
  void took_back(const Result<Done>& taken);
  void withdraw_voice();
  void wipe_words();
  void report_stored();

  SubmissionTools& tools_;
  Report report_;
  domain::Submission submission_;  // wiped as soon as it is sealed
  std::string fingerprint_;
  Secret code_;
  Stamp stamp_;
  bool confidential_ = false;
  bool has_keys_ = false, running_ = false;
  bool put_ = false;        // a put of the message was begun: the file may be there
  bool stopping_ = false;   // the visitor stopped: what was put is taken back
  bool forgotten_ = false;  // nobody waits for an answer
  std::optional<Voice> voice_;
  std::optional<crypto::SealedEnvelope> envelope_;
};

}  // namespace wv::services
