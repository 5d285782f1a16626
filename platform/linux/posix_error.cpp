#include "posix_error.h"

#include <cerrno>
#include <cstring>

namespace wv::linux_platform {
namespace {

Error not_now(const char* code, const std::string& path, const std::string& what) {
  return {Fault::not_now, code, path + ": " + what};
}

}  // namespace

Error store_error(int number, const std::string& path) {
  switch (number) {
    case EEXIST:
      return {Fault::failed, "store.exists", path + ": it is there already; nothing was overwritten"};
    case ENOENT: return {Fault::bad_input, "store.missing", path + ": no such file; look at the name"};
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return not_now("store.full", path,
                     "no room left on this disk; make room, what was kept before is still there");
    case EACCES:
    case EPERM:
      return not_now("store.denied", path,
                     "this user may not do that here; give the folder to this user, or use another --data");
    case EROFS:
      return not_now("store.read_only", path,
                     "this disk can only be read; mount it for writing, or use another --data");
    case ENOTDIR:
      return not_now("store.io", path,
                     "a file lies where a folder is needed; move it away, or use another --data");
    case EISDIR: return not_now("store.io", path, "a folder lies where a file is needed; move it away");
    case ELOOP:
      return not_now("store.io", path,
                     "a symbolic link lies where the queue needs a file of its own; move it away");
    case EMFILE:
    case ENFILE:
      return not_now("store.io", path,
                     "too many files are open on this machine; close programs and try again");
    default: break;
  }
  // The thread-safe form; GNU's and POSIX' strerror_r differ, and this one exists once.
  const char* said = strerrordesc_np(number);
  return not_now("store.io", path,
                 std::string(said == nullptr ? "unknown fault" : said) + "; check the disk, then try again");
}

Error damaged(const std::string& path, const std::string& what) {
  return not_now("store.io", path,
                 what + "; put back a copy of the file, or ask the administrator: nothing was changed");
}

}  // namespace wv::linux_platform
