#include "posix_files.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <utility>

#include "base/path.h"
#include "base/bytes.h"
#include "file_descriptor.h"
#include "later.h"

namespace wv::linux_platform {
namespace {

constexpr std::size_t kFirstRoom = 4096;  // of what doesn't say how long it is

Error missing(const std::string& path) {
  return {Fault::bad_input, "file.missing", path + ": there is no such file; check the name."};
}
Error unreadable(const std::string& path) {
  return {Fault::bad_input, "file.unreadable", path + ": can't be read; check its rights and the disk."};
}
Error not_written(const std::string& path, int number) {
  return {Fault::not_now, "file.not_written", path + ": can't be written: " + std::strerror(number) + "."};
}
Error silent(const std::string& folder) {
  return {Fault::not_now, "file.silent", folder + ": doesn't answer; look whether it is there."};
}

// A pipe that nobody writes to would hold up the opening of what should be a file.
Result<FileDescriptor> open_to_read(const std::string& path, ports::Files::Take take, struct stat& facts) {
  const bool streams = take == ports::Files::Take::streams;
  FileDescriptor file(uninterrupted(
      [&] { return ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | (streams ? 0 : O_NONBLOCK)); }));
  if (!file.is_open()) return errno == ENOENT || errno == ENOTDIR ? missing(path) : unreadable(path);
  if (::fstat(file.number(), &facts) != 0) return unreadable(path);
  if (S_ISDIR(facts.st_mode) || (!streams && !S_ISREG(facts.st_mode))) return missing(path);
  return file;
}

// Nothing of it stays in the room that it grew out of.
void grow(std::string& text, std::size_t room) {
  std::string larger(room, '\0');
  std::copy(text.begin(), text.end(), larger.begin());
  wipe(text.data(), text.size());
  text = std::move(larger);
}

Result<std::string> read_now(const std::string& path, std::uint64_t most_bytes, ports::Files::Take take) {
  const Error too_large{Fault::bad_input, "file.too_large", path + ": is larger than such a file can be."};
  struct stat facts {};
  const auto file = open_to_read(path, take, facts);
  if (!file) return file.error();
  const bool sized = S_ISREG(facts.st_mode) && facts.st_size > 0;
  if (sized && static_cast<std::uint64_t>(facts.st_size) > most_bytes) return too_large;
  std::string text(sized ? static_cast<std::size_t>(facts.st_size) : kFirstRoom, '\0');
  std::size_t done = 0;
  for (;;) {
    if (done == text.size()) {
      if (sized) return text;
      if (done > most_bytes) break;
      grow(text, done * 2);
    }
    const ssize_t got =
        uninterrupted([&] { return ::read(file.value().number(), text.data() + done, text.size() - done); });
    if (got < 0) return unreadable(path);
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  text.resize(done);
  if (done > most_bytes) return too_large;
  return text;
}

Result<std::vector<std::string>> list_now(const std::string& folder) {
  const std::unique_ptr<DIR, int (*)(DIR*)> open(::opendir(folder.c_str()), ::closedir);
  if (!open) return errno == ENOENT || errno == ENOTDIR ? missing(folder) : unreadable(folder);
  std::vector<std::string> names;
  for (errno = 0; const dirent* entry = ::readdir(open.get()); errno = 0) {
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") names.emplace_back(name);
  }
  if (errno != 0) return unreadable(folder);
  std::sort(names.begin(), names.end());
  return names;
}

void make_folders(const std::string& folder) {
  if (folder.empty() || ::mkdir(folder.c_str(), 0777) == 0 || errno != ENOENT) return;
  make_folders(folder_of(folder));
  ::mkdir(folder.c_str(), 0777);
}

int write_whole(int file, std::span<const std::uint8_t> bytes) {
  while (!bytes.empty()) {
    const ssize_t put = uninterrupted([&] { return ::write(file, bytes.data(), bytes.size()); });
    if (put < 0) return errno;
    bytes = bytes.subspan(static_cast<std::size_t>(put));
  }
  return 0;
}

int open_new(const std::string& path) {
  constexpr int kNew = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW;
  return uninterrupted([&] { return ::open(path.c_str(), kNew, 0666); });
}

}  // namespace

std::optional<ports::FileFacts> PosixFiles::look(const std::string& path) const {
  struct stat there {};
  if (::stat(path.c_str(), &there) != 0) return std::nullopt;
  using Kind = ports::FileFacts::Kind;
  const Kind kind = S_ISREG(there.st_mode) ? Kind::file : S_ISDIR(there.st_mode) ? Kind::folder : Kind::other;
  return ports::FileFacts{kind, static_cast<std::uint64_t>(there.st_size),
                          there.st_mtim.tv_sec * 1'000'000'000 + there.st_mtim.tv_nsec,
                          (there.st_mode & (S_IRWXG | S_IRWXO)) == 0};
}

Result<std::string> PosixFiles::read(const std::string& path, std::uint64_t most_bytes, Take take) const {
  return read_now(path, most_bytes, take);
}

Status PosixFiles::read_into(const std::string& path, std::span<const std::span<std::uint8_t>> parts) const {
  std::size_t expected = 0;
  for (const auto& part : parts) expected += part.size();
  struct stat facts {};
  const auto file = open_to_read(path, Take::files, facts);
  if (!file) return file.error();
  if (static_cast<std::size_t>(facts.st_size) != expected) return unreadable(path);
  for (std::span<std::uint8_t> part : parts)
    while (!part.empty()) {
      const ssize_t got =
          uninterrupted([&] { return ::read(file.value().number(), part.data(), part.size()); });
      if (got <= 0) return unreadable(path);
      part = part.subspan(static_cast<std::size_t>(got));
    }
  return Done{};
}

Result<std::vector<std::string>> PosixFiles::list(const std::string& folder) const {
  return list_now(folder);
}

Status PosixFiles::write(const std::string& path,
                         std::span<const std::span<const std::uint8_t>> parts) const {
  // A name of its own for each process: two may write the same at the same moment.
  const std::string part_name = path + "." + std::to_string(::getpid()) + ".part";
  FileDescriptor file(open_new(part_name));
  if (!file.is_open() && errno == ENOENT) {
    make_folders(folder_of(path));
    file = FileDescriptor(open_new(part_name));
  }
  if (!file.is_open()) return not_written(path, errno);
  int fault = 0;
  for (const auto& part : parts)
    if (fault == 0) fault = write_whole(file.number(), part);
  if (const int closed = file.close_now(); fault == 0) fault = closed;
  if (fault == 0 && ::rename(part_name.c_str(), path.c_str()) != 0) fault = errno;
  if (fault == 0) return Done{};
  ::unlink(part_name.c_str());
  return not_written(path, fault);
}

void PosixFiles::remove(const std::string& path) const { ::unlink(path.c_str()); }

void PosixFiles::list_foreign(const std::string& folder, Answer<std::vector<std::string>> answer) const {
  later<std::vector<std::string>>(
      queue_of_(folder), std::move(answer), [folder] { return list_now(folder); }, silent(folder));
}

void PosixFiles::fetch_foreign(const std::string& folder, const std::string& name, std::uint64_t most_bytes,
                               Answer<std::string> answer) const {
  later<std::string>(
      queue_of_(folder), std::move(answer),
      [path = path_in(folder, name), most_bytes] { return read_now(path, most_bytes, Take::files); },
      silent(folder));
}

}  // namespace wv::linux_platform
