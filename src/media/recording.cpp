#include "media/recording.h"

#include "media/codec.h"

namespace wv::media {

namespace {

constexpr int kRate = 24000;  // of Opus: all that a voice has

Error unreadable(const std::string& why) {
  return {Fault::bad_input, "sound.unreadable", "the recording can't be used: " + why};
}

}  // namespace

Result<Pcm> parse_recording(std::span<const std::uint8_t> file) {
  if (file.size() > kMostRecordingBytes) return unreadable("it is larger than 8 MB");
  const bool ogg = file.size() >= 4 && to_string(file.first(4)) == "OggS";
  auto sound = ogg ? decode_opus(file, kRate, static_cast<std::size_t>(kRate) * kMostRecordingSeconds)
                   : parse_wav(file);
  if (!sound) return unreadable(sound.error().what);
  if (sound.value().samples.empty()) return unreadable("nothing is in it");
  if (sound.value().duration_ms() > kMostRecordingSeconds * 1000)
    return unreadable("it is longer than a minute");
  return sound;
}

}  // namespace wv::media
