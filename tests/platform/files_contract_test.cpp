// What ports::Files promises, on the platform's and on the tests' own; the faults are those of a real disk.
#include <doctest/doctest.h>
#include <sys/stat.h>

#include <array>
#include <filesystem>
#include <thread>

#include "base/bytes.h"
#include "fakes/fake_platform.h"
#include "platform/temporary_folder.h"
#include "ports/make_platform.h"

using namespace wv;
using platform_test::TemporaryFolder;
using platform_test::write_text;

namespace {

struct Real {
  std::unique_ptr<ports::Platform> platform = ports::make_platform();
};
struct Fake {
  std::unique_ptr<ports::Platform> platform = std::make_unique<fakes::FakePlatform>();
};

template <class Where>
struct Disk : Where {
  const ports::Files& files = this->platform->files();
  TemporaryFolder folder;

  std::string code(const Result<std::string>& read) const { return read ? read.value() : read.error().code; }
  Status write(const std::string& path, const std::string& text) const {
    const Bytes bytes = to_bytes(text);
    const std::array parts{std::span<const std::uint8_t>(bytes).first(bytes.size() / 2),
                           std::span<const std::uint8_t>(bytes).subspan(bytes.size() / 2)};
    return files.write(path, parts);
  }
};

}  // namespace

TEST_CASE_TEMPLATE("a file is read whole, or a code says why not", Where, Real, Fake) {
  Disk<Where> d;
  write_text(d.folder / "a.txt", "hello");
  write_text(d.folder / "empty", "");
  CHECK(d.code(d.files.read(d.folder / "a.txt", 5)) == "hello");
  CHECK(d.code(d.files.read(d.folder / "empty", 5)) == "");
  CHECK(d.code(d.files.read(d.folder / "a.txt", 4)) == "file.too_large");
  CHECK(d.code(d.files.read(d.folder / "b.txt", 5)) == "file.missing");
  CHECK(d.code(d.files.read(d.folder / "a.txt/b", 5)) == "file.missing");
  CHECK(d.code(d.files.read(d.folder / "", 5)) == "file.missing");
  CHECK(d.code(d.files.read("/dev/null", 5)) == "file.missing");
  CHECK(d.code(d.files.read("/dev/null", 5, ports::Files::Take::streams)) == "");
}

TEST_CASE_TEMPLATE("a pipe holds nothing up where a file is expected, and is read where one may be", Where,
                   Real, Fake) {
  Disk<Where> d;
  const std::string pipe = d.folder / "pipe";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  CHECK(d.code(d.files.read(pipe, 100'000)) == "file.missing");
  const std::string long_text(70'000, 'x');  // more than a pipe holds, and than is read at once
  std::thread writer([&] { write_text(pipe, long_text); });
  CHECK(d.code(d.files.read(pipe, 100'000, ports::Files::Take::streams)) == long_text);
  writer.join();
}

TEST_CASE_TEMPLATE("looking tells what it is, and a change of it", Where, Real, Fake) {
  Disk<Where> d;
  const std::string file = d.folder / "a.txt";
  write_text(file, "hello");
  ::chmod(file.c_str(), 0640);
  const auto facts = d.files.look(file);
  REQUIRE(facts);
  CHECK(facts->kind == ports::FileFacts::Kind::file);
  CHECK(facts->size == 5);
  CHECK_FALSE(facts->private_to_us);
  ::chmod(file.c_str(), 0600);
  CHECK(d.files.look(file)->private_to_us);
  std::filesystem::last_write_time(file, std::filesystem::last_write_time(file) + std::chrono::seconds(1));
  CHECK(d.files.look(file)->modified != facts->modified);
  CHECK(d.files.is_folder(d.folder / ""));
  CHECK_FALSE(d.files.is_file(d.folder / ""));
  CHECK_FALSE(d.files.look(d.folder / "b.txt"));
  CHECK(d.files.look("/dev/null")->kind == ports::FileFacts::Kind::other);
}

TEST_CASE_TEMPLATE("parts are read only from a file of exactly their length", Where, Real, Fake) {
  Disk<Where> d;
  write_text(d.folder / "a", "headbody!");
  Bytes head(4), body(5);
  const std::array parts{std::span<std::uint8_t>(head), std::span<std::uint8_t>(body)};
  REQUIRE(d.files.read_into(d.folder / "a", parts));
  CHECK(to_string(head) == "head");
  CHECK(to_string(body) == "body!");
  write_text(d.folder / "a", "headbody");
  CHECK_FALSE(d.files.read_into(d.folder / "a", parts));
  write_text(d.folder / "a", "headbody!!");
  CHECK_FALSE(d.files.read_into(d.folder / "a", parts));
  CHECK_FALSE(d.files.read_into(d.folder / "b", parts));
}

TEST_CASE_TEMPLATE("a file is written whole in a folder that is made, or not at all", Where, Real, Fake) {
  Disk<Where> d;
  const std::string file = d.folder / "new/deep/a.txt";
  REQUIRE(d.write(file, "first"));
  REQUIRE(d.write(file, "second"));
  CHECK(d.code(d.files.read(file, 100)) == "second");
  CHECK(d.files.list(d.folder / "new/deep").value() == std::vector<std::string>{"a.txt"});
  const Status refused = d.write(file + "/below", "x");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == "file.not_written");
  CHECK(d.write(d.folder / "new/deep", "x").ok() == false);  // a folder stands there
  CHECK(d.files.list(d.folder / "new").value() == std::vector<std::string>{"deep"});
  d.files.remove(file);
  d.files.remove(file);
  CHECK_FALSE(d.files.look(file));
}

TEST_CASE_TEMPLATE("a folder is listed by name; what is at hand is fetched at once, what is foreign later",
                   Where, Real, Fake) {
  Disk<Where> d;
  for (const char* name : {"b", "a", "c"}) write_text(d.folder / name, name);
  CHECK(d.files.list(d.folder / "").value() == std::vector<std::string>{"a", "b", "c"});
  CHECK(d.files.list(d.folder / "none").error().code == "file.missing");
  std::string come;
  d.files.fetch(d.folder / "a", 10, [&](Result<std::string> file) { come = file.value(); });
  CHECK(come == "a");

  std::vector<std::string> names;
  const std::string place = d.folder / "";
  d.files.list_foreign(place, [&](Result<std::vector<std::string>> found) { names = found.value(); });
  d.files.fetch_foreign(place, "b", 10, [&](Result<std::string> file) { come = file.value(); });
  CHECK(names.empty());
  CHECK(come == "a");
  fakes::settle(*d.platform);
  CHECK(names.size() == 3);
  CHECK(come == "b");
  d.files.fetch_foreign(place, "none", 10, [&](Result<std::string> file) { come = d.code(file); });
  fakes::settle(*d.platform);
  CHECK(come == "file.missing");
}
