// The Ogg container (RFC 3533), as much of it as one voice needs: packets into pages and back. One stream,
// its pages in order, each with its checksum. Reading refuses whatever is not exactly that. Inside this room
// only. Error code: media.not_a_voice
#pragma once
#include <cstdint>
#include <deque>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace wv::media {

class OggWriter {
 public:
  explicit OggWriter(std::size_t most_bytes) { out_.reserve(most_bytes); }
  ~OggWriter() { forget(); }
  OggWriter(const OggWriter&) = delete;
  OggWriter& operator=(const OggWriter&) = delete;

  // At most 64 kB. A page ends when it is full, when it holds a second, or with a packet that says so.
  // `granule`: samples at 48 kHz that are complete with this packet.
  enum class Page { open, ends };
  void add(std::span<const std::uint8_t> packet, std::uint64_t granule, Page page);
  [[nodiscard]] Bytes take();  // with the end of the stream on its last page
  void forget();               // overwrites what it holds

 private:
  void flush(bool last);

  Bytes out_, body_;
  std::vector<std::uint8_t> lacing_;
  std::uint64_t granule_ = 0;
  std::uint32_t number_ = 0;
  int packets_ = 0;
};

struct OggPackets {
  std::vector<std::span<const std::uint8_t>> packets;  // parts of what was read, or of `joined`
  std::deque<Bytes> joined;   // those that ran over the end of a page, as ours never do
  std::uint64_t granule = 0;  // of the last page
};
[[nodiscard]] Result<OggPackets> read_ogg(std::span<const std::uint8_t> ogg);

}  // namespace wv::media
