// Finding, keeping and caching pictures: what is damaged or gone is simply made anew or left out.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "render/pictures.h"
#include "fakes/disk_files.h"

using namespace wv;

namespace {

namespace fs = std::filesystem;

struct Folder {
  fs::path path =
      fs::temp_directory_path() / ("wv-pictures-" + std::to_string(reinterpret_cast<std::uintptr_t>(this)));
  Folder() { fs::create_directories(path / "pictures"); }
  ~Folder() { fs::remove_all(path); }
  void add(const std::string& name, int width, int height, std::uint32_t argb) const {
    media::Image image{width, height, {}};
    image.argb.assign(image.pixels(), argb);
    REQUIRE(media::save_png(fakes::disk(), image, path / "pictures" / (name + ".png")));
  }
  render::PictureFolders folders() const {
    return {{path / "no-such", path / "pictures"}, {path / "pictures"}, {}};
  }
  std::vector<fs::path> cached() const {
    std::vector<fs::path> all;
    if (fs::exists(path / "cache"))
      for (const auto& entry : fs::directory_iterator(path / "cache")) all.push_back(entry.path());
    return all;
  }
};

std::uint32_t first_pixel(const render::Textures& textures, std::optional<ui::TextureId> id) {
  REQUIRE(id);
  return textures.find(*id)->argb.front();
}

}  // namespace

TEST_CASE("a picture comes at the size asked for, once, and then from the cache") {
  const Folder f;
  f.add("face", 40, 20, 0xFF336699u);
  render::Textures textures;
  {
    render::Pictures pictures(fakes::disk(), textures, f.folders(), f.path / "cache");
    const auto id = pictures.picture("face", 10, 5);
    CHECK(first_pixel(textures, id) == 0xFF336699u);
    CHECK(textures.find(*id)->width == 10);
    CHECK(pictures.picture("face", 10, 5) == id);
    CHECK(pictures.picture("icon:face", 12, 6) != id);
    CHECK(pictures.aspect("face") == doctest::Approx(2));
    CHECK(pictures.aspect("missing") == doctest::Approx(1));
    CHECK_FALSE(pictures.picture("missing", 10, 10));
    CHECK_FALSE(pictures.picture("missing", 11, 10));
    CHECK_FALSE(pictures.picture("face", 0, 10));
  }
  REQUIRE(f.cached().size() == 2);
  // What the cache says counts as long as the file is the same.
  render::PictureCache cache(fakes::disk(), f.path / "cache");
  media::Image green{10, 5, std::vector<std::uint32_t>(50, 0xFF00FF00u)};
  cache.write(cache.key(f.path / "pictures" / "face.png", 10, 5), green);
  render::Pictures pictures(fakes::disk(), textures, f.folders(), f.path / "cache");
  CHECK(first_pixel(textures, pictures.picture("face", 10, 5)) == 0xFF00FF00u);
}

TEST_CASE("a damaged cache is ignored and written anew, another picture of that name is seen") {
  const Folder f;
  f.add("face", 8, 8, 0xFF112233u);
  render::Textures textures;
  static_cast<void>(
      render::Pictures(fakes::disk(), textures, f.folders(), f.path / "cache").picture("face", 4, 4));
  REQUIRE(f.cached().size() == 1);
  const fs::path file = f.cached().front();
  for (const std::uintmax_t size : {0u, 7u, 40u, 95u}) {
    fs::resize_file(file, size);
    CHECK(first_pixel(textures, render::Pictures(fakes::disk(), textures, f.folders(), f.path / "cache")
                                    .picture("face", 4, 4)) == 0xFF112233u);
  }
  std::fstream(file, std::ios::in | std::ios::out | std::ios::binary).seekp(60).put('x');
  CHECK(first_pixel(
            textures,
            render::Pictures(fakes::disk(), textures, f.folders(), f.path / "cache").picture("face", 4, 4)) ==
        0xFF112233u);
  f.add("face", 8, 8, 0xFF445566u);
  fs::last_write_time(f.path / "pictures" / "face.png",
                      fs::file_time_type::clock::now() + std::chrono::seconds(5));
  CHECK(first_pixel(
            textures,
            render::Pictures(fakes::disk(), textures, f.folders(), f.path / "cache").picture("face", 4, 4)) ==
        0xFF445566u);
}

TEST_CASE("an unwritable cache and none at all change nothing") {
  const Folder f;
  f.add("face", 8, 8, 0xFF112233u);
  std::ofstream(f.path / "file") << "no folder";
  render::Textures textures;
  CHECK(render::Pictures(fakes::disk(), textures, f.folders(), f.path / "file" / "cache")
            .picture("face", 4, 4));
  CHECK(render::Pictures(fakes::disk(), textures, f.folders(), {}).picture("face", 4, 4));
}

TEST_CASE("the cache and the memory are bounded") {
  const Folder f;
  render::PictureCache cache(fakes::disk(), f.path / "cache", 100'000);
  const media::Image image{50, 50, std::vector<std::uint32_t>(2500, 1)};  // 10 kB each
  for (int i = 0; i < 40; ++i) cache.write("k" + std::to_string(i), image);
  std::uintmax_t bytes = 0;
  for (const auto& file : f.cached()) bytes += fs::file_size(file);
  CHECK(bytes <= 120'000);
  CHECK(cache.read("k39", 50, 50));
  CHECK_FALSE(cache.read("k0", 50, 50));

  f.add("face", 8, 8, 0xFF112233u);
  render::Textures textures;
  render::Pictures pictures(fakes::disk(), textures, f.folders(), {});
  for (int side = 1000; side < 1030; ++side) {
    textures.sweep();
    pictures.begin_frame();
    CHECK(pictures.picture("face", side, side));
  }
  textures.sweep();
  pictures.begin_frame();
  textures.sweep();
  CHECK(textures.bytes() <= render::Pictures::kMostMemory + (5u << 20));
}

TEST_CASE("on a slow computer a frame makes some pictures, and the next ones the others") {
  const Folder folder;
  render::Textures textures;
  render::Pictures pictures(fakes::disk(), textures, folder.folders(), (folder.path / "cache").string());
  for (const char* name : {"a", "b", "c"}) folder.add(name, 8, 8, 0xFF112233);
  std::int64_t now = 0;
  pictures.spread([&] { return now += 300; }, 500);  // each takes 300 ms
  const auto shown = [&] {
    pictures.begin_frame();
    int count = 0;
    for (const char* name : {"a", "b", "c"}) count += pictures.picture(name, 4, 4) ? 1 : 0;
    return count;
  };
  CHECK(shown() == 2);
  CHECK(pictures.came());  // another frame shows more
  CHECK(shown() == 3);
  CHECK(!pictures.came());
}

TEST_CASE("a picture that takes longer than a whole frame may is made all the same") {
  const Folder folder;
  render::Textures textures;
  render::Pictures pictures(fakes::disk(), textures, folder.folders(), (folder.path / "cache").string());
  for (const char* name : {"a", "b"}) folder.add(name, 8, 8, 0xFF112233);
  std::int64_t now = 0;
  pictures.spread([&] { return now += 9000; }, 500);
  pictures.begin_frame();
  CHECK(pictures.picture("a", 4, 4));
  CHECK(!pictures.picture("b", 4, 4));
  pictures.begin_frame();
  CHECK(pictures.picture("b", 4, 4));
}
