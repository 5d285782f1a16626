#include "shell/sdl_audio_in.h"

#include <SDL.h>

#include <algorithm>
#include <cstring>

#include "base/bytes.h"
#include "media/voice.h"

namespace wv::shell {

namespace {

constexpr Uint32 kPatienceMs = 2000;
constexpr int kBuffer = 512;  // samples: 32 ms, so that the bar that shows the voice follows it

}  // namespace

Result<std::unique_ptr<ports::AudioIn>> SdlAudioIn::open() {
  const auto fault = [](const char* code, const char* what) {
    return Error{Fault::not_now, code,
                 std::string(what) + ": " + SDL_GetError() + "; typing goes on working."};
  };
  if (SDL_WasInit(SDL_INIT_AUDIO) == 0 && SDL_InitSubSystem(SDL_INIT_AUDIO) != 0)
    return fault("voice.no_microphone", "There is no sound on this machine");
  if (SDL_GetNumAudioDevices(1) == 0) return fault("voice.no_microphone", "No microphone was found");
  std::unique_ptr<SdlAudioIn> made(new SdlAudioIn);
  made->samples_.reserve(media::kVoiceRate);
  SDL_AudioSpec wanted{};
  wanted.freq = media::kVoiceRate;
  wanted.format = AUDIO_S16SYS;
  wanted.channels = 1;
  wanted.samples = kBuffer;
  wanted.callback = &SdlAudioIn::came;
  wanted.userdata = made.get();
  made->device_ = SDL_OpenAudioDevice(nullptr, 1, &wanted, nullptr, 0);
  if (made->device_ == 0) return fault("voice.refused", "The microphone can't be used");
  SDL_PauseAudioDevice(made->device_, 0);
  return std::unique_ptr<ports::AudioIn>(std::move(made));
}

SdlAudioIn::~SdlAudioIn() {
  if (device_ != 0) SDL_CloseAudioDevice(device_);  // waits for SDL's thread
  wipe(samples_.data(), samples_.size() * sizeof(std::int16_t));
}

void SdlAudioIn::came(void* self, std::uint8_t* stream, int bytes) {
  auto& m = *static_cast<SdlAudioIn*>(self);
  const auto room =
      media::kMostVoiceSamples - std::min(m.samples_.size() - m.first_, media::kMostVoiceSamples);
  const std::size_t count = std::min(static_cast<std::size_t>(bytes) / sizeof(std::int16_t), room),
                    at = m.samples_.size();
  m.samples_.resize(at + count);
  std::memcpy(m.samples_.data() + at, stream, count * sizeof(std::int16_t));
  wipe(stream, static_cast<std::size_t>(bytes));
}

std::size_t SdlAudioIn::waiting() {
  SDL_LockAudioDevice(device_);
  const std::size_t count = samples_.size() - first_;
  SDL_UnlockAudioDevice(device_);
  return count;
}

std::size_t SdlAudioIn::take(std::span<std::int16_t> to) {
  SDL_LockAudioDevice(device_);
  const std::size_t count = std::min(to.size(), samples_.size() - first_);
  std::copy_n(samples_.begin() + static_cast<std::ptrdiff_t>(first_), count, to.begin());
  wipe(samples_.data() + first_, count * sizeof(std::int16_t));
  first_ += count;
  if (first_ == samples_.size()) {
    samples_.clear();
    first_ = 0;
  }
  SDL_UnlockAudioDevice(device_);
  return count;
}

void SdlAudioIn::wait_for(std::size_t samples) {
  const Uint32 began = SDL_GetTicks();
  while (waiting() < samples && SDL_GetTicks() - began < kPatienceMs) SDL_Delay(1);
}

bool SdlAudioIn::gone() const { return SDL_GetAudioDeviceStatus(device_) == SDL_AUDIO_STOPPED; }

}  // namespace wv::shell
