// The municipality's slides: shown by name, what can't be shown is skipped and named, never a reason to stop.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "base/path.h"
#include "fakes/fake_platform.h"
#include "media/picture.h"
#include "runtime/slides.h"
#include "fakes/disk_files.h"

using namespace wv;

namespace {

namespace fs = std::filesystem;

struct Folder {
  fs::path path =
      fs::temp_directory_path() / ("wv-slides-" + std::to_string(reinterpret_cast<std::uintptr_t>(this)));
  Folder() { fs::create_directories(path); }
  ~Folder() { fs::remove_all(path); }
  void picture(const std::string& name) const {
    media::Image image{16, 9, {}};
    image.argb.assign(image.pixels(), 0xFF336699u);
    REQUIRE(media::save_png(fakes::disk(), image, path / name));
  }
};

}  // namespace

TEST_CASE("slides come by name; a broken one is skipped with its reason") {
  const Folder f;
  f.picture("b.png");
  f.picture("a.PNG");
  std::ofstream(f.path / "c.jpg") << "no picture at all";
  std::ofstream(f.path / "read me.txt") << "not meant as one";
  const runtime::Slides slides = runtime::find_slides(fakes::disk(), f.path);
  REQUIRE(slides.shown.size() == 2);
  CHECK(file_name_of(slides.shown[0]) == "a.PNG");
  CHECK(file_name_of(slides.shown[1]) == "b.png");
  REQUIRE(slides.skipped.size() == 1);
  CHECK(file_name_of(slides.skipped[0].file) == "c.jpg");
  CHECK_FALSE(slides.skipped[0].why.empty());
}

TEST_CASE("the same folder without the broken one skips nothing, and no folder has no slides") {
  const Folder f;
  f.picture("a.png");
  CHECK(runtime::find_slides(fakes::disk(), f.path).skipped.empty());
  CHECK(runtime::find_slides(fakes::disk(), "").shown.empty());
  CHECK(runtime::find_slides(fakes::disk(), f.path / "missing").shown.empty());
}

TEST_CASE("more slides than a story bears are told, not shown") {
  const Folder f;
  for (std::size_t i = 0; i < runtime::kMostSlides + 2; ++i)
    f.picture("slide-" + std::to_string(100 + i) + ".png");
  const runtime::Slides slides = runtime::find_slides(fakes::disk(), f.path);
  CHECK(slides.shown.size() == runtime::kMostSlides);
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

// --- a device's, from a folder that may be somebody else's
// --------------------------------------------------

namespace {

struct Device {
  fakes::FakePlatform platform;
  runtime::SlideStore slides;
  std::vector<app::SlidesFound> told;
  explicit Device(const fs::path& folder) : slides(platform, folder.string()) {}
  void look() {
    slides.look([this](app::SlidesFound found) { told.push_back(std::move(found)); });
    fakes::settle(platform);
  }
};

}  // namespace

TEST_CASE("a device reads its slides while it is pumped, not when it is asked to look") {
  const Folder f;
  f.picture("a.png");
  std::ofstream(f.path / "c.jpg") << "no picture at all";
  Device device(f.path);
  device.slides.look([&](app::SlidesFound found) { device.told.push_back(std::move(found)); });
  CHECK(device.told.empty());
  fakes::settle(device.platform);
  REQUIRE(device.told.size() == 1);
  REQUIRE(device.told[0].shown.size() == 1);
  CHECK(device.told[0].skipped == std::vector<std::string>{"c.jpg"});
  const Bytes* picture = device.slides.picture(device.told[0].shown[0]);
  REQUIRE(picture != nullptr);
  CHECK(media::decode_picture(*picture, "a.png"));
  CHECK(device.slides.picture("slide-9") == nullptr);
}

TEST_CASE("the next look finds what came and what went, under names that the view has not drawn yet") {
  const Folder f;
  f.picture("a.png");
  Device device(f.path);
  device.look();
  fs::remove(f.path / "a.png");
  f.picture("b.png");
  f.picture("d.png");
  device.look();
  REQUIRE(device.told.size() == 2);
  CHECK(device.told[1].shown.size() == 2);
  CHECK(device.told[1].shown[0] != device.told[0].shown[0]);
  CHECK(device.slides.picture(device.told[0].shown[0]) == nullptr);
}

TEST_CASE("a folder that hangs or is gone is named, and what was shown before stays") {
  const Folder f;
  f.picture("a.png");
  Device device(f.path);
  device.platform.foreign_hangs = true;
  device.look();
  REQUIRE(device.told.size() == 1);
  CHECK(device.told[0].shown.empty());
  CHECK(device.told[0].skipped == std::vector<std::string>{f.path.filename().string()});
  device.platform.foreign_hangs = false;
  device.look();
  REQUIRE(device.told.size() == 2);
  CHECK(device.told[1].shown.size() == 1);
  CHECK(device.told[1].skipped.empty());
  fs::remove_all(f.path);
  device.look();
  REQUIRE(device.told.size() == 3);
  CHECK(device.told[2].shown == device.told[1].shown);
  CHECK(device.slides.picture(device.told[2].shown[0]) != nullptr);
  CHECK(device.told[2].skipped == std::vector<std::string>{f.path.filename().string()});
}

TEST_CASE("a folder that is written with a stroke at its end has a name too") {
  Device device(fs::path("/nowhere/slides/"));
  device.look();
  REQUIRE(device.told.size() == 1);
  CHECK(device.told[0].skipped == std::vector<std::string>{"slides"});
}

TEST_CASE("a camera's picture is kept as small as a screen needs it") {
  const Folder f;
  media::Image image{4000, 3000, {}};
  image.argb.resize(image.pixels());
  for (std::size_t i = 0; i < image.argb.size(); ++i)
    image.argb[i] = 0xFF000000u | static_cast<std::uint32_t>(i * 2654435761u >> 8);
  REQUIRE(media::save_png(fakes::disk(), image, f.path / "photo.png"));
  const auto kept =
      runtime::slide_of(fakes::disk().read(f.path / "photo.png", media::kMostFileBytes), "photo.png");
  REQUIRE_MESSAGE(kept, kept.error().what);
  const auto shown = media::decode_picture(kept.value(), "photo");
  REQUIRE(shown);
  CHECK(std::max(shown.value().width, shown.value().height) <= runtime::kMostSlideSide);
}
