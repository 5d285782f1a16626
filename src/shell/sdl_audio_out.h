// The loudspeaker through SDL: opens the device with the first sound and closes it when it was silent for a
// while, so that a kiosk at rest sleeps.
#pragma once
#include <atomic>
#include <cstdint>
#include <functional>

#include "ports/audio_out.h"

namespace wv::shell {

class SdlAudioOut final : public ports::AudioOut {
 public:
  SdlAudioOut() = default;
  ~SdlAudioOut() override;
  SdlAudioOut(const SdlAudioOut&) = delete;
  SdlAudioOut& operator=(const SdlAudioOut&) = delete;
  [[nodiscard]] Status play(Pcm sound, float loudness, std::function<void()> ended = {}) override;
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
  Pcm sound_;  // these three only under the device's lock
  std::size_t at_ = 0;
  float loudness_ = 1;
  std::atomic<bool> done_ = true;  // the last sample went to the device
  std::function<void()> ended_;
  std::int64_t now_ms_ = 0;
  std::int64_t used_ms_ = 0;  // when it last had something to play
  std::int64_t ends_ms_ = 0;  // when what it plays should be over
};

}  // namespace wv::shell
