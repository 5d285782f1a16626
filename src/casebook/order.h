// The order in which a case's events are read, and who knew of whom. The order is the same whatever order
// they arrived in: repeatedly, of the events whose present parents are taken, the one that is least by (at,
// id); what a cycle holds back follows at the end by (at, id). Parents that aren't here hold nothing back;
// they are told. A position is an event's place in that order. The events outlive this, and none is there
// twice. Can't fail. Cost: n log n, and a pass over all parents for each 64 events that one asks about.
#pragma once
#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "casebook/event.h"

namespace wv::casebook {

using Position = std::uint32_t;

class History {
 public:
  explicit History(std::span<const Event* const> events);

  [[nodiscard]] std::size_t size() const { return events_.size(); }
  [[nodiscard]] const Event& at(Position position) const { return *events_[position]; }
  [[nodiscard]] std::span<const Position> parents(Position position) const {
    return std::span(parents_).subspan(first_parent_[position],
                                       first_parent_[position + 1] - first_parent_[position]);
  }
  // From here on to the end: what a cycle held back. size() when there is none.
  [[nodiscard]] Position first_circular() const { return first_circular_; }
  // Named as parents and not here: each once, by id.
  [[nodiscard]] std::span<const EnvelopeId> absent() const { return absent_; }

  // For each position a mask: bit i is set when marked[i] is one of its ancestors. At most 64 marks.
  [[nodiscard]] std::vector<std::uint64_t> knows(std::span<const Position> marked) const;
  // visit(i, j) for each of these sources[i] that is an ancestor of readers[j], whatever their number.
  template <class Visit>
  void each_known(std::span<const Position> sources, std::span<const Position> readers, Visit visit) const {
    for (std::size_t begin = 0; begin < sources.size(); begin += 64) {
      const auto masks = knows(sources.subspan(begin, std::min<std::size_t>(64, sources.size() - begin)));
      for (std::size_t j = 0; j < readers.size(); ++j) {
        for (std::uint64_t left = masks[readers[j]]; left != 0; left &= left - 1)
          visit(begin + static_cast<std::size_t>(std::countr_zero(left)), j);
      }
    }
  }

 private:
  void take_in_order(const std::vector<std::size_t>& first, const std::vector<Position>& present);

  std::vector<const Event*> events_;       // in order
  std::vector<std::size_t> first_parent_;  // where the parents of each begin in parents_, and the end
  std::vector<Position> parents_;
  std::vector<EnvelopeId> absent_;
  Position first_circular_ = 0;
};

}  // namespace wv::casebook
