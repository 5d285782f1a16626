// The data folder, with what "durable" means on Linux: temporary file (O_EXCL), write, fsync, close,
// rename without replacing (or link), fsync of the folder, and of its parent when the folder is new.
// Synchronous: PosixStore calls it on the worker. Safe for several processes on one folder.
// Nothing follows a symbolic link inside the folder; an fsync that failed is never repeated, since the
// kernel may have thrown the pages away and would then say "done".
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "base/json.h"
#include "base/result.h"
#include "file_descriptor.h"
#include "ports/random.h"
#include "ports/store.h"

namespace wv::linux_platform {

// Files that are being written, or that a crash left. They are never listed.
inline constexpr char kTemporaryPrefix[] = ".tmp-";

class DurableFolder {
 public:
  // Of somebody else's: must_be_there is never made; this_one isn't either, and another folder that takes its
  // place (the stick was pulled out, and its mount point is left) is not it. made_where_no_stick_belongs is
  // made unless it would lie where sticks appear and none is in.
  enum class Root { made_when_missing, made_where_no_stick_belongs, must_be_there, this_one };
  DurableFolder(std::string root, ports::Random& random, Root rule = Root::made_when_missing)
      : root_(std::move(root)), random_(random), rule_(rule) {}

  [[nodiscard]] Status put(const std::string& name, const Bytes& content);
  [[nodiscard]] Status replace(const std::string& name, const Bytes& content);
  // Of many: temporary files, one syncfs for all their contents where the file system keeps that word (else
  // an fsync each), the names, one fsync of the folder.
  using Over = ports::Store::Over;
  [[nodiscard]] std::vector<Status> write_all(const std::string& folder,
                                              const std::vector<ports::Named>& files, Over over);
  [[nodiscard]] std::vector<Status> remove_all(const std::string& folder,
                                               const std::vector<std::string>& names);
  [[nodiscard]] Status move(const std::string& from, const std::string& to);
  [[nodiscard]] Status remove(const std::string& name);
  [[nodiscard]] Result<Bytes> read(const std::string& name, std::uint64_t most_bytes);
  [[nodiscard]] Result<std::vector<ports::Entry>> list(const std::string& folder);
  [[nodiscard]] Result<std::uint64_t> sweep(const std::string& folder);
  [[nodiscard]] Result<std::uint64_t> free_bytes();
  [[nodiscard]] Status rehearse(const std::vector<std::string>& folders, const std::string& counted);
  // Where the highest number is kept a second time, outside of this folder, so that a folder that is gone, or
  // an older copy of it, gives no number out again. What can't be written there is not kept there: it is a
  // help, not a need.
  void remember_numbers_at(const std::string& folder, const std::string& name);
  [[nodiscard]] Result<std::uint64_t> count_up(const std::string& name);
  [[nodiscard]] Result<std::string> member(const std::string& name, const std::string& key);
  [[nodiscard]] Status set_member(const std::string& name, const std::string& key, const std::string& was,
                                  const std::string& now);
  [[nodiscard]] Status note(const std::string& name, const std::string& line, std::uint64_t most_bytes);

  [[nodiscard]] Result<FileDescriptor> hold(const std::string& name) { return lock(name, Patience::none); }

  [[nodiscard]] std::string path_of(const std::string& name) const;

 private:
  enum class Make { no, yes };
  enum class Sync { now, later };  // later: whoever asks for that syncs it before it gets its name
  struct Place {                   // an opened folder and a name in it
    FileDescriptor folder;
    std::string folder_name, file_name;
  };

  [[nodiscard]] Result<FileDescriptor> open_root(Make make);
  [[nodiscard]] bool is_foreign() const { return rule_ != Root::made_when_missing; }
  [[nodiscard]] Status make_root();
  [[nodiscard]] Status look_at_root(const FileDescriptor& root);
  [[nodiscard]] Error stick_is_out() const;
  [[nodiscard]] Result<FileDescriptor> open_folder(const std::string& folder, Make make);
  [[nodiscard]] Result<Place> open_place(const std::string& name, Make make);
  [[nodiscard]] Result<std::string> write_temporary(const Place& place, const Bytes& content,
                                                    Sync sync = Sync::now);
  [[nodiscard]] static int give_name(int folder, const char* from, const char* to, Over over);
  [[nodiscard]] Status write(const std::string& name, const Bytes& content, Over over);
  enum class Patience { waits, none };
  [[nodiscard]] Result<FileDescriptor> lock(const std::string& name,
                                            Patience patience = Patience::waits);  // held while it is open
  [[nodiscard]] Result<Json> read_members(const std::string& name);
  [[nodiscard]] Result<Json> read_one(const std::string& name);
  [[nodiscard]] Status rehearse_in(const std::string& folder);
  [[nodiscard]] std::uint64_t remembered_number();
  [[nodiscard]] Status write_members(const std::string& name, Json device);
  [[nodiscard]] Status sync_folder(const FileDescriptor& folder, const std::string& folder_name);

  std::string root_;
  ports::Random& random_;
  Root rule_;
  std::optional<std::pair<std::uint64_t, std::uint64_t>> met_;  // device and inode of this_one
  std::unique_ptr<DurableFolder> beside_;                       // where numbers are remembered
  std::string beside_name_;
  std::set<std::string> entered_;  // folders whose own entry in their parent is known to be durable
};

}  // namespace wv::linux_platform
