// One function a screen and an overlay: shows the state, reports events. Const state, no statics, no
// files, no clock. A new screen: its struct in app/state.h, a line here, a file beside this one, and the
// event that opens it in app/event.h and app/update.cpp.
#pragma once
#include "ui/kit/chrome.h"
#include "ui/kit/page.h"
#include "ui/kit/scene.h"
#include "ui/kit/steps.h"
#include "ui/kit/widgets.h"

namespace wv::ui {

void draw_screen(const Scene& s, const app::Attract&);
void draw_screen(const Scene& s, const app::Home&);
void draw_screen(const Scene& s, const app::Roles&);
void draw_screen(const Scene& s, const app::RolePage&);
void draw_screen(const Scene& s, const app::Themes&);
void draw_screen(const Scene& s, const app::Form&);
void draw_screen(const Scene& s, const app::Review&);
void draw_screen(const Scene& s, const app::Saving&);
void draw_screen(const Scene& s, const app::Receipt&);
void draw_screen(const Scene& s, const app::Track&);
void draw_screen(const Scene& s, const app::AnswerPage&);
void draw_screen(const Scene& s, const app::Results&);
void draw_screen(const Scene& s, const app::Checklist&);
void draw_screen(const Scene& s, const app::Privacy&);
void draw_screen(const Scene& s, const app::Busy&);
void draw_screen(const Scene& s, const app::Health&);
void draw_screen(const Scene& s, const app::SettingsPage&);
void draw_screen(const Scene& s, const app::QueuePage&);

void language_overlay(const Scene& s);
void display_overlay(const Scene& s);
void idle_overlay(const Scene& s);
void cleaning_overlay(const Scene& s);
void asleep_overlay(const Scene& s);
void stop_overlay(const Scene& s);
void help_overlay(const Scene& s);
void danger_overlay(const Scene& s, bool letters);
void number_overlay(const Scene& s, bool iban);
struct PageBeneath {       // what of the page that the ear's panel covers counts for it
  bool own_words = false;  // somebody's own words are on it
  bool danger = false;     // it tells whom to ring in danger
};
void volume_panel(const Scene& s, const PageBeneath& beneath);  // over the page, which stays in sight
void voiceless_overlay(const Scene& s);
void own_words_overlay(const Scene& s);
void voice_message_overlay(const Scene& s);
// "0:12": a length of time, as a clock shows it.
[[nodiscard]] std::string minutes_and_seconds(std::int64_t ms);
void pin_overlay(const Scene& s);

// The screen, or what lies over it. `beneath`: the page under the ear's panel, which is what is read; left
// empty when there is none.
void draw_state(const Scene& s, Tree& beneath);
// Which page of which screen this is; another one begins at its top and is announced.
[[nodiscard]] std::string place_of(const app::State& state);

}  // namespace wv::ui
