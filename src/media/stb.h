// The narrow door to stb_image and stb_image_write, for this room only: sizes are checked outside.
// Owner of decoded pixels: Decoded. Nothing here throws; a refusal is an empty answer.
#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "media/picture.h"

namespace wv::media {

struct Header {
  bool known = false, deep = false;  // deep: 16 bits a channel
  int width = 0, height = 0, channels = 0;
};

struct Decoded {
  Decoded() = default;
  ~Decoded();
  Decoded(const Decoded&) = delete;
  Decoded& operator=(const Decoded&) = delete;
  std::uint8_t* pixels = nullptr;
  int width = 0, height = 0;
};

[[nodiscard]] Header read_header(std::span<const std::uint8_t> file);
[[nodiscard]] std::unique_ptr<Decoded> decode(std::span<const std::uint8_t> file, int channels);
[[nodiscard]] std::vector<std::uint8_t> encode_png(const std::uint8_t* pixels, int width, int height,
                                                   int channels);
[[nodiscard]] std::vector<std::uint8_t> encode_jpeg(const std::uint8_t* rgb, int width, int height);

}  // namespace wv::media
