// A picture whose file comes later, as in a browser: nothing until then, asked for once, and then there.
#include <doctest/doctest.h>

#include <filesystem>

#include "fakes/disk_files.h"
#include "render/pictures.h"

using namespace wv;

namespace {

struct Shelf {
  Shelf() {
    media::Image image{40, 20, {}};
    image.argb.assign(image.pixels(), 0xFF336699u);
    REQUIRE(media::save_png(files, image, folder + "/face.png"));
  }
  ~Shelf() { std::filesystem::remove_all(folder); }

  fakes::Answers answers;
  fakes::DiskFiles files{answers};
  std::string folder = (std::filesystem::temp_directory_path() /
                        ("wv-late-" + std::to_string(reinterpret_cast<std::uintptr_t>(this))))
                           .string();
  render::Textures textures;
};

}  // namespace

TEST_CASE("a picture that comes later is nothing until then, and asks for one more frame") {
  Shelf shelf;
  shelf.files.late = true;
  render::Pictures pictures(shelf.files, shelf.textures, {{shelf.folder}, {}, {}}, "");
  pictures.begin_frame();
  CHECK(pictures.aspect("face") == doctest::Approx(1));
  CHECK_FALSE(pictures.picture("face", 10, 5));
  CHECK_FALSE(pictures.picture("face", 10, 5));
  CHECK_FALSE(pictures.came());
  shelf.answers.pump();
  CHECK(shelf.answers.empty());  // asked for once
  CHECK(pictures.came());
  pictures.begin_frame();
  CHECK_FALSE(pictures.came());
  CHECK(pictures.aspect("face") == doctest::Approx(2));
  const auto id = pictures.picture("face", 10, 5);
  REQUIRE(id);
  CHECK(shelf.textures.find(*id)->argb.front() == 0xFF336699u);
}

TEST_CASE("one that is at hand is there in the first frame, and asks for no other") {
  Shelf shelf;
  render::Pictures pictures(shelf.files, shelf.textures, {{shelf.folder}, {}, {}}, "");
  pictures.begin_frame();
  CHECK(pictures.picture("face", 10, 5));
  CHECK_FALSE(pictures.came());
}

TEST_CASE("one that comes when nobody wants it any more hurts nothing") {
  Shelf shelf;
  shelf.files.late = true;
  {
    render::Pictures pictures(shelf.files, shelf.textures, {{shelf.folder}, {}, {}}, "");
    pictures.begin_frame();
    CHECK_FALSE(pictures.picture("face", 10, 5));
  }
  shelf.answers.pump();
}
