// A voice that reads aloud. One utterance at a time; the next one takes the place of the one before. A
// platform that speaks by itself (a browser) hands the words on; one whose synthesizer gives samples plays
// them on the AudioOut it was made with (Platform::make_speech). Answers come on the pumping thread.
// Error codes: speech.no_program speech.no_voice speech.failed sound.no_device
#pragma once
#include <functional>
#include <string>

#include "base/result.h"

namespace wv::ports {

struct Utterance {
  std::string text;       // may be a resident's own words: never in an argument, a file or a log
  std::string language;   // BCP 47: "nl"
  bool may_keep = false;  // said to many: its sound may be kept until `forget`
};

class Speech {
 public:
  using Ended = std::function<void(Status)>;

  virtual ~Speech() = default;
  // `loudness` 0 to 1. `ended` runs once: when it was spoken to its end, or with the reason why it can't be;
  // never after a stop, nor when another utterance took its place.
  virtual void speak(Utterance words, float loudness, Ended ended) = 0;
  // What will probably be spoken next: may be made ready once this one sounds, so that there is no gap.
  virtual void prepare(Utterance words) = 0;
  virtual void stop() = 0;    // at once, and nothing is prepared any more
  virtual void forget() = 0;  // the same, and whatever was kept is wiped
};

}  // namespace wv::ports
