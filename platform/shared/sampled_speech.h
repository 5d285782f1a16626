// ports::Speech by a synthesizer that gives samples and a loudspeaker that plays them. The next line is made
// while this one sounds; short phrases that come often are kept, the newest first. Of what may not be kept
// nothing is: its sound is wiped when it was played or stopped. Both must outlive it.
#pragma once
#include <cstdint>
#include <list>
#include <memory>
#include <string>

#include "base/pcm.h"
#include "ports/audio_out.h"
#include "ports/speech.h"
#include "shared/synthesizer.h"

namespace wv::shared_platform {

class SampledSpeech final : public ports::Speech {
 public:
  SampledSpeech(Synthesizer& synthesizer, ports::AudioOut& out) : synthesizer_(synthesizer), out_(out) {}
  ~SampledSpeech() override;
  SampledSpeech(const SampledSpeech&) = delete;
  SampledSpeech& operator=(const SampledSpeech&) = delete;

  void speak(ports::Utterance words, float loudness, Ended ended) override;
  void prepare(ports::Utterance words) override;
  void stop() override;
  void forget() override;

 private:
  struct Kept {
    std::string language, text;
    Pcm sound;
  };
  enum class Step { silent, making, sounding };
  void made(std::uint64_t turn, const ports::Utterance& words, float loudness, Result<Bytes> wav);
  void begin(Pcm sound, float loudness);
  void end(const Status& how);
  void make_next();
  void keep(const ports::Utterance& words, const Pcm& sound);
  [[nodiscard]] const Pcm* kept(const ports::Utterance& words);

  Synthesizer& synthesizer_;
  ports::AudioOut& out_;
  std::list<Kept> kept_;  // the newest first
  std::size_t kept_samples_ = 0;
  Step step_ = Step::silent;
  std::uint64_t turn_ = 0;  // counts the utterances: an answer of an earlier one is not heard
  Ended ended_;
  ports::Utterance next_;                                       // empty: nothing is to be prepared
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);  // answers may come after this is gone
};

}  // namespace wv::shared_platform
