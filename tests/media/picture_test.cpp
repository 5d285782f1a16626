// Pictures that mean harm, pictures that are broken, and pictures that are fine (D7).
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "base/bytes.h"
#include "media/picture.h"
#include "fakes/disk_files.h"

using namespace wv;
using namespace wv::media;

namespace {

namespace fs = std::filesystem;

struct Folder {
  fs::path path =
      fs::temp_directory_path() / ("wv-media-" + std::to_string(reinterpret_cast<std::uintptr_t>(this)));
  Folder() { fs::create_directories(path); }
  ~Folder() { fs::remove_all(path); }
  fs::path put(const std::string& name, const Bytes& content) const {
    std::ofstream(path / name, std::ios::binary)
        .write(reinterpret_cast<const char*>(content.data()), static_cast<std::streamsize>(content.size()));
    return path / name;
  }
};

Bytes read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

Image stripes(int width, int height, bool transparent) {
  Image image{width, height, {}};
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      image.argb.push_back((transparent && x % 3 == 0 ? 0x40u : 0xFFu) << 24 |
                           static_cast<std::uint32_t>(x * 7 % 256) << 16 |
                           static_cast<std::uint32_t>(y * 5 % 256) << 8 | 17u);
  return image;
}

void big_endian(Bytes& out, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<std::uint8_t>(value >> shift));
}

void chunk(Bytes& out, const std::string& type, const Bytes& data) {
  big_endian(out, static_cast<std::uint32_t>(data.size()));
  out.insert(out.end(), type.begin(), type.end());
  out.insert(out.end(), data.begin(), data.end());
  big_endian(out, 0);  // stb doesn't look at the checksum
}

// Deflate by hand: one zero, then "258 times the byte before" as often as wanted, 13 bits each.
Bytes zeros_deflated(std::size_t repeats) {
  Bytes out{0x78, 0x01};
  std::uint32_t held = 0;
  int bits = 0;
  const auto put = [&](std::uint32_t value, int count) {  // the first bit first
    for (int i = 0; i < count; ++i) {
      held |= (value >> i & 1u) << bits;
      if (++bits == 8) {
        out.push_back(static_cast<std::uint8_t>(held));
        held = 0;
        bits = 0;
      }
    }
  };
  const auto huffman = [&](std::uint32_t code, int count) {
    for (int i = count - 1; i >= 0; --i) put(code >> i & 1u, 1);
  };
  put(1, 1);
  put(1, 2);
  huffman(0x30, 8);
  for (std::size_t i = 0; i < repeats; ++i) {
    huffman(0xC5, 8);
    huffman(0, 5);
  }
  huffman(0, 7);
  put(0, 7);
  for (int i = 0; i < 4; ++i) out.push_back(0);
  return out;
}

Bytes png(std::uint32_t width, std::uint32_t height, std::uint8_t depth, std::uint8_t colour,
          std::size_t repeats) {
  Bytes out{0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  Bytes header;
  big_endian(header, width);
  big_endian(header, height);
  header.insert(header.end(), {depth, colour, 0, 0, 0});
  chunk(out, "IHDR", header);
  chunk(out, "IDAT", zeros_deflated(repeats));
  chunk(out, "IEND", {});
  return out;
}

// The most memory this process ever had, in kB; 0 where the sanitizers keep what was freed.
long peak_kb() {
#ifdef __SANITIZE_ADDRESS__
  return 0;
#else
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmHWM:")) return std::stol(line.substr(6));
  return 0;
#endif
}

}  // namespace

TEST_CASE("a picture comes back as it was saved, with and without alpha") {
  const Folder folder;
  for (const bool transparent : {false, true}) {
    const Image image = stripes(37, 21, transparent);
    REQUIRE(save_png(fakes::disk(), image, folder.path / "a.png"));
    const auto back = load_picture(fakes::disk(), folder.path / "a.png");
    REQUIRE(back);
    CHECK(back.value().width == 37);
    CHECK(back.value().argb == image.argb);
    CHECK_FALSE(fs::exists(folder.path / "a.png.part"));
    const auto size =
        picture_size(bytes_of(fakes::disk().read(folder.path / "a.png", kMostFileBytes).value()), "a.png");
    REQUIRE(size);
    CHECK(size.value().height == 21);
  }
}

TEST_CASE("what can't be written says so and leaves nothing") {
  const Folder folder;
  const Status saved = save_png(fakes::disk(), stripes(3, 3, false), folder.put("no-folder", {1}) / "a.png");
  REQUIRE_FALSE(saved);
  CHECK(saved.error().fault == Fault::not_now);
}

TEST_CASE("what is no picture of ours is refused") {
  const Folder folder;
  const auto code = [&](const Bytes& content) {
    const auto loaded = load_picture(fakes::disk(), folder.put("x", content));
    return loaded ? std::string("loaded") : loaded.error().code;
  };
  CHECK(code({}) == "media.not_a_picture");
  CHECK(code(to_bytes("GIF89a\x10\x00\x10\x00")) == "media.not_a_picture");
  CHECK(code(to_bytes("BM and then some")) == "media.not_a_picture");
  CHECK(code(Bytes(5000, 0xFF)) == "media.not_a_picture");
  CHECK(code(Bytes(16'000'001, 0)) == "media.too_large");
  CHECK(code(png(16, 16, 16, 2, 10)) == "media.not_a_picture");  // 16 bits a channel
  CHECK(code(png(6000, 4200, 8, 2, 10)) == "media.too_large");   // over 24 megapixels
  CHECK(code(png(0, 10, 8, 2, 10)) == "media.not_a_picture");
  CHECK(code(png(0xFFFFFFFF, 0xFFFFFFFF, 8, 2, 10)) == "media.not_a_picture");
  CHECK(load_picture(fakes::disk(), folder.path / "missing").error().code == "media.missing");
  CHECK(load_picture(fakes::disk(), folder.path).error().code == "media.missing");
}

TEST_CASE("a small file that unpacks to half a gigabyte is stopped at the cap") {
  const Folder folder;
  const auto bomb = folder.put("bomb.png", png(100, 100, 8, 2, 2'000'000));
  REQUIRE(fs::file_size(bomb) < kMostFileBytes);
  const auto loaded = load_picture(fakes::disk(), bomb);
  REQUIRE_FALSE(loaded);
  CHECK(loaded.error().code == "media.not_a_picture");
  CHECK(peak_kb() < 400'000);
  // And the next one is fine: the budget is whole again.
  CHECK(load_picture(fakes::disk(), folder.put("good.png", png(100, 100, 8, 2, 200))));
}

TEST_CASE("every truncation and every flipped byte is an answer, never a crash") {
  const Folder folder;
  REQUIRE(save_png(fakes::disk(), stripes(23, 9, true), folder.path / "a.png"));
  const Bytes whole = read(folder.path / "a.png");
  int refused = 0;
  for (std::size_t size = 0; size < whole.size(); ++size)
    if (!load_picture(
            fakes::disk(),
            folder.put("cut", Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)))))
      ++refused;
  CHECK(refused > static_cast<int>(whole.size()) / 2);
  for (std::size_t i = 0; i < whole.size(); ++i) {
    Bytes changed = whole;
    changed[i] ^= 0x5A;
    const auto loaded = load_picture(fakes::disk(), folder.put("changed", changed));
    if (loaded) CHECK(loaded.value().argb.size() == loaded.value().pixels());
  }
}

namespace {

Bytes tiff(bool little, int orientation, std::uint32_t folder = 8) {
  Bytes out = little ? Bytes{'I', 'I'} : Bytes{'M', 'M'};
  const auto put = [&](std::uint32_t value, int count) {
    for (int i = 0; i < count; ++i)
      out.push_back(static_cast<std::uint8_t>(value >> 8 * (little ? i : count - 1 - i)));
  };
  put(42, 2);
  put(folder, 4);
  put(2, 2);  // entries: the maker's name, which lies outside, and the orientation
  put(0x010F, 2), put(2, 2), put(20, 4), put(5000, 4);
  put(0x0112, 2), put(3, 2), put(1, 4), put(static_cast<std::uint32_t>(orientation), 2), put(0, 2);
  put(0, 4);
  return out;
}

// The JPEG with an APP1 block behind its first two bytes, as cameras write it.
Bytes with_exif(const Bytes& jpeg, const Bytes& block) {
  Bytes out(jpeg.begin(), jpeg.begin() + 2);
  const std::size_t length = 2 + 6 + block.size();
  out.insert(out.end(), {0xFF, 0xE1, static_cast<std::uint8_t>(length >> 8),
                         static_cast<std::uint8_t>(length), 'E', 'x', 'i', 'f', 0, 0});
  out.insert(out.end(), block.begin(), block.end());
  out.insert(out.end(), jpeg.begin() + 2, jpeg.end());
  return out;
}

constexpr std::uint32_t kCorners[4] = {0xFFC00000, 0xFF00C000, 0xFF0000C0,
                                       0xFFC0C000};  // top left, top right, bottom left, bottom right

std::uint32_t seen_at(int x, int y, int width, int height) {
  return kCorners[(y * 2 / height) * 2 + (x * 2 / width)];
}

// What a camera held that way stores of a scene of 64 x 32, by Exif's own table: where row 0 and column 0 lie
// in the scene.
Image stored(int how) {
  constexpr int kWide = 64, kHigh = 32;
  const bool side = how >= 5;
  Image image{side ? kHigh : kWide, side ? kWide : kHigh, {}};
  const bool from_right = how == 2 || how == 3 || how == 6 || how == 7,
             from_bottom = how == 3 || how == 4 || how == 7 || how == 8;
  for (int row = 0; row < image.height; ++row)
    for (int column = 0; column < image.width; ++column) {
      const int x = side ? row : column, y = side ? column : row;
      image.argb.push_back(
          seen_at(from_right ? kWide - 1 - x : x, from_bottom ? kHigh - 1 - y : y, kWide, kHigh));
    }
  return image;
}

bool is_near(std::uint32_t a, std::uint32_t b) {
  for (const int shift : {0, 8, 16, 24}) {
    if (std::abs(static_cast<int>(a >> shift & 255u) - static_cast<int>(b >> shift & 255u)) > 24)
      return false;
  }
  return true;
}

bool upright(const Image& image) {
  if (image.width != 64 || image.height != 32) return false;
  for (const int x : {4, 59})
    for (const int y : {4, 27})
      if (!is_near(image.argb[static_cast<std::size_t>(y * 64 + x)], seen_at(x, y, 64, 32))) return false;
  return true;
}

}  // namespace

TEST_CASE("a photo stands as the camera was held, in all eight ways") {
  const Folder folder;
  for (int how = 1; how <= 8; ++how) {
    CAPTURE(how);
    const Bytes plain = encode_jpeg(stored(how));
    for (const bool little : {true, false}) {
      const Bytes photo = with_exif(plain, tiff(little, how));
      const auto image = decode_picture(photo, "photo");
      REQUIRE(image);
      CHECK(upright(image.value()));
      const auto size = picture_size(photo, "photo");
      REQUIRE(size);
      CHECK(size.value().width == 64);
    }
    const auto without = decode_picture(plain, "plain");  // the check can fail: nothing says how it was held
    REQUIRE(without);
    CHECK(upright(without.value()) == (how == 1));
    // Written anew it says nothing of the camera any more, and stands.
    const Bytes anew = encode_jpeg(decode_picture(with_exif(plain, tiff(true, how)), "photo").value());
    CHECK(std::search(anew.begin(), anew.end(), std::begin("Exif"), std::begin("Exif") + 4) == anew.end());
    CHECK(upright(decode_picture(anew, "anew").value()));
  }
}

TEST_CASE("an orientation in a PNG counts too, and one that can't be means upright") {
  const Folder folder;
  REQUIRE(save_png(fakes::disk(), stored(6), folder.path / "a.png"));
  const Bytes png_file = read(folder.path / "a.png");
  Bytes turned(png_file.begin(), png_file.begin() + 33);  // the signature and IHDR
  chunk(turned, "eXIf", tiff(false, 6));
  turned.insert(turned.end(), png_file.begin() + 33, png_file.end());
  CHECK(upright(decode_picture(turned, "png").value()));
  const Bytes plain = encode_jpeg(stored(1));
  for (const int how : {0, 9, 255, 65535})
    CHECK(upright(decode_picture(with_exif(plain, tiff(true, how)), "photo").value()));
  for (const std::uint32_t at : {0u, 7u, 60u, 0xFFFFFFFFu})
    CHECK(decode_picture(with_exif(plain, tiff(true, 6, at)), "photo"));
}

TEST_CASE("cut off, lying or flipped camera data is an answer, never a crash") {
  const Bytes whole = with_exif(encode_jpeg(stored(6)), tiff(true, 6));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const auto image = decode_picture({whole.data(), size}, "cut");
    if (image) REQUIRE(image.value().argb.size() == image.value().pixels());
  }
  constexpr std::size_t kHead = 64;  // markers, lengths and the block
  for (std::size_t at = 0; at < kHead; ++at)
    for (const int value : {0x00, 0x01, 0x7F, 0x80, 0xFE, 0xFF}) {
      Bytes changed = whole;
      changed[at] = static_cast<std::uint8_t>(value);
      const auto image = decode_picture(changed, "changed");
      if (image) REQUIRE(image.value().argb.size() == image.value().pixels());
    }
}

TEST_CASE("what a usual telephone makes is taken, and comes no larger than a screen needs") {
  // A JPEG of one colour is small however many pixels it has: its size is what counts here.
  const auto photo = [](int width, int height) {
    Image image{width, height,
                std::vector<std::uint32_t>(static_cast<std::size_t>(width) * static_cast<std::size_t>(height),
                                           0xFF4080C0)};
    return encode_jpeg(image);
  };
  const auto twelve = decode_picture(with_exif(photo(4032, 3024), tiff(true, 6)), "12.19 megapixels");
  REQUIRE(twelve);
  CHECK(twelve.value().width == 1512 * 2);  // upright: 3024 wide
  CHECK(twelve.value().height == 4032);
  const std::size_t repeats = static_cast<std::size_t>(5712 * 3 + 1) * 4284 / 258 + 1;
  const auto twenty_four = decode_picture(png(5712, 4284, 8, 2, repeats), "24.47 megapixels");
  REQUIRE(twenty_four);
  CHECK(twenty_four.value().width == 2856);
  CHECK(twenty_four.value().argb.front() == 0xFF000000);
  // More is for the desk that publishes: there it isn't its size that is refused.
  const Bytes fifty = png(8192, 6144, 8, 2, 10);
  CHECK(decode_picture(fifty, "50.33 megapixels").error().code == "media.too_large");
  CHECK(decode_picture(fifty, "50.33 megapixels", kForPublishing).error().code != "media.too_large");
}
