// A voice that somebody recorded for us, as a file: WAV, or Ogg Opus as opusenc writes it. Bounded: a file or
// a sound over its limit, or one that isn't whole, is refused and nothing of it is heard. Error code:
// sound.unreadable
#pragma once
#include <cstdint>
#include <span>

#include "base/result.h"
#include "base/pcm.h"

namespace wv::media {

inline constexpr std::size_t kMostRecordingBytes = 8u << 20;
inline constexpr int kMostRecordingSeconds = 60;  // what is longer is no sentence of ours

[[nodiscard]] Result<Pcm> parse_recording(std::span<const std::uint8_t> file);

}  // namespace wv::media
