// The bodies of stb's headers, compiled once, with the allocator capped (D7: a 510 kB PNG made
// stb_image take 816 MB in spite of STBI_MAX_DIMENSIONS). stb passes no context to its allocator, so
// the budget is the one variable of this room that outlives a call; it counts bytes, nobody's words.
#include "media/stb.h"

#include <cstdlib>
#include <cstring>

namespace {

std::size_t budget_left = 0;

// Before each block stands its size: stb frees without telling it.
constexpr std::size_t kHeader = alignof(std::max_align_t);

void* bounded_malloc(std::size_t size) {
  if (size > budget_left) return nullptr;
  auto* block = static_cast<unsigned char*>(std::malloc(size + kHeader));
  if (block == nullptr) return nullptr;
  std::memcpy(block, &size, sizeof size);
  budget_left -= size;
  return block + kHeader;
}

void bounded_free(void* memory) {
  if (memory == nullptr) return;
  auto* block = static_cast<unsigned char*>(memory) - kHeader;
  std::size_t size = 0;
  std::memcpy(&size, block, sizeof size);
  budget_left += size;
  std::free(block);
}

void* bounded_realloc(void* memory, std::size_t old_size, std::size_t size) {
  void* grown = bounded_malloc(size);
  if (grown == nullptr) return nullptr;
  if (memory != nullptr) std::memcpy(grown, memory, old_size < size ? old_size : size);
  bounded_free(memory);
  return grown;
}

}  // namespace

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#define STBI_MALLOC(size) bounded_malloc(size)
#define STBI_REALLOC_SIZED(memory, old_size, size) bounded_realloc(memory, old_size, size)
#define STBI_REALLOC(memory, size) bounded_realloc(memory, 0, size)  // stb calls the sized one only
#define STBI_FREE(memory) bounded_free(memory)
#define STBI_ONLY_JPEG
#define STBI_ONLY_PNG
#define STBI_NO_STDIO
#define STBI_NO_LINEAR
#define STBI_NO_HDR
#define STBI_NO_FAILURE_STRINGS
#define STBI_MAX_DIMENSIONS 16384
#define STB_IMAGE_IMPLEMENTATION
#include <stb_image.h>
#define STBI_WRITE_NO_STDIO
#define STB_IMAGE_WRITE_IMPLEMENTATION
#include <stb_image_write.h>
#pragma GCC diagnostic pop

namespace wv::media {

Decoded::~Decoded() { stbi_image_free(pixels); }

Header read_header(std::span<const std::uint8_t> file) {
  Header h;
  budget_left = kMostMemory;
  const int size = static_cast<int>(file.size());
  h.known = stbi_info_from_memory(file.data(), size, &h.width, &h.height, &h.channels) == 1;
  h.deep = h.known && stbi_is_16_bit_from_memory(file.data(), size) != 0;
  return h;
}

std::unique_ptr<Decoded> decode(std::span<const std::uint8_t> file, int channels) {
  budget_left = kMostMemory;
  auto out = std::make_unique<Decoded>();
  int in_file = 0;
  out->pixels = stbi_load_from_memory(file.data(), static_cast<int>(file.size()), &out->width, &out->height,
                                      &in_file, channels);
  if (out->pixels == nullptr) return nullptr;
  return out;
}

namespace {

void append(void* context, void* data, int size) {
  const auto* bytes = static_cast<const std::uint8_t*>(data);
  auto& all = *static_cast<std::vector<std::uint8_t>*>(context);
  all.insert(all.end(), bytes, bytes + size);
}

}  // namespace

std::vector<std::uint8_t> encode_png(const std::uint8_t* pixels, int width, int height, int channels) {
  std::vector<std::uint8_t> out;
  if (stbi_write_png_to_func(append, &out, width, height, channels, pixels, width * channels) == 0)
    out.clear();
  return out;
}

std::vector<std::uint8_t> encode_jpeg(const std::uint8_t* rgb, int width, int height) {
  constexpr int kQuality = 85;
  std::vector<std::uint8_t> out;
  if (stbi_write_jpg_to_func(append, &out, width, height, 3, rgb, kQuality) == 0) out.clear();
  return out;
}

}  // namespace wv::media
