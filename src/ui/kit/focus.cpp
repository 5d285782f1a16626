#include "ui/kit/focus.h"

#include <algorithm>
#include <vector>

#include "ui/kit/aloud.h"

namespace wv::ui {

void Focus::forget() {
  id_.clear();
  beneath_.clear();
}

void Focus::set(const Node& node) {
  id_ = node.id;
  region_ = node.region;
}

const Node* Focus::move(const Tree& tree, int by, bool by_ear) {
  std::vector<const Node*> stops;
  for (const Node* n : reading_order(tree))
    if (by_ear || (is_control(*n) && n->enabled)) stops.push_back(n);
  if (stops.empty()) return nullptr;
  const auto at = std::find_if(stops.begin(), stops.end(), [&](const Node* n) { return n->id == id_; });
  const auto count = static_cast<std::ptrdiff_t>(stops.size());
  const std::ptrdiff_t index =
      at == stops.end() ? (by > 0 ? 0 : count - 1) : (at - stops.begin() + by + count) % count;
  const Node* to = stops[static_cast<std::size_t>(index)];
  set(*to);
  return to;
}

void Focus::settle(const Tree& tree, bool by_ear, std::string_view typed_node) {
  const auto order = reading_order(tree);
  const auto at = std::find_if(order.begin(), order.end(), [&](const Node* n) { return n->id == id_; });
  if (at != order.end()) {
    at_ = static_cast<std::size_t>(at - order.begin());
    region_ = (*at)->region;
  } else if (!id_.empty() && region_ == Region::keyboard && at_ < order.size() &&
             order[at_]->region == Region::keyboard) {
    id_ = order[at_]->id;
  }
  if (at != order.end() || id_.empty() || !by_ear) return;
  if (tree.find(id_) != nullptr) return;
  const auto first = std::find_if(order.begin(), order.end(), [](const Node* n) { return is_control(*n); });
  if (tree.find(typed_node) != nullptr)
    id_ = typed_node;
  else if (first != order.end())
    id_ = (*first)->id;
}

}  // namespace wv::ui
