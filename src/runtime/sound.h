// A loudspeaker that plays one sound at a time: the voice that reads aloud, a recording that is heard again.
// Samples may be a resident's own words: they are wiped as soon as they are played or stopped. `SilentSound`
// takes the same time and is heard by nobody (scripts and tests, in virtual time). Times: steady ms.
// Error code: sound.no_device
#pragma once
#include <cstdint>
#include <memory>

#include "base/result.h"
#include "media/pcm.h"

namespace wv::runtime {

class Sound {
 public:
  virtual ~Sound() = default;
  // Begins at once, in the place of what was playing. `loudness` 0 to 1.
  [[nodiscard]] virtual Status play(media::Pcm sound, float loudness, std::int64_t now_ms) = 0;
  virtual void stop() = 0;  // silent within two buffers of the device (50 ms)
  [[nodiscard]] virtual bool playing(std::int64_t now_ms) const = 0;
  // Call once a step. When it wants to be called though nothing else happens; INT64_MAX: never.
  virtual void tick(std::int64_t) {}
  [[nodiscard]] virtual std::int64_t next_wake_ms(std::int64_t now_ms) const = 0;
};

class SilentSound final : public Sound {
 public:
  ~SilentSound() override { media::wipe(sound_); }
  [[nodiscard]] Status play(media::Pcm sound, float loudness, std::int64_t now_ms) override;
  void stop() override;
  [[nodiscard]] bool playing(std::int64_t now_ms) const override { return now_ms < ends_ms_; }
  void tick(std::int64_t now_ms) override;
  [[nodiscard]] std::int64_t next_wake_ms(std::int64_t now_ms) const override;
  [[nodiscard]] float loudness() const { return loudness_; }  // of the last sound

 private:
  media::Pcm sound_;
  float loudness_ = 0;
  std::int64_t ends_ms_ = 0;
};

}  // namespace wv::runtime
