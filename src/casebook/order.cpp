#include "casebook/order.h"

#include <algorithm>
#include <functional>
#include <queue>

namespace wv::casebook {
namespace {

bool comes_first(const Event* a, const Event* b) { return a->at != b->at ? a->at < b->at : a->id < b->id; }

}  // namespace

// Positions are first those by (at, id) alone; then the order proper, in which a parent comes before its
// children, is found and everything is told by it.
History::History(std::span<const Event* const> events) : events_(events.begin(), events.end()) {
  std::sort(events_.begin(), events_.end(), comes_first);
  const auto count = static_cast<Position>(events_.size());
  std::vector<Position> by_id(count);
  for (Position i = 0; i < count; ++i) by_id[i] = i;
  std::sort(by_id.begin(), by_id.end(),
            [&](Position a, Position b) { return events_[a]->id < events_[b]->id; });
  // One list for all of them: most cases have a handful of events, and there are ten thousand cases.
  std::vector<std::size_t> first;
  std::vector<Position> present;
  first.reserve(count + 1);
  for (Position i = 0; i < count; ++i) {
    first.push_back(present.size());
    for (const EnvelopeId& parent : events_[i]->parents) {
      const auto found = std::lower_bound(by_id.begin(), by_id.end(), parent,
                                          [&](Position p, EnvelopeId id) { return events_[p]->id < id; });
      if (found != by_id.end() && events_[*found]->id == parent) {
        present.push_back(*found);
      } else {
        absent_.push_back(parent);
      }
    }
  }
  std::sort(absent_.begin(), absent_.end());
  absent_.erase(std::unique(absent_.begin(), absent_.end()), absent_.end());
  first.push_back(present.size());
  take_in_order(first, present);
}

void History::take_in_order(const std::vector<std::size_t>& first, const std::vector<Position>& present) {
  const auto count = static_cast<Position>(events_.size());
  const auto parents_of = [&](Position i) {
    return std::span(present).subspan(first[i], first[i + 1] - first[i]);
  };
  std::vector<std::size_t> first_child(count + 2, 0), waits_for(count);
  for (const Position parent : present) ++first_child[parent + 2];
  for (Position i = 0; i < count; ++i) first_child[i + 2] += first_child[i + 1];
  std::vector<Position> children(present.size());  // first_child[i + 1] moves on while they are filled in
  std::priority_queue<Position, std::vector<Position>, std::greater<>> ready;
  for (Position i = 0; i < count; ++i) {
    waits_for[i] = parents_of(i).size();
    if (waits_for[i] == 0) ready.push(i);
    for (const Position parent : parents_of(i)) children[first_child[parent + 1]++] = i;
  }
  std::vector<Position> order, place(count, count);
  order.reserve(count);
  const auto take = [&](Position i) {
    place[i] = static_cast<Position>(order.size());
    order.push_back(i);
  };
  while (!ready.empty()) {
    const Position next = ready.top();
    ready.pop();
    take(next);
    for (std::size_t child = first_child[next]; child < first_child[next + 1]; ++child) {
      if (--waits_for[children[child]] == 0) ready.push(children[child]);
    }
  }
  first_circular_ = static_cast<Position>(order.size());
  for (Position i = 0; i < count; ++i) {
    if (place[i] == count) take(i);
  }
  std::vector<const Event*> taken;
  taken.reserve(count);
  first_parent_.reserve(count + 1);
  for (const Position i : order) {
    taken.push_back(events_[i]);
    first_parent_.push_back(parents_.size());
    for (const Position parent : parents_of(i)) parents_.push_back(place[parent]);
  }
  first_parent_.push_back(parents_.size());
  events_ = std::move(taken);
}

std::vector<std::uint64_t> History::knows(std::span<const Position> marked) const {
  std::vector<std::uint64_t> masks(size(), 0), own(size(), 0);
  for (std::size_t i = 0; i < marked.size() && i < 64; ++i) own[marked[i]] |= std::uint64_t{1} << i;
  const auto gather = [&](Position position) {
    const std::uint64_t before = masks[position];
    for (const Position parent : parents(position)) masks[position] |= masks[parent] | own[parent];
    return masks[position] != before;
  };
  for (Position position = 0; position < first_circular_; ++position) gather(position);
  if (first_circular_ == size()) return masks;
  // In a cycle each is the other's ancestor: whoever learned something tells its children, until nobody does.
  // A mask grows 64 times at most, so that even a cycle made on purpose comes to its end.
  std::vector<std::vector<Position>> children(size());
  std::vector<Position> to_do;
  for (auto position = static_cast<Position>(size()); position > first_circular_;) {
    to_do.push_back(--position);
    for (const Position parent : parents(position)) children[parent].push_back(position);
  }
  while (!to_do.empty()) {
    const Position position = to_do.back();
    to_do.pop_back();
    if (gather(position)) to_do.insert(to_do.end(), children[position].begin(), children[position].end());
  }
  return masks;
}

}  // namespace wv::casebook
