#include "ui/kit/tree_writer.h"

#include <algorithm>

namespace wv::ui {

Node& TreeWriter::node(std::string_view id, NodeRole role, std::string_view name, const Rect& rect) {
  Node n;
  n.id = std::string(id);
  n.role = role;
  n.region = state_.region;
  n.name = std::string(name);
  n.spoken = n.name;
  n.rect = painter_.on_screen(rect);
  n.fg = theme_.ink;
  n.bg = theme_.paper;
  n.focused = !id.empty() && id == focus_;
  if (!state_.scroll_id.empty()) n.offscreen = !rect.inside(state_.rect, 1.0f);
  for (auto i = tree_.inks.rbegin(); i != tree_.inks.rend() && i->node.empty(); ++i)
    i->node = n.id;  // its label was drawn first
  tree_.nodes.push_back(std::move(n));
  return tree_.nodes.back();
}

// From the first capital's top to the last descender; a line's own air is nobody's.
void TreeWriter::ink(const text::Layout& laid, const Words& look, const Rect& box, std::string_view node,
                     float width_px) {
  // Measured only, or fading away.
  if (state_.measuring > 0 || laid.glyphs.empty() || look.colour.a < 128) return;
  const Rect shown = painter_.on_screen(box);
  const float cap = laid.cap_px;
  float left = laid.lines.front().x, right = left;
  for (const auto& line : laid.lines) {
    left = std::min(left, line.x);
    right = std::max(right, line.x + line.width);
  }
  const float top = laid.lines.front().baseline - cap, bottom = laid.lines.back().baseline + 0.25f * cap;
  const Rect clip = state_.scroll_id.empty() ? Rect{0, 0, width_px, 1e6f} : painter_.on_screen(state_.rect);
  tree_.inks.push_back({std::string(node),
                        {shown.x + left, shown.y + top, right - left, bottom - top},
                        clip,
                        laid.truncated,
                        laid.broken_word && !look.own_words});
}

}  // namespace wv::ui
