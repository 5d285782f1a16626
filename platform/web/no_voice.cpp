// In the place of src/media/opus_voice.cpp: a page has no microphone yet, and no loudspeaker of our own, so
// libopus is not fetched by anybody. Whoever asks all the same is told.
#include "media/codec.h"
#include "media/voice.h"

namespace wv::media {

struct VoiceEncoder::Inside {};

VoiceEncoder::VoiceEncoder() = default;
VoiceEncoder::~VoiceEncoder() = default;

void VoiceEncoder::add(std::span<const std::int16_t>) {}

std::size_t VoiceEncoder::samples() const { return 0; }

Result<Bytes> VoiceEncoder::finish() {
  return Error{Fault::not_now, "media.voice_failed", "A page records no voice; type the message instead."};
}

Result<Pcm> decode_voice(std::span<const std::uint8_t> ogg) {
  return decode_opus(ogg, kVoiceRate, kMostVoiceSamples);
}

}  // namespace wv::media
