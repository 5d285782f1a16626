// The rest of DurableFolder: looking round, sweeping up, room left.
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>

#include <cstring>
#include <memory>

#include "durable_folder.h"
#include "foreign_worker.h"
#include "posix_error.h"

namespace wv::linux_platform {
namespace {

// Nobody writes four megabytes for ten minutes; either direction, since clocks jump.
constexpr std::int64_t kStaleMs = 10 * 60 * 1000;

struct CloseFolder {
  void operator()(DIR* folder) const { ::closedir(folder); }
};
using OpenFolder = std::unique_ptr<DIR, CloseFolder>;

std::int64_t to_ms(const timespec& time) {
  return std::int64_t{time.tv_sec} * 1000 + time.tv_nsec / 1'000'000;
}

bool is_temporary(const char* name) {
  return std::strncmp(name, kTemporaryPrefix, sizeof kTemporaryPrefix - 1) == 0;
}

// Calls `visit(name, stat)` for each entry that isn't "." or ".."; 0, or what the system said.
template <class Visit>
int each_entry(FileDescriptor opened, Visit visit) {
  // fdopendir takes the descriptor over.
  const int number = ::fcntl(opened.number(), F_DUPFD_CLOEXEC, 0);
  if (number < 0) return errno;
  const OpenFolder folder(::fdopendir(number));
  if (!folder) {
    const int fault = errno;
    ::close(number);
    return fault;
  }
  while (true) {
    errno = 0;
    const dirent* entry = ::readdir(folder.get());
    if (entry == nullptr) return errno;
    const char* name = entry->d_name;
    if (std::strcmp(name, ".") == 0 || std::strcmp(name, "..") == 0) continue;
    struct stat found;
    if (::fstatat(opened.number(), name, &found, AT_SYMLINK_NOFOLLOW) != 0) {
      if (errno == ENOENT) continue;  // gone meanwhile
      return errno;
    }
    visit(name, found);
    ForeignWorker::still_alive();
  }
}

}  // namespace

Result<std::vector<ports::Entry>> DurableFolder::list(const std::string& folder) {
  std::vector<ports::Entry> entries;
  // A missing folder is an empty one; a missing stick is not.
  if (is_foreign()) {
    if (const auto root = open_root(Make::no); !root) return root.error();
  }
  auto opened = open_folder(folder, Make::no);
  if (!opened && opened.error().code == "store.missing") return entries;
  if (!opened) return opened.error();
  const int fault = each_entry(std::move(opened).value(), [&](const char* name, const struct stat& found) {
    if (is_temporary(name)) return;
    entries.push_back({name, static_cast<std::uint64_t>(found.st_size), to_ms(found.st_mtim)});
  });
  if (fault != 0) return store_error(fault, path_of(folder));
  return entries;
}

Result<std::uint64_t> DurableFolder::sweep(const std::string& folder) {
  auto opened = open_folder(folder, Make::no);
  if (!opened && opened.error().code == "store.missing") return std::uint64_t{0};
  if (!opened) return opened.error();
  timespec now{};
  ::clock_gettime(CLOCK_REALTIME, &now);
  std::vector<std::string> stale;
  const int at = ::fcntl(opened.value().number(), F_DUPFD_CLOEXEC, 0);
  const FileDescriptor kept(at);
  if (!kept.is_open()) return store_error(errno, path_of(folder));
  const int fault = each_entry(std::move(opened).value(), [&](const char* name, const struct stat& found) {
    const std::int64_t age = to_ms(now) - to_ms(found.st_mtim);
    if (is_temporary(name) && S_ISREG(found.st_mode) && (age > kStaleMs || age < -kStaleMs))
      stale.emplace_back(name);
  });
  if (fault != 0) return store_error(fault, path_of(folder));
  std::uint64_t swept = 0;
  for (const std::string& name : stale) {
    if (::unlinkat(kept.number(), name.c_str(), 0) == 0) ++swept;
  }
  return swept;
}

Result<std::uint64_t> DurableFolder::free_bytes() {
  std::string path = root_.empty() ? "." : root_;
  struct statvfs found;
  while (::statvfs(path.c_str(), &found) != 0) {
    if (errno == EINTR) continue;
    if (errno != ENOENT || is_foreign() || path == "/" || path == ".") return store_error(errno, root_);
    // Not made yet: the room is that of the folder it will be made in.
    const std::size_t slash = path.find_last_of('/');
    path = slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
  }
  return static_cast<std::uint64_t>(found.f_bavail) * found.f_frsize;
}

}  // namespace wv::linux_platform
