#include "sync/send_queue.h"

#include <algorithm>
#include <climits>
#include <unordered_map>

namespace wv::sync {

namespace {

constexpr std::size_t kMostFresh = 2'000;  // new ones at a time

}  // namespace

void SendQueue::list_when_wanted() {
  if (!list_due()) return;
  listing_ = true;
  list_wanted_ = false;
  s_.data.list(outbox::folder_name(outbox::Folder::outbox), [this](Result<std::vector<ports::Entry>> files) {
    s_.post([this, files = std::move(files)]() mutable { take_list(std::move(files)); });
  });
}

// What is known keeps what is known of it; of what is new, the oldest come in.
void SendQueue::take_list(Result<std::vector<ports::Entry>> files) {
  listing_ = false;
  if (!files) {
    s_.trouble = "sync.disk";
    return;  // looked at again with the next pull, or when something new is stored
  }
  std::unordered_map<std::string, Entry> known;
  for (Entry& entry : entries_) known.emplace(entry.id, std::move(entry));
  entries_.clear();
  const std::size_t most = known.size() + kMostFresh;
  for (outbox::Item& item : outbox::oldest_first(std::move(files).value(), most)) {
    Entry entry;
    if (const auto found = known.find(item.id); found != known.end()) {
      entry = std::move(found->second);
      known.erase(found);
    } else {
      entry.id = std::move(item.id);
    }
    entries_.push_back(std::move(entry));
  }
  more_ = entries_.size() == most;
  // Gone from the folder while it is on its way: its answer still finds its entry.
  for (auto& [id, entry] : known)
    if (entry.in_flight) entries_.push_back(std::move(entry));
}

void SendQueue::want_more() {
  if (more_ && !listing_ && !list_wanted_ && !any_to_send()) list_wanted_ = true;
}

bool SendQueue::may_go(const Entry& entry) const {
  if (entry.in_flight) return false;
  if (s_.way == Way::once) return !entry.tried;
  return s_.steady_ms() >= std::max(entry.not_before_ms, box_until_ms(entry));
}

SendQueue::Entry* SendQueue::pick() {
  const auto found =
      std::find_if(entries_.begin(), entries_.end(), [this](const Entry& entry) { return may_go(entry); });
  return found == entries_.end() ? nullptr : &*found;
}

bool SendQueue::any_to_send() const {
  return std::any_of(entries_.begin(), entries_.end(), [this](const Entry& entry) { return may_go(entry); });
}

SendQueue::Entry* SendQueue::find(const std::string& id) {
  const auto found =
      std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) { return entry.id == id; });
  return found == entries_.end() ? nullptr : &*found;
}

void SendQueue::erase(const std::string& id) {
  std::erase_if(entries_, [&](const Entry& entry) { return entry.id == id; });
}

void SendQueue::later(Entry& entry) {
  entry.not_before_ms = s_.steady_ms() + s_.waits.draw_ms(++entry.failures);
}

void SendQueue::end_waits(Asked asked) {
  for (Entry& entry : entries_) entry.not_before_ms = asked == Asked::ends ? 0 : entry.asked_until_ms;
}

std::int64_t SendQueue::due_ms() const {
  std::int64_t due = INT64_MAX;
  for (const Entry& entry : entries_)
    if (!entry.in_flight) due = std::min(due, std::max(entry.not_before_ms, box_until_ms(entry)));
  return due;
}

std::int64_t SendQueue::first_try_ms(std::int64_t most_ms) const {
  for (const Entry& entry : entries_) most_ms = std::min(most_ms, entry.not_before_ms);
  return most_ms;
}

}  // namespace wv::sync
