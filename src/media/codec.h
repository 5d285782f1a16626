// What making a voice small and hearing one share: libopus, with its state in memory that is overwritten, and
// the reading of one Ogg Opus stream (RFC 7845). Inside this room only. Error code: media.not_a_voice
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "base/pcm.h"

namespace wv::media {

// The codec's state in memory of our own, so that it can be overwritten: it holds the last voice it heard.
template <class T>
class CodecState {
 public:
  explicit CodecState(int size)
      : memory_((static_cast<std::size_t>(size) + sizeof(std::max_align_t) - 1) / sizeof(std::max_align_t)) {}
  ~CodecState() { wv::wipe(memory_.data(), memory_.size() * sizeof(std::max_align_t)); }
  CodecState(const CodecState&) = delete;
  CodecState& operator=(const CodecState&) = delete;
  [[nodiscard]] T* get() { return reinterpret_cast<T*>(memory_.data()); }

 private:
  std::vector<std::max_align_t> memory_;
};

// The codec works on the stack, and what it leaves there is a voice too.
void wipe_codec_stack();

// Mixed to one channel, at `rate` (8, 12, 16, 24 or 48 kHz). Refused: more than two channels, more than
// `most` samples, and whatever isn't whole from its first page to its last.
[[nodiscard]] Result<Pcm> decode_opus(std::span<const std::uint8_t> ogg, int rate, std::size_t most);

}  // namespace wv::media
