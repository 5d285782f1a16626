// What is on says so: in the tree, by ear and by a mark that isn't only a colour (WCAG 4.1.2, 1.4.1).
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "app/pages.h"
#include "ui/kit/aloud.h"
#include "ui_fixture.h"

using namespace wv;
using namespace wv::ui;

namespace {

// Keeps the names of the icons that a frame draws.
class IconCanvas : public BlankCanvas {
 public:
  std::optional<TextureId> picture(std::string_view name, int width, int height) override {
    drawn.emplace(name);
    return BlankCanvas::picture(name, width, height);
  }
  std::multiset<std::string> drawn;
};

struct Look {
  Tree tree;
  std::size_t ticks = 0;
};

struct Signs {
  Fixture fx;
  IconCanvas canvas;

  Look at(const app::State& state) {
    View view(*profile("kiosk-21"), canvas, *fx.fonts);
    canvas.drawn.clear();
    Look look{fx.build(view, state), 0};
    look.ticks = canvas.drawn.count("icon:check");
    return look;
  }
};

// What of `id` doesn't tell whether it is on; "" when all is told.
std::string untold(const Look& off, const Look& on, const std::string& id) {
  const Node *was = off.tree.find(id), *is = on.tree.find(id);
  if (was == nullptr || is == nullptr) return id + " is missing";
  const auto told = [](const Node& n) { return n.toggles ? n.pressed : n.checked; };
  if (told(*was) || !told(*is)) return id + ": the tree doesn't tell its state";
  if (spoken_label(*was) == spoken_label(*is)) return id + ": it says the same, on or off";
  if (on.ticks == 0 || (is->toggles && on.ticks <= off.ticks)) return id + ": no mark";
  return {};
}

}  // namespace

TEST_CASE("what is on says so in the tree, by ear and by a mark") {
  Signs s;
  for (const auto& language : s.fx.content.config.languages) {
    CAPTURE(language);
    const app::State home = s.fx.after(language, {app::StartPressed{}});
    app::State contrast = home, ear = home;
    contrast.shown.contrast = app::Contrast::high;
    ear.reading.mode = app::Reading::Mode::ear;
    CHECK(untold(s.at(home), s.at(contrast), "bar.contrast") == "");
    CHECK(untold(s.at(home), s.at(ear), "bar.listen") == "");
    CHECK(s.at(ear).tree.find("bar.text")->toggles == false);
    // A control: a page that is as it was tells nothing, and a finger that rests there is no state.
    CHECK(untold(s.at(home), s.at(home), "bar.contrast") != "");
    for (const auto size : {app::TextSize::normal, app::TextSize::large, app::TextSize::largest}) {
      app::State panel = home, other = home;
      panel.overlay = other.overlay = app::Overlay::display;
      panel.shown.text = size;
      other.shown.text = size == app::TextSize::normal ? app::TextSize::large : app::TextSize::normal;
      CHECK(untold(s.at(other), s.at(panel), "text." + std::to_string(static_cast<int>(size))) == "");
    }
  }
}

TEST_CASE("the words of a state are the catalogue's") {
  Signs s;
  app::State home = s.fx.after("nl", {app::StartPressed{}});
  const auto said = [&](const std::string& id) { return spoken_label(*s.at(home).tree.find(id)); };
  CHECK(said("bar.contrast") == "Kies andere kleuren, sterke kleuren uit");
  CHECK(said("bar.listen").ends_with(", voorlezen uit"));
  home.shown.text = app::TextSize::large;
  CHECK(said("bar.text").ends_with(", grote letters aan"));
  home.overlay = app::Overlay::display;
  CHECK(said("text.150") == "grote letters aan");
  CHECK(said("text.200") == "heel grote letters uit");
}

namespace {

using Choices = std::vector<app::Event>;

// What stands over the heading of each page of a kind's form, the telephone's number asked for.
std::vector<std::string> leads(Signs& s, domain::Kind kind, app::Mode mode) {
  app::State state = s.fx.after("nl", {app::StartPressed{}, app::KindChosen{kind}}, mode);
  (void)app::update(state, app::ChoiceToggled{"contact", "phone"}, s.fx.content);
  state.session.draft->contact.way = domain::ContactWay::phone;
  std::vector<std::string> list;
  const auto count = static_cast<int>(app::pages(state, s.fx.content).size());
  for (int page = 0; page < count; ++page) {
    std::get<app::Form>(state.screen).page = page;
    const Tree tree = s.at(state).tree;
    const Node* lead = tree.find("form.progress");
    list.push_back(lead != nullptr ? lead->name : std::string());
  }
  return list;
}

bool once_each(std::vector<std::string> list) {
  std::sort(list.begin(), list.end());
  return std::adjacent_find(list.begin(), list.end()) == list.end();
}

}  // namespace

TEST_CASE("no two pages of a form say that they are the same question") {
  Signs s;
  for (const auto kind : domain::kKinds)
    for (const auto mode : {app::Mode::kiosk, app::Mode::event}) {
      const auto list = leads(s, kind, mode);
      CHECK(list.size() >= 3);
      CHECK(once_each(list));
      CHECK(list.back() == s.fx.content.catalog.pattern("nl", content::Key{"contact.phone"}));
    }
  CHECK_FALSE(once_each({"Vraag 2 van 2", "Vraag 1 van 2", "Vraag 2 van 2"}));  // a control
}

namespace {

// Where what wipes stands: at the side where reading begins, or under the way on. "" when it does.
std::string misplaced(const Tree& tree, const std::string& wipes, const std::string& goes_on) {
  const Node *wipe = tree.find(wipes), *on = tree.find(goes_on);
  if (wipe == nullptr || on == nullptr) return wipes + " or " + goes_on + " is missing";
  const bool in_a_row = std::abs(wipe->rect.centre().y - on->rect.centre().y) < 1;
  if (!in_a_row) return wipe->rect.y > on->rect.y ? "" : wipes + " stands over " + goes_on;
  const bool at_start = (wipe->rect.x < on->rect.x) == (tree.dir == "ltr");
  return at_start ? "" : wipes + " stands at the end side";
}

}  // namespace

TEST_CASE("what wipes everything stands at the same side in every dialog, mirrored in Arabic") {
  Signs s;
  for (const char* name : {"kiosk-21", "kiosk-32", "table-15", "tablet-10"})
    for (const auto& language : s.fx.content.config.languages)
      for (const auto text : {app::TextSize::normal, app::TextSize::largest}) {
        CAPTURE(name);
        CAPTURE(language);
        View view(*profile(name), s.canvas, *s.fx.fonts);
        app::State state =
            s.fx.after(language, {app::StartPressed{}, app::KindChosen{domain::Kind::question}});
        state.shown.text = text;
        state.overlay = app::Overlay::stop;
        const Tree stop = s.fx.build(view, state);
        CHECK(misplaced(stop, "stop.confirm", "stop.stay") == "");
        state.overlay = app::Overlay::danger;
        const Tree danger = s.fx.build(view, state);
        CHECK(misplaced(danger, "danger.wipe", "danger.continue") == "");
        CHECK(misplaced(danger, "danger.continue", "danger.wipe") != "");  // a control
      }
}

TEST_CASE("each theme has a way on of its own, into the kind that takes it") {
  Signs s;
  std::vector<std::string> invitations;
  for (const char* theme : {"participation", "neighbourhood", "youth", "health"}) {
    const app::State state = s.fx.after("nl", {app::StartPressed{}, app::ThemesOpened{theme}});
    invitations.push_back(s.at(state).tree.find("theme.start")->name);
  }
  CHECK(once_each(invitations));
  CHECK_FALSE(once_each({invitations[0], invitations[1], invitations[0]}));  // a control
}

TEST_CASE("the digits are in reach on wide screens, over the letters and over the capitals") {
  Signs s;
  const auto digits = [&](const char* name, const std::string& language, const char* layer) {
    View view(*profile(name), s.canvas, *s.fx.fonts);
    app::State state = s.fx.after(language, {app::StartPressed{}, app::KindChosen{domain::Kind::signal},
                                             app::FieldFocused{domain::Field::message, 0}});
    state.session.editing.layer = layer;
    const Tree tree = s.fx.build(view, state);
    int count = 0;
    for (char digit = '0'; digit <= '9'; ++digit)
      count += tree.find(std::string("keyboard.") + digit) != nullptr ? 1 : 0;
    return count;
  };
  for (const auto& language : s.fx.content.config.languages)
    for (const char* layer : {"letters", "capitals", "symbols"}) {
      CAPTURE(language);
      CAPTURE(layer);
      for (const char* wide : {"kiosk-21", "kiosk-32", "table-15"})
        CHECK(digits(wide, language, layer) == 10);
    }
  CHECK(digits("tablet-10", "nl", "letters") == 0);  // a control: there they are behind "123"
  CHECK(digits("tablet-10", "nl", "symbols") == 10);
}

TEST_CASE("the key of capitals tells how it stands, by its ground too") {
  Signs s;
  app::State state = s.fx.after("nl", {app::StartPressed{}, app::KindChosen{domain::Kind::question},
                                       app::FieldFocused{domain::Field::message, 0}});
  const auto shift = [&](const char* layer) {
    state.session.editing.layer = layer;
    return *s.at(state).tree.find("keyboard.shift");
  };
  const Node on = shift("capitals"), off = shift("letters");
  CHECK(on.toggles);
  CHECK(on.pressed);
  CHECK_FALSE(off.pressed);
  CHECK(spoken_label(on) == "Hoofdletters, aan");
  CHECK(spoken_label(off) == "Hoofdletters, uit");
  CHECK_FALSE(on.bg == off.bg);
  CHECK(contrast(on.fg, on.bg) >= 4.5);
}

TEST_CASE("the third contrast says which it is, and its button leads on to the first") {
  Signs s;
  app::State state = s.fx.after("nl", {app::StartPressed{}});
  state.shown.contrast = app::Contrast::inverse;
  const Tree tree = s.at(state).tree;
  CHECK(tree.find("bar.contrast")->pressed);
  CHECK(spoken_label(*tree.find("bar.contrast")) == "Kies andere kleuren, wit op zwart aan");
  CHECK(app::next_of(app::Contrast::inverse) == app::Contrast::normal);
  const Theme t = theme_of(app::Contrast::inverse, {});
  CHECK(contrast(t.ink, t.paper) == doctest::Approx(21));
  CHECK(contrast(t.plate, rgb(0x17213B)) > 10);  // pictures are drawn for paper
  for (const auto which : {app::Contrast::high, app::Contrast::inverse})
    CHECK(theme_of(which, {}).quiet_border_mm <
          theme_of(which, {}).border_mm / 2);  // what acts is seen first
}

TEST_CASE("a field keeps what was typed, whatever it shows, and the ear has it digit by digit") {
  Signs s;
  app::State state = s.fx.after("nl", {app::StartPressed{}, app::KindChosen{domain::Kind::question}});
  state.session.draft->contact.way = domain::ContactWay::phone;
  std::get<app::Form>(state.screen).page = 2;
  (void)app::update(state, app::TextPut{domain::Field::phone, "0612345678"}, s.fx.content);
  const Tree tree = s.at(state).tree;
  const Node* field = tree.find("form.phone");
  REQUIRE(field != nullptr);
  CHECK(field->value == "0612345678");
  const auto own = lines_of(tree, Lines::own_words);
  REQUIRE(own.size() == 1);
  CHECK(own[0].text == "0 6, 1 2, 3 4, 5 6, 7 8");
  state.session.hidden = true;
  CHECK(lines_of(s.at(state).tree, Lines::own_words).empty());
}

TEST_CASE(
    "the answer's words are larger than all else but the heading; on attract more than the heading is large") {
  Signs s;
  int answers = 0;
  for (auto& [label, state] : s.fx.screens("nl")) {
    const Tree tree = s.at(state).tree;
    if (tree.screen == "answer") {
      const Node *words = tree.find("answer.text"), *role = tree.find("answer.role");
      REQUIRE(words != nullptr);
      if (label == "answer short") CHECK(words->cap_px > 1.5f * role->cap_px);
      if (label == "answer long") CHECK(words->cap_px >= role->cap_px);  // the control: it had to be smaller
      ++answers;
    }
    if (tree.screen != "attract" || !tree.overlay.empty()) continue;
    const float one_mm = profile("kiosk-21")->px_per_mm;
    CHECK(tree.find("attract.greeting")->cap_px >= 6.5f * one_mm);
    CHECK(tree.find("attract.touch")->cap_px >= 5 * one_mm);
    CHECK(tree.find("language.en")->cap_px >= 6.5f * one_mm);
  }
  CHECK(answers == 2);
}
