// A whole voice at once; the program has it piece by piece, as it is said.
#pragma once
#include <cstdint>
#include <span>

#include "media/voice.h"

namespace wv::media {

[[nodiscard]] inline Result<Bytes> encode_voice(std::span<const std::int16_t> samples) {
  VoiceEncoder encoder;
  encoder.add(samples);
  return encoder.finish();
}

}  // namespace wv::media
