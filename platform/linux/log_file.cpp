// The log part of DurableFolder: lines at the end of a file that never grows over its bound.
#include <fcntl.h>
#include <sys/stat.h>

#include "durable_folder.h"
#include "posix_error.h"

namespace wv::linux_platform {

Status DurableFolder::note(const std::string& name, const std::string& line, std::uint64_t most_bytes) {
  const auto place = open_place(name, Make::yes);
  if (!place) return place.error();
  const int at = place.value().folder.number();
  const std::string& file_name = place.value().file_name;
  const std::string text = line + "\n";
  const auto open_log = [&] {
    return FileDescriptor(uninterrupted([&] {
      return ::openat(at, file_name.c_str(),
                      O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0600);
    }));
  };
  FileDescriptor file = open_log();
  struct stat found;
  if (!file.is_open() || ::fstat(file.number(), &found) != 0) return store_error(errno, path_of(name));
  if (!S_ISREG(found.st_mode)) return store_error(EIO, path_of(name));
  if (found.st_size > 0 && static_cast<std::uint64_t>(found.st_size) + text.size() > most_bytes) {
    // Two processes may both find it full: the second then moves a nearly empty one, and loses history only.
    if (::renameat(at, file_name.c_str(), at, (file_name + ".old").c_str()) != 0)
      return store_error(errno, path_of(name));
    file = open_log();
    if (!file.is_open()) return store_error(errno, path_of(name));
  }
  // One write: lines of two processes never mix (O_APPEND).
  const ssize_t written = uninterrupted([&] { return ::write(file.number(), text.data(), text.size()); });
  if (written != static_cast<ssize_t>(text.size()))
    return store_error(written < 0 ? errno : ENOSPC, path_of(name));
  return Done{};
}

}  // namespace wv::linux_platform
