// Runs Speak and StopSpeaking: a recorded voice on the loudspeaker, or the platform's; LineSpoken or
// SpeechFailed come back as events. One voice at a time: the next Speak ends the one before. What will
// probably come next is named to the platform, so that there is no gap. Of a resident's own words nothing is
// kept.
#pragma once
#include <functional>
#include <memory>
#include <string>

#include "app/event.h"
#include "app/update.h"
#include "ports/audio_out.h"
#include "ports/platform.h"
#include "ports/speech.h"
#include "runtime/recordings.h"

namespace wv::runtime {

class Speaking {
 public:
  // Without `sound` nobody hears it.
  Speaking(ports::Platform& platform, const content::Content& content,
           std::unique_ptr<ports::AudioOut> sound);
  ~Speaking();
  Speaking(const Speaking&) = delete;
  Speaking& operator=(const Speaking&) = delete;

  void answer_to(std::function<void(app::Event)> listener) { answer_ = std::move(listener); }
  void speak(const app::Speak& words);
  void stop();
  void forget();                   // what was said, and what was kept
  void tick(std::int64_t now_ms);  // once a step: tells when a sound came to its end
  [[nodiscard]] std::int64_t next_wake_ms() const;
  [[nodiscard]] ports::AudioOut& sound() { return *sound_; }

  // What was last begun to be said: for those who test what is heard. Counted, to tell two alike apart.
  [[nodiscard]] const std::string& said() const { return said_; }
  [[nodiscard]] std::uint64_t said_count() const { return said_count_; }

 private:
  void synthesize(const app::Speak& words);
  void play_recording(Pcm sound, float loudness);
  void prepare_next(const app::Speak& words);
  void over(std::uint64_t turn, const Status& how);

  std::unique_ptr<ports::AudioOut> sound_;
  std::unique_ptr<ports::Speech> speech_;  // after the sound it plays on: it ends first
  Recordings recordings_;
  std::function<void(app::Event)> answer_;
  std::uint64_t turn_ = 0;                                      // what is being made or played; 0: nothing
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);  // a recording may come after this is gone
  std::string said_;
  std::uint64_t said_count_ = 0;
  std::int64_t now_ms_ = 0;
};

}  // namespace wv::runtime
