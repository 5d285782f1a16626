#include "ui/view.h"

#include <algorithm>
#include <imgui.h>

#include "ui/kit/aloud.h"
#include "ui/screens/screens.h"

namespace wv::ui {

namespace {

constexpr float kArriveMs = 240;  // a page
constexpr std::int64_t kFrameMs = 16;

void draw_screen(const Scene& s) {
  struct Draw {
    const Scene& s;
    void operator()(const app::Attract&) const { attract_screen(s); }
    void operator()(const app::Home&) const { home_screen(s); }
    void operator()(const app::Roles& x) const { roles_screen(s, x); }
    void operator()(const app::RolePage& x) const { role_screen(s, x); }
    void operator()(const app::Themes& x) const { themes_screen(s, x); }
    void operator()(const app::Form& x) const { form_screen(s, x); }
    void operator()(const app::Review&) const { review_screen(s); }
    void operator()(const app::Saving& x) const { saving_screen(s, x); }
    void operator()(const app::Receipt& x) const { receipt_screen(s, x); }
    void operator()(const app::Track& x) const { track_screen(s, x); }
    void operator()(const app::AnswerPage&) const { answer_screen(s); }
    void operator()(const app::Results& x) const { results_screen(s, x); }
    void operator()(const app::Checklist& x) const { checklist_screen(s, x); }
    void operator()(const app::Privacy&) const { privacy_screen(s); }
    void operator()(const app::Busy& busy) const { busy_screen(s, busy); }
    void operator()(const app::Health&) const { health_screen(s); }
    void operator()(const app::SettingsPage&) const { settings_screen(s); }
  };
  std::visit(Draw{s}, s.state.screen);
}

// The page stays in sight under the ear's panel; of its nodes only what stands around every page stays.
void panel_over_page(const Scene& s, Tree& beneath) {
  draw_screen(s);
  Frame& f = s.f;
  beneath = f.tree();
  const auto of_page = [](const std::string& id) { return !id.starts_with("bar."); };
  std::erase_if(f.tree().nodes, [&](const Node& n) { return of_page(n.id) && n.id != "trial.banner"; });
  std::erase_if(f.targets(), [&](const Target& t) { return of_page(t.id); });
  f.tree().page = f.tree().pages = 0;
  const bool own =
      std::any_of(beneath.nodes.begin(), beneath.nodes.end(), [](const Node& n) { return n.shows_private; });
  volume_panel(s, own);
}

void overlay_or_screen(const Scene& s, Tree& beneath) {
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
    case app::Overlay::volume:
      if (state.reading.trouble.empty()) return panel_over_page(s, beneath);
      return voiceless_overlay(s);
    case app::Overlay::own_words: return own_words_overlay(s);
    case app::Overlay::listening: return saying_overlay(s);
    case app::Overlay::pin: return pin_overlay(s);
    case app::Overlay::none: break;
  }
  draw_screen(s);
}

// What lies above a seated reach shows a calm street; nothing there can be touched.
void above_reach(Frame& f) {
  const float high = f.screen().y;
  if (high <= 0) return;
  const Rect glass{0, 0, f.screen().w, high};
  f.paint().fill(glass, f.theme().leefwereld);
  const float wide = std::min(glass.w, (high - f.mm(20)) * 2.5f);
  if (wide > f.mm(60))
    f.paint().picture("scene-home", {(glass.w - wide) / 2, glass.bottom() - wide / 2.5f, wide, wide / 2.5f});
}

std::string place_of(const app::State& state) {
  std::string place = std::string(app::screen_name(state.screen)) + "/" + app::overlay_name(state.overlay);
  if (const auto* form = std::get_if<app::Form>(&state.screen)) place += "/" + std::to_string(form->page);
  if (const auto* results = std::get_if<app::Results>(&state.screen))
    place += "/" + std::to_string(results->at);
  if (const auto* role = std::get_if<app::RolePage>(&state.screen))
    place += "/" + std::string(domain::id_of(role->role));
  // What was said is another page than saying it: it begins at its top, and is read aloud anew.
  if (state.overlay == app::Overlay::listening && state.session.draft && state.session.draft->voice)
    place += "/told";
  if (const auto* themes = std::get_if<app::Themes>(&state.screen)) place += "/" + themes->open;
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
    if (!exploring_) focus_.clear();  // who touches and sees doesn't need the keys' ring
  }
  if (exploring_) return explore(event);
  for (auto& action : touch_.handle(event)) actions_.push_back(std::move(action));
}

// Another page begins at its top, without finger, focus or motion of the one before; under an overlay a page
// keeps its place for when one comes back.
void View::place_changed(const app::State& state, const std::string& place, std::int64_t now_ms) {
  const std::size_t depth = state.session.history.size() + (state.overlay == app::Overlay::none ? 0u : 1u);
  arrived_from_ = motion(state) == Motion::off || place_.empty() ? 0.0f : depth < depth_ ? -1.0f : 1.0f;
  arrived_ms_ = now_ms;
  depth_ = depth;
  const bool panel = panel_ || state.overlay == app::Overlay::volume;  // the page stays in sight beneath it
  if (panel) arrived_from_ = 0;
  if (state.overlay != app::Overlay::none && !overlaid_) {
    page_place_ = place_;
    page_focus_ = focus_;
  }
  focus_ =
      state.overlay == app::Overlay::none && overlaid_ && place == page_place_ ? page_focus_ : std::string();
  overlaid_ = state.overlay != app::Overlay::none;
  panel_ = state.overlay == app::Overlay::volume;
  place_ = place;
  if (panel)
    touch_.release_all();
  else
    touch_.forget();
  under_finger_.clear();
  fingers_down_.clear();
  presses_.clear();
  glides_.clear();
  actions_.clear();
}

Built View::build(ImDrawList& list, const app::State& state, const content::Content& content,
                  std::int64_t now_ms) {
  for (auto& action : touch_.advance(now_ms)) actions_.push_back(std::move(action));
  const std::string place = place_of(state);
  if (place != place_) place_changed(state, place, now_ms);
  exploring_ = state.reading.mode == app::Reading::Mode::keys;
  const Theme theme =
      theme_of(state.high_contrast ? Contrast::high : Contrast::normal, content.municipality.style);
  Painter painter(list, atlas_, canvas_, static_cast<float>(device_.width_px));
  Built built;
  if (touched_) built.events.push_back(app::Touched{});
  touched_ = false;
  const float arriving = 1 - std::clamp(static_cast<float>(now_ms - arrived_ms_) / kArriveMs, 0.0f, 1.0f);
  const auto low = lowered(device_, content.config.device_bottom_mm);
  const Device shown = state.lower && low ? *low : device_;
  Frame frame({.device = shown,
               .theme = theme,
               .catalog = content.catalog,
               .language = state.language,
               .right_to_left = content.catalog.right_to_left(state.language),
               .text_scale = static_cast<float>(state.text) / 100.0f,
               .motion = motion(state),
               .now_ms = now_ms,
               .touch = touch_,
               .actions = actions_,
               .texts = texts_,
               .painter = painter,
               .presses = presses_,
               .glides = glides_,
               .focus = focus_,
               .shown_ms = now_ms - arrived_ms_,
               .arriving = arrived_from_ * arriving * arriving * arriving});
  if (arrived_from_ != 0 && arriving > 0) frame.wake_at(now_ms + kFrameMs);
  const Scene scene{state, content, frame, built.events, low.has_value()};
  frame.tree().screen = app::screen_name(state.screen);
  frame.tree().overlay = app::overlay_name(state.overlay);
  above_reach(frame);
  Tree beneath;  // the page under the ear's panel, which is what is read
  overlay_or_screen(scene, beneath);
  finish_spoken(frame.tree(), content, state.language);
  finish_spoken(beneath, content, state.language);
  report_keys(state, built.events);
  actions_.clear();
  painter.slide(0);
  draw_rings(frame, state, beneath.nodes.empty() ? frame.tree() : beneath);
  areas_ = frame.areas();
  touch_.set_targets(std::move(frame.targets()), areas_);
  built.tree = std::move(frame.tree());
  tree_ = Tree(built.tree);  // made anew: what is assigned over keeps the ends of longer words
  wake_ms_ = frame.next_wake_ms();
  keep_focus();
  bring_into_view(state, now_ms);
  // What a touch changes is told when it is changed: in the frame that follows these events.
  const bool announced = std::all_of(built.events.begin(), built.events.end(), [](const app::Event& e) {
    return std::holds_alternative<app::Touched>(e);
  });
  if (announced) {
    const bool panel = !beneath.nodes.empty() && state.reading.mode == app::Reading::Mode::ear;
    announcer_.look(
        {state, panel ? beneath : tree_, tree_, panel ? page_place_ : place_, focus_, again_, chosen_},
        built.events);
    again_ = chosen_ = false;
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
  typed_node_.clear();
  announcer_.forget();
  page_focus_.clear();
  read_line_.clear();
  tree_ = {};
}

}  // namespace wv::ui
