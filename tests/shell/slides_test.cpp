// The municipality's slides: shown by name, what can't be shown is skipped and named, never a reason to stop.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "media/picture.h"
#include "shell/slides.h"

using namespace wv;
using namespace wv::shell;

namespace {

namespace fs = std::filesystem;

struct Folder {
  fs::path path = fs::temp_directory_path() / ("wv-slides-" + std::to_string(reinterpret_cast<std::uintptr_t>(this)));
  Folder() { fs::create_directories(path); }
  ~Folder() { fs::remove_all(path); }
  void picture(const std::string& name) const {
    media::Image image{16, 9, {}};
    image.argb.assign(image.pixels(), 0xFF336699u);
    REQUIRE(media::save_png(image, path / name));
  }
};

}  // namespace

TEST_CASE("slides come by name; a broken one is skipped with its reason") {
  const Folder f;
  f.picture("b.png");
  f.picture("a.PNG");
  std::ofstream(f.path / "c.jpg") << "no picture at all";
  std::ofstream(f.path / "read me.txt") << "not meant as one";
  const Slides slides = find_slides(f.path);
  REQUIRE(slides.shown.size() == 2);
  CHECK(slides.shown[0].filename() == "a.PNG");
  CHECK(slides.shown[1].filename() == "b.png");
  REQUIRE(slides.skipped.size() == 1);
  CHECK(slides.skipped[0].file.filename() == "c.jpg");
  CHECK_FALSE(slides.skipped[0].why.empty());
}

TEST_CASE("the same folder without the broken one skips nothing, and no folder has no slides") {
  const Folder f;
  f.picture("a.png");
  CHECK(find_slides(f.path).skipped.empty());
  CHECK(find_slides({}).shown.empty());
  CHECK(find_slides(f.path / "missing").shown.empty());
}

TEST_CASE("more slides than a story bears are told, not shown") {
  const Folder f;
  for (std::size_t i = 0; i < kMostSlides + 2; ++i) f.picture("slide-" + std::to_string(100 + i) + ".png");
  const Slides slides = find_slides(f.path);
  CHECK(slides.shown.size() == kMostSlides);
  CHECK(slides.skipped.size() == 2);
}

TEST_CASE("a person's photo becomes a disc: the corners are clear, the middle is the photo") {
  media::Image photo{40, 60, {}};
  photo.argb.assign(photo.pixels(), 0xFFAA5522u);
  const media::Image disc = media::portrait(photo);
  REQUIRE(disc.width == 40);
  REQUIRE(disc.height == 40);
  CHECK((disc.argb.front() >> 24) == 0);
  CHECK(disc.argb[20 * 40 + 20] == 0xFFAA5522u);
}
