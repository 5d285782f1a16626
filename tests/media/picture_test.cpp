// Pictures that mean harm, pictures that are broken, and pictures that are fine (D7).
#include <doctest/doctest.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

#include "base/bytes.h"
#include "media/picture.h"

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
    REQUIRE(save_png(image, folder.path / "a.png"));
    const auto back = load_picture(folder.path / "a.png");
    REQUIRE(back);
    CHECK(back.value().width == 37);
    CHECK(back.value().argb == image.argb);
    CHECK_FALSE(fs::exists(folder.path / "a.png.part"));
    const auto size = picture_size(folder.path / "a.png");
    REQUIRE(size);
    CHECK(size.value().height == 21);
  }
}

TEST_CASE("what can't be written says so and leaves nothing") {
  const Folder folder;
  const Status saved = save_png(stripes(3, 3, false), folder.path / "no-such-folder" / "a.png");
  REQUIRE_FALSE(saved);
  CHECK(saved.error().fault == Fault::not_now);
}

TEST_CASE("what is no picture of ours is refused") {
  const Folder folder;
  const auto code = [&](const Bytes& content) {
    const auto loaded = load_picture(folder.put("x", content));
    return loaded ? std::string("loaded") : loaded.error().code;
  };
  CHECK(code({}) == "media.not_a_picture");
  CHECK(code(to_bytes("GIF89a\x10\x00\x10\x00")) == "media.not_a_picture");
  CHECK(code(to_bytes("BM and then some")) == "media.not_a_picture");
  CHECK(code(Bytes(5000, 0xFF)) == "media.not_a_picture");
  CHECK(code(Bytes(8'000'001, 0)) == "media.too_large");
  CHECK(code(png(16, 16, 16, 2, 10)) == "media.not_a_picture");  // 16 bits a channel
  CHECK(code(png(4000, 3001, 8, 2, 10)) == "media.too_large");   // over 12 megapixels
  CHECK(code(png(0, 10, 8, 2, 10)) == "media.not_a_picture");
  CHECK(code(png(0xFFFFFFFF, 0xFFFFFFFF, 8, 2, 10)) == "media.not_a_picture");
  CHECK(load_picture(folder.path / "missing").error().code == "media.missing");
  CHECK(load_picture(folder.path).error().code == "media.missing");
}

TEST_CASE("a small file that unpacks to half a gigabyte is stopped at the cap") {
  const Folder folder;
  const auto bomb = folder.put("bomb.png", png(100, 100, 8, 2, 2'000'000));
  REQUIRE(fs::file_size(bomb) < kMostFileBytes);
  const auto loaded = load_picture(bomb);
  REQUIRE_FALSE(loaded);
  CHECK(loaded.error().code == "media.not_a_picture");
  CHECK(peak_kb() < 200'000);
  // And the next one is fine: the budget is whole again.
  CHECK(load_picture(folder.put("good.png", png(100, 100, 8, 2, 200))));
}

TEST_CASE("every truncation and every flipped byte is an answer, never a crash") {
  const Folder folder;
  REQUIRE(save_png(stripes(23, 9, true), folder.path / "a.png"));
  const Bytes whole = read(folder.path / "a.png");
  int refused = 0;
  for (std::size_t size = 0; size < whole.size(); ++size)
    if (!load_picture(
            folder.put("cut", Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)))))
      ++refused;
  CHECK(refused > static_cast<int>(whole.size()) / 2);
  for (std::size_t i = 0; i < whole.size(); ++i) {
    Bytes changed = whole;
    changed[i] ^= 0x5A;
    const auto loaded = load_picture(folder.put("changed", changed));
    if (loaded) CHECK(loaded.value().argb.size() == loaded.value().pixels());
  }
}
