// PosixStore's folder on disks that say no. As root, who may do everything, the refusals are made real with
// mounts of our own namespace and with a child that is nobody; where that isn't possible it says so.
#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <cstring>

#include "base/bytes.h"
#include "durable_folder.h"
#include "platform/processes.h"
#include "platform/temporary_folder.h"
#include "system.h"

using namespace wv;
using namespace wv::platform_test;
using linux_platform::DurableFolder;

namespace {

constexpr int kSkipped = 77;

std::string code_of(const Status& status) { return status.ok() ? "done" : status.error().code; }

// The files in a folder, hidden ones too.
std::size_t count_files(const std::string& folder) {
  std::size_t count = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder)) ++count;
  return count;
}

bool skipped(int status) {
  if (status == kSkipped) MESSAGE("skipped: this needs the right to mount, or root");
  return status == kSkipped;
}

// In a mount namespace of our own, so that nothing is left behind and nobody else sees it.
bool mount_here(const std::string& folder, const char* type, unsigned long flags, const char* options) {
  if (::unshare(CLONE_NEWNS) != 0) return false;
  if (::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) return false;
  return ::mount("none", folder.c_str(), type, flags, options) == 0;
}

}  // namespace

TEST_CASE("folders are 0700 and files 0600, whatever the umask, and parents are made") {
  TemporaryFolder folder;
  linux_platform::GetrandomRandom random;
  const mode_t before = ::umask(0);
  DurableFolder data(folder / "a/b/data", random);
  CHECK(code_of(data.put("outbox/x.json", to_bytes("x"))) == "done");
  ::umask(before);
  struct stat found;
  REQUIRE(::stat((folder / "a/b/data/outbox/x.json").c_str(), &found) == 0);
  CHECK((found.st_mode & 07777) == 0600);
  for (const char* made : {"a", "a/b", "a/b/data", "a/b/data/outbox"}) {
    REQUIRE(::stat((folder / made).c_str(), &found) == 0);
    CHECK((found.st_mode & 07777) == 0700);
  }
  CHECK(count_files(folder / "a/b/data/outbox") == 1);
}

TEST_CASE("looking at a data folder makes nothing") {
  TemporaryFolder folder;
  linux_platform::GetrandomRandom random;
  DurableFolder data(folder / "data", random);
  CHECK(data.list("outbox").value().empty());
  CHECK(data.sweep("outbox").value() == 0);
  CHECK(data.free_bytes().value() > 0);
  CHECK(code_of(data.remove("outbox/x.json")) == "store.missing");
  CHECK_FALSE(std::filesystem::exists(folder / "data"));
}

TEST_CASE("no name leads out of the folder, and no link is followed") {
  TemporaryFolder folder;
  linux_platform::GetrandomRandom random;
  DurableFolder data(folder / "data", random);
  for (const char* name : {"", "/", "../x", "outbox/../../x", "/etc/passwd", "outbox//x", "./x", "outbox/"}) {
    CAPTURE(name);
    CHECK(code_of(data.put(name, {})) == "store.missing");
    CHECK_FALSE(data.read(name, 1000).ok());
  }
  CHECK_FALSE(std::filesystem::exists(folder / "x"));
  REQUIRE(data.put("outbox/x.json", to_bytes("x")).ok());
  std::filesystem::create_directory_symlink(folder / "data/outbox", folder / "data/sent");
  std::filesystem::create_symlink("/etc/passwd", folder / "data/outbox/link.json");
  CHECK_FALSE(data.put("sent/y.json", {}).ok());
  CHECK_FALSE(data.read("outbox/link.json", 100'000).ok());
  REQUIRE(::mkfifo((folder / "data/outbox/pipe.json").c_str(), 0600) == 0);
  CHECK_FALSE(data.read("outbox/pipe.json", 1000).ok());  // and doesn't wait for a writer
}

TEST_CASE("a file where the data folder should be is told, kindly") {
  TemporaryFolder folder;
  linux_platform::GetrandomRandom random;
  write_text(folder / "data", "not a folder");
  DurableFolder data(folder / "data", random);
  const Status put = data.put("outbox/x.json", {});
  REQUIRE_FALSE(put.ok());
  CHECK(put.error().code == "store.io");
  CHECK(put.error().fault == Fault::not_now);
  CHECK(put.error().what.find(folder / "data") != std::string::npos);
  CHECK_FALSE(data.list("outbox").ok());
}

TEST_CASE("a folder of somebody else is store.denied") {
  TemporaryFolder folder;
  REQUIRE(::chmod(folder.path().c_str(), 0755) == 0);
  const int status = in_child([&] {
    if (::getuid() == 0 && ::setuid(65534) != 0) return kSkipped;
    linux_platform::GetrandomRandom random;
    DurableFolder data(folder / "data", random);
    if (::access(folder.path().c_str(), W_OK) == 0) return kSkipped;  // not root, so it is our own
    return code_of(data.put("outbox/x.json", {})) == "store.denied" ? 0 : 1;
  });
  if (!skipped(status)) CHECK(status == 0);
}

TEST_CASE("a full disk is store.full, leaves no trace, and a smaller file still fits") {
  TemporaryFolder folder;
  const int status = in_child([&] {
    if (!mount_here(folder.path(), "tmpfs", 0, "size=256k")) return kSkipped;
    linux_platform::GetrandomRandom random;
    DurableFolder data(folder / "data", random);
    if (!data.put("outbox/first.json", Bytes(4096)).ok()) return 1;
    if (code_of(data.put("outbox/large.json", Bytes(1 << 20))) != "store.full") return 2;
    if (count_files(folder / "data/outbox") != 1) return 3;
    if (!data.put("outbox/second.json", Bytes(4096)).ok()) return 4;
    return data.read("outbox/first.json", 10'000).ok() ? 0 : 5;
  });
  if (!skipped(status)) CHECK(status == 0);
}

TEST_CASE("a disk that can only be read is store.read_only, and what is on it is read") {
  TemporaryFolder folder;
  const int status = in_child([&] {
    if (!mount_here(folder.path(), "tmpfs", 0, "size=256k")) return kSkipped;
    linux_platform::GetrandomRandom random;
    DurableFolder data(folder / "data", random);
    if (!data.put("outbox/x.json", to_bytes("x")).ok() || !data.count_up("device.json").ok()) return 1;
    if (::mount("none", folder.path().c_str(), nullptr, MS_REMOUNT | MS_RDONLY, nullptr) != 0)
      return kSkipped;
    if (code_of(data.put("outbox/y.json", {})) != "store.read_only") return 2;
    if (code_of(data.put("new/y.json", {})) != "store.read_only") return 3;
    if (code_of(data.remove("outbox/x.json")) != "store.read_only") return 4;
    const auto counted = data.count_up("device.json");
    if (counted.ok() || counted.error().code != "store.read_only") return 5;
    return data.read("outbox/x.json", 10).ok() ? 0 : 6;
  });
  if (!skipped(status)) CHECK(status == 0);
}

TEST_CASE("a limit on the size of files, and on open files, is an error and not an end") {
  TemporaryFolder folder;
  CHECK(in_child([&] {
          linux_platform::GetrandomRandom random;
          DurableFolder data(folder / "data", random);
          std::signal(SIGXFSZ, SIG_IGN);
          const rlimit small{10'000, 10'000};
          if (::setrlimit(RLIMIT_FSIZE, &small) != 0) return 1;
          if (!data.put("outbox/small.json", Bytes(9000)).ok()) return 2;
          if (code_of(data.put("outbox/large.json", Bytes(11'000))) != "store.full") return 3;
          return count_files(folder / "data/outbox") == 1 ? 0 : 4;
        }) == 0);
  CHECK(in_child([&] {
          linux_platform::GetrandomRandom random;
          DurableFolder data(folder / "data", random);
          for (rlim_t files = 3; files < 12; ++files) {
            const rlimit few{files, 4096};
            if (::setrlimit(RLIMIT_NOFILE, &few) != 0) return 1;
            const Status put = data.put("outbox/" + std::to_string(files), to_bytes("x"));
            const bool there = std::filesystem::exists(folder / ("data/outbox/" + std::to_string(files)));
            if (put.ok() != there) return 2;
            if (!put.ok() && put.error().code != "store.io") return 3;
          }
          return 0;
        }) == 0);
}

TEST_CASE("leftover temporary files are not listed, and swept once they are old") {
  TemporaryFolder folder;
  linux_platform::GetrandomRandom random;
  DurableFolder data(folder / "data", random);
  REQUIRE(data.put("outbox/x.json", to_bytes("x")).ok());
  write_text(folder / "data/outbox/.tmp-0011223344556677", "half");
  CHECK(data.list("outbox").value().size() == 1);
  CHECK(data.sweep("outbox").value() == 0);  // it may be somebody's who is writing now
  timespec old[2] = {{1000, 0}, {1000, 0}};
  REQUIRE(::utimensat(AT_FDCWD, (folder / "data/outbox/.tmp-0011223344556677").c_str(), old, 0) == 0);
  CHECK(data.sweep("outbox").value() == 1);
  CHECK(count_files(folder / "data/outbox") == 1);
}
