#include "ui/kit/touchables.h"

#include <string>

namespace wv::ui {

bool Touchables::target(std::string_view id, const Rect& hit, const Hit& how, Tree& tree) {
  if (state_.measuring > 0) return false;
  Rect r = hit;
  if (!state_.scroll_id.empty()) r = hit.intersect(state_.rect);
  const Rect shown = painter_.on_screen(r);
  if (!tree.nodes.empty() && tree.nodes.back().id == id) {
    tree.nodes.back().hit = shown;
    tree.nodes.back().enabled = how.enabled;
    tree.nodes.back().by_holding = how.hold_ms > 0;
    if (!tree.nodes.back().toggles) tree.nodes.back().pressed = touch_.is_pressed(id);
  }
  if (!how.enabled || r.empty()) return false;
  targets_.push_back({std::string(id), shown, how.key, state_.scroll_id, how.hold_ms, how.swipes});
  const Action* a = action(id);
  return a != nullptr && !a->held;
}

const Action* Touchables::action(std::string_view id) const {
  if (state_.measuring > 0) return nullptr;
  for (const auto& a : actions_)
    if (a.id == id) return &a;
  return nullptr;
}

bool Touchables::held(std::string_view id) const {
  const Action* a = action(id);
  return a != nullptr && a->held;
}

}  // namespace wv::ui
