// What one submission has come to so far. Each step fills in its part; a second try finds it. Inside the
// effect runner only.
#pragma once
#include <optional>
#include <string>

#include "base/bytes.h"
#include "base/stamp.h"
#include "crypto/envelope.h"
#include "domain/submission.h"
#include "runtime/effects.h"

namespace wv::runtime {

struct EffectRunner::Prepared {
  struct Voice {
    std::string id, sha256;
    Bytes sound;  // wiped as soon as it is sealed
    std::optional<crypto::SealedEnvelope> envelope;
    bool stored = false;
  };
  domain::Submission submission;  // wiped as soon as it is sealed
  std::string fingerprint;
  Secret code;
  Stamp stamp;
  bool has_keys = false, forgotten = false, running = false;
  bool stopping = false;  // the visitor stopped: what was put is taken back
  bool put = false;       // a put of the message was begun: the file may be there
  std::optional<Voice> voice;
  std::optional<crypto::SealedEnvelope> envelope;

  // What was told goes; its number stays, for the receipt.
  void wipe_words() {
    Secret receipt = std::move(submission.receipt);
    domain::wipe(submission);
    submission.receipt = std::move(receipt);
    if (voice) wipe(voice->sound);
  }

  Prepared() = default;
  Prepared(const Prepared&) = delete;
  Prepared& operator=(const Prepared&) = delete;
  ~Prepared() {
    domain::wipe(submission);
    if (voice) wipe(voice->sound);
  }
};

}  // namespace wv::runtime
