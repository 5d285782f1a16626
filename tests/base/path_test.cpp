// Names of files, held to what the C++ library makes of them.
#include "base/path.h"

#include <doctest/doctest.h>

#include <filesystem>

using namespace wv;
namespace fs = std::filesystem;

TEST_CASE("paths are joined, tidied and taken apart as the C++ library does") {
  for (const char* text :
       {"",        ".",         "/",      "a",      "a/b",  "/a/b.png",     "a/",      "a//b",
        "./a",     "a/./b",     "a/../b", "a/b/..", "../a", "a/../../b",    "/..",     "/../a",
        ".hidden", "a/.hidden", "a.b.c",  "a.",     "..",   "a/b/../../..", "slides/", "x/y.tar.gz",
        "../",     "/a/b/./"}) {
    CAPTURE(text);
    const fs::path path(text);
    CHECK(tidy_path(text) == path.lexically_normal().string());
    CHECK(folder_of(text) == path.parent_path().string());
    CHECK(file_name_of(text) == path.filename().string());
    CHECK(stem_of(text) == path.stem().string());
    CHECK(ending_of(text) == path.extension().string());
    for (const char* folder : {"", "/f", "f/", "."}) {
      CAPTURE(folder);
      if (*text != '\0') CHECK(path_in(folder, text) == (fs::path(folder) / path).string());
    }
  }
}
