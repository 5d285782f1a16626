#include "ui/kit/place.h"

namespace wv::ui {

std::optional<Place::Change> Place::look(const app::State& state, const std::string& now) {
  if (now == now_) return std::nullopt;
  const bool overlaid = state.overlay != app::Overlay::none, panel = state.overlay == app::Overlay::volume;
  const std::size_t depth = state.session.history.size() + (overlaid ? 1u : 0u);
  Change change;
  change.panel = panel_ || panel;
  change.from = now_.empty() || change.panel ? 0.0f : depth < depth_ ? -1.0f : 1.0f;
  change.overlay_opened = overlaid && !overlaid_;
  if (change.overlay_opened) beneath_ = now_;
  change.page_is_back = !overlaid && overlaid_ && now == beneath_;
  depth_ = depth;
  overlaid_ = overlaid;
  panel_ = panel;
  now_ = now;
  return change;
}

}  // namespace wv::ui
