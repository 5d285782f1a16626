// A loudspeaker that plays one sound at a time: the voice that reads aloud, a recording that is heard again.
// Samples may be a resident's own words: they are wiped as soon as they are played or stopped. `SdlSound` opens
// the device with the first sound and closes it when it was silent for a while, so that a kiosk at rest sleeps;
// `SilentSound` takes the same time and is heard by nobody (scripts and tests, in virtual time). Times: steady ms.
// Error code: sound.no_device
#pragma once
#include <atomic>
#include <cstdint>
#include <memory>

#include "base/result.h"
#include "media/pcm.h"

namespace wv::shell {

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

class SdlSound final : public Sound {
 public:
  SdlSound() = default;
  ~SdlSound() override;
  SdlSound(const SdlSound&) = delete;
  SdlSound& operator=(const SdlSound&) = delete;
  [[nodiscard]] Status play(media::Pcm sound, float loudness, std::int64_t now_ms) override;
  void stop() override;
  [[nodiscard]] bool playing(std::int64_t now_ms) const override;
  void tick(std::int64_t now_ms) override;
  [[nodiscard]] std::int64_t next_wake_ms(std::int64_t now_ms) const override;

 private:
  static void fill(void* self, std::uint8_t* stream, int bytes);  // SDL calls it, holding the device's lock
  [[nodiscard]] Status open(int rate);
  void close();

  std::uint32_t device_ = 0;
  int rate_ = 0;
  media::Pcm sound_;  // these three only under the device's lock
  std::size_t at_ = 0;
  float loudness_ = 1;
  std::atomic<bool> done_ = true;  // the last sample went to the device
  std::int64_t used_ms_ = 0;       // when it last had something to play
  std::int64_t ends_ms_ = 0;       // when what it plays should be over
};

}  // namespace wv::shell
