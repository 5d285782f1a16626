#include "render/picture_cache.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <system_error>
#include <vector>

namespace wv::render {

namespace {

namespace fs = std::filesystem;

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

}  // namespace

std::string PictureCache::key(const fs::path& picture, int width, int height) {
  std::error_code error;
  const auto time = fs::last_write_time(picture, error).time_since_epoch().count();
  const auto size = fs::file_size(picture, error);
  return picture.string() + " " + std::to_string(time) + " " + std::to_string(size) + " " +
         std::to_string(width) + "x" + std::to_string(height);
}

fs::path PictureCache::file_of(const std::string& key) const {
  std::array<char, 24> name{};
  std::snprintf(name.data(), name.size(), "%016llx.argb", static_cast<unsigned long long>(hash_text(key)));
  return folder_ / name.data();
}

std::optional<media::Image> PictureCache::read(const std::string& key, int width, int height) const {
  if (folder_.empty()) return std::nullopt;
  std::ifstream file(file_of(key), std::ios::binary);
  Header header{};
  media::Image image{width, height, {}};
  image.argb.resize(image.pixels());
  const auto bytes = static_cast<std::streamsize>(image.argb.size() * sizeof image.argb[0]);
  if (!file.read(reinterpret_cast<char*>(header.data()), sizeof header)) return std::nullopt;
  if (!file.read(reinterpret_cast<char*>(image.argb.data()), bytes)) return std::nullopt;
  if (header != header_of(key, image)) return std::nullopt;
  return image;
}

void PictureCache::write(const std::string& key, const media::Image& image) {
  if (folder_.empty()) return;
  std::error_code error;
  fs::create_directories(folder_, error);
  make_room();
  const fs::path place = file_of(key);
  // A name of its own for each writer: two kiosks' programs may start at the same moment.
  fs::path part = place;
  part += "." + std::to_string(reinterpret_cast<std::uintptr_t>(&image)) + ".part";
  const Header header = header_of(key, image);
  std::ofstream file(part, std::ios::binary | std::ios::trunc);
  file.write(reinterpret_cast<const char*>(header.data()), sizeof header);
  file.write(reinterpret_cast<const char*>(image.argb.data()),
             static_cast<std::streamsize>(image.argb.size() * sizeof image.argb[0]));
  file.close();
  if (file) fs::rename(part, place, error);
  if (!file || error) fs::remove(part, error);
}

void PictureCache::make_room() const {
  struct File {
    fs::file_time_type time;
    std::uintmax_t size = 0;
    fs::path path;
  };
  std::error_code error;
  std::vector<File> files;
  std::uintmax_t sum = 0;
  for (fs::directory_iterator it(folder_, error), end; !error && it != end; it.increment(error)) {
    File f{it->last_write_time(error), it->file_size(error), it->path()};
    if (error) return;
    sum += f.size;
    files.push_back(std::move(f));
  }
  if (sum <= most_bytes_) return;
  std::sort(files.begin(), files.end(), [](const File& a, const File& b) { return a.time < b.time; });
  for (const File& f : files) {
    if (sum <= most_bytes_ / 4 * 3) return;
    if (fs::remove(f.path, error)) sum -= f.size;
  }
}

}  // namespace wv::render
