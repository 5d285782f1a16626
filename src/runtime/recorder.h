// A voice message on its way: from the microphone into Opus while it is spoken, and out of the loudspeaker
// again. Told as events: VoiceHeard while it records, then VoiceRecorded or VoiceFailed; VoicePlayed when it
// was heard. Owner of the sound until it is sealed or forgotten; no sample is kept after it was encoded, and
// everything held is overwritten (S3). At most two minutes; the microphone is open only while it records.
// Times: steady ms.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>

#include "app/event.h"
#include "media/voice.h"
#include "ports/audio_in.h"
#include "ports/audio_out.h"

namespace wv::runtime {

class Recorder {
 public:
  Recorder(ports::AudioOut& sound, ports::OpenAudioIn open_microphone)
      : sound_(sound), open_microphone_(std::move(open_microphone)) {}
  ~Recorder() { forget(); }
  Recorder(const Recorder&) = delete;
  Recorder& operator=(const Recorder&) = delete;

  void answer_to(std::function<void(app::Event)> listener) { answer_ = std::move(listener); }
  void start(std::int64_t now_ms);  // in the place of what was recorded before
  void stop(std::int64_t now_ms);   // what was said so far is the message
  void play(float loudness, std::int64_t now_ms);
  void hear(const Bytes& voice, float loudness, std::int64_t now_ms);  // somebody else's: it isn't held
  void hold(Bytes voice);                                              // as if it had been recorded now
  void stop_playing();
  void forget();
  // Once a step; when it wants to be called though nothing else happens, INT64_MAX: never.
  void pump(std::int64_t now_ms);
  [[nodiscard]] std::int64_t next_wake_ms() const;
  // For scripts, whose time is not the microphone's: waits until it gave what belongs to this moment.
  void catch_up(std::int64_t now_ms);

  [[nodiscard]] const Bytes& voice() const { return voice_; }  // Ogg Opus; empty when nothing was recorded

 private:
  [[nodiscard]] std::size_t due(std::int64_t now_ms) const;  // samples, by the clock
  float listen(std::int64_t now_ms);                         // takes what is due; how loud it was, 0 to 1
  void fail(const std::string& code);
  void report(app::Event event) {
    if (answer_) answer_(std::move(event));
  }

  ports::AudioOut& sound_;
  ports::OpenAudioIn open_microphone_;
  std::function<void(app::Event)> answer_;
  std::unique_ptr<ports::AudioIn> microphone_;
  std::unique_ptr<media::VoiceEncoder> encoder_;
  Bytes voice_;
  std::int64_t began_ms_ = 0, now_ms_ = 0;
  bool playing_ = false;
};

}  // namespace wv::runtime
