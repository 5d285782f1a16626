// Sound as samples: one channel, 16 bit. `parse_wav` takes PCM of 8 or 16 bit, one or two channels (mixed to
// one), 8 to 96 kHz, at most `kMostSoundBytes`; a stream's wrong length field means: to the end of the file.
// Error code: sound.unreadable
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace wv {

inline constexpr int kMostVoiceMs = 120'000;  // a voice message is at most two minutes

inline constexpr std::size_t kMostSoundBytes = 32u << 20;

struct Pcm {
  int rate = 0;  // samples a second
  std::vector<std::int16_t> samples;
  [[nodiscard]] std::int64_t duration_ms() const {
    return rate > 0 ? static_cast<std::int64_t>(samples.size()) * 1000 / rate : 0;
  }
};

[[nodiscard]] Result<Pcm> parse_wav(std::span<const std::uint8_t> wav);
void wipe(Pcm& sound);  // then empties it

}  // namespace wv
