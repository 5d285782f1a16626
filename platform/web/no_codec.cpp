// In the place of src/media/opus_codec.cpp: no_voice.cpp says why.
#include "media/codec.h"

namespace wv::media {

void wipe_codec_stack() {}

Result<Pcm> decode_opus(std::span<const std::uint8_t>, int, std::size_t) {
  return Error{Fault::not_now, "media.not_a_voice", "a page plays no Ogg Opus"};
}

}  // namespace wv::media
