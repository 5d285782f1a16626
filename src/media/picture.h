// Pictures from files and back. Loading is bounded (D7): JPEG and PNG only, 8 bits a channel, at most 8 MB
// of file and 12 megapixels, and never more than 96 MB of memory whatever the file says of itself.
// Pixels are straight (not premultiplied) ARGB, 8 bits a channel, rows from the top, no padding.
// Error codes: media.missing media.too_large media.not_a_picture media.no_memory media.not_written
#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"

namespace wv::media {

struct Image {
  int width = 0, height = 0;
  std::vector<std::uint32_t> argb;
  [[nodiscard]] std::size_t pixels() const {
    return static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
  }
};

inline constexpr std::uintmax_t kMostFileBytes = 8'000'000;
inline constexpr std::int64_t kMostPixels = 12'000'000;
inline constexpr std::size_t kMostMemory = 96'000'000 + 4'000'000;  // the decoder's tables on top

struct Size {
  int width = 0, height = 0;
};
[[nodiscard]] Result<Size> picture_size(const std::filesystem::path& path);  // without decoding it
[[nodiscard]] Result<Image> load_picture(const std::filesystem::path& path);

// A picture that came in something else, bounded alike; `name` is for the sentence.
[[nodiscard]] Result<Image> decode_picture(std::span<const std::uint8_t> file, const std::string& name);

// The same, of another size: area average when smaller, linear when larger. Colours are weighed by
// their alpha, so that no dark or light fringe appears. A size under 1 x 1 gives an empty picture.
[[nodiscard]] Image resample(const Image& from, int width, int height);

// As a JPEG on white, quality 85: nothing of the file it came from (EXIF, place) is in it.
[[nodiscard]] std::vector<std::uint8_t> encode_jpeg(const Image& image);

// A person's photo as the drawn one stands: the middle square, a little high, in a disc.
[[nodiscard]] Image portrait(const Image& photo);

// Whole or not at all: written beside its place and renamed. Without alpha when every pixel is opaque.
[[nodiscard]] Status save_png(const Image& image, const std::filesystem::path& path);

}  // namespace wv::media
