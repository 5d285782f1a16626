#include "base/pcm.h"

#include <algorithm>
#include <cstring>
#include <optional>

namespace wv {

namespace {

using Span = std::span<const std::uint8_t>;

std::uint32_t number(Span at, std::size_t size) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < size; ++i) value |= static_cast<std::uint32_t>(at[i]) << (8 * i);
  return value;
}

// The content of a RIFF chunk; what it says to be longer than the file ends with the file.
std::optional<Span> chunk(Span wav, const char* name) {
  for (std::size_t at = 12; at + 8 <= wav.size();) {
    const std::size_t left = wav.size() - at - 8,
                      size = std::min<std::size_t>(number(wav.subspan(at + 4), 4), left);
    if (std::memcmp(wav.data() + at, name, 4) == 0) return wav.subspan(at + 8, size);
    at += 8 + size + size % 2;
  }
  return std::nullopt;
}

int sample(Span at, std::size_t bytes) {
  if (bytes == 1) return (static_cast<int>(at[0]) - 128) * 256;
  return static_cast<std::int16_t>(number(at, 2));
}

}  // namespace

Result<Pcm> parse_wav(Span wav) {
  const Error bad{Fault::bad_input, "sound.unreadable", "the sound is no WAV of 8 or 16 bit PCM"};
  if (wav.size() < 12 || wav.size() > kMostSoundBytes || std::memcmp(wav.data(), "RIFF", 4) != 0 ||
      std::memcmp(wav.data() + 8, "WAVE", 4) != 0)
    return bad;
  const auto format = chunk(wav, "fmt "), data = chunk(wav, "data");
  if (!format || !data || format->size() < 16 || number(*format, 2) != 1) return bad;
  const std::size_t channels = number(format->subspan(2), 2), bytes = number(format->subspan(14), 2) / 8;
  const std::uint32_t rate = number(format->subspan(4), 4);
  if (channels < 1 || channels > 2 || bytes < 1 || bytes > 2 || rate < 8000 || rate > 96000) return bad;
  Pcm pcm{static_cast<int>(rate), {}};
  const std::size_t frame = channels * bytes;
  pcm.samples.resize(data->size() / frame);
  for (std::size_t i = 0; i < pcm.samples.size(); ++i) {
    int sum = 0;
    for (std::size_t c = 0; c < channels; ++c) sum += sample(data->subspan(i * frame + c * bytes), bytes);
    pcm.samples[i] = static_cast<std::int16_t>(sum / static_cast<int>(channels));
  }
  return pcm;
}

void wipe(Pcm& sound) {
  wipe(sound.samples.data(), sound.samples.size() * sizeof(std::int16_t));
  sound.samples.clear();
}

}  // namespace wv
