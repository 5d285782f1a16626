#include "render/picture_cache.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <span>
#include <vector>

#include "base/path.h"

namespace wv::render {

namespace {

std::uint64_t hash_text(std::string_view text) {  // FNV-1a
  std::uint64_t h = 0xCBF29CE484222325u;
  for (const char c : text) h = (h ^ static_cast<std::uint8_t>(c)) * 0x100000001B3u;
  return h;
}

std::uint64_t hash_pixels(const std::vector<std::uint32_t>& argb) {
  std::uint64_t h = 0xCBF29CE484222325u;
  for (const std::uint32_t p : argb) h = (h ^ p) * 0x100000001B3u;
  return h;
}

constexpr std::uint64_t kMagic = 0x31676D4962765721u;  // tells the format's version; another one is foreign
using Header = std::array<std::uint64_t, 4>;  // magic, hash of the key, width and height, hash of the pixels

Header header_of(const std::string& key, const media::Image& image) {
  return {kMagic, hash_text(key),
          static_cast<std::uint64_t>(image.width) << 32 | static_cast<std::uint32_t>(image.height),
          hash_pixels(image.argb)};
}

template <class Byte, class List>
std::span<Byte> bytes_of(List& list) {
  return {reinterpret_cast<Byte*>(list.data()), list.size() * sizeof list[0]};
}

}  // namespace

std::string PictureCache::key(const std::string& picture, int width, int height) const {
  const auto facts = files_.look(picture).value_or(ports::FileFacts{});
  return picture + " " + std::to_string(facts.modified) + " " + std::to_string(facts.size) + " " +
         std::to_string(width) + "x" + std::to_string(height);
}

std::string PictureCache::file_of(const std::string& key) const {
  std::array<char, 24> name{};
  std::snprintf(name.data(), name.size(), "%016llx.argb", static_cast<unsigned long long>(hash_text(key)));
  return path_in(folder_, name.data());
}

std::optional<media::Image> PictureCache::read(const std::string& key, int width, int height) const {
  if (folder_.empty()) return std::nullopt;
  Header header{};
  media::Image image{width, height, {}};
  image.argb.resize(image.pixels());
  const std::array parts{bytes_of<std::uint8_t>(header), bytes_of<std::uint8_t>(image.argb)};
  if (!files_.read_into(file_of(key), parts) || header != header_of(key, image)) return std::nullopt;
  return image;
}

void PictureCache::write(const std::string& key, const media::Image& image) {
  if (folder_.empty()) return;
  make_room();
  const Header header = header_of(key, image);
  const std::array parts{bytes_of<const std::uint8_t>(header), bytes_of<const std::uint8_t>(image.argb)};
  static_cast<void>(files_.write(file_of(key), parts));  // then it is made again the next time
}

void PictureCache::make_room() const {
  struct File {
    std::int64_t time;
    std::uint64_t size;
    std::string path;
  };
  const auto names = files_.list(folder_);
  if (!names) return;
  std::vector<File> all;
  std::uint64_t sum = 0;
  for (const std::string& name : names.value()) {
    std::string path = path_in(folder_, name);
    const auto facts = files_.look(path);
    if (!facts) continue;
    sum += facts->size;
    all.push_back({facts->modified, facts->size, std::move(path)});
  }
  if (sum <= most_bytes_) return;
  std::sort(all.begin(), all.end(), [](const File& a, const File& b) { return a.time < b.time; });
  for (const File& f : all) {
    if (sum <= most_bytes_ / 4 * 3) return;
    files_.remove(f.path);
    sum -= f.size;
  }
}

}  // namespace wv::render
