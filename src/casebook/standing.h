// Inside this room: all that is shown, in the order of every list, as it stands for whoever looks. What
// changed is worked out and put in its place at the next look; all is sorted anew on another day alone, so a
// key typed into the search, or a page that came, asks nothing of ten thousand cases but to be walked along.
// Owner: the casebook, which says of each slot that it changed before anybody looks again: the rows point to
// its summaries. Can't fail.
#pragma once
#include <functional>
#include <optional>
#include <vector>

#include "casebook/row.h"
#include "casebook/search.h"

namespace wv::casebook {

class Standing {
 public:
  using Slot = WordIndex::Slot;
  struct Entry {
    Row row;
    Slot slot = 0;
    SortKey key;  // of the row: a comparison follows no pointer
  };
  using SummaryOf = std::function<const Summary*(Slot)>;  // null: nothing is shown there

  void changed(Slot slot);  // shown anew, otherwise, or no more
  // `slots`: so many there are. Holds until something changes.
  [[nodiscard]] const std::vector<Entry>& in_order(const Viewer& viewer, std::size_t slots,
                                                   const SummaryOf& summary_of);

 private:
  std::optional<Viewer> as_seen_by_;  // for whose day, term and closed days it was sorted
  std::vector<Entry> entries_;
  std::vector<Slot> changed_;
};

}  // namespace wv::casebook
