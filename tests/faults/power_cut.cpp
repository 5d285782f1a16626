#include "power_cut.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <set>

namespace wv::faults {
namespace {

using Kind = Call::Kind;
constexpr std::size_t kBlock = 4096;
constexpr std::size_t kMostBits = 9;  // beyond that: none, all, each one missing, each one alone

struct Inode {
  Bytes durable, now;
  [[nodiscard]] bool synced() const { return durable == now; }
};
using File = std::shared_ptr<Inode>;  // null: a folder

// One change of a folder that isn't durable yet.
struct Change {
  std::string adds, removes;  // paths; either may be empty
  File file;
  [[nodiscard]] bool between_folders() const;
  [[nodiscard]] bool touches(const std::string& folder) const;
};

std::string folder_of(const std::string& path) {
  return path.substr(0, path.find_last_of('/', path.size() - 2) + 1);
}

bool Change::between_folders() const {
  return !adds.empty() && !removes.empty() && folder_of(adds) != folder_of(removes);
}
bool Change::touches(const std::string& folder) const {
  return (!adds.empty() && folder_of(adds) == folder) || (!removes.empty() && folder_of(removes) == folder);
}

// Every choice from `bits` yes-or-no questions, or the telling ones when there are too many.
std::vector<std::vector<bool>> choices(std::size_t bits) {
  std::vector<std::vector<bool>> all;
  if (bits <= kMostBits) {
    for (std::uint64_t mask = 0; mask < (std::uint64_t{1} << bits); ++mask) {
      std::vector<bool> choice(bits);
      for (std::size_t i = 0; i < bits; ++i) choice[i] = ((mask >> i) & 1U) != 0;
      all.push_back(std::move(choice));
    }
    return all;
  }
  for (const bool most : {false, true}) {
    all.emplace_back(bits, most);
    for (std::size_t i = 0; i < bits; ++i) {
      all.emplace_back(bits, most);
      all.back()[i] = !most;
    }
  }
  return all;
}

// What may be found of a file whose end was never synced: its blocks each new or as before, its length any.
std::vector<Bytes> contents_of(const Inode& inode) {
  if (inode.synced()) return {inode.durable};
  std::vector<Bytes> found;
  const std::size_t blocks = (inode.now.size() + kBlock - 1) / kBlock;
  for (const auto& choice : choices(blocks)) {
    Bytes content(inode.now.size(), 0);
    std::copy_n(inode.durable.begin(), std::min(inode.durable.size(), content.size()), content.begin());
    for (std::size_t i = 0; i < blocks; ++i) {
      if (!choice[i]) continue;
      const std::size_t begin = i * kBlock, end = std::min(begin + kBlock, content.size());
      std::copy(inode.now.begin() + static_cast<std::ptrdiff_t>(begin),
                inode.now.begin() + static_cast<std::ptrdiff_t>(end),
                content.begin() + static_cast<std::ptrdiff_t>(begin));
    }
    found.push_back(content);
    for (std::size_t length = 0; length < content.size(); length += kBlock) {
      found.emplace_back(content.begin(), content.begin() + static_cast<std::ptrdiff_t>(length));
    }
    found.emplace_back(content.begin(), content.begin() + static_cast<std::ptrdiff_t>(content.size() / 2));
  }
  return found;
}

class Machine {
 public:
  Machine(std::string root, const Files& before, Disk disk) : root_(std::move(root)), disk_(disk) {
    for (const auto& [path, content] : before) {
      names_[path] = durable_[path] =
          path.back() == '/' ? nullptr : std::make_shared<Inode>(Inode{content, content});
    }
  }

  // True when something is different now.
  bool take(const Call& call) {
    if (call.result < 0 || !call.path.starts_with(root_)) return false;
    switch (call.kind) {
      case Kind::open: return call.creates && made(call.path);
      case Kind::write: return wrote(call);
      case Kind::sync: return sync(call.path);
      case Kind::sync_all: return sync_all();
      case Kind::rename: return change({call.to, call.path, names_[call.path]});
      case Kind::link: return change({call.to, "", names_[call.path]});
      case Kind::unlink: return change({"", call.path, nullptr});
      case Kind::make_folder: return change({call.path + "/", "", nullptr});
      default: return false;
    }
  }

  void each(const std::function<void(Files)>& visit) const {
    std::vector<std::size_t> ways;
    std::size_t bits = 0;
    for (const Change& change : pending_) bits += change.between_folders() ? 2 : 1;
    for (const auto& choice : choices(bits)) {
      auto names = durable_;
      std::size_t bit = 0;
      for (const Change& change : pending_) {
        const bool adds = choice[bit++];
        const bool removes = change.between_folders() ? choice[bit++] && adds : adds;
        if (adds && !change.adds.empty()) names[change.adds] = change.file;
        if (removes && !change.removes.empty()) names.erase(change.removes);
      }
      each_content(names, visit);
    }
  }

 private:
  using Names = std::map<std::string, File>;

  bool made(const std::string& path) {
    return !names_.contains(path) && change({path, "", std::make_shared<Inode>()});
  }

  bool wrote(const Call& call) {
    const auto found = names_.find(call.path);
    if (found == names_.end() || !found->second) return false;
    found->second->now.insert(found->second->now.end(), call.written.begin(),
                              call.written.end());  // all are written from the front on
    return true;
  }

  bool sync(const std::string& path) {
    const auto found = names_.find(path);
    if (found != names_.end() && found->second) {
      if (disk_ == Disk::no_file_sync) return false;
      found->second->durable = found->second->now;
      return true;
    }
    if (disk_ == Disk::no_folder_sync) return false;
    std::vector<Change> left;
    for (Change& change : pending_) {
      if (!change.touches(path + "/")) {
        left.push_back(std::move(change));
        continue;
      }
      // Of a move between two folders only this one's half is sure.
      const bool adds_here = !change.adds.empty() && folder_of(change.adds) == path + "/";
      const bool removes_here = !change.removes.empty() && folder_of(change.removes) == path + "/";
      if (!change.adds.empty()) durable_[change.adds] = change.file;  // never a removal without the new name
      if (removes_here) durable_.erase(change.removes);
      if (adds_here && !removes_here && !change.removes.empty())
        left.push_back({"", change.removes, nullptr});
    }
    pending_ = std::move(left);
    return true;
  }

  // What every file holds is durable then; of names we believe nothing but what a folder's own fsync says.
  bool sync_all() {
    if (disk_ == Disk::no_file_sync) return false;
    for (const auto& [path, file] : names_)
      if (file) file->durable = file->now;
    return true;
  }

  bool change(Change change) {
    if (!change.adds.empty()) names_[change.adds] = change.file;
    if (!change.removes.empty()) names_.erase(change.removes);
    pending_.push_back(std::move(change));
    return true;
  }

  // A name is reachable only through folders that are there.
  static bool reachable(const Names& names, const std::string& path, const std::string& root) {
    for (std::string folder = folder_of(path); folder.size() > root.size() + 1; folder = folder_of(folder)) {
      if (!names.contains(folder)) return false;
    }
    return true;
  }

  void each_content(const Names& names, const std::function<void(Files)>& visit) const {
    Files files;
    std::vector<std::pair<std::string, std::vector<Bytes>>> torn;
    for (const auto& [path, file] : names) {
      if (!reachable(names, path, root_)) continue;
      if (!file || file->synced()) {
        files[path] = file ? file->now : Bytes();
      } else {
        torn.emplace_back(path, contents_of(*file));
      }
    }
    combine(torn, 0, files, visit);
  }

  static void combine(const std::vector<std::pair<std::string, std::vector<Bytes>>>& torn, std::size_t at,
                      Files& files, const std::function<void(Files)>& visit) {
    if (at == torn.size()) return visit(files);
    for (const Bytes& content : torn[at].second) {
      files[torn[at].first] = content;
      combine(torn, at + 1, files, visit);
    }
  }

  std::string root_;
  Disk disk_;
  Names names_, durable_;
  std::vector<Change> pending_;
};

}  // namespace

std::uint64_t each_state(const Traced& traced, const std::string& root, const Files& before, Disk disk,
                         const std::function<void(const State&)>& visit) {
  Machine machine(root, before, disk);
  std::set<std::pair<bool, Files>> seen;
  bool kept = false;
  const auto look = [&] {
    machine.each([&](Files files) {
      if (!seen.emplace(kept, files).second) return;
      visit({std::move(files), kept, kept ? traced.number : 0});
    });
  };
  look();
  for (const Call& call : traced.calls) {
    const bool told = call.kind == Kind::kept;
    kept = kept || told;
    if (told || machine.take(call)) look();
  }
  return seen.size();
}

}  // namespace wv::faults
