// A microphone: 16 kHz, one channel, 16 bits. Open only while somebody records: destroying it is what
// switches it off. What nobody takes is bounded by two minutes. Error codes (all not_now):
// voice.no_microphone, voice.refused (it is there, and can't be had)
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <span>

#include "base/result.h"

namespace wv::ports {

class AudioIn {
 public:
  virtual ~AudioIn() = default;
  [[nodiscard]] virtual std::size_t waiting() = 0;           // samples that came and were not taken
  virtual std::size_t take(std::span<std::int16_t> to) = 0;  // the oldest; nothing of them stays here
  [[nodiscard]] virtual bool gone() const = 0;               // pulled out, or taken by somebody else
  // For scripts, whose time is not the microphone's: until so many wait, or nothing came for two seconds.
  virtual void wait_for(std::size_t samples) = 0;
};
using OpenAudioIn = std::function<Result<std::unique_ptr<AudioIn>>()>;

// Where there is none.
[[nodiscard]] inline Result<std::unique_ptr<AudioIn>> no_audio_in() {
  return Error{Fault::not_now, "voice.no_microphone", "There is no microphone here; typing goes on working."};
}

}  // namespace wv::ports
