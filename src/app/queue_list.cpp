#include "app/queue_list.h"

#include <algorithm>
#include <tuple>

namespace wv::app {

QueueRows sorted(const QueueRows& rows, const QueuePage& page) {
  if (!rows) return rows;
  auto copy = std::make_shared<std::vector<QueueRow>>(*rows);
  const auto less = [&](const QueueRow& a, const QueueRow& b) {
    switch (page.by) {
      case QueuePage::By::state: return a.state < b.state;
      case QueuePage::By::day: return a.kept_ms < b.kept_ms;
      case QueuePage::By::size: return a.bytes < b.bytes;
      case QueuePage::By::reason: return a.reason < b.reason;
    }
    return false;
  };
  std::sort(copy->begin(), copy->end(), [&](const QueueRow& a, const QueueRow& b) {
    if (less(a, b)) return !page.descending;
    if (less(b, a)) return page.descending;
    return std::tie(a.kept_ms, a.id) < std::tie(b.kept_ms, b.id);
  });
  return copy;
}

}  // namespace wv::app
