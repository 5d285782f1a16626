#include "runtime/silent_sound.h"

#include <climits>
#include <utility>

namespace wv::runtime {

Status SilentSound::play(Pcm sound, float loudness, std::function<void()> ended) {
  const auto replaced = std::exchange(ended_, {});
  stop();
  ends_ms_ = now_ms_ + sound.duration_ms();
  sound_ = std::move(sound);
  loudness_ = loudness;
  ended_ = std::move(ended);
  if (replaced) replaced();
  return Done{};
}

void SilentSound::stop() {
  wipe(sound_);
  ended_ = {};
  ends_ms_ = 0;
}

void SilentSound::tick(std::int64_t now_ms) {
  now_ms_ = now_ms;
  if (playing(now_ms)) return;
  wipe(sound_);
  if (const auto ended = std::exchange(ended_, {})) ended();
}

std::int64_t SilentSound::next_wake_ms(std::int64_t now_ms) const {
  return playing(now_ms) ? ends_ms_ : INT64_MAX;
}

}  // namespace wv::runtime
