#include "media/picture.h"

#include <algorithm>
#include <cmath>

#include "base/bytes.h"
#include "media/exif.h"
#include "media/stb.h"

namespace wv::media {

namespace {

Error refusal(const char* code, const std::string& name, const std::string& what) {
  return {Fault::bad_input, code, name + ": " + what};
}

std::uint8_t over_white(std::uint32_t channel, std::uint32_t alpha) {
  return static_cast<std::uint8_t>((channel * alpha + 255 * (255 - alpha) + 127) / 255);
}

std::string over_bytes(const Limit& limit) {
  return "the file is over " + std::to_string(limit.bytes / 1'000'000) + " MB; make it smaller.";
}

Result<Size> allowed_size(std::span<const std::uint8_t> file, const std::string& path, const Limit& limit) {
  const Header header = read_header(file);
  if (!header.known || header.deep)
    return refusal("media.not_a_picture", path, "not a JPEG or PNG of 8 bits a channel; save it as one.");
  if (static_cast<std::int64_t>(header.width) * header.height > limit.megapixels * kMegapixel)
    return refusal("media.too_large", path,
                   "more than " + std::to_string(limit.megapixels) + " megapixels; make it smaller.");
  return Size{header.width, header.height};
}

// By how much a large one is made smaller at once: a whole number, so that every square is averaged alike,
// and the longer side keeps at least 2048 pixels.
int reduction(const Size& size) {
  constexpr int kLeastSide = 2048;
  if (static_cast<std::int64_t>(size.width) * size.height <= kWholePixels) return 1;
  return std::max(1, std::max(size.width, size.height) / kLeastSide);
}

// The mean of a square of pixels, weighed by their alpha.
std::uint32_t mean(const Decoded& from, int channels, int left, int top, int side) {
  std::uint64_t sums[3] = {0, 0, 0}, alphas = 0;
  const auto at = [&](int y) {
    return from.pixels + (static_cast<std::size_t>(y) * static_cast<std::size_t>(from.width) +
                          static_cast<std::size_t>(left)) *
                             static_cast<std::size_t>(channels);
  };
  if (side == 1) {
    const std::uint8_t* p = at(top);
    const std::uint32_t alpha = channels == 4 ? p[3] : 255u;
    return alpha << 24 | static_cast<std::uint32_t>(p[0]) << 16 | static_cast<std::uint32_t>(p[1]) << 8 |
           p[2];
  }
  for (int y = top; y < top + side; ++y) {
    const std::uint8_t* p = at(y);
    for (int x = 0; x < side; ++x, p += channels) {
      const std::uint64_t alpha = channels == 4 ? p[3] : 255u;
      for (int c = 0; c < 3; ++c) sums[c] += p[c] * alpha;
      alphas += alpha;
    }
  }
  const auto count = static_cast<std::uint64_t>(side) * static_cast<std::uint64_t>(side);
  std::uint32_t pixel = static_cast<std::uint32_t>((alphas + count / 2) / count) << 24;
  for (int c = 0; c < 3; ++c)
    pixel |= static_cast<std::uint32_t>(alphas == 0 ? 0 : (sums[c] + alphas / 2) / alphas) << (16 - 8 * c);
  return pixel;
}

// Where a pixel that is shown at (x, y) lies in the file, by the orientation (Exif 2.32, 4.6.4).
struct Turn {
  Orientation how = 1;
  int width = 0, height = 0;  // as stored
  [[nodiscard]] bool on_side() const { return how >= 5; }
  [[nodiscard]] Size shown() const { return on_side() ? Size{height, width} : Size{width, height}; }
  [[nodiscard]] std::size_t source(int x, int y) const {
    const int right = width - 1, bottom = height - 1;
    int from_x = on_side() ? y : x, from_y = on_side() ? x : y;
    if (how == 2 || how == 3 || how == 7 || how == 8) from_x = right - from_x;
    if (how == 3 || how == 4 || how == 6 || how == 7) from_y = bottom - from_y;
    return static_cast<std::size_t>(from_y) * static_cast<std::size_t>(width) +
           static_cast<std::size_t>(from_x);
  }
};

Image turned(Image image, Orientation how) {
  if (how == 1) return image;
  const Turn turn{how, image.width, image.height};
  const Size size = turn.shown();
  Image out{size.width, size.height, {}};
  out.argb.reserve(image.pixels());
  for (int y = 0; y < size.height; ++y)
    for (int x = 0; x < size.width; ++x) out.argb.push_back(image.argb[turn.source(x, y)]);
  return out;
}

}  // namespace

Result<Size> picture_size(std::span<const std::uint8_t> file, const std::string& name) {
  const auto size = allowed_size(file, name, kOnDevices);
  if (!size) return size.error();
  return Turn{orientation_of(file), size.value().width, size.value().height}.shown();
}

Error unread_picture(const Error& why, const std::string& path, const Limit& limit) {
  if (why.code == "file.too_large") return refusal("media.too_large", path, over_bytes(limit));
  return refusal("media.missing", path,
                 why.code == "file.missing" ? "there is no such picture; check the name."
                                            : "the picture can't be read; check its rights.");
}

Result<Image> load_picture(const ports::Files& files, const std::string& path, const Limit& limit) {
  const auto file = files.read(path, limit.bytes);
  if (!file) return unread_picture(file.error(), path, limit);
  return decode_picture(bytes_of(file.value()), path, limit);
}

Result<Image> decode_picture(std::span<const std::uint8_t> file, const std::string& name,
                             const Limit& limit) {
  if (file.size() > limit.bytes) return refusal("media.too_large", name, over_bytes(limit));
  const auto size = allowed_size(file, name, limit);
  if (!size) return size.error();
  // A JPEG has no alpha: three channels leave room for a progressive one's tables. A PNG may name one
  // colour transparent without saying so in its header.
  const int channels = file.front() == 0x89 ? 4 : 3;
  auto decoded = decode(file, channels);
  if (!decoded)
    return refusal("media.not_a_picture", name,
                   "the picture is damaged or needs over 256 MB; save it anew, or smaller.");
  const int by = reduction({decoded->width, decoded->height});
  Image image{decoded->width / by, decoded->height / by, {}};
  if (image.width == 0 || image.height == 0)
    return refusal("media.too_large", name, "a strip rather than a picture; cut a piece out of it.");
  image.argb.reserve(image.pixels());
  for (int y = 0; y < image.height; ++y)
    for (int x = 0; x < image.width; ++x) image.argb.push_back(mean(*decoded, channels, x * by, y * by, by));
  decoded.reset();
  return turned(std::move(image), orientation_of(file));
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
      const std::uint32_t p =
          photo.argb[static_cast<std::size_t>(y + top) * static_cast<std::size_t>(photo.width) +
                     static_cast<std::size_t>(x + left)];
      const double inside =
          std::clamp(radius - std::hypot(x + 0.5 - radius, y + 0.5 - radius) + 0.5, 0.0, 1.0);
      const auto alpha = static_cast<std::uint32_t>(std::lround((p >> 24) * inside));
      disc.argb[static_cast<std::size_t>(y) * static_cast<std::size_t>(side) + static_cast<std::size_t>(x)] =
          alpha << 24 | (p & 0xFFFFFFu);
    }
  return disc;
}

Status save_png(const ports::Files& files, const Image& image, const std::string& path) {
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
  const std::span<const std::uint8_t> part(png);
  if (!png.empty() && files.write(path, {&part, 1})) return Done{};
  return Error{Fault::not_now, "media.not_written",
               path + ": can't be written; check the folder and the disk."};
}

}  // namespace wv::media
