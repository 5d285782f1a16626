#include "ui/view.h"

#include <algorithm>
#include <imgui.h>

#include "ui/kit/aloud.h"
#include "ui/kit/frame.h"
#include "ui/kit/page.h"
#include "ui/kit/rings.h"
#include "ui/screens/screens.h"

namespace wv::ui {

namespace {

// What lies above a seated reach belongs to the page: it draws there, or the wijkverbinder stands there, who
// looks like nothing that could be touched.
void above_reach(Frame& f) {
  if (f.above_is_free()) (void)wijkverbinder_above(f);
}

}  // namespace

View::View(const Device& device, Canvas& canvas, text::Fonts& fonts)
    : device_(device),
      canvas_(canvas),
      atlas_(canvas, fonts),
      texts_(fonts),
      touch_(device.px_per_real_mm()) {}

void View::set_device(const Device& device) {
  device_ = device;
  touch_ = Touch(device.px_per_real_mm());
  transitions_.clear();
  texts_.forget();
  atlas_.forget();
}

void View::finger(const FingerEvent& event) {
  if (event.what == FingerEvent::What::down) {
    asked_.touched = true;
    if (!by_ear_) focus_.clear();  // who touches and sees doesn't need the keys' ring
  }
  if (by_ear_) return explore(event);
  for (auto& action : touch_.handle(event)) actions_.push_back(std::move(action));
}

void View::explore(const FingerEvent& event) {
  if (event.what == FingerEvent::What::down) touch_.stop_coasting();  // what is felt stands still
  const auto meaning = explore_.handle(event, {tree_, areas_, device_.px_per_mm, focus_.id()});
  if (meaning.activate) activate();
  if (meaning.scroll_by != 0) scroll_by(meaning.at, meaning.scroll_by);
  if (meaning.under == nullptr || meaning.under->id == focus_.id()) return;
  focus_.set(*meaning.under);
  ScrollFollower::show(*meaning.under, lists());
}

void View::scroll_by(Point at, float way) {
  for (const auto& area : areas_)
    if (area.rect.contains(at)) touch_.scroll_to(area.id, touch_.scroll_of(area.id) + way);
}

void View::key(FocusKey key) {
  asked_.touched = true;
  touch_.stop_coasting();
  if (key == FocusKey::activate) return activate();
  if (key == FocusKey::back) {
    asked_.back = true;
    return;
  }
  if (const Node* to = focus_.move(tree_, key == FocusKey::next ? 1 : -1, by_ear_)) {
    asked_.again = true;
    ScrollFollower::show(*to, lists());
  }
}

void View::point_at(std::string_view id) {
  const Node* node = tree_.find(id);
  if (node == nullptr) return;
  asked_.touched = true;
  touch_.stop_coasting();
  focus_.set(*node);
  ScrollFollower::show(*node, lists());
}

void View::use(std::string_view id) {
  const Node* node = tree_.find(id);
  if (node == nullptr) return;
  point_at(id);
  if (!node->hit.empty()) return activate();
  due_ = {std::string(id), kFramesToShow};
}

// What was scrolled away acts once it stands on the screen.
void View::act_when_shown() {
  if (due_.frames == 0) return;
  const Node* node = tree_.find(due_.node);
  if (node == nullptr || node->id != focus_.id() || (node->hit.empty() && --due_.frames == 0)) {
    due_ = {};
    return;
  }
  if (!node->hit.empty()) {
    due_ = {};
    activate();
  }
  transitions_.wake_at(transitions_.now_ms());
}

void View::activate() {
  const Node* n = tree_.find(focus_.id());
  if (n == nullptr) return;
  asked_.again = asked_.chosen = true;
  if (n->shows_private && !is_control(*n)) asked_.own_words = true;
  if (n->enabled && !n->hit.empty()) actions_.push_back({n->id, n->hit.centre(), n->by_holding, true});
}

// Another page begins at its top, without finger, focus or motion of the one before; under an overlay a page
// keeps its place for when one comes back.
void View::place_changed(const Place::Change& change) {
  steps_.forget();
  transitions_.arrive(change.from);
  if (change.overlay_opened) focus_.keep_beneath();
  if (change.page_is_back)
    focus_.take_beneath();
  else
    focus_.clear();
  if (change.panel)
    touch_.release_all();
  else
    touch_.forget();
  explore_.clear();
  actions_.clear();
  due_ = {};
}

// What the keys meant on the frame that is on the screen, as events for the one that follows.
void View::report_keys(const app::State& state, app::Events& events) {
  if (asked_.own_words) events.push_back(app::OwnWordsAsked{});
  const bool back = asked_.back;
  asked_.own_words = asked_.back = false;
  if (!back) return;
  if (state.overlay != app::Overlay::none)
    events.push_back(app::OverlayClosed{});
  else if (state.session.editing.field != domain::Field::none)
    events.push_back(app::FieldLeft{});
  else
    events.push_back(app::BackPressed{});
}

Built View::build(ImDrawList& list, const app::State& state, const content::Content& content,
                  std::int64_t now_ms) {
  for (auto& action : touch_.advance(now_ms)) actions_.push_back(std::move(action));
  transitions_.begin_frame(now_ms, motion(state));
  if (const auto change = place_.look(state, place_of(state))) place_changed(*change);
  by_ear_ = state.reading.mode == app::Reading::Mode::keys;
  const Theme theme = theme_of(state.shown.contrast, content.municipality.style);
  Painter painter(list, atlas_, canvas_, static_cast<float>(device_.width_px));
  painter.plate(theme.plate);
  Built built;
  if (asked_.touched) built.events.push_back(app::Touched{});
  asked_.touched = false;
  const auto low = lowered(device_, content.config.device_bottom_mm);
  const Device shown = state.shown.lower && low ? *low : device_;
  Frame frame({.device = shown,
               .theme = theme,
               .catalog = content.catalog,
               .language = state.shown.language,
               .right_to_left = content.catalog.right_to_left(state.shown.language),
               .text_scale = static_cast<float>(state.shown.text) / 100.0f,
               .touch = touch_,
               .actions = actions_,
               .texts = texts_,
               .painter = painter,
               .motion = transitions_,
               .steps = steps_,
               .focus = focus_.id()});
  const Scene scene{state, content, frame, built.events, low.has_value()};
  frame.tree().screen = app::screen_name(state.screen);
  frame.tree().overlay = app::overlay_name(state.overlay);
  painter.fill(frame.above(), theme.paper);
  Tree beneath;  // the page under the ear's panel, which is what is read
  draw_state(scene, beneath);
  finish_spoken(frame.tree(), content, state.shown.language);
  finish_spoken(beneath, content, state.shown.language);
  report_keys(state, built.events);
  actions_.clear();
  painter.slide(0);
  above_reach(frame);
  draw_rings(frame, state.reading, beneath.nodes.empty() ? frame.tree() : beneath, focus_.id());
  finish(frame, state, beneath, built);
  texts_.end_frame();
  return built;
}

// The frame is drawn: what it shows is what the next touches are judged by, and what is announced.
void View::finish(Frame& frame, const app::State& state, const Tree& beneath, Built& built) {
  areas_ = frame.touch.areas();
  float drawn_at = 0, stands_at = 0;
  for (const auto& area : areas_) drawn_at += touch_.scroll_of(area.id);
  touch_.set_targets(std::move(frame.touch.targets()), areas_);
  for (const auto& area : areas_) stands_at += touch_.scroll_of(area.id);
  built.tree = std::move(frame.tree());
  tree_ = Tree(built.tree);  // made anew: what is assigned over keeps the ends of longer words
  focus_.settle(tree_, by_ear_, follower_.typed_node());
  // A page that has just become shorter was drawn further down than it goes: where things are is known in the
  // frame that follows at once.
  if (drawn_at != stands_at || follower_.follow(state, tree_, lists()))
    transitions_.wake_at(transitions_.now_ms());
  act_when_shown();
  announce(state, beneath, built.events);
  if (const auto due = touch_.next_wake_ms(transitions_.now_ms())) transitions_.wake_at(*due);
  built.next_wake_ms = transitions_.next_wake_ms();
}

// What a touch changes is announced when it is changed: in the frame that follows these events.
void View::announce(const app::State& state, const Tree& beneath, app::Events& events) {
  const bool changed = std::any_of(events.begin(), events.end(), [](const app::Event& e) {
    return !std::holds_alternative<app::Touched>(e);
  });
  if (changed) return;
  const bool panel = !beneath.nodes.empty() && state.reading.mode == app::Reading::Mode::ear;
  announcer_.look({state, panel ? beneath : tree_, tree_, panel ? place_.beneath() : place_.now(),
                   focus_.id(), asked_.again, asked_.chosen},
                  events);
  asked_.again = asked_.chosen = false;
}

bool View::moving(std::int64_t now_ms) const {
  return transitions_.next_wake_ms() <= now_ms + 17 || touch_.coasting();
}

void View::forget() {
  texts_.forget();
  atlas_.forget();
  transitions_.clear();
  actions_.clear();
  touch_.forget();
  focus_.forget();
  explore_.clear();
  follower_.forget();
  steps_.forget();
  announcer_.forget();
  tree_ = {};
  due_ = {};
}

}  // namespace wv::ui
