// Pictures from files and back. Loading is bounded (D7): JPEG and PNG only, 8 bits a channel, at most 16 MB
// of file and 24 megapixels (50 where a colleague publishes), and never more than 256 MB of memory whatever
// the file says of itself. What a camera made is turned the way it was held (media/exif.h), and comes out no
// larger than a screen needs: one of more than kWholePixels is made smaller by a whole factor, with no side
// under 2048 for that. Pixels are straight (not premultiplied) ARGB, 8 bits a channel, rows from the top, no
// padding. Error codes: media.missing media.too_large media.not_a_picture media.no_memory media.not_written
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "ports/files.h"

namespace wv::media {

struct Image {
  int width = 0, height = 0;
  std::vector<std::uint32_t> argb;
  [[nodiscard]] std::size_t pixels() const {
    return static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
  }
};

inline constexpr std::uintmax_t kMostFileBytes = 16'000'000;
// Makers round down: a telephone's "24 megapixels" are 24,470,208, its "50" 50,331,648. So a megapixel here
// is 2^20.
inline constexpr std::int64_t kMegapixel = 1 << 20;
inline constexpr std::size_t kMostMemory = 256'000'000;
inline constexpr std::int64_t kWholePixels =
    8 * kMegapixel;  // up to here a picture comes as it is: a screen of 4K has as many

struct Limit {
  std::uintmax_t bytes = kMostFileBytes;
  std::int64_t megapixels = 24;
};
inline constexpr Limit kOnDevices{};
inline constexpr Limit kForPublishing{32'000'000, 50};  // a desk's computer, and once

struct Size {
  int width = 0, height = 0;
};
// As it stands upright, without decoding it.
[[nodiscard]] Result<Size> picture_size(std::span<const std::uint8_t> file, const std::string& name);
[[nodiscard]] Result<Image> load_picture(const ports::Files& files, const std::string& path,
                                         const Limit& limit = kOnDevices);
// What such a file is refused with when it couldn't be read: a sentence about a picture.
[[nodiscard]] Error unread_picture(const Error& why, const std::string& path,
                                   const Limit& limit = kOnDevices);

// A picture that came in something else, bounded alike; `name` is for the sentence.
[[nodiscard]] Result<Image> decode_picture(std::span<const std::uint8_t> file, const std::string& name,
                                           const Limit& limit = kOnDevices);

// The same, of another size: area average when smaller, linear when larger. Colours are weighed by
// their alpha, so that no dark or light fringe appears. A size under 1 x 1 gives an empty picture.
[[nodiscard]] Image resample(const Image& from, int width, int height);

// As a JPEG on white, quality 85: nothing of the file it came from (EXIF, place) is in it.
[[nodiscard]] std::vector<std::uint8_t> encode_jpeg(const Image& image);

// A person's photo as the drawn one stands: the middle square, a little high, in a disc.
[[nodiscard]] Image portrait(const Image& photo);

// Whole or not at all. Without alpha when every pixel is opaque.
[[nodiscard]] Status save_png(const ports::Files& files, const Image& image, const std::string& path);

// The bytes of a file that was read.
[[nodiscard]] inline std::span<const std::uint8_t> bytes_of(const std::string& file) {
  return {reinterpret_cast<const std::uint8_t*>(file.data()), file.size()};
}

}  // namespace wv::media
