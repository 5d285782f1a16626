// View: the keys' focus, and feeling one's way over the screen with a finger (A1).
#include <algorithm>
#include <cmath>

#include "ui/kit/aloud.h"
#include "ui/view.h"

namespace wv::ui {

namespace {

constexpr float kStillMm = 5;  // a shaking hand is still a tap (T3)
constexpr float kRestMm = 2;   // what a palm that lies there moves at most

bool can_stop_at(const Node& n, bool by_ear) { return by_ear || (is_control(n) && n.enabled); }

}  // namespace

void View::key(FocusKey key) {
  touched_ = true;
  touch_.stop_coasting();
  switch (key) {
    case FocusKey::next: return move_focus(1);
    case FocusKey::previous: return move_focus(-1);
    case FocusKey::activate: return activate();
    case FocusKey::back: back_ = true; return;
  }
}

// Whoever sees goes from control to control; whoever listens, over every sentence as well. Round and round:
// no end where one could be caught.
void View::move_focus(int by) {
  std::vector<const Node*> stops;
  for (const Node* n : reading_order(tree_))
    if (can_stop_at(*n, exploring_)) stops.push_back(n);
  if (stops.empty()) return;
  const auto at = std::find_if(stops.begin(), stops.end(), [&](const Node* n) { return n->id == focus_; });
  const auto count = static_cast<std::ptrdiff_t>(stops.size());
  const std::ptrdiff_t index =
      at == stops.end() ? (by > 0 ? 0 : count - 1) : (at - stops.begin() + by + count) % count;
  const Node* to = stops[static_cast<std::size_t>(index)];
  focus_ = to->id;
  again_ = true;
  show_node(*to);
}

void View::activate() {
  const Node* n = tree_.find(focus_);
  if (n == nullptr) return;
  again_ = chosen_ = true;
  if (n->shows_private && !is_control(*n)) own_asked_ = true;
  const bool logo = n->id == "bar.logo";  // what a finger does by holding it
  if (n->enabled && !n->hit.empty()) actions_.push_back({n->id, n->hit.centre(), logo, true});
}

// The first tap on something says what it is, the second does it; a finger that slides hears what it slides
// over. Two that move the same way move the list. A palm that rests beside the finger changes nothing.
void View::explore(const FingerEvent& event) {
  using What = FingerEvent::What;
  const auto it = std::find_if(fingers_down_.begin(), fingers_down_.end(),
                               [&](const ExploringFinger& f) { return f.finger == event.finger; });
  if (event.what == What::down) {
    touch_.stop_coasting();  // what is felt stands still
    if (it != fingers_down_.end()) fingers_down_.erase(it);
    std::erase_if(fingers_down_,
                  [&](const ExploringFinger& f) { return event.time_ms - f.moved_ms >= kLeanMs; });
    fingers_down_.push_back({event.finger, event.at, event.at, event.time_ms});
    if (fingers_down_.size() > 1) return;
    const Node* n = node_under(event.at);
    under_finger_ = n != nullptr && n->id == focus_ ? n->id : std::string();
    feel(n);
    return;
  }
  if (it == fingers_down_.end()) return;
  const bool first = it == fingers_down_.begin();
  const float dy = event.at.y - it->at.y;
  if (event.what == What::move && std::hypot(event.at.x - it->at.x, dy) > device_.px_per_mm)
    it->moved_ms = event.time_ms;
  it->at = event.at;
  if (moved_mm(*it) > kStillMm) under_finger_.clear();
  if (event.what == What::move) {
    const bool alone = std::all_of(fingers_down_.begin() + 1, fingers_down_.end(),
                                   [&](const ExploringFinger& f) { return moved_mm(f) <= kRestMm; });
    if (fingers_down_.size() == 2 && together(fingers_down_[0], fingers_down_[1]))
      scroll_by(fingers_down_[0].at, -dy / 2);
    else if (first && alone && moved_mm(*it) > kStillMm)
      feel(node_under(event.at));
    return;
  }
  fingers_down_.erase(it);
  if (!first) return;
  if (event.what == What::up && !under_finger_.empty() && under_finger_ == focus_) activate();
  under_finger_.clear();
}

const Node* View::node_under(Point at) const {
  const Node* found = nullptr;
  for (const Node* n : reading_order(tree_)) {
    const Rect place = is_control(*n) ? n->hit : n->rect;
    const bool hidden = n->offscreen && std::none_of(areas_.begin(), areas_.end(), [&](const ScrollArea& a) {
                          return a.rect.contains(at);
                        });
    const bool smaller = found == nullptr || place.w * place.h < found->rect.w * found->rect.h;
    if (!hidden && place.contains(at) && smaller) found = n;
  }
  return found;
}

void View::feel(const Node* node) {
  if (node == nullptr || node->id == focus_) return;
  focus_ = node->id;
  show_node(*node);
}

float View::moved_mm(const ExploringFinger& f) const {
  return std::hypot(f.at.x - f.from.x, f.at.y - f.from.y) / device_.px_per_mm;
}

bool View::together(const ExploringFinger& a, const ExploringFinger& b) const {
  return moved_mm(a) > kStillMm && moved_mm(b) > kStillMm && (a.at.y - a.from.y) * (b.at.y - b.from.y) > 0;
}

void View::scroll_by(Point at, float way) {
  for (const auto& area : areas_)
    if (area.rect.contains(at)) touch_.scroll_to(area.id, touch_.scroll_of(area.id) + way);
}

// Brings it wholly into view.
void View::show_node(const Node& node) {
  for (const auto& area : areas_) {
    if (!node.offscreen || area.content_height <= area.rect.h) continue;
    const float offset = touch_.scroll_of(area.id);
    const float pad = 4 * device_.px_per_mm;
    if (node.rect.y < area.rect.y)
      touch_.scroll_to(area.id, offset - (area.rect.y - node.rect.y) - pad);
    else if (node.rect.bottom() > area.rect.bottom())
      touch_.scroll_to(area.id, offset + (node.rect.bottom() - area.rect.bottom()) + pad);
  }
}

// A key of the keyboard that changed with its layer: the one that stands in its place keeps the focus.
void View::keep_focus() {
  const auto order = reading_order(tree_);
  const auto at = std::find_if(order.begin(), order.end(), [&](const Node* n) { return n->id == focus_; });
  if (at != order.end())
    focus_at_ = static_cast<std::size_t>(at - order.begin());
  else if (focus_.starts_with("keyboard.") && focus_at_ < order.size() &&
           order[focus_at_]->id.starts_with("keyboard."))
    focus_ = order[focus_at_]->id;
  if (at != order.end() || focus_.empty() || !exploring_) return;
  if (tree_.find(focus_) != nullptr) return;
  // The keyboard closed: back to the field it typed into. A button that went: the first that came.
  const auto first = std::find_if(order.begin(), order.end(), [](const Node* n) { return is_control(*n); });
  if (tree_.find(typed_node_) != nullptr)
    focus_ = typed_node_;
  else if (first != order.end())
    focus_ = (*first)->id;
}

// What the keys meant on the frame that is on the screen, as events for the one that follows.
void View::report_keys(const app::State& state, app::Events& events) {
  if (own_asked_) events.push_back(app::OwnWordsAsked{});
  own_asked_ = false;
  if (!back_) return;
  back_ = false;
  if (state.overlay != app::Overlay::none)
    events.push_back(app::OverlayClosed{});
  else if (!state.session.editing.field.empty())
    events.push_back(app::FieldLeft{});
  else
    events.push_back(app::BackPressed{});
}

// The keys' ring, and a calm frame round what is being read. Both stand off what they mark, dark on light, so
// that they show on any ground (WCAG 2.4.13).
void View::draw_rings(Frame& frame, const app::State& state, const Tree& page) {
  Painter& painter = frame.paint();
  painter.mirror(false);
  const float off = frame.mm(1.2f), wide = frame.mm(1.2f);
  const auto ring = [&](const Node& n, Colour colour, Colour under) {
    // Words have no edge of their own to stand off from: a little more air, and rounder.
    const bool control = is_control(n);
    const Rect place = control ? n.rect.inset(-off) : n.rect.inset(-frame.mm(2.4f), -frame.mm(1.2f));
    const float radius = control ? std::min(frame.mm(6), place.h / 2) : std::min(frame.mm(3), place.h / 2);
    painter.round_border(place.inset(-frame.mm(0.6f)), radius, wide + frame.mm(1.2f), under);
    painter.round_border(place, radius, wide, colour);
  };
  const auto& reading = state.reading;
  if (reading.speaking && reading.at < reading.lines.size() && reading.lines[reading.at].id != focus_) {
    const auto& id = reading.lines[reading.at].id;
    const Node* n = page.find(id);
    // Under the ear's panel it shows as far as the page does.
    const bool beneath = &page != &frame.tree() && !frame.areas().empty();
    const Rect all = frame.screen();
    if (beneath) painter.push_clip({all.x, all.y, all.w, frame.areas().back().rect.y - all.y});
    if (n != nullptr && !n->offscreen) ring(*n, frame.theme().ink, rgb(0xF6BE4A));
    if (beneath) painter.pop_clip();
  }
  if (const Node* n = frame.tree().find(focus_)) ring(*n, frame.theme().focus, rgb(0xFFFFFF));
}

void View::bring_into_view(const app::State& state, std::int64_t now_ms) {
  // A field that gets the keyboard may lie under it now: show it, in the frame that follows at once.
  if (const auto& field = state.session.editing.field; field != typed_field_) {
    typed_field_ = field;
    for (const auto& n : tree_.nodes)
      if (n.editing) {
        typed_node_ = n.id;
        if (!n.offscreen) break;
        show_node(n);
        wake_ms_ = now_ms;
        break;
      }
  }
  // That no more fits is told to whoever goes on typing: it must be seen.
  if (const auto room = state.session.editing.room; room != announced_room_) {
    const Node* note = room == app::Editing::Room::enough ? nullptr : tree_.find(typed_node_ + ".full");
    if (note != nullptr && note->offscreen) {
      show_node(*note);
      wake_ms_ = now_ms;
    }
    announced_room_ = room;
  }
  // What is being read scrolls into view, as a finger under a line does.
  const auto& reading = state.reading;
  const std::string line =
      reading.speaking && reading.at < reading.lines.size() ? reading.lines[reading.at].id : std::string();
  if (line == read_line_) return;
  read_line_ = line;
  if (const Node* n = tree_.find(line); n != nullptr && n->offscreen) {
    show_node(*n);
    wake_ms_ = now_ms;
  }
}

}  // namespace wv::ui
