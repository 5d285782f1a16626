// Resampled pictures on disk as raw pixels, so that a start doesn't decode and shrink anew (F1).
// Only pictures of the product and the municipality, never a visitor's. Nothing depends on it: a
// damaged, foreign or unwritable cache is the same as an empty one. Bounded: the oldest go.
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "media/picture.h"

namespace wv::render {

class PictureCache {
 public:
  static constexpr std::uintmax_t kMostBytes = 64u << 20;

  // An empty folder name: no cache.
  explicit PictureCache(std::filesystem::path folder, std::uintmax_t most_bytes = kMostBytes)
      : folder_(std::move(folder)), most_bytes_(most_bytes) {}

  // Names a picture of that size as the file is now: another time or length is another key.
  [[nodiscard]] static std::string key(const std::filesystem::path& picture, int width, int height);
  [[nodiscard]] std::optional<media::Image> read(const std::string& key, int width, int height) const;
  void write(const std::string& key, const media::Image& image);

 private:
  [[nodiscard]] std::filesystem::path file_of(const std::string& key) const;
  void make_room() const;
  std::filesystem::path folder_;
  std::uintmax_t most_bytes_;
};

}  // namespace wv::render
