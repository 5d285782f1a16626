#include "durable_folder.h"

#include <fcntl.h>
#include <linux/fs.h>
#include <stdio.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "foreign_worker.h"
#include "posix_error.h"
#include "sticks.h"

namespace wv::linux_platform {
namespace {

constexpr mode_t kFolderMode = 0700;
constexpr mode_t kFileMode = 0600;

// Plain relative names only: what comes from a file or a server must not leave the folder.
bool is_plain(const std::string& name) {
  if (name.empty() || name.find('\0') != std::string::npos) return false;
  std::size_t begin = 0;
  while (begin <= name.size()) {
    const std::size_t end = std::min(name.find('/', begin), name.size());
    const std::string_view part(name.data() + begin, end - begin);
    if (part.empty() || part == "." || part == "..") return false;
    begin = end + 1;
  }
  return true;
}

int open_directory(int at, const char* name, int more_flags) {
  return uninterrupted([&] { return ::openat(at, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | more_flags); });
}

// 0, or what the system said.
int sync_of(int number) {
  return uninterrupted([&] { return ::fsync(number); }) == 0 ? 0 : errno;
}

int write_whole(int number, const Bytes& content) {
  std::size_t done = 0;
  while (done < content.size()) {
    const ssize_t written =
        uninterrupted([&] { return ::write(number, content.data() + done, content.size() - done); });
    if (written < 0) return errno;
    ForeignWorker::still_alive();
    if (written == 0) return EIO;  // no progress and no reason: not a loop to stay in
    done += static_cast<std::size_t>(written);
  }
  return 0;
}

bool is_unknown_here(int fault) { return fault == EINVAL || fault == ENOSYS || fault == EOPNOTSUPP; }

// The third way, for file systems that know neither a rename without replacing nor hard links (exFAT and FAT
// as FUSE serves them): an empty file takes the name if it is free (O_EXCL), and the whole one replaces that.
// A power cut in between leaves an empty file, never half of one; whoever finds one that is no envelope
// writes it anew.
int take_name(int from_folder, const char* from, int to_folder, const char* to) {
  FileDescriptor taken(uninterrupted([&] {
    return ::openat(to_folder, to, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, kFileMode);
  }));
  if (!taken.is_open()) return errno;
  taken.close_now();
  if (::renameat(from_folder, from, to_folder, to) == 0) return 0;
  const int fault = errno;
  ::unlinkat(to_folder, to, 0);
  return fault;
}

// Gives a file its name unless the name is taken.
int rename_new(int from_folder, const char* from, int to_folder, const char* to) {
  if (::renameat2(from_folder, from, to_folder, to, RENAME_NOREPLACE) == 0) return 0;
  if (!is_unknown_here(errno)) return errno;
  if (::linkat(from_folder, from, to_folder, to, 0) != 0) {
    const bool no_links = is_unknown_here(errno) || errno == EPERM || errno == EMLINK;
    return no_links ? take_name(from_folder, from, to_folder, to) : errno;
  }
  return ::unlinkat(from_folder, from, 0) == 0 ? 0 : errno;
}

std::string parent_of(const std::string& path) {
  const std::size_t slash = path.find_last_of('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

}  // namespace

std::string DurableFolder::path_of(const std::string& name) const {
  if (name.empty()) return root_;
  return root_ + (root_.back() == '/' ? "" : "/") + name;
}

Status DurableFolder::sync_folder(const FileDescriptor& folder, const std::string& folder_name) {
  const int fault = sync_of(folder.number());
  if (is_foreign() && is_unknown_here(fault))
    return Done{};  // there are shares whose folders can't be synced
  if (fault != 0) return store_error(fault, path_of(folder_name));
  return Done{};
}

// Makes the root and its missing parents, each durable in its own parent.
Status DurableFolder::make_root() {
  std::string path = root_;
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  std::vector<std::string> missing;
  struct stat found;
  while (::stat(path.c_str(), &found) != 0) {
    if (errno != ENOENT) return store_error(errno, path);
    missing.push_back(path);
    path = parent_of(path);
  }
  if (rule_ == Root::made_where_no_stick_belongs && a_stick_belongs_in(path)) {
    return Error{Fault::bad_input, "store.missing",
                 root_ + ": no stick is in there; put it in, or name another folder"};
  }
  for (; !missing.empty(); missing.pop_back()) {
    const std::string& folder = missing.back();
    if (::mkdir(folder.c_str(), kFolderMode) != 0 && errno != EEXIST) return store_error(errno, folder);
    const std::string parent = parent_of(folder);
    const FileDescriptor opened(open_directory(AT_FDCWD, parent.c_str(), 0));
    const int fault = opened.is_open() ? sync_of(opened.number()) : errno;
    if (fault != 0) return store_error(fault, parent);
  }
  return Done{};
}

Result<FileDescriptor> DurableFolder::open_root(Make make) {
  if (root_.empty()) return Error{Fault::bad_input, "store.missing", "no data folder is named; use --data"};
  int number = open_directory(AT_FDCWD, root_.c_str(), 0);
  const bool may_make = rule_ == Root::made_when_missing || rule_ == Root::made_where_no_stick_belongs;
  if (number < 0 && errno == ENOENT && make == Make::yes && may_make) {
    const Status made = make_root();
    if (!made) return made.error();
    number = open_directory(AT_FDCWD, root_.c_str(), 0);
  }
  if (number < 0 && errno == ENOENT && rule_ == Root::this_one) return stick_is_out();
  if (number < 0) return store_error(errno, root_);
  FileDescriptor root(number);
  if (const Status same = look_at_root(root); !same) return same.error();
  return root;
}

// A stick's folder is the one that was met first: its mount point, once it is pulled out, is another.
Status DurableFolder::look_at_root(const FileDescriptor& root) {
  if (rule_ != Root::this_one) return Done{};
  struct stat found;
  if (::fstat(root.number(), &found) != 0) return store_error(errno, root_);
  const auto identity = std::pair<std::uint64_t, std::uint64_t>(found.st_dev, found.st_ino);
  if (!met_) met_ = identity;
  if (*met_ == identity) return Done{};
  return stick_is_out();
}

Error DurableFolder::stick_is_out() const {
  return {Fault::not_now, "store.missing",
          root_ + ": the stick is out; put it in again, what it held is whole"};
}

Result<FileDescriptor> DurableFolder::open_folder(const std::string& folder, Make make) {
  auto parent = open_root(make);
  std::size_t begin = 0;
  while (parent && begin < folder.size()) {
    const std::size_t end = std::min(folder.find('/', begin), folder.size());
    const std::string part = folder.substr(begin, end - begin);
    const std::string whole = folder.substr(0, end);
    const bool made = make == Make::yes && ::mkdirat(parent.value().number(), part.c_str(), kFolderMode) == 0;
    const int refused = make == Make::no || made ? 0 : errno;
    FileDescriptor opened(open_directory(parent.value().number(), part.c_str(), O_NOFOLLOW));
    // When it isn't there because it couldn't be made, the reason for that is the one to tell.
    if (!opened.is_open())
      return store_error(errno == ENOENT && refused != 0 ? refused : errno, path_of(whole));
    // Another process may have made it and not yet synced it, so the first time we do it in any case.
    if (make == Make::yes && (made || !entered_.contains(whole))) {
      const Status synced = sync_folder(parent.value(), parent_of("/" + whole).substr(1));
      if (!synced) return synced.error();
      entered_.insert(whole);
    }
    parent = std::move(opened);
    begin = end + 1;
  }
  return parent;
}

Result<DurableFolder::Place> DurableFolder::open_place(const std::string& name, Make make) {
  if (!is_plain(name))
    return Error{Fault::bad_input, "store.missing",
                 path_of("") + ": a name that leads out of this folder; use a plain one"};
  const std::size_t slash = name.find_last_of('/');
  Place place;
  place.folder_name = slash == std::string::npos ? "" : name.substr(0, slash);
  place.file_name = slash == std::string::npos ? name : name.substr(slash + 1);
  auto folder = open_folder(place.folder_name, make);
  if (!folder) return folder.error();
  place.folder = std::move(folder).value();
  return place;
}

// Writes, syncs and closes a temporary file, and gives its name. After a fault it is gone again.
Result<std::string> DurableFolder::write_temporary(const Place& place, const Bytes& content, Sync sync) {
  std::array<std::uint8_t, 8> chance{};
  random_.fill(chance);
  const std::string name = kTemporaryPrefix + to_hex(chance);
  const int at = place.folder.number();
  FileDescriptor file(uninterrupted([&] {
    return ::openat(at, name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, kFileMode);
  }));
  const std::string shown =
      path_of(place.folder_name.empty() ? place.file_name : place.folder_name + "/" + place.file_name);
  if (!file.is_open()) return store_error(errno == EEXIST ? EIO : errno, shown);
  int fault = write_whole(file.number(), content);
  if (fault == 0 && sync == Sync::now) fault = sync_of(file.number());
  const int closing = file.close_now();
  if (fault == 0) fault = closing;
  if (fault == 0) return name;
  ::unlinkat(at, name.c_str(), 0);
  return store_error(fault, shown);
}

int DurableFolder::give_name(int folder, const char* from, const char* to, Over over) {
  if (over == Over::refuse) return rename_new(folder, from, folder, to);
  return ::renameat(folder, from, folder, to) == 0 ? 0 : errno;
}

Status DurableFolder::write(const std::string& name, const Bytes& content, Over over) {
  const auto place = open_place(name, Make::yes);
  if (!place) return place.error();
  const int at = place.value().folder.number();
  const char* file_name = place.value().file_name.c_str();
  const auto temporary = write_temporary(place.value(), content);
  if (!temporary) return temporary.error();
  const char* temporary_name = temporary.value().c_str();
  const int fault = give_name(at, temporary_name, file_name, over);
  if (fault != 0) {
    ::unlinkat(at, temporary_name, 0);
    return store_error(fault == ENOENT ? EIO : fault, path_of(name));
  }
  const Status synced = sync_folder(place.value().folder, place.value().folder_name);
  // "Not kept" is what we are about to say, so it should not lie there as if it were kept.
  if (!synced && over == Over::refuse) ::unlinkat(at, file_name, 0);
  return synced;
}

Status DurableFolder::put(const std::string& name, const Bytes& content) {
  return write(name, content, Over::refuse);
}

Status DurableFolder::replace(const std::string& name, const Bytes& content) {
  return write(name, content, Over::replace);
}

Status DurableFolder::move(const std::string& from, const std::string& to) {
  const auto source = open_place(from, Make::no);
  if (!source) return source.error();
  struct stat found;
  if (::fstatat(source.value().folder.number(), source.value().file_name.c_str(), &found,
                AT_SYMLINK_NOFOLLOW) != 0) {
    return store_error(errno, path_of(from));
  }
  const auto target = open_place(to, Make::yes);
  if (!target) return target.error();
  const int fault = rename_new(source.value().folder.number(), source.value().file_name.c_str(),
                               target.value().folder.number(), target.value().file_name.c_str());
  if (fault != 0) return store_error(fault, path_of(fault == EEXIST ? to : from));
  // The new name first: a power cut between the two may leave both names, never none.
  const Status arrived = sync_folder(target.value().folder, target.value().folder_name);
  if (!arrived) return arrived;
  return sync_folder(source.value().folder, source.value().folder_name);
}

Status DurableFolder::remove(const std::string& name) {
  const auto place = open_place(name, Make::no);
  if (!place) return place.error();
  if (::unlinkat(place.value().folder.number(), place.value().file_name.c_str(), 0) != 0) {
    return store_error(errno, path_of(name));
  }
  return sync_folder(place.value().folder, place.value().folder_name);
}

Result<Bytes> DurableFolder::read(const std::string& name, std::uint64_t most_bytes) {
  const auto place = open_place(name, Make::no);
  if (!place) return place.error();
  // O_NONBLOCK: a pipe of that name must not stop the queue.
  const FileDescriptor file(uninterrupted([&] {
    return ::openat(place.value().folder.number(), place.value().file_name.c_str(),
                    O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
  }));
  struct stat found;
  if (!file.is_open() || ::fstat(file.number(), &found) != 0) return store_error(errno, path_of(name));
  if (!S_ISREG(found.st_mode)) return store_error(S_ISDIR(found.st_mode) ? EISDIR : EIO, path_of(name));
  const Error too_large{
      Fault::bad_input, "store.too_large",
      path_of(name) + ": larger than " + std::to_string(most_bytes) + " bytes; it can't be one of ours"};
  if (static_cast<std::uint64_t>(found.st_size) > most_bytes) return too_large;
  Bytes content(static_cast<std::size_t>(found.st_size));
  std::size_t done = 0;
  while (done < content.size()) {
    const ssize_t got =
        uninterrupted([&] { return ::read(file.number(), content.data() + done, content.size() - done); });
    if (got < 0) return store_error(errno, path_of(name));
    if (got == 0) break;  // cut short meanwhile
    done += static_cast<std::size_t>(got);
  }
  content.resize(done);
  return content;
}

}  // namespace wv::linux_platform
