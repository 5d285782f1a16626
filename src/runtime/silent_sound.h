// A loudspeaker that takes the time of a sound and is heard by nobody: for scripts and tests, in virtual
// time, and where no sound is wanted.
#pragma once
#include <cstdint>

#include "ports/audio_out.h"

namespace wv::runtime {

class SilentSound final : public ports::AudioOut {
 public:
  ~SilentSound() override { wipe(sound_); }
  [[nodiscard]] Status play(Pcm sound, float loudness, std::function<void()> ended = {}) override;
  void stop() override;
  [[nodiscard]] bool playing(std::int64_t now_ms) const override { return now_ms < ends_ms_; }
  void tick(std::int64_t now_ms) override;
  [[nodiscard]] std::int64_t next_wake_ms(std::int64_t now_ms) const override;
  [[nodiscard]] float loudness() const { return loudness_; }  // of the last sound

 private:
  Pcm sound_;
  std::function<void()> ended_;
  float loudness_ = 0;
  std::int64_t now_ms_ = 0, ends_ms_ = 0;
};

}  // namespace wv::runtime
