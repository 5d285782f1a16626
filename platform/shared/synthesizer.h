// Words to samples, for platforms that don't speak by themselves. One utterance at a time; asking for another
// waits its turn behind it, `cancel` ends what is under way and drops what waits. The answer comes later, by
// callback, on the pumping thread; a cancelled one has speech.cancelled. The sound is a WAV (PCM, 16 bit),
// its length field may be wrong (a stream). Error codes: speech.no_program speech.no_voice speech.failed
// speech.cancelled
#pragma once
#include <functional>

#include "base/bytes.h"
#include "base/result.h"
#include "ports/speech.h"

namespace wv::shared_platform {

class Synthesizer {
 public:
  using Answer = std::function<void(Result<Bytes>)>;

  virtual ~Synthesizer() = default;
  virtual void synthesize(ports::Utterance words, Answer answer) = 0;
  virtual void cancel() = 0;
};

}  // namespace wv::shared_platform
