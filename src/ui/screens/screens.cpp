#include "ui/screens/screens.h"

#include <algorithm>

#include "ui/kit/aloud.h"

namespace wv::ui {

namespace {

void draw_page(const Scene& s) {
  std::visit([&](const auto& screen) { draw_screen(s, screen); }, s.state.screen);
}

// The page stays in sight under the ear's panel; of its nodes only what stands around every page stays.
void panel_over_page(const Scene& s, Tree& beneath) {
  draw_page(s);
  Frame& f = s.f;
  beneath = f.tree();
  std::erase_if(f.tree().nodes, [](const Node& n) { return !is_in_bar(n); });
  std::erase_if(f.touch.targets(), [&](const Target& t) { return f.tree().find(t.id) == nullptr; });
  std::erase_if(f.tree().inks,
                [](const Ink& i) { return i.node == "page.more"; });  // the panel may have its own
  f.tree().raised.clear();
  f.tree().page = f.tree().pages = 0;
  const bool own =
      std::any_of(beneath.nodes.begin(), beneath.nodes.end(), [](const Node& n) { return n.shows_private; });
  volume_panel(s, {own, beneath.find("danger.line") != nullptr});
}

}  // namespace

void draw_state(const Scene& s, Tree& beneath) {
  const auto& state = s.state;
  switch (state.overlay) {
    case app::Overlay::language: return language_overlay(s);
    case app::Overlay::display: return display_overlay(s);
    case app::Overlay::idle: return idle_overlay(s);
    case app::Overlay::stop: return stop_overlay(s);
    case app::Overlay::help: return help_overlay(s);
    case app::Overlay::danger: return danger_overlay(s, false);
    case app::Overlay::letters: return danger_overlay(s, true);
    case app::Overlay::bsn: return number_overlay(s, false);
    case app::Overlay::iban: return number_overlay(s, true);
    case app::Overlay::volume:
      if (state.reading.trouble == app::Trouble::none) return panel_over_page(s, beneath);
      return voiceless_overlay(s);
    case app::Overlay::own_words: return own_words_overlay(s);
    case app::Overlay::listening: return voice_message_overlay(s);
    case app::Overlay::pin: return pin_overlay(s);
    case app::Overlay::cleaning: return cleaning_overlay(s);
    case app::Overlay::asleep: return asleep_overlay(s);
    case app::Overlay::none: break;
  }
  draw_page(s);
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
    place += "/recorded";
  if (const auto* themes = std::get_if<app::Themes>(&state.screen)) place += "/" + themes->open;
  return place;
}

}  // namespace wv::ui
