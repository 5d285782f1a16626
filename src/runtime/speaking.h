// Runs Speak and StopSpeaking: recorded voice or synthesizer, then the loudspeaker; LineSpoken or
// SpeechFailed come back as events. One voice at a time: the next Speak ends the one before. What will
// probably come next is made while this one sounds, so that there is no gap; short phrases that come often
// are kept. Of a resident's own words nothing is kept: their sound is wiped when it was played or stopped.
#pragma once
#include <functional>
#include <list>
#include <memory>
#include <string>
#include <vector>

#include "app/event.h"
#include "app/update.h"
#include "ports/speech.h"
#include "runtime/recordings.h"
#include "runtime/sound.h"

namespace wv::runtime {

class Speaking {
 public:
  Speaking(ports::Speech& speech, const content::Content& content, std::unique_ptr<Sound> sound);
  ~Speaking();
  Speaking(const Speaking&) = delete;
  Speaking& operator=(const Speaking&) = delete;

  void answer_to(std::function<void(app::Event)> listener) { answer_ = std::move(listener); }
  void speak(const app::Speak& words);
  void stop();
  void forget();                   // what was said, and what was kept
  void tick(std::int64_t now_ms);  // once a step: tells when a sound came to its end
  [[nodiscard]] std::int64_t next_wake_ms() const;
  [[nodiscard]] Sound& sound() { return *sound_; }

  // What was last begun to be said: for those who test what is heard. Counted, to tell two alike apart.
  [[nodiscard]] const std::string& said() const { return said_; }
  [[nodiscard]] std::uint64_t said_count() const { return said_count_; }

 private:
  struct Kept {
    std::string language, text;
    media::Pcm sound;
  };
  void made(std::uint64_t turn, const std::string& language, const std::string& text, bool own_words,
            int volume, Result<Bytes> wav);
  void begin(std::uint64_t turn, media::Pcm sound, int volume);
  void prepare_next();
  void keep(const std::string& language, const std::string& text, const media::Pcm& sound);
  [[nodiscard]] const media::Pcm* kept(const std::string& language, const std::string& text);

  ports::Speech& speech_;
  std::unique_ptr<Sound> sound_;
  Recordings recordings_;
  std::function<void(app::Event)> answer_;
  std::list<Kept> kept_;  // the newest first
  std::size_t kept_samples_ = 0;
  std::uint64_t turn_ = 0;  // what is being made or played; 0: nothing
  bool sounding_ = false;
  std::string next_, next_language_;
  std::string said_;
  std::uint64_t said_count_ = 0;
  std::int64_t now_ms_ = 0;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);  // answers may come after this is gone
};

}  // namespace wv::runtime
