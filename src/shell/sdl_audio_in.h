// The microphone, through SDL. SDL's own thread brings the samples, under the device's lock, and its buffer
// is overwritten at once. SDL's disk driver stands in for it in tests.
#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "ports/audio_in.h"

namespace wv::shell {

class SdlAudioIn final : public ports::AudioIn {
 public:
  [[nodiscard]] static Result<std::unique_ptr<ports::AudioIn>> open();
  ~SdlAudioIn() override;
  SdlAudioIn(const SdlAudioIn&) = delete;
  SdlAudioIn& operator=(const SdlAudioIn&) = delete;

  [[nodiscard]] std::size_t waiting() override;
  std::size_t take(std::span<std::int16_t> to) override;
  [[nodiscard]] bool gone() const override;
  void wait_for(std::size_t samples) override;

 private:
  SdlAudioIn() = default;
  static void came(void* self, std::uint8_t* stream, int bytes);  // SDL calls it, holding the device's lock

  std::uint32_t device_ = 0;
  std::vector<std::int16_t> samples_;  // these two only under the device's lock
  std::size_t first_ = 0;
};

}  // namespace wv::shell
