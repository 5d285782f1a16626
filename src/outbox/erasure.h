// Ids that were erased on request (AVG art. 17; crypto/erased.h), and of keyrings whose half had its day: in
// DATA/erased.json, so that no import and no sync brings them back when the document that said so has passed
// its own day; and the deleting of whatever lies here under one: in inbox/, cases/ and answers/, in outbox/
// though it was never sent, and in quarantine/. sent/ holds headers only and stays, or they would be sent
// again. What the cache of cases holds of those days goes first. One bad file never stops the others (I6).
// Who confirmed them is the caller's to know. Failure: the store's codes; erasure.broken (the file can't be
// read; what it held comes again from the documents that lie here, and it is written anew).
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "ports/store.h"

namespace wv::outbox {

inline constexpr char kErasedFile[] = "erased.json";  // in the data folder, outside of retention

// Shared with all who take something in; a new one takes the place of the old.
using ErasedIds = std::shared_ptr<const std::set<std::string>>;

struct ErasedList {
  std::map<std::string, Day> ids;  // and when that was confirmed
  [[nodiscard]] ErasedIds shared() const;
  [[nodiscard]] std::string to_text() const;
};
[[nodiscard]] Result<ErasedList> parse_erased_list(std::string_view text);
// An empty one where there is no file.
void read_erased_list(ports::Store& store, std::function<void(Result<ErasedList>)> answer);

struct Obeyed {
  std::vector<std::string> files;  // that are gone, "inbox/ID.json"
  std::uint64_t kept = 0;          // that could not be removed: tried again the next time
};
// The store must outlive the answer.
void erase_files(ports::Store& store, ErasedIds ids, std::function<void(Result<Obeyed>)> answer);
// The rows of the cache, and what it holds of these days; of all days when one isn't known.
void clear_cache(ports::Store& store, std::set<Day> days, bool all_days, std::function<void()> then);

}  // namespace wv::outbox
