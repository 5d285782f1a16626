#include "runtime/sound.h"

namespace wv::runtime {

Status SilentSound::play(media::Pcm sound, float loudness, std::int64_t now_ms) {
  stop();
  ends_ms_ = now_ms + sound.duration_ms();
  sound_ = std::move(sound);
  loudness_ = loudness;
  return Done{};
}

void SilentSound::stop() {
  media::wipe(sound_);
  ends_ms_ = 0;
}

void SilentSound::tick(std::int64_t now_ms) {
  if (!playing(now_ms)) media::wipe(sound_);
}

std::int64_t SilentSound::next_wake_ms(std::int64_t now_ms) const {
  return playing(now_ms) ? ends_ms_ : INT64_MAX;
}

}  // namespace wv::runtime
