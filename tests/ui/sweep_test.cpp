// The layout sweep: every screen × language × text size × contrast × device profile (and a kiosk's lower
// mode), off-screen. The UI tree says what each widget is and where; judge.h holds it against
// tests/REQUIREMENTS.md.
#include <doctest/doctest.h>
#include <imgui.h>

#include <chrono>
#include <map>

#include "app/pages.h"
#include "app/update.h"
#include "judge.h"
#include "ui/view.h"
#include "ui_fixture.h"
#include "text/debian_fonts.h"

using namespace wv;
using namespace wv::ui;

namespace {

struct Setting {
  const char* profile;
  bool lower;
};
constexpr Setting kSettings[] = {{"tablet-10", false}, {"table-15", false}, {"kiosk-21", false},
                                 {"kiosk-32", false},  {"kiosk-21", true},  {"kiosk-32", true}};

// A7: the bar's buttons, seen once, stand there on every screen.
class BarPlaces {
 public:
  std::string moved(const Tree& tree) {
    for (const auto& n : tree.nodes) {
      if (!n.id.starts_with("bar.")) continue;
      const auto [at, first] = places_.try_emplace(n.id, n.rect);
      const Rect& r = at->second;
      if (!first && (std::abs(r.x - n.rect.x) > 1 || std::abs(r.y - n.rect.y) > 1 ||
                     std::abs(r.w - n.rect.w) > 1 || std::abs(r.h - n.rect.h) > 1))
        return n.id + " has moved";
    }
    return {};
  }

 private:
  std::map<std::string, Rect> places_;
};

struct Sweep {
  Fixture fx;
  std::size_t looked = 0;
  std::vector<std::string> lines;

  void look(View& view, const Setting& setting, const std::string& language, app::TextSize text, bool high,
            BarPlaces& bar) {
    const std::string circumstances = std::string(setting.profile) + (setting.lower ? " low " : " ") +
                                      language + " " + std::to_string(static_cast<int>(text)) +
                                      (high ? " high " : " ");
    const Seen seen{view.device(), static_cast<int>(text), fx.content.config.device_bottom_mm, setting.lower};
    for (auto& [label, state] : fx.screens(language)) {
      state.shown.text = text;
      state.shown.high_contrast = high;
      state.shown.lower = setting.lower;
      const Tree tree = fx.build(view, state);
      ++looked;
      const auto report = [&](const std::string& what) {
        lines.push_back(circumstances + label + ": " + what);
      };
      // T4: a question page at 100 % never needs scrolling.
      if (tree.screen == "form" && tree.overlay.empty() && text == app::TextSize::normal)
        for (const auto& scrolled : view.areas())
          if (scrolled.content_height > scrolled.rect.h + 1)
            report("form needs scrolling: " +
                   std::to_string((scrolled.content_height - scrolled.rect.h) / view.device().px_per_mm) +
                   " mm");
      for (const auto& f : judge(tree, seen, *fx.fonts)) report(f.where + ": " + f.what);
      if (language == "nl" && text == app::TextSize::normal && !high)
        for (const auto& f : judge_dutch(tree)) report(f.where + ": " + f.what);
      if (const std::string moved = bar.moved(tree); !moved.empty()) report(moved);
    }
  }
};

}  // namespace

TEST_CASE("every screen keeps its measures in every language, size, contrast and profile") {
  Sweep sweep;
  const auto begun = std::chrono::steady_clock::now();
  for (const auto& setting : kSettings) {
    View view(*profile(setting.profile), sweep.fx.canvas, *sweep.fx.fonts);
    for (const auto& language : sweep.fx.content.config.languages)
      for (const auto text : {app::TextSize::normal, app::TextSize::large, app::TextSize::largest}) {
        BarPlaces bar;  // the same with strong colours
        for (const bool high : {false, true}) sweep.look(view, setting, language, text, high, bar);
      }
  }
  const auto took =
      std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begun).count();
  MESSAGE("screens looked at: " << sweep.looked << ", faults: " << sweep.lines.size() << ", " << took / 1000
                                << " s");
  for (std::size_t i = 0; i < sweep.lines.size() && i < 5000; ++i) MESSAGE(sweep.lines[i]);
  CHECK(sweep.lines.size() == 0);
}

TEST_CASE("the judge sees bad screens made on purpose") {
  auto opened = text::open_fonts(text_test::debian_fonts());
  REQUIRE(opened.ok());
  auto& fonts = *opened.value();
  Seen seen{*profile("kiosk-21")};
  const auto faults = [&](Node n) {
    Tree tree;
    tree.screen = "bad";
    tree.nodes.push_back(std::move(n));
    return judge(tree, seen, fonts).size();
  };
  Node good;
  good.id = "x";
  good.role = NodeRole::button;
  good.name = good.spoken = "Verder";
  good.rect = good.hit = {100, 100, 200, 100};
  good.fg = rgb(0x17213B);
  good.bg = rgb(0xFFFFFF);
  good.cap_px = 17;
  CHECK(faults(good) == 0);
  Node small = good;
  small.hit.w = 40;
  CHECK(faults(small) == 1);
  Node pale = good;
  pale.fg = rgb(0xBBBBBB);
  CHECK(faults(pale) == 1);
  Node mute = good;
  mute.spoken.clear();
  CHECK(faults(mute) == 1);
  Node missing = good;
  missing.name = "home.question";
  CHECK(faults(missing) == 1);
  Node unfilled = good;
  unfilled.name = "Bel {phone}";
  CHECK(faults(unfilled) == 1);
  Node boxed = good;
  boxed.name = "Verder \U00020BB7";
  CHECK(faults(boxed) == 1);
  Node outside = good;
  outside.rect.x = 1000;
  CHECK(faults(outside) >= 1);
  seen.lower = true;
  CHECK(faults(good) == 1);  // at the top of the glass: out of reach
  Node low = good;
  low.rect.y = low.hit.y = 1500;
  CHECK(faults(low) == 0);
  seen.lower = false;

  // Letters: over the edge of a button, over one another, cut off, a word broken.
  const auto inked = [&](const std::vector<Ink>& inks) {
    Tree tree;
    tree.screen = "bad";
    tree.nodes.push_back(good);
    tree.inks = inks;
    return judge(tree, seen, fonts).size();
  };
  const Rect glass{0, 0, 1080, 1920};
  CHECK(inked({{"x", {120, 120, 100, 20}, glass}}) == 0);
  CHECK(inked({{"x", {120, 120, 200, 20}, glass}}) == 1);
  CHECK(inked({{"x", {120, 120, 100, 20}, glass}, {"y", {130, 130, 100, 20}, glass}}) == 1);
  CHECK(inked({{"x", {120, 120, 100, 20}, glass, true}}) == 1);
  CHECK(inked({{"x", {120, 120, 100, 20}, glass, false, true}}) == 1);
}

TEST_CASE("the Dutch of a screen is counted") {
  const auto page = [](std::vector<std::pair<NodeRole, std::string>> texts) {
    Tree tree;
    tree.screen = "form";
    for (auto& [role, name] : texts) {
      Node n;
      n.id = "t" + std::to_string(tree.nodes.size());
      n.role = role;
      n.name = n.spoken = name;
      if (role == NodeRole::button) n.hit = {0, 0, 100, 100};
      tree.nodes.push_back(n);
    }
    return judge_dutch(tree).size();
  };
  const std::string ten = "een twee drie vier vijf zes zeven acht negen tien.";
  CHECK(page({{NodeRole::heading, "Wat ziet u?"},
              {NodeRole::text, ten},
              {NodeRole::text, ten},
              {NodeRole::button, "Verder"}}) == 0);
  CHECK(page({{NodeRole::button, "Ga nu maar verder naar hier"}}) == 1);
  CHECK(page({{NodeRole::text, "Een."},
              {NodeRole::text, "Twee."},
              {NodeRole::text, "Drie."},
              {NodeRole::text, "Vier."}}) == 1);
  CHECK(page({{NodeRole::text, ten}, {NodeRole::text, ten}, {NodeRole::text, ten + " " + ten}}) == 0);
  CHECK(page({{NodeRole::text, ten}, {NodeRole::text, ten}, {NodeRole::text, ten + " " + ten + " elf."}}) ==
        1);
}
