// A synthesizer: words to sound. One utterance at a time; asking for another waits its turn behind it,
// `cancel` ends what is under way and drops what waits. The answer comes later, by callback, on the pumping
// thread; a cancelled one has speech.cancelled. The sound is a WAV (PCM, 16 bit), its length field may be
// wrong (a stream). Error codes: speech.no_program speech.no_voice speech.failed speech.cancelled
#pragma once
#include <functional>
#include <string>

#include "base/bytes.h"
#include "base/result.h"

namespace wv::ports {

struct Utterance {
  std::string text;      // may be a resident's own words: never in an argument, a file or a log
  std::string language;  // BCP 47: "nl"
};

class Speech {
 public:
  template <class T>
  using Answer = std::function<void(Result<T>)>;

  virtual ~Speech() = default;
  virtual void speak(Utterance words, Answer<Bytes> answer) = 0;
  virtual void cancel() = 0;
};

}  // namespace wv::ports
