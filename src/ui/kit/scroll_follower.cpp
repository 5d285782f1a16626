#include "ui/kit/scroll_follower.h"

#include <algorithm>

#include "ui/kit/aloud.h"

namespace wv::ui {

namespace {

Rect joined(const Rect& a, const Rect& b) {
  const float x = std::min(a.x, b.x), y = std::min(a.y, b.y);
  return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

bool tells_fault(const Node& n) {
  return n.role == NodeRole::alert && (n.id.ends_with(".error") || n.id.ends_with(".full"));
}

// The same fault again is told again.
int refused_on(const app::Screen& screen) {
  if (const auto* form = std::get_if<app::Form>(&screen)) return form->refused;
  if (const auto* track = std::get_if<app::Track>(&screen)) return track->refused;
  return 0;
}

// The field that is typed in, or the first thing to touch after what is wrong.
const Node* field_of(const Tree& tree, const Node& fault) {
  const std::string field = fault.id.substr(0, fault.id.rfind('.'));
  const Node* first = nullptr;
  for (const auto& n : tree.nodes) {
    if (n.hit.empty() && !n.offscreen) continue;
    if (n.id != field && !n.id.starts_with(field + ".")) continue;
    if (n.editing) return &n;
    if (first == nullptr && is_control(n)) first = &n;
  }
  return first;
}

}  // namespace

void ScrollFollower::show(const Node& node, const Lists& lists) {
  if (node.offscreen) show(node.rect, lists);
}

void ScrollFollower::show(const Rect& rect, const Lists& lists) {
  for (const auto& area : lists.areas) {
    if (area.content_height <= area.rect.h) continue;
    const float offset = area.offset;  // where `rect` was seen: meanwhile it may have been scrolled again
    // Some air around it, but never so much that it doesn't fit.
    const float spare = (area.rect.h - area.veiled - rect.h) / 2;
    const float pad = std::clamp(spare, 0.0f, 4 * lists.px_per_mm);
    const float last = area.content_height - area.rect.h;
    // At the end nothing is veiled any more.
    const float below = rect.bottom() - area.rect.bottom();
    const bool at_the_end = offset + below + pad >= last && last - offset <= rect.y - area.rect.y;
    const float veiled = at_the_end ? 0 : area.veiled;
    if (at_the_end && rect.y >= area.rect.y && below + area.veiled > 0) {
      lists.touch.scroll_to(area.id, last);
      continue;
    }
    if (rect.y < area.rect.y || rect.h + pad > area.rect.h - veiled)
      lists.touch.scroll_to(area.id, offset - (area.rect.y - rect.y) - pad);
    else if (below + veiled > 0)
      lists.touch.scroll_to(area.id, offset + below + veiled + pad);
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
  const Node* typed = nullptr;
  if (const domain::Field field = state.session.editing.field; field != typed_field_) {
    typed_field_ = field;
    const auto n =
        std::find_if(tree.nodes.begin(), tree.nodes.end(), [](const Node& x) { return x.editing; });
    if (n != tree.nodes.end()) {
      typed_node_ = n->id;
      typed = &*n;
    }
  }
  // What is wrong stands beside what it is about, and both are seen.
  const auto fault = std::find_if(tree.nodes.begin(), tree.nodes.end(), tells_fault);
  const std::string told = fault != tree.nodes.end() ? fault->id : std::string();
  const int refused = refused_on(state.screen);
  if ((told != told_fault_ || refused != refused_) && !told.empty()) {
    if (const Node* field = field_of(tree, *fault)) {
      if (fault->offscreen || field->offscreen) {
        Rect both = joined(fault->rect, field->rect);
        // That no more fits stands under its field: where not all of it can be seen, the end of it is.
        for (const auto& area : lists.areas) {
          const float room = area.rect.h - area.veiled - 4 * lists.px_per_mm;
          if (fault->id.ends_with(".full") && both.h > room && area.content_height > area.rect.h)
            both = {both.x, both.bottom() - room, both.w, room};
        }
        show(both, lists);
        moved = true;
      }
    } else {
      bring(&*fault);
    }
  } else {
    bring(typed);
  }
  told_fault_ = told;
  refused_ = refused;
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
  told_fault_.clear();
  refused_ = 0;
}

}  // namespace wv::ui
