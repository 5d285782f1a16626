// A voice made small while it is being spoken: samples in, Ogg Opus out (RFC 6716, RFC 7845), and back to be
// heard again. 16 kHz, one channel, at most two minutes; what comes after is left out. Never over 2 MB: each
// packet of 20 ms is bounded. No sample is kept once it is encoded, and everything held is overwritten (S3).
// libopus directly, not libopusenc: src/README.md, Decisions.
// Error codes: media.voice_empty media.voice_failed media.not_a_voice
#pragma once
#include <cstdint>
#include <memory>
#include <span>

#include "base/bytes.h"
#include "base/result.h"
#include "base/pcm.h"

namespace wv::media {

inline constexpr int kVoiceRate = 16000;
inline constexpr std::size_t kMostVoiceSamples = static_cast<std::size_t>(kVoiceRate) * kMostVoiceMs / 1000;
inline constexpr std::size_t kMostVoiceBytes = 2'000'000;

class VoiceEncoder {
 public:
  VoiceEncoder();
  ~VoiceEncoder();
  VoiceEncoder(const VoiceEncoder&) = delete;
  VoiceEncoder& operator=(const VoiceEncoder&) = delete;

  void add(std::span<const std::int16_t> samples);
  [[nodiscard]] std::size_t samples() const;  // taken so far
  [[nodiscard]] bool full() const { return samples() >= kMostVoiceSamples; }
  // The whole voice; afterwards nothing of it is left here.
  [[nodiscard]] Result<Bytes> finish();

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

// At 16 kHz.
[[nodiscard]] Result<Pcm> decode_voice(std::span<const std::uint8_t> ogg);

}  // namespace wv::media
