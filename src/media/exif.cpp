#include "media/exif.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace wv::media {
namespace {

using Octets = std::span<const std::uint8_t>;
constexpr std::array<std::uint8_t, 6> kExif{'E', 'x', 'i', 'f', 0, 0};
constexpr std::uint32_t kOrientationTag = 0x0112, kShort = 3;
constexpr std::size_t kEntryBytes = 12;

// `count` bytes as one number; 0 where they aren't all there.
std::uint32_t number(Octets from, std::size_t at, std::size_t count, bool little) {
  if (at > from.size() || from.size() - at < count) return 0;
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < count; ++i) value = value << 8 | from[at + (little ? count - 1 - i : i)];
  return value;
}

Orientation in_tiff(Octets tiff) {
  const bool little = tiff.size() > 1 && tiff[0] == 'I' && tiff[1] == 'I';
  const bool big = tiff.size() > 1 && tiff[0] == 'M' && tiff[1] == 'M';
  if ((!little && !big) || number(tiff, 2, 2, little) != 42) return 1;
  const std::size_t folder = number(tiff, 4, 4, little);
  const std::size_t entries = number(tiff, folder, 2, little);
  for (std::size_t i = 0; i < entries; ++i) {
    const std::size_t at = folder + 2 + i * kEntryBytes;
    if (at > tiff.size() || tiff.size() - at < kEntryBytes) return 1;
    if (number(tiff, at, 2, little) != kOrientationTag) continue;
    const std::uint32_t value = number(tiff, at + 8, 2, little);
    const bool right = number(tiff, at + 2, 2, little) == kShort && number(tiff, at + 4, 4, little) == 1 &&
                       value >= 1 && value <= 8;
    return right ? static_cast<Orientation>(value) : 1;
  }
  return 1;
}

// Segment after segment, until the picture itself begins (ISO/IEC 10918-1, B.1.1).
Orientation in_jpeg(Octets file) {
  for (std::size_t at = 2; at + 4 <= file.size();) {
    if (file[at] != 0xFF) return 1;
    const std::uint8_t marker = file[at + 1];
    if (marker == 0xFF) {  // filling
      ++at;
      continue;
    }
    if (marker == 0xDA || marker == 0xD9) return 1;
    if (marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8)) {  // no length follows these
      at += 2;
      continue;
    }
    const std::size_t length = number(file, at + 2, 2, false);
    if (length < 2 || length > file.size() - at - 2) return 1;
    const Octets body = file.subspan(at + 4, length - 2);
    const bool exif =
        marker == 0xE1 && body.size() > kExif.size() && std::equal(kExif.begin(), kExif.end(), body.begin());
    if (exif) return in_tiff(body.subspan(kExif.size()));
    at += 2 + length;
  }
  return 1;
}

Orientation in_png(Octets file) {
  constexpr std::uint32_t kBlock = 0x65584966, kEnd = 0x49454E44;  // eXIf, IEND
  for (std::size_t at = 8; at + 12 <= file.size();) {
    const std::size_t length = number(file, at, 4, false);
    const std::uint32_t type = number(file, at + 4, 4, false);
    if (type == kEnd || length > file.size() - at - 12) return 1;
    if (type == kBlock) return in_tiff(file.subspan(at + 8, length));
    at += 12 + length;
  }
  return 1;
}

}  // namespace

Orientation orientation_of(Octets file) {
  if (file.size() > 3 && file[0] == 0xFF && file[1] == 0xD8) return in_jpeg(file);
  if (file.size() > 8 && file[0] == 0x89 && file[1] == 'P') return in_png(file);
  return 1;
}

}  // namespace wv::media
