// One function a screen and an overlay: shows the state, reports events. Const state, no statics, no
// files, no clock.
#pragma once
#include "ui/kit/chrome.h"
#include "ui/kit/page.h"
#include "ui/kit/scene.h"
#include "ui/kit/steps.h"
#include "ui/kit/widgets.h"

namespace wv::ui {

void attract_screen(const Scene& s);
void home_screen(const Scene& s);
void roles_screen(const Scene& s, const app::Roles& roles);
void role_screen(const Scene& s, const app::RolePage& page);
void themes_screen(const Scene& s, const app::Themes& themes);
void form_screen(const Scene& s, const app::Form& form);
void review_screen(const Scene& s);
void saving_screen(const Scene& s, const app::Saving& saving);
void receipt_screen(const Scene& s, const app::Receipt& receipt);
void track_screen(const Scene& s, const app::Track& track);
void answer_screen(const Scene& s);
void results_screen(const Scene& s, const app::Results& results);
void checklist_screen(const Scene& s, const app::Checklist& list);
void privacy_screen(const Scene& s);
void busy_screen(const Scene& s, const app::Busy& busy);
void health_screen(const Scene& s);
void settings_screen(const Scene& s);

void language_overlay(const Scene& s);
void looks_overlay(const Scene& s);
void idle_overlay(const Scene& s);
void stop_overlay(const Scene& s);
void help_overlay(const Scene& s);
void danger_overlay(const Scene& s, bool letters);
void number_overlay(const Scene& s, bool iban);
void volume_panel(const Scene& s, bool own_words);  // over the page, which stays in sight
void voiceless_overlay(const Scene& s);
void own_words_overlay(const Scene& s);
void saying_overlay(const Scene& s);
// "0:12": a length of time, as a clock shows it.
[[nodiscard]] std::string minutes_and_seconds(std::int64_t ms);
void pin_overlay(const Scene& s);

}  // namespace wv::ui
