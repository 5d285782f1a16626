#include <cmath>

#include "ui/screens.h"

namespace wv::ui {

using namespace content::literals;

// Nobody is there: who we are, that one may touch, in each language the municipality offers. Two equal
// ways in: Start, and the ear for who would rather hear.
void attract_screen(const Scene& s) {
  Frame& f = s.f;
  const Rect area = chrome(s, DangerLine::without);
  const bool wide = !f.device().portrait();
  Rect words_place = area.inset(f.margin(), f.mm(roomy(f) ? 8 : 4)), picture_place;
  if (wide) {
    picture_place = words_place.cut_start(std::floor(words_place.w * 0.5f));
    words_place.cut_start(f.mm(10));
  }
  const Words title{.cap_mm = type::kTitle * (wide ? 1.1f : 1.25f), .weight = text::Weight::bold, .colour = f.theme().ink, .align = wide ? text::Align::start : text::Align::centre};
  const Words hello{.cap_mm = type::kBody, .weight = text::Weight::medium, .colour = f.theme().muted, .align = title.align};
  const std::string heading = f.say("attract.heading"_k), hi = f.say("home.greeting"_k, {{"name", wijkverbinder_of(s).name}});
  const std::string touch = f.say("attract.touch"_k), start = f.say("attract.start"_k), ear = f.say("attract.listen"_k);
  ButtonLook start_look(ButtonKind::primary, "next"), ear_look(ButtonKind::secondary, "listen");
  if (f.rtl()) start_look.icon = "back";
  start_look.icon_at_end = true;
  start_look.cap_mm = ear_look.cap_mm = type::kHeading;
  // Two equal buttons: beside one another while both stand on one line.
  const float half = (words_place.w - f.mm(6)) / 2;
  const auto fit = [&] { return std::max(button_width(f, start, start_look), button_width(f, ear, ear_look)) <= half; };
  if (!fit()) start_look.cap_mm = ear_look.cap_mm = type::kBody;
  const bool row = fit();
  const float one = row ? half : words_place.w;
  const float high = std::max(button_height(f, start, start_look, one, 26), button_height(f, ear, ear_look, one, 26));
  const float buttons = row ? high : 2 * high + f.mm(6);
  const auto& languages = s.content.config.languages;
  const Words tongue{.cap_mm = type::kLabel, .weight = text::Weight::medium, .colour = f.theme().muted, .align = text::Align::centre};

  std::string others;
  for (const auto& code : languages)
    if (code != s.state.language) others += (others.empty() ? "" : "  ·  ") + s.content.catalog.text(code, "attract.touch"_k);
  const float words = f.height_of(heading, title, words_place.w) + f.mm(3) + f.height_of(hi, hello, words_place.w) + f.mm(8) + buttons + f.mm(5) +
                      f.height_of(touch, hello, words_place.w) + (others.empty() ? 0 : f.mm(3) + f.height_of(others, tongue, words_place.w));
  const Rect view = area;
  const float top = f.begin_scroll("attract", view);
  const float slip = top - view.y;
  Rect place = words_place.moved(0, slip);
  float y = place.y;
  if (wide) {
    f.paint().picture("scene-attract", picture_place.moved(0, slip));
    y = place.y + std::max(0.0f, (place.h - words) / 2);
  } else {
    const float picture = std::max(f.mm(40), std::min(place.w, place.h - words - f.mm(8)));
    f.paint().picture("scene-attract", {place.x, y, place.w, picture});
    y += picture + f.mm(6);
  }
  Column column(f, place, y);
  column.words("attract.heading", heading, title, f.theme().paper, "heading");
  column.gap(3);
  column.words("attract.greeting", hi, hello, f.theme().paper);
  column.gap(8);
  Rect r = column.next(buttons);
  const Rect first = row ? r.cut_start(one) : r.cut_top(high);
  if (row) r.cut_start(f.mm(6)); else r.cut_top(f.mm(6));
  if (button(f, "attract.start", first, start, start_look)) s.say(app::StartPressed{});
  ear_look.spoken = ear;
  if (button(f, "attract.listen", row ? r : r.cut_top(high), ear, ear_look)) s.say(app::ListenPressed{});
  column.gap(5);
  column.words("attract.touch", touch, {.cap_mm = type::kBody, .weight = text::Weight::medium, .colour = f.theme().muted, .align = text::Align::centre}, f.theme().paper);
  if (!others.empty()) {
    column.gap(3);
    Words own = tongue;
    own.own_words = true;
    const float used = f.height_of(others, own, place.w);
    f.draw_words(column.next(used), others, own, false);
  }
  f.end_scroll(column.y() + f.mm(4));
}

}  // namespace wv::ui
