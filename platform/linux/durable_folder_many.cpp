// Many files of one folder at once. What an fsync each would cost (a commit of the file system's journal
// each) is paid once for all. Between the two no name leads to a file whose content isn't durable.
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>

#include "durable_folder.h"
#include "posix_error.h"

namespace wv::linux_platform {
namespace {

constexpr std::size_t kTogether = 2;  // one alone need not wait for other programs' files

// Those whose syncfs writes everything and tells of a fault (Linux 5.8 and later): others, FUSE and network
// shares among them, may take the call and do nothing.
bool keeps_syncfs(int folder) {
  constexpr std::array<long, 5> kKnown = {0xEF53, 0x58465342, 0x9123683E, 0xF2F52010,
                                          0x01021994};  // ext4 xfs btrfs f2fs tmpfs
  struct statfs found;
  if (uninterrupted([&] { return ::fstatfs(folder, &found); }) != 0) return false;
  return std::find(kKnown.begin(), kKnown.end(), static_cast<long>(found.f_type)) != kKnown.end();
}

bool is_one_name(const std::string& name) {
  return !name.empty() && name != "." && name != ".." && name.find('/') == std::string::npos &&
         name.find('\0') == std::string::npos;
}

}  // namespace

std::vector<Status> DurableFolder::write_all(const std::string& folder,
                                             const std::vector<ports::Named>& files, Over over) {
  std::vector<Status> results(files.size(), Status(Done{}));
  if (files.empty()) return results;
  auto place = open_place(folder + "/" + files.front().name, Make::yes);
  if (!place) return std::vector<Status>(files.size(), Status(place.error()));
  Place& at = place.value();
  const int number = at.folder.number();
  const bool together = files.size() >= kTogether && keeps_syncfs(number);
  std::vector<std::string> temporary(files.size());
  for (std::size_t i = 0; i < files.size(); ++i) {
    at.file_name = files[i].name;
    if (!is_one_name(files[i].name)) {
      results[i] = Error{Fault::bad_input, "store.missing",
                         path_of(folder) + ": a name that leads out of this folder; use a plain one"};
      continue;
    }
    auto written = write_temporary(at, files[i].content, together ? Sync::later : Sync::now);
    if (written)
      temporary[i] = std::move(written).value();
    else
      results[i] = written.error();
  }
  // Not repeated when it fails: the kernel may have thrown the pages away and would then say "done".
  const int fault = !together || uninterrupted([&] { return ::syncfs(number); }) == 0 ? 0 : errno;
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (temporary[i].empty()) continue;
    const int refused =
        fault != 0 ? fault : give_name(number, temporary[i].c_str(), files[i].name.c_str(), over);
    if (refused == 0) continue;
    ::unlinkat(number, temporary[i].c_str(), 0);
    results[i] = store_error(refused == ENOENT ? EIO : refused, path_of(folder + "/" + files[i].name));
    temporary[i].clear();
  }
  if (fault != 0) return results;
  const Status synced = sync_folder(at.folder, at.folder_name);
  if (synced) return results;
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (temporary[i].empty()) continue;
    // "Not kept" is what we are about to say, so it should not lie there as if it were kept.
    if (over == Over::refuse) ::unlinkat(number, files[i].name.c_str(), 0);
    results[i] = synced;
  }
  return results;
}

std::vector<Status> DurableFolder::remove_all(const std::string& folder,
                                              const std::vector<std::string>& names) {
  std::vector<Status> results(names.size(), Status(Done{}));
  if (names.empty()) return results;
  auto place = open_place(folder + "/" + names.front(), Make::no);
  if (!place) return std::vector<Status>(names.size(), Status(place.error()));
  for (std::size_t i = 0; i < names.size(); ++i) {
    const bool plain = is_one_name(names[i]);
    if (!plain || ::unlinkat(place.value().folder.number(), names[i].c_str(), 0) != 0)
      results[i] = store_error(plain ? errno : ENOENT, path_of(folder + "/" + names[i]));
  }
  const Status synced = sync_folder(place.value().folder, place.value().folder_name);
  if (synced) return results;
  for (Status& result : results)
    if (result) result = synced;
  return results;
}

}  // namespace wv::linux_platform
