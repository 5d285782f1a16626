// Resampled pictures on disk as raw pixels, so that a start doesn't decode and shrink anew (F1).
// Only pictures of the product and the municipality, never a visitor's. Nothing depends on it: a
// damaged, foreign or unwritable cache is the same as an empty one. Bounded: the oldest go.
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "media/picture.h"
#include "ports/files.h"

namespace wv::render {

class PictureCache {
 public:
  static constexpr std::uint64_t kMostBytes = 64u << 20;

  // An empty folder name: no cache.
  PictureCache(const ports::Files& files, std::string folder, std::uint64_t most_bytes = kMostBytes)
      : files_(files), folder_(std::move(folder)), most_bytes_(most_bytes) {}

  // Names a picture of that size as the file is now: another time or length is another key.
  [[nodiscard]] std::string key(const std::string& picture, int width, int height) const;
  [[nodiscard]] std::optional<media::Image> read(const std::string& key, int width, int height) const;
  void write(const std::string& key, const media::Image& image);

 private:
  [[nodiscard]] std::string file_of(const std::string& key) const;
  void make_room() const;
  const ports::Files& files_;
  std::string folder_;
  std::uint64_t most_bytes_;
};

}  // namespace wv::render
