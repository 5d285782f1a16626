#include "ui/view.h"

#include <algorithm>
#include <imgui.h>

#include "ui/screens.h"

namespace wv::ui {

namespace {

constexpr float kArriveMs = 240;  // LOOK.md, Motion: a page
constexpr std::int64_t kFrameMs = 16;

void overlay_or_screen(const Scene& s) {
  const auto& state = s.state;
  switch (state.overlay) {
    case app::Overlay::language: return language_overlay(s);
    case app::Overlay::looks: return looks_overlay(s);
    case app::Overlay::idle: return idle_overlay(s);
    case app::Overlay::stop: return stop_overlay(s);
    case app::Overlay::help: return help_overlay(s);
    case app::Overlay::danger: return danger_overlay(s, false);
    case app::Overlay::letters: return danger_overlay(s, true);
    case app::Overlay::bsn: return number_overlay(s, false);
    case app::Overlay::iban: return number_overlay(s, true);
    case app::Overlay::voice_missing: return voice_overlay(s);
    case app::Overlay::none: break;
  }
  struct Draw {
    const Scene& s;
    void operator()(const app::Attract&) const { attract_screen(s); }
    void operator()(const app::Home&) const { home_screen(s); }
    void operator()(const app::Roles& x) const { roles_screen(s, x); }
    void operator()(const app::RolePage& x) const { role_screen(s, x); }
    void operator()(const app::Form& x) const { form_screen(s, x); }
    void operator()(const app::Review&) const { review_screen(s); }
    void operator()(const app::Saving& x) const { saving_screen(s, x); }
    void operator()(const app::Receipt& x) const { receipt_screen(s, x); }
    void operator()(const app::Track& x) const { track_screen(s, x); }
    void operator()(const app::Checklist& x) const { checklist_screen(s, x); }
    void operator()(const app::Privacy&) const { privacy_screen(s); }
    void operator()(const app::Busy&) const { busy_screen(s); }
    void operator()(const app::Health&) const { health_screen(s); }
  };
  std::visit(Draw{s}, state.screen);
}

// What lies above a seated reach shows a calm street; nothing there can be touched.
void above_reach(Frame& f) {
  const float high = f.screen().y;
  if (high <= 0) return;
  const Rect glass{0, 0, f.screen().w, high};
  f.paint().fill(glass, f.theme().leefwereld);
  const float wide = std::min(glass.w, (high - f.mm(20)) * 2.5f);
  if (wide > f.mm(60)) f.paint().picture("scene-home", {(glass.w - wide) / 2, glass.bottom() - wide / 2.5f, wide, wide / 2.5f});
}

std::string place_of(const app::State& state) {
  std::string place = std::string(app::screen_name(state.screen)) + "/" + app::overlay_name(state.overlay);
  if (const auto* form = std::get_if<app::Form>(&state.screen)) place += "/" + std::to_string(form->page);
  if (const auto* role = std::get_if<app::RolePage>(&state.screen)) place += "/" + std::string(domain::id_of(role->role));
  return place;
}

}  // namespace

View::View(const Device& device, Canvas& canvas, text::Fonts& fonts)
    : device_(device), canvas_(canvas), atlas_(canvas, fonts), texts_(fonts), touch_(device.px_per_mm) {}

void View::set_device(const Device& device) {
  device_ = device;
  touch_ = Touch(device.px_per_mm);
  presses_.clear();
  glides_.clear();
  texts_.forget();
  atlas_.forget();
}

void View::finger(const FingerEvent& event) {
  if (event.what == FingerEvent::What::down) {
    touched_ = true;
    focus_.clear();  // who touches doesn't need the keys' ring
  }
  for (auto& action : touch_.handle(event)) actions_.push_back(std::move(action));
}

void View::key(FocusKey key) {
  touched_ = true;
  switch (key) {
    case FocusKey::next: return move_focus(1);
    case FocusKey::previous: return move_focus(-1);
    case FocusKey::back: back_ = true; return;
    case FocusKey::activate:
      if (const Node* n = tree_.find(focus_); n != nullptr && n->enabled && !n->hit.empty()) actions_.push_back({n->id, n->hit.centre(), false});
      return;
  }
}

void View::move_focus(int by) {
  std::vector<const Node*> stops;
  for (const auto& n : tree_.nodes)
    if (n.enabled && (!n.hit.empty() || n.offscreen) && std::string_view(n.role) != "text" && n.id != "bar.logo" &&
        std::string_view(n.role) != "heading" && std::string_view(n.role) != "note" && std::string_view(n.role) != "img")
      stops.push_back(&n);
  if (stops.empty()) return;
  const auto at = std::find_if(stops.begin(), stops.end(), [&](const Node* n) { return n->id == focus_; });
  const auto count = static_cast<std::ptrdiff_t>(stops.size());
  std::ptrdiff_t index = at == stops.end() ? (by > 0 ? 0 : count - 1) : (at - stops.begin() + by + count) % count;
  const Node* to = stops[static_cast<std::size_t>(index)];
  focus_ = to->id;
  show_node(*to);
}

// Brings it wholly into view.
void View::show_node(const Node& node) {
  for (const auto& area : areas_) {
    if (!node.offscreen || area.content_height <= area.rect.h) continue;
    const float offset = touch_.scroll_of(area.id);
    const float pad = 4 * device_.px_per_mm;
    if (node.rect.y < area.rect.y) touch_.scroll_to(area.id, offset - (area.rect.y - node.rect.y) - pad);
    else if (node.rect.bottom() > area.rect.bottom()) touch_.scroll_to(area.id, offset + (node.rect.bottom() - area.rect.bottom()) + pad);
  }
}

Built View::build(ImDrawList& list, const app::State& state, const content::Content& content, std::int64_t now_ms) {
  for (auto& action : touch_.advance(now_ms)) actions_.push_back(std::move(action));
  const std::string place = place_of(state);
  if (place != place_) {
    const std::size_t depth = state.session.history.size() + (state.overlay == app::Overlay::none ? 0u : 1u);
    arrived_from_ = motion(state) == Motion::off || place_.empty() ? 0.0f : depth < depth_ ? -1.0f : 1.0f;
    arrived_ms_ = now_ms;
    depth_ = depth;
    place_ = place;
    focus_.clear();
    touch_.forget();
    presses_.clear();
    glides_.clear();
    actions_.clear();
  }
  const Theme theme = theme_of(state.high_contrast ? Contrast::high : Contrast::normal);
  Painter painter(list, atlas_, canvas_, static_cast<float>(device_.width_px));
  Built built;
  if (touched_) built.events.push_back(app::Touched{});
  touched_ = false;
  const float arriving = 1 - std::clamp(static_cast<float>(now_ms - arrived_ms_) / kArriveMs, 0.0f, 1.0f);
  const auto low = lowered(device_, content.config.device_bottom_mm);
  const Device shown = state.lower && low ? *low : device_;
  Frame frame({.device = shown, .theme = theme, .catalog = content.catalog, .language = state.language,
               .right_to_left = content.catalog.right_to_left(state.language), .text_scale = static_cast<float>(state.text) / 100.0f,
               .motion = motion(state), .now_ms = now_ms, .touch = touch_, .actions = actions_, .texts = texts_, .painter = painter,
               .presses = presses_, .glides = glides_, .focus = focus_, .arriving = arrived_from_ * arriving * arriving * arriving});
  if (arrived_from_ != 0 && arriving > 0) frame.wake_at(now_ms + kFrameMs);
  const Scene scene{state, content, frame, built.events, low.has_value()};
  frame.tree().screen = app::screen_name(state.screen);
  frame.tree().overlay = app::overlay_name(state.overlay);
  above_reach(frame);
  overlay_or_screen(scene);
  if (back_) built.events.push_back(state.overlay == app::Overlay::none ? app::Event{app::BackPressed{}} : app::Event{app::OverlayClosed{}});
  back_ = false;
  actions_.clear();
  painter.slide(0);
  if (const Node* n = frame.tree().find(focus_)) {
    // The ring stands off the control so that it shows on any ground (WCAG 2.4.13).
    painter.mirror(false);
    const float off = frame.mm(1.2f), wide = frame.mm(1.2f);
    painter.round_border(n->rect.inset(-off), frame.mm(5), wide + frame.mm(0.6f), rgb(0xFFFFFF));
    painter.round_border(n->rect.inset(-off), frame.mm(5), wide, theme.focus);
  }
  areas_ = frame.areas();
  touch_.set_targets(std::move(frame.targets()), areas_);
  built.tree = std::move(frame.tree());
  tree_ = built.tree;
  wake_ms_ = frame.next_wake_ms();
  // A field that gets the keyboard may lie under it now: show it, in the frame that follows at once.
  if (const auto& field = state.session.editing.field; field != typed_field_) {
    typed_field_ = field;
    for (const auto& n : tree_.nodes)
      if (std::string_view(n.role) == "textbox" && n.focused && n.offscreen) {
        show_node(n);
        wake_ms_ = now_ms;
        break;
      }
  }
  if (const auto due = touch_.next_wake_ms(now_ms)) wake_ms_ = std::min(wake_ms_, *due);
  built.next_wake_ms = wake_ms_;
  texts_.end_frame();
  return built;
}

bool View::moving(std::int64_t now_ms) const { return wake_ms_ <= now_ms + 17 || touch_.coasting(); }

void View::forget() {
  texts_.forget();
  atlas_.forget();
  presses_.clear();
  glides_.clear();
  actions_.clear();
  touch_.forget();
  focus_.clear();
  typed_field_.clear();
  tree_ = {};
}

}  // namespace wv::ui
