// What is on says so: in the tree, by ear and by a mark that isn't only a colour (WCAG 4.1.2, 1.4.1).
#include <doctest/doctest.h>

#include <algorithm>
#include <set>

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
    contrast.shown.high_contrast = true;
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
  CHECK(said("bar.contrast") == "Maak de kleuren sterker, sterke kleuren uit");
  CHECK(said("bar.listen").ends_with(", voorlezen uit"));
  home.shown.text = app::TextSize::large;
  CHECK(said("bar.text").ends_with(", grote letters aan"));
  home.overlay = app::Overlay::display;
  CHECK(said("text.150") == "grote letters aan");
  CHECK(said("text.200") == "heel grote letters uit");
}
