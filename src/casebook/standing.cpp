#include "casebook/standing.h"

#include <algorithm>

namespace wv::casebook {

void Standing::changed(Slot slot) {
  if (as_seen_by_) changed_.push_back(slot);  // else all is sorted anyway
}

const std::vector<Standing::Entry>& Standing::in_order(const Viewer& viewer, std::size_t slots,
                                                       const SummaryOf& summary_of) {
  if (!as_seen_by_ || !as_seen_by_->counts_as(viewer)) {
    as_seen_by_ = viewer;
    entries_.clear();
    changed_.resize(slots);
    for (std::size_t slot = 0; slot < slots; ++slot) changed_[slot] = static_cast<Slot>(slot);
  }
  if (changed_.empty()) return entries_;
  std::sort(changed_.begin(), changed_.end());
  changed_.erase(std::unique(changed_.begin(), changed_.end()), changed_.end());
  std::vector<bool> is_changed(slots, false);
  for (const Slot slot : changed_) is_changed[slot] = true;
  std::erase_if(entries_, [&](const Entry& entry) { return is_changed[entry.slot]; });
  const auto kept = static_cast<std::ptrdiff_t>(entries_.size());
  for (const Slot slot : changed_) {
    const Summary* summary = summary_of(slot);
    if (summary == nullptr) continue;
    const Row row = row_of(*summary, viewer);
    entries_.push_back({row, slot, sort_key(row)});
  }
  changed_.clear();
  const auto before = [](const Entry& a, const Entry& b) { return a.key < b.key; };
  std::sort(entries_.begin() + kept, entries_.end(), before);
  std::inplace_merge(entries_.begin(), entries_.begin() + kept, entries_.end(), before);
  return entries_;
}

}  // namespace wv::casebook
