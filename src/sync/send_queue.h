// The envelopes that wait to be sent, oldest first, and when each is tried again. Of a long outbox only the
// oldest are held here (R6); what is known of one stays known when the folder is listed anew.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "outbox/outbox.h"
#include "sync/shared.h"

namespace wv::sync {

class SendQueue {
 public:
  struct Entry {
    std::string id;
    std::int64_t not_before_ms = 0, asked_until_ms = 0;  // asked: by the target
    int failures = 0;
    std::uint64_t acknowledged_before = 0;  // of other envelopes, when this one was begun
    std::uint64_t launch = 0;               // which of all it was
    bool tried = false, in_flight = false;
    std::optional<crypto::Box> box;
  };
  explicit SendQueue(Shared& shared) : s_(shared) {}

  void want_list() { list_wanted_ = true; }
  void list_when_wanted();
  void want_more();  // nothing here may go now: perhaps there are others in the folder

  [[nodiscard]] Entry* pick();  // that may go now; null: none
  [[nodiscard]] bool any_to_send() const;
  [[nodiscard]] Entry* find(const std::string& id);
  void erase(const std::string& id);
  void later(Entry& entry);  // it failed once more
  // Our own waits end; those the target asked for don't, or do.
  enum class Asked { stays, ends };
  void end_waits(Asked asked);

  [[nodiscard]] std::vector<Entry>& entries() { return entries_; }
  [[nodiscard]] bool empty() const { return entries_.empty(); }
  [[nodiscard]] std::size_t size() const {
    return entries_.size();
  }  // of a long one those that are held here
  [[nodiscard]] bool listed() const { return !listing_ && !list_wanted_; }
  [[nodiscard]] bool list_due() const { return list_wanted_ && !listing_; }
  [[nodiscard]] bool listing() const { return listing_; }
  [[nodiscard]] bool more() const { return more_; }  // in the folder than are held here
  [[nodiscard]] std::int64_t due_ms() const;         // the first that isn't on its way; INT64_MAX: none
  [[nodiscard]] std::int64_t first_try_ms(std::int64_t most_ms) const;  // of all of them

 private:
  void take_list(Result<std::vector<ports::Entry>> files);
  [[nodiscard]] bool may_go(const Entry& entry) const;
  [[nodiscard]] std::int64_t box_until_ms(const Entry& entry) const {
    return entry.box ? s_.waits.box_until_ms(*entry.box) : 0;
  }

  Shared& s_;
  std::vector<Entry> entries_;
  bool list_wanted_ = true, listing_ = false, more_ = false;
};

}  // namespace wv::sync
