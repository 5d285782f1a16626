// Inside this room: one bringing-down from CouchDB. In the order of its changes (couchdb.cpp), or by their
// ids first and the newest documents first (couchdb_newest.cpp), so that a device that keeps all of a box has
// something to show after one page, and asks for nothing that lies here.
#pragma once
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "base/json.h"
#include "sync/couchdb.h"

namespace wv::sync {

// Of what comes down: this many at once, or as many as these bytes hold. One envelope is always less.
struct CouchPage {
  static constexpr int kMost = 500, kMostNewest = 250;
  static constexpr std::uint64_t kMostBytes = 16u << 20;
};

// What the server adds to a document begins with an underscore; what is left is the envelope's file.
[[nodiscard]] inline Json file_of(Json document) {
  for (auto member = document.begin(); member != document.end();)
    member = member.key().starts_with("_") ? document.erase(member) : std::next(member);
  return document;
}

// 1 created, 2 retired, 3 put again under its id: nothing brings it back (TARGETS.md).
[[nodiscard]] inline bool came_back(const Json& document) {
  const Json rev = document.value("_rev", Json());
  return rev.is_string() && std::strtoll(rev.get_ref<const std::string&>().c_str(), nullptr, 10) >= 3;
}

struct CouchDb::Pulling {
  Pull pull;
  Json seq;                      // a string in CouchDB, a number elsewhere: kept as it came
  int limit = CouchPage::kMost;  // fewer when a page was too long
  bool documents = true;
  bool from_cursor = false, some = false;  // begun at one; something came
  Outcome outcome;                         // of the last page of changes
  std::vector<std::string> wanted;         // newest_first: ids still to be asked for, the newest last
  std::size_t page = CouchPage::kMostNewest;

  [[nodiscard]] bool asks_for_ids() const { return pull.seen || pull.newest_first; }
  void want(const Json& row) {  // of the changes
    const Json id = row.value("id", Json());
    if (!id.is_string()) return;
    std::string text = id.get<std::string>();
    if (!text.starts_with("_") && !pull.known(text)) wanted.push_back(std::move(text));
  }
  [[nodiscard]] std::string cursor() const { return seq.is_null() ? std::string() : seq.dump(); }
};

}  // namespace wv::sync
