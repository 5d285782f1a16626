#include "media/voice.h"

#include <opus.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include "media/codec.h"
#include "media/ogg.h"

namespace wv::media {

namespace {

constexpr std::size_t kFrame = kVoiceRate / 50;  // 20 ms
constexpr std::uint64_t kTo48 = 48000 / kVoiceRate;
constexpr opus_int32 kBitsASecond = 24000;  // speech at this rate sounds like speech in the room
// Hard bound: 6,000 packets and their pages stay under 2 MB whatever is said.
constexpr std::size_t kMostPacket = 320;
static_assert((kMostPacket + 2) * (kMostVoiceSamples / kFrame + 2) + 100 * 130 < kMostVoiceBytes);

Bytes head_packet(std::uint64_t skip) {  // RFC 7845 5.1
  Bytes packet = to_bytes("OpusHead");
  for (const std::uint64_t byte : {std::uint64_t{1}, std::uint64_t{1}, skip & 0xFF, skip >> 8})
    packet.push_back(static_cast<std::uint8_t>(byte));
  for (int i = 0; i < 4; ++i) packet.push_back(static_cast<std::uint8_t>((kVoiceRate >> (8 * i)) & 0xFF));
  packet.insert(packet.end(), 3, 0);  // gain 0, one stream of one channel
  return packet;
}

Bytes tags_packet() {  // RFC 7845 5.2: who made it, and not one comment
  constexpr std::string_view kVendor = "wijkverbinder";
  Bytes packet = to_bytes("OpusTags");
  packet.push_back(static_cast<std::uint8_t>(kVendor.size()));
  packet.insert(packet.end(), 3, 0);
  packet.insert(packet.end(), kVendor.begin(), kVendor.end());
  packet.insert(packet.end(), 4, 0);
  return packet;
}

Error failed() {
  return {Fault::failed, "media.voice_failed",
          "The voice could not be made small enough to keep; type the message instead."};
}

}  // namespace

struct VoiceEncoder::Inside {
  CodecState<OpusEncoder> state{opus_encoder_get_size(1)};
  OggWriter ogg{kMostVoiceBytes / 4};
  std::array<std::int16_t, kFrame> frame{};
  std::size_t filled = 0, taken = 0, encoded = 0;  // samples
  std::uint64_t skip = 0;                          // samples at 48 kHz that the codec is late
  bool broken = false;

  Inside() {
    broken = opus_encoder_init(state.get(), kVoiceRate, 1, OPUS_APPLICATION_VOIP) != OPUS_OK;
    opus_int32 late = 0;
    if (!broken) {
      broken = opus_encoder_ctl(state.get(), OPUS_SET_BITRATE(kBitsASecond)) != OPUS_OK ||
               opus_encoder_ctl(state.get(), OPUS_SET_SIGNAL(OPUS_SIGNAL_VOICE)) != OPUS_OK ||
               opus_encoder_ctl(state.get(), OPUS_SET_COMPLEXITY(5)) != OPUS_OK ||
               opus_encoder_ctl(state.get(), OPUS_GET_LOOKAHEAD(&late)) != OPUS_OK;
    }
    skip = static_cast<std::uint64_t>(late) * kTo48;
    ogg.add(head_packet(skip), 0, OggWriter::Page::ends);
    ogg.add(tags_packet(), 0, OggWriter::Page::ends);
  }
  ~Inside() { wv::wipe(frame.data(), sizeof frame); }

  void encode() {
    if (broken) return;
    std::array<std::uint8_t, kMostPacket> packet{};
    const opus_int32 size = opus_encode(state.get(), frame.data(), static_cast<int>(kFrame), packet.data(),
                                        static_cast<opus_int32>(packet.size()));
    encoded += kFrame;
    // The last sample that counts ends the voice (RFC 7845 4.4): what fills the last frame is trimmed.
    const std::uint64_t granule = std::min<std::uint64_t>(encoded * kTo48, taken * kTo48 + skip);
    if (size < 0)
      broken = true;
    else
      ogg.add(std::span(packet).first(static_cast<std::size_t>(size)), granule, OggWriter::Page::open);
    wv::wipe(packet.data(), packet.size());
    wv::wipe(frame.data(), sizeof frame);
    filled = 0;
  }
};

VoiceEncoder::VoiceEncoder() : inside_(std::make_unique<Inside>()) {}
VoiceEncoder::~VoiceEncoder() { wipe_codec_stack(); }

std::size_t VoiceEncoder::samples() const { return inside_ ? inside_->taken : 0; }

void VoiceEncoder::add(std::span<const std::int16_t> samples) {
  if (!inside_) return;
  samples = samples.first(std::min(samples.size(), kMostVoiceSamples - inside_->taken));
  while (!samples.empty()) {
    const std::size_t some = std::min(samples.size(), kFrame - inside_->filled);
    std::copy_n(samples.begin(), some, inside_->frame.begin() + static_cast<std::ptrdiff_t>(inside_->filled));
    samples = samples.subspan(some);
    inside_->filled += some;
    inside_->taken += some;
    if (inside_->filled == kFrame) inside_->encode();
  }
}

Result<Bytes> VoiceEncoder::finish() {
  if (!inside_) return failed();
  const auto inside = std::move(inside_);
  if (inside->taken == 0)
    return Error{Fault::bad_input, "media.voice_empty", "Nothing was said; try again, or type the message."};
  // Silence behind it until the codec has given back everything that it is late.
  while (!inside->broken && inside->encoded * kTo48 < inside->taken * kTo48 + inside->skip) inside->encode();
  if (inside->broken) return failed();
  Bytes ogg = inside->ogg.take();
  wipe_codec_stack();
  if (ogg.size() > kMostVoiceBytes) {
    wv::wipe(ogg);
    return failed();
  }
  return ogg;
}

Result<Pcm> decode_voice(std::span<const std::uint8_t> ogg) {
  if (ogg.size() > kMostVoiceBytes)
    return Error{Fault::bad_input, "media.not_a_voice", "it is larger than a voice of this program"};
  return decode_opus(ogg, kVoiceRate, kMostVoiceSamples);
}

}  // namespace wv::media
