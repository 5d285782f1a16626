// The microphone, through SDL: 16 kHz, one channel, 16 bits. SDL's own thread brings the samples, under the
// device's lock, and its buffer is overwritten at once; what nobody takes is bounded by two minutes. Open only
// while somebody records: closing it is what switches it off. SDL's disk driver stands in for it in tests.
// Error codes (all not_now): voice.no_microphone, voice.refused (it is there, and can't be had)
#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/result.h"

namespace wv::shell {

class Microphone {
 public:
  [[nodiscard]] static Result<std::unique_ptr<Microphone>> open();
  ~Microphone();
  Microphone(const Microphone&) = delete;
  Microphone& operator=(const Microphone&) = delete;

  [[nodiscard]] std::size_t waiting();                      // samples that came and were not taken
  std::size_t take(std::span<std::int16_t> to);             // the oldest; nothing of them stays here
  [[nodiscard]] bool gone() const;                          // pulled out, or taken by somebody else

 private:
  Microphone() = default;
  static void came(void* self, std::uint8_t* stream, int bytes);  // SDL calls it, holding the device's lock

  std::uint32_t device_ = 0;
  std::vector<std::int16_t> samples_;  // these two only under the device's lock
  std::size_t first_ = 0;
};

}  // namespace wv::shell
