// From a trace of real system calls, every disk that a power cut could leave: at every call, every subset of
// what no fsync had made durable yet: names (made, renamed, removed) and, of each file, its 4 KiB blocks and
// its length. A rename within one folder is atomic; one between two folders may also leave both names.
// Rules from POSIX fsync and what ext4, XFS and FAT are known to do; a folder that was never synced may be
// gone.
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "tracer.h"

namespace wv::faults {

enum class Disk { as_it_is, no_file_sync, no_folder_sync };  // the last two are the negative controls

using Files = std::map<std::string, Bytes>;  // absolute path to content; a folder ends in '/'

struct State {
  Files files;
  bool kept = false;  // somebody had been told by then
  std::uint64_t number = 0;
};

// Calls `visit` once for each different state; how many. `before`: what lay there, durable. Only paths under
// `root` count. `number` is what the trace told with `kept`.
std::uint64_t each_state(const Traced& traced, const std::string& root, const Files& before, Disk disk,
                         const std::function<void(const State&)>& visit);

}  // namespace wv::faults
