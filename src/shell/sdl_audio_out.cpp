#include "shell/sdl_audio_out.h"

#include <SDL.h>

#include <algorithm>
#include <cstring>
#include <utility>

namespace wv::shell {

namespace {

constexpr int kBuffer = 512;            // samples: 23 ms at 22 kHz, so that stopping is at once
constexpr std::int64_t kTailMs = 60;    // what the device still holds when the last sample was taken
constexpr std::int64_t kKeptMs = 3000;  // an open device wakes the machine for each buffer
constexpr std::int64_t kLookMs = 20;

}  // namespace

SdlAudioOut::~SdlAudioOut() {
  stop();
  close();
  if (SDL_WasInit(SDL_INIT_AUDIO) != 0) SDL_QuitSubSystem(SDL_INIT_AUDIO);
}

void SdlAudioOut::fill(void* self, std::uint8_t* stream, int bytes) {
  auto& s = *static_cast<SdlAudioOut*>(self);
  std::memset(stream, 0, static_cast<std::size_t>(bytes));
  const std::size_t count =
      std::min(static_cast<std::size_t>(bytes) / sizeof(std::int16_t), s.sound_.samples.size() - s.at_);
  for (std::size_t i = 0; i < count; ++i) {
    const auto sample =
        static_cast<std::int16_t>(static_cast<float>(s.sound_.samples[s.at_ + i]) * s.loudness_);
    std::memcpy(stream + i * sizeof sample, &sample, sizeof sample);
  }
  s.at_ += count;
  if (s.at_ < s.sound_.samples.size()) return;
  wipe(s.sound_);
  s.at_ = 0;
  s.done_ = true;
}

Status SdlAudioOut::open(int rate) {
  if (device_ != 0 && rate_ == rate) return Done{};
  close();
  const auto none = [] {
    return Error{Fault::not_now, "sound.no_device",
                 std::string("No sound can be made: ") + SDL_GetError() + "; is there a loudspeaker?"};
  };
  if (SDL_WasInit(SDL_INIT_AUDIO) == 0 && SDL_InitSubSystem(SDL_INIT_AUDIO) != 0) return none();
  SDL_AudioSpec wanted{};
  wanted.freq = rate;
  wanted.format = AUDIO_S16SYS;
  wanted.channels = 1;
  wanted.samples = kBuffer;
  wanted.callback = &SdlAudioOut::fill;
  wanted.userdata = this;
  device_ = SDL_OpenAudioDevice(nullptr, 0, &wanted, nullptr, 0);
  if (device_ == 0) return none();
  rate_ = rate;
  SDL_PauseAudioDevice(device_, 0);
  return Done{};
}

void SdlAudioOut::close() {
  if (device_ != 0) SDL_CloseAudioDevice(device_);
  device_ = 0;
}

Status SdlAudioOut::play(Pcm sound, float loudness, std::function<void()> ended) {
  const auto replaced = std::exchange(ended_, {});
  stop();
  if (Status opened = open(sound.rate); !opened) {
    wipe(sound);
    if (replaced) replaced();
    return opened;
  }
  SDL_LockAudioDevice(device_);
  sound_ = std::move(sound);
  at_ = 0;
  loudness_ = std::clamp(loudness, 0.0f, 1.0f);
  done_ = sound_.samples.empty();
  ends_ms_ = now_ms_ + sound_.duration_ms() + kTailMs;
  SDL_UnlockAudioDevice(device_);
  used_ms_ = now_ms_;
  ended_ = std::move(ended);
  if (replaced) replaced();
  return Done{};
}

// The device goes on with silence, which also overwrites what its own buffers hold.
void SdlAudioOut::stop() {
  ended_ = {};
  if (device_ == 0) return;
  SDL_LockAudioDevice(device_);
  wipe(sound_);
  at_ = 0;
  done_ = true;
  SDL_UnlockAudioDevice(device_);
}

bool SdlAudioOut::playing(std::int64_t now_ms) const {
  return device_ != 0 && (!done_ || now_ms < used_ms_ + kTailMs);
}

void SdlAudioOut::tick(std::int64_t now_ms) {
  now_ms_ = now_ms;
  if (!done_) used_ms_ = now_ms;
  if (device_ != 0 && done_ && now_ms - used_ms_ >= kKeptMs) close();
  if (!playing(now_ms))
    if (const auto over = std::exchange(ended_, {})) over();
}

std::int64_t SdlAudioOut::next_wake_ms(std::int64_t now_ms) const {
  if (device_ == 0) return INT64_MAX;
  return playing(now_ms) ? std::max(ends_ms_, now_ms + kLookMs) : used_ms_ + kKeptMs;
}

}  // namespace wv::shell
