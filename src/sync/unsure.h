// What a 202 means. A CouchDB cluster says it when fewer of its nodes than a quorum have the document, and
// what they have is gone with one disk. Then a 409 and an equal copy read back prove nothing either: the copy
// may be that one. So what met a 202 stays here, until another PUT, sent later, had a 201 of its own (the
// nodes are back) and ten minutes have passed (they have exchanged what they have; TARGETS.md). It outlives a
// restart, and of two programs on one queue the second knows what the first met (state_file.h).
#pragma once
#include <cstdint>
#include <map>
#include <string>

#include "sync/send_queue.h"
#include "sync/state_file.h"

namespace wv::sync {

class Unsure {
 public:
  Unsure(Shared& shared, StateFile& file, SendQueue& queue) : s_(shared), file_(file), queue_(queue) {}

  void met_202(const std::string& id, std::uint64_t launches);  // `launches`: so many were begun until now
  // An acknowledgement that may remove it: its own 201, or a copy read back that isn't one of those.
  [[nodiscard]] bool may_rely(const std::string& id, const Outcome& outcome);
  // A PUT had a 201: for all that met their 202 before it was sent, ten minutes begin.
  void quorum_was_there(const Outcome& outcome, std::uint64_t launch);
  void ask_again(const std::string& id);
  void forget(const std::string& id) { after_.erase(id); }

 private:
  [[nodiscard]] std::int64_t moment_of(const Outcome& outcome) const;

  Shared& s_;
  StateFile& file_;
  SendQueue& queue_;
  std::map<std::string, std::uint64_t> after_;  // by id: the last launch before its 202
};

}  // namespace wv::sync
