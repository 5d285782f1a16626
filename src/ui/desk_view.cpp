#include "ui/desk_view.h"

#include <imgui.h>

#include <algorithm>

#include "ui/kit/aloud.h"
#include "ui/kit/frame.h"

namespace wv::ui {

namespace {

constexpr float kHandheldMm = 250;  // what is smaller is held, and used by fingers from the start
constexpr float kNotchMm = 14;      // a notch of the wheel

bool is_handheld(const Device& device) {
  return std::max(device.width_mm(), device.height_mm()) < kHandheldMm;
}

std::string page_of(const desk::State& state) {
  std::string page = desk::screen_name(state);
  if (const desk::Open* open = state.open(); open != nullptr && open->opened)
    page += "/" + casebook::to_text(open->opened->id);
  return page;
}

}  // namespace

DeskView::DeskView(const Device& device, Canvas& canvas, text::Fonts& fonts)
    : device_(device),
      canvas_(canvas),
      atlas_(canvas, fonts),
      texts_(fonts),
      touch_(device.px_per_real_mm()) {
  set_device(device);
}

void DeskView::set_device(const Device& device) {
  device_ = device;
  device_.type_scale = 1;  // a desk is read from nearby
  device_.standing = false;
  device_.top_px = 0;
  touch_ = Touch(device.px_per_real_mm());
  transitions_.clear();
  texts_.forget();
  atlas_.forget();
  hand_.by_touch = hand_.by_touch || is_handheld(device_);
}

void DeskView::touched(Gui::Pointer pointer) {
  touched_ = true;
  focus_.clear();
  if (pointer == Gui::Pointer::finger) hand_.by_touch = true;
}

void DeskView::finger(const FingerEvent& event, Gui::Pointer pointer) {
  if (event.what == FingerEvent::What::down) touched(pointer);
  for (auto& action : touch_.handle(event)) actions_.push_back(std::move(action));
}

bool DeskView::wheel(Point at, float notches) {
  for (const ScrollArea& area : areas_)
    if (area.rect.contains(at)) {
      touched_ = true;
      touch_.scroll_to(area.id, touch_.scroll_of(area.id) - notches * kNotchMm * device_.px_per_mm);
      return true;
    }
  return false;
}

void DeskView::key(FocusKey key) {
  touched_ = true;
  touch_.stop_coasting();
  if (key == FocusKey::activate) return activate();
  if (key == FocusKey::back) {
    back_ = true;
    return;
  }
  if (const Node* to = focus_.move(tree_, key == FocusKey::next ? 1 : -1, false))
    ScrollFollower::show(*to, {touch_, areas_, device_.px_per_mm});
}

void DeskView::activate() {
  const Node* n = tree_.find(focus_.id());
  if (n != nullptr && n->enabled && !n->hit.empty())
    actions_.push_back({n->id, n->hit.centre(), false, true});
}

// Another page begins at its top; under a panel it keeps its place.
void DeskView::look_at_place(const desk::State& state) {
  const std::string page = page_of(state), place = page + "/" + desk::overlay_name(state);
  if (place == place_) return;
  if (page != page_)
    touch_.forget();
  else
    touch_.release_all();
  steps_.forget();
  transitions_.clear();
  actions_.clear();
  focus_.clear();
  place_ = place;
  page_ = page;
}

DeskBuilt DeskView::build(ImDrawList& list, const Shown& shown, std::int64_t now_ms) {
  const desk::State& state = shown.state;
  for (auto& action : touch_.advance(now_ms)) actions_.push_back(std::move(action));
  transitions_.begin_frame(now_ms, state.shown.calm ? Motion::off : motion_);
  look_at_place(state);
  const Theme theme = theme_of(state.shown.contrast, shown.content.municipality.style);
  Painter painter(list, atlas_, canvas_, static_cast<float>(device_.width_px));
  painter.plate(theme.plate);
  DeskBuilt built;
  if (std::exchange(touched_, false)) built.events.emplace_back(desk::Touched{});
  Frame frame({.device = device_,
               .theme = theme,
               .catalog = shown.content.catalog,
               .language = state.shown.language,
               .right_to_left = shown.content.catalog.right_to_left(state.shown.language),
               .text_scale = static_cast<float>(state.shown.text) / 100.0f,
               .touch = touch_,
               .actions = actions_,
               .texts = texts_,
               .painter = painter,
               .motion = transitions_,
               .steps = steps_,
               .focus = focus_.id()});
  frame.lay_out(kDense, 1);
  frame.tree().screen = desk::screen_name(state);
  frame.tree().overlay = desk::overlay_name(state);
  painter.fill(frame.screen(), theme.paper);
  const DeskScene scene{state, shown.book, shown.content, shown.ready, frame, built.events, hand_};
  if (state.enrolling() != nullptr)
    draw_enrol(scene);
  else if (state.open() == nullptr)
    draw_unlock(scene);
  else if (state.mode == desk::Mode::visit && !state.open()->opened && state.open()->list.marked.empty())
    draw_door(scene);
  else
    draw_desk(scene);
  if (std::exchange(back_, false))
    built.events.emplace_back(desk::KeyPressed{0, desk::KeyPressed::Named::escape, false, false});
  actions_.clear();
  areas_ = frame.touch.areas();
  touch_.set_targets(std::move(frame.touch.targets()), areas_);
  built.tree = std::move(frame.tree());
  if (const Node* n = focus_.id().empty() ? nullptr : built.tree.find(focus_.id()); n != nullptr) {
    const float ring = std::max(2.0f, device_.px_per_mm * 0.8f);
    painter.mirror(false);
    painter.round_border(n->rect.inset(-ring), 2 * ring, ring, theme.focus);
  }
  tree_ = Tree(built.tree);
  focus_.settle(tree_, false, typed_);
  const desk::Editing& editing = desk::editing_of(state);
  const auto typing =
      std::find_if(tree_.nodes.begin(), tree_.nodes.end(), [](const Node& n) { return n.editing; });
  const std::string now_typed =
      editing.field == desk::Field::none || typing == tree_.nodes.end() ? std::string() : typing->id;
  if (now_typed != typed_ && !now_typed.empty()) {  // once: the field that got the keyboard comes into view
    ScrollFollower::show(*typing, {touch_, areas_, device_.px_per_mm});
    transitions_.wake_at(now_ms);
  }
  typed_ = now_typed;
  if (const auto due = touch_.next_wake_ms(now_ms)) transitions_.wake_at(*due);
  built.next_wake_ms = transitions_.next_wake_ms();
  texts_.end_frame();
  return built;
}

bool DeskView::moving(std::int64_t now_ms) const {
  return transitions_.next_wake_ms() <= now_ms + 17 || touch_.coasting();
}

void DeskView::forget() {
  texts_.forget();
  atlas_.forget();
  transitions_.clear();
  actions_.clear();
  touch_.forget();
  focus_.forget();
  steps_.forget();
  hand_.followed.clear();
  place_.clear();
  page_.clear();
  typed_.clear();
  tree_ = {};
}

}  // namespace wv::ui
