#include "media/picture.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <system_error>

#include "base/bytes.h"
#include "media/stb.h"

namespace wv::media {

namespace {

Error refusal(const char* code, const std::filesystem::path& path, const char* what) {
  return {Fault::bad_input, code, path.string() + ": " + what};
}

std::uint8_t over_white(std::uint32_t channel, std::uint32_t alpha) {
  return static_cast<std::uint8_t>((channel * alpha + 255 * (255 - alpha) + 127) / 255);
}

Result<Bytes> read_bounded(const std::filesystem::path& path) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error))
    return refusal("media.missing", path, "there is no such picture; check the name.");
  std::ifstream file(path, std::ios::binary);
  if (!file) return refusal("media.missing", path, "the picture can't be read; check its rights.");
  // One byte more than allowed: the size may have changed since somebody looked.
  Bytes bytes(static_cast<std::size_t>(
      std::min<std::uintmax_t>(std::filesystem::file_size(path, error), kMostFileBytes) + 1));
  file.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(file.gcount()));
  if (bytes.size() > kMostFileBytes)
    return refusal("media.too_large", path, "the file is over 8 MB; make it smaller.");
  return bytes;
}

Result<Size> allowed_size(std::span<const std::uint8_t> file, const std::filesystem::path& path) {
  const Header header = read_header(file);
  if (!header.known || header.deep)
    return refusal("media.not_a_picture", path, "not a JPEG or PNG of 8 bits a channel; save it as one.");
  if (static_cast<std::int64_t>(header.width) * header.height > kMostPixels)
    return refusal("media.too_large", path, "more than 12 megapixels; make it smaller.");
  return Size{header.width, header.height};
}

}  // namespace

Result<Size> picture_size(const std::filesystem::path& path) {
  const auto file = read_bounded(path);
  if (!file) return file.error();
  return allowed_size(file.value(), path);
}

Result<Image> load_picture(const std::filesystem::path& path) {
  const auto file = read_bounded(path);
  if (!file) return file.error();
  return decode_picture(file.value(), path.string());
}

Result<Image> decode_picture(std::span<const std::uint8_t> file, const std::string& name) {
  if (file.size() > kMostFileBytes) return refusal("media.too_large", name, "over 8 MB; make it smaller.");
  const auto size = allowed_size(file, name);
  if (!size) return size.error();
  // A JPEG has no alpha: three channels leave room for a progressive one's tables. A PNG may name one
  // colour transparent without saying so in its header.
  const bool alpha = file.front() == 0x89;
  auto decoded = decode(file, alpha ? 4 : 3);
  if (!decoded)
    return refusal("media.not_a_picture", name, "the picture is damaged or needs over 96 MB; save it anew.");
  Image image{decoded->width, decoded->height, {}};
  image.argb.resize(image.pixels());
  const std::uint8_t* p = decoded->pixels;
  for (auto& out : image.argb) {
    const std::uint32_t a = alpha ? p[3] : 255u;
    out = a << 24 | static_cast<std::uint32_t>(p[0]) << 16 | static_cast<std::uint32_t>(p[1]) << 8 | p[2];
    p += alpha ? 4 : 3;
  }
  return image;
}

std::vector<std::uint8_t> encode_jpeg(const Image& image) {
  std::vector<std::uint8_t> channels;
  channels.reserve(image.pixels() * 3);
  for (const std::uint32_t p : image.argb) {
    for (const int shift : {16, 8, 0}) channels.push_back(over_white((p >> shift) & 255U, p >> 24));
  }
  return encode_jpeg(channels.data(), image.width, image.height);
}

Image portrait(const Image& photo) {
  const int side = std::min(photo.width, photo.height);
  const int left = (photo.width - side) / 2, top = (photo.height - side) / 4;  // faces are in the upper half
  Image disc{side, side, {}};
  disc.argb.resize(disc.pixels());
  const double radius = side / 2.0;
  for (int y = 0; y < side; ++y)
    for (int x = 0; x < side; ++x) {
      const std::uint32_t p = photo.argb[static_cast<std::size_t>(y + top) * static_cast<std::size_t>(photo.width) + static_cast<std::size_t>(x + left)];
      const double inside = std::clamp(radius - std::hypot(x + 0.5 - radius, y + 0.5 - radius) + 0.5, 0.0, 1.0);
      const auto alpha = static_cast<std::uint32_t>(std::lround((p >> 24) * inside));
      disc.argb[static_cast<std::size_t>(y) * static_cast<std::size_t>(side) + static_cast<std::size_t>(x)] = alpha << 24 | (p & 0xFFFFFFu);
    }
  return disc;
}

Status save_png(const Image& image, const std::filesystem::path& path) {
  const bool opaque =
      std::all_of(image.argb.begin(), image.argb.end(), [](std::uint32_t p) { return p >> 24 == 255; });
  Bytes channels;
  channels.reserve(image.pixels() * (opaque ? 3 : 4));
  for (const std::uint32_t p : image.argb) {
    channels.push_back(static_cast<std::uint8_t>(p >> 16));
    channels.push_back(static_cast<std::uint8_t>(p >> 8));
    channels.push_back(static_cast<std::uint8_t>(p));
    if (!opaque) channels.push_back(static_cast<std::uint8_t>(p >> 24));
  }
  const Bytes png = encode_png(channels.data(), image.width, image.height, opaque ? 3 : 4);
  std::filesystem::path part = path;
  part += ".part";
  std::error_code error;
  {
    std::ofstream file(part, std::ios::binary | std::ios::trunc);
    file.write(reinterpret_cast<const char*>(png.data()), static_cast<std::streamsize>(png.size()));
    file.close();
    if (png.empty() || !file) {
      std::filesystem::remove(part, error);
      return Error{Fault::not_now, "media.not_written",
                   path.string() + ": can't be written; check the folder and the disk."};
    }
  }
  std::filesystem::rename(part, path, error);
  if (error)
    return Error{Fault::not_now, "media.not_written",
                 path.string() + ": can't be written: " + error.message()};
  return Done{};
}

}  // namespace wv::media
