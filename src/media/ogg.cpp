#include "media/ogg.h"

#include <algorithm>
#include <array>

namespace wv::media {

namespace {

constexpr std::size_t kHeader = 27, kMostSegments = 255, kSegment = 255;
constexpr std::uint32_t kSerial =
    1;                            // one stream a file: any number does, and a random one would tell nothing
constexpr int kMostPackets = 50;  // of 20 ms: a second

constexpr std::array<std::uint32_t, 256> crc_table() {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t crc = i << 24;
    for (int bit = 0; bit < 8; ++bit) crc = (crc << 1) ^ ((crc >> 31) != 0 ? 0x04C11DB7u : 0u);
    table[i] = crc;
  }
  return table;
}
constexpr auto kCrc = crc_table();

std::uint32_t checksum(std::span<const std::uint8_t> page) {
  std::uint32_t crc = 0;
  for (std::size_t i = 0; i < page.size(); ++i) {
    const bool of_the_sum = i >= 22 && i < 26;  // counted as zero
    crc = (crc << 8) ^ kCrc[(crc >> 24) ^ (of_the_sum ? 0u : page[i])];
  }
  return crc;
}

template <class T>
void put(Bytes& out, T value, int bytes) {
  for (int i = 0; i < bytes; ++i) out.push_back(static_cast<std::uint8_t>((value >> (8 * i)) & 0xFFu));
}

std::uint64_t number_at(std::span<const std::uint8_t> bytes, std::size_t at, int count) {
  std::uint64_t value = 0;
  for (int i = count - 1; i >= 0; --i) value = (value << 8) | bytes[at + static_cast<std::size_t>(i)];
  return value;
}

Error not_a_voice(const char* why) {
  return {Fault::bad_input, "media.not_a_voice", std::string("no whole Ogg stream: ") + why};
}

}  // namespace

void OggWriter::add(std::span<const std::uint8_t> packet, std::uint64_t granule, Page page) {
  // Before the packet, so that the end of the stream always has one to stand with.
  if (packets_ == kMostPackets || lacing_.size() + packet.size() / kSegment + 1 > kMostSegments) flush(false);
  body_.insert(body_.end(), packet.begin(), packet.end());
  for (std::size_t left = packet.size();; left -= kSegment) {
    lacing_.push_back(static_cast<std::uint8_t>(std::min(left, kSegment)));
    if (left < kSegment) break;
  }
  granule_ = granule;
  ++packets_;
  if (page == Page::ends) flush(false);
}

void OggWriter::flush(bool last) {
  if (lacing_.empty()) return;
  const std::size_t from = out_.size();
  for (const char c : {'O', 'g', 'g', 'S', '\0'}) out_.push_back(static_cast<std::uint8_t>(c));
  out_.push_back(static_cast<std::uint8_t>((number_ == 0 ? 2 : 0) | (last ? 4 : 0)));
  put(out_, granule_, 8);
  put(out_, kSerial, 4);
  put(out_, number_++, 4);
  put(out_, 0u, 4);
  put(out_, lacing_.size(), 1);
  out_.insert(out_.end(), lacing_.begin(), lacing_.end());
  out_.insert(out_.end(), body_.begin(), body_.end());
  const std::uint32_t crc = checksum(std::span(out_).subspan(from));
  for (std::size_t i = 0; i < 4; ++i)
    out_[from + 22 + i] = static_cast<std::uint8_t>((crc >> (8 * i)) & 0xFFu);
  wv::wipe(body_);
  lacing_.clear();
  packets_ = 0;
}

Bytes OggWriter::take() {
  flush(true);
  return std::move(out_);
}

void OggWriter::forget() {
  wv::wipe(out_);
  wv::wipe(body_);
  lacing_.clear();
}

Result<OggPackets> read_ogg(std::span<const std::uint8_t> ogg) {
  enum : std::uint8_t { kContinued = 1, kBegins = 2, kEnds = 4 };
  OggPackets all;
  std::uint32_t expected = 0;
  std::uint64_t serial = 0;
  bool ended = false,
       open = false;  // open: the last packet goes on in the next page, and is the last of `joined`
  while (!ogg.empty()) {
    if (ogg.size() < kHeader || to_string(ogg.first(4)) != "OggS" || ogg[4] != 0)
      return not_a_voice("a page doesn't begin where one should");
    const std::size_t segments = ogg[26];
    if (ogg.size() < kHeader + segments) return not_a_voice("it is cut off");
    std::size_t size = kHeader + segments;
    for (std::size_t i = 0; i < segments; ++i) size += ogg[kHeader + i];
    if (ogg.size() < size) return not_a_voice("it is cut off");
    const auto page = ogg.first(size);
    if (number_at(page, 22, 4) != checksum(page)) return not_a_voice("a checksum differs");
    if (expected == 0) serial = number_at(page, 14, 4);
    const bool fits = !ended && number_at(page, 14, 4) == serial &&
                      ((page[5] & kBegins) != 0) == (expected == 0) && ((page[5] & kContinued) != 0) == open;
    if (!fits || number_at(page, 18, 4) != expected++)
      return not_a_voice("a page is missing, or of another stream");
    std::size_t at = kHeader + segments, length = 0;
    for (std::size_t i = 0; i < segments; ++i) {
      length += page[kHeader + i];
      const bool whole = page[kHeader + i] < kSegment, on_the_edge = i + 1 == segments;
      if (!whole && !on_the_edge) continue;
      const auto part = page.subspan(at, length);
      if (!whole && !open) all.joined.emplace_back();
      if (!whole || open) all.joined.back().insert(all.joined.back().end(), part.begin(), part.end());
      if (whole) all.packets.push_back(open ? std::span<const std::uint8_t>(all.joined.back()) : part);
      open = !whole;
      at += length;
      length = 0;
    }
    all.granule = number_at(page, 6, 8);
    ended = (page[5] & kEnds) != 0;
    ogg = ogg.subspan(size);
  }
  if (!ended || open) return not_a_voice("its end is missing");
  return all;
}

}  // namespace wv::media
