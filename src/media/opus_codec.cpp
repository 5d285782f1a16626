#include "media/codec.h"

#include <opus.h>

#include <algorithm>
#include <array>

#include "media/ogg.h"

namespace wv::media {

namespace {

constexpr int kOpusRate = 48000;   // of granules and of what is to be skipped, whatever one decodes to
constexpr std::size_t kHead = 19;  // bytes of an OpusHead of one or two channels

struct Head {
  int channels = 0, gain = 0;  // 1/256 dB
  std::uint64_t skip = 0;      // samples at 48 kHz
};

Error no_opus(const char* why) {
  return {Fault::bad_input, "media.not_a_voice", std::string("no whole Ogg Opus of one voice: ") + why};
}

Result<Head> read_head(std::span<const std::uint8_t> packet) {
  const bool opus =
      packet.size() >= kHead && to_string(packet.first(8)) == "OpusHead" && (packet[8] & 0xF0) == 0;
  if (!opus) return no_opus("it doesn't begin as one");
  if (packet[9] < 1 || packet[9] > 2 || packet[18] != 0) return no_opus("it has more than two channels");
  const auto gain = static_cast<std::int16_t>(packet[16] | (packet[17] << 8));
  return Head{packet[9], gain, packet[10] + 256u * packet[11]};
}

}  // namespace

[[gnu::noinline]] void wipe_codec_stack() {
  std::array<std::uint8_t, 160 * 1024> below;
  wv::wipe(below.data(), below.size());
}

Result<Pcm> decode_opus(std::span<const std::uint8_t> ogg, int rate, std::size_t most) {
  const auto read = read_ogg(ogg);
  if (!read) return read.error();
  const auto& packets = read.value().packets;
  if (packets.size() < 3) return no_opus("nothing is in it");
  const auto head = read_head(packets[0]);
  if (!head) return head.error();
  if (packets[1].size() < 8 || to_string(packets[1].first(8)) != "OpusTags")
    return no_opus("its second packet is missing");
  const std::uint64_t skip = head.value().skip, end = read.value().granule,
                      each = static_cast<std::uint64_t>(kOpusRate / rate);
  if (end < skip || (end - skip) / each > most) return no_opus("it is too long");
  CodecState<OpusDecoder> state(opus_decoder_get_size(1));
  if (opus_decoder_init(state.get(), rate, 1) != OPUS_OK ||
      opus_decoder_ctl(state.get(), OPUS_SET_GAIN(head.value().gain)) != OPUS_OK)
    return no_opus("the decoder refuses it");
  const auto in_20_ms = static_cast<std::size_t>(rate / 50);
  std::array<std::int16_t, kOpusRate / 1000 * 120>
      frame{};  // what one packet may hold (RFC 6716), at the highest rate
  Pcm sound;
  sound.rate = rate;
  sound.samples.reserve(std::min(packets.size() * in_20_ms, most) + frame.size());
  bool broken = false;
  for (std::size_t i = 2; i < packets.size() && !broken && sound.samples.size() <= most; ++i) {
    broken = packets[i].empty();  // to the codec that is a packet lost on its way, and it makes something up
    if (broken) break;
    const int count = opus_decode(state.get(), packets[i].data(), static_cast<opus_int32>(packets[i].size()),
                                  frame.data(), rate / 1000 * 120, 0);
    broken = count < 0;
    if (count > 0) sound.samples.insert(sound.samples.end(), frame.begin(), frame.begin() + count);
  }
  wv::wipe(frame.data(), sizeof frame);
  wipe_codec_stack();
  const auto first = static_cast<std::size_t>(skip / each),
             count = static_cast<std::size_t>((end - skip) / each);
  if (broken || sound.samples.size() < first + count) {
    wipe(sound);
    return no_opus("a packet can't be decoded, or some are missing");
  }
  sound.samples.erase(sound.samples.begin(), sound.samples.begin() + static_cast<std::ptrdiff_t>(first));
  wv::wipe(sound.samples.data() + count, (sound.samples.size() - count) * sizeof(std::int16_t));
  sound.samples.resize(count);
  return sound;
}

}  // namespace wv::media
