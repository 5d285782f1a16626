// DurableFolder::rehearse: what a save does, on a file of its own, so that a disk that has turned read-only,
// is full or dies is known before somebody has typed. SD cards die by keeping nothing and saying "done":
// hence the reading back, from the disk and not from memory.
#include <fcntl.h>
#include <unistd.h>

#include "durable_folder.h"
#include "posix_error.h"

namespace wv::linux_platform {
namespace {

constexpr std::size_t kBytes = 16 * 1024;  // as a short message

// 0, or what is wrong with it.
int read_back(int folder, const char* name, const Bytes& content) {
  const FileDescriptor file(
      uninterrupted([&] { return ::openat(folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC); }));
  if (!file.is_open()) return errno;
  static_cast<void>(::posix_fadvise(file.number(), 0, 0, POSIX_FADV_DONTNEED));
  Bytes there(content.size() + 1);
  std::size_t done = 0;
  while (done < there.size()) {
    const ssize_t got =
        uninterrupted([&] { return ::read(file.number(), there.data() + done, there.size() - done); });
    if (got < 0) return errno;
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  there.resize(done);
  return there == content ? 0 : EIO;
}

}  // namespace

Status DurableFolder::rehearse_in(const std::string& folder) {
  auto place =
      open_place(folder.empty() ? "rehearsal" : folder + "/rehearsal", folder.empty() ? Make::yes : Make::no);
  if (!place && !folder.empty() && place.error().code == "store.missing") return Done{};
  if (!place) return place.error();
  Bytes content(kBytes);
  random_.fill(content);
  const auto written = write_temporary(place.value(), content);
  if (!written) return written.error();
  const int at = place.value().folder.number();
  const std::string named = written.value() + "-named";
  int fault = ::renameat(at, written.value().c_str(), at, named.c_str()) == 0 ? 0 : errno;
  const std::string left = fault == 0 ? named : written.value();
  if (fault == 0) fault = read_back(at, named.c_str(), content);
  if (::unlinkat(at, left.c_str(), 0) != 0 && fault == 0) fault = errno;
  if (fault != 0) return store_error(fault == ENOENT ? EIO : fault, path_of(folder));
  return sync_folder(place.value().folder, folder);
}

Status DurableFolder::rehearse(const std::vector<std::string>& folders, const std::string& counted) {
  for (const std::string& folder : folders)
    if (const Status kept = rehearse_in(folder); !kept) return kept;
  if (counted.empty()) return Done{};
  const auto device = read_members(counted);
  if (!device) return device.error();
  if (device.value().size() <= 1) return Done{};  // nothing was kept yet: the first number makes it
  const auto locked = lock(counted);
  if (!locked) return locked.error();
  auto now = read_members(counted);
  if (!now) return now.error();
  return write_members(counted, std::move(now).value());
}

}  // namespace wv::linux_platform
