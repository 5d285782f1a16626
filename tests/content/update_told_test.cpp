// What a machine tells of its last newer version: read where it is whole, passed over where it isn't, told
// for a month.
#include "content/update_told.h"

#include <doctest/doctest.h>

#include "content/support.h"
#include "fakes/disk_files.h"

using namespace wv;
using namespace wv::content;
using namespace support;

namespace {

std::optional<UpdateTold> told_by(const std::string& text) {
  TestFolder folder;
  folder.write("update.json", text);
  return read_update_told(fakes::disk(), folder / "config.json");
}

}  // namespace

TEST_CASE("a version that runs and one that was taken back are told apart, with their day") {
  const auto runs =
      told_by(R"({"format":"wijkverbinder-update-told/1","came":"is","version":"1.2+r9","on":"2026-12-01"})");
  REQUIRE(runs);
  CHECK(runs->runs);
  CHECK(runs->version == "1.2+r9");
  CHECK(runs->on == Day{2026, 12, 1});
  const auto was =
      told_by(R"({"format":"wijkverbinder-update-told/1","came":"was","version":"1.2","on":"2026-12-01"})");
  REQUIRE(was);
  CHECK_FALSE(was->runs);
}

TEST_CASE("what can't be read is no reason not to start") {
  TestFolder empty;
  CHECK_FALSE(read_update_told(fakes::disk(), empty / "config.json"));
  for (const char* text :
       {"", "{", "[]", R"({"came":"is","version":"1","on":"2026-12-01"})",
        R"({"format":"wijkverbinder-update/1","came":"is","version":"1","on":"2026-12-01"})",
        R"({"format":"wijkverbinder-update-told/1","came":"else","version":"1","on":"2026-12-01"})",
        R"({"format":"wijkverbinder-update-told/1","came":"is","version":"","on":"2026-12-01"})",
        R"({"format":"wijkverbinder-update-told/1","came":"is","version":"a\nb","on":"2026-12-01"})",
        R"({"format":"wijkverbinder-update-told/1","came":"is","version":"1","on":"soon"})"}) {
    CAPTURE(text);
    CHECK_FALSE(told_by(text));
  }
}

TEST_CASE("it is told for thirty days") {
  const std::optional<UpdateTold> update = UpdateTold{true, "1", {2026, 12, 1}};
  CHECK(update_to_tell(update, {2026, 12, 1}));
  CHECK(update_to_tell(update, {2026, 12, 30}));
  CHECK_FALSE(update_to_tell(update, {2026, 12, 31}));
  CHECK(update_to_tell(update, {2026, 11, 1}));
  CHECK_FALSE(update_to_tell(std::nullopt, {2026, 12, 1}));
}
