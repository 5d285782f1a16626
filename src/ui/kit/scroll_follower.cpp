#include "ui/kit/scroll_follower.h"

#include <algorithm>

namespace wv::ui {

void ScrollFollower::show(const Node& node, const Lists& lists) {
  for (const auto& area : lists.areas) {
    if (!node.offscreen || area.content_height <= area.rect.h) continue;
    const float offset = lists.touch.scroll_of(area.id);
    const float pad = 4 * lists.px_per_mm;
    if (node.rect.y < area.rect.y)
      lists.touch.scroll_to(area.id, offset - (area.rect.y - node.rect.y) - pad);
    else if (node.rect.bottom() > area.rect.bottom())
      lists.touch.scroll_to(area.id, offset + (node.rect.bottom() - area.rect.bottom()) + pad);
  }
}

bool ScrollFollower::follow(const app::State& state, const Tree& tree, const Lists& lists) {
  bool moved = false;
  const auto bring = [&](const Node* n) {
    if (n == nullptr || !n->offscreen) return;
    show(*n, lists);
    moved = true;
  };
  // A field that gets the keyboard may lie under it now.
  if (const domain::Field field = state.session.editing.field; field != typed_field_) {
    typed_field_ = field;
    const auto n =
        std::find_if(tree.nodes.begin(), tree.nodes.end(), [](const Node& x) { return x.editing; });
    if (n != tree.nodes.end()) {
      typed_node_ = n->id;
      bring(&*n);
    }
  }
  // That no more fits is told to whoever goes on typing: it must be seen.
  if (const auto room = state.session.editing.room; room != announced_room_) {
    announced_room_ = room;
    if (room != app::Editing::Room::enough) bring(tree.find(typed_node_ + ".full"));
  }
  // As a finger under a line does.
  const auto& reading = state.reading;
  const std::string line =
      reading.speaking && reading.at < reading.lines.size() ? reading.lines[reading.at].id : std::string();
  if (line != read_line_) {
    read_line_ = line;
    bring(tree.find(line));
  }
  return moved;
}

void ScrollFollower::forget() {
  typed_field_ = domain::Field::none;
  typed_node_.clear();
  read_line_.clear();
}

}  // namespace wv::ui
