// The layout sweep: every screen × language × text size × contrast × device profile (and a kiosk's lower
// mode), off-screen and at rest. The UI tree says what each widget is and where; judge.h holds it against
// tests/REQUIREMENTS.md, composition.h looks at how the page is put together. Strong colours are looked at in
// two languages, one for each direction: colours know no language, and both contrasts must stand in the same
// places.
#include <doctest/doctest.h>
#include <imgui.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <map>

#include "app/pages.h"
#include "app/update.h"
#include "composition.h"
#include "figures.h"
#include "judge.h"
#include "render/shapes.h"
#include "state_told.h"
#include "ui/view.h"
#include "ui_fixture.h"
#include "text/debian_fonts.h"

using namespace wv;
using namespace wv::ui;

namespace {

struct Setting {
  const char* profile;
  bool lower = false;
  bool own_keys = false;  // a telephone whose own keyboard covers half of it: only pages that are typed on
};
constexpr Setting kSettings[] = {{"phone-6"},       {"phone-6", false, true},
                                 {"820x1180"},      {"1180x820"},
                                 {"tablet-10"},     {"1280x800"},
                                 {"table-15"},      {"kiosk-21"},
                                 {"kiosk-32"},      {"kiosk-21", true},
                                 {"kiosk-32", true}};

Device device_of(const Setting& setting) {
  constexpr int kLeftPx = 440;  // of 800, over an Android telephone's keyboard
  Device device = device_named(setting.profile);
  device.own_keys = setting.own_keys;
  if (setting.own_keys) device.height_px = kLeftPx;
  return device;
}

bool near(const Rect& a, const Rect& b) {
  return std::abs(a.x - b.x) <= 1 && std::abs(a.y - b.y) <= 1 && std::abs(a.w - b.w) <= 1 &&
         std::abs(a.h - b.h) <= 1;
}

// A7: the bar's buttons, seen once, stand there on every screen.
class BarPlaces {
 public:
  std::string moved(const Tree& tree, Tally& tally) {
    for (const auto& n : tree.nodes) {
      if (!n.id.starts_with("bar.")) continue;
      tally.looked(Check::same_place);
      const auto [at, first] = places_.try_emplace(n.id, n.rect);
      if (!first && !near(at->second, n.rect)) return n.id;
    }
    return {};
  }

 private:
  std::map<std::string, Rect> places_;
};

// How far everything is scrolled.
float way(const View& view) {
  float sum = 0;
  for (const auto& a : view.areas()) sum += view.scroll_of(a.id);
  return sum;
}

struct Sweep {
  Fixture fx;
  Tally tally;
  std::size_t looked = 0;
  std::vector<std::string> faults;
  std::string where;  // the circumstances of what is being looked at

  void report(const Flaw& f) {
    tally.fault(f.check);
    faults.push_back(where + f.where + ": " + f.what + " [" + std::string(id_of(f.check)) + "]");
  }
  void report(const std::vector<Flaw>& flaws) {
    for (const auto& f : flaws) report(f);
  }

  // At rest: what scrolls to its field has done so, and what was scrolled further than it is high has come
  // back.
  Tree build(View& view, const app::State& state) {
    const float before = way(view);
    Tree tree = fx.build(view, state);
    for (float last = before; view.moving(state.now_ms) || last != way(view);) {
      last = way(view);
      tree = fx.build(view, state);
      if (last == way(view)) break;
    }
    ++looked;
    return tree;
  }

  [[nodiscard]] std::vector<ShownPicture> pictures(const Device& device) const {
    render::Shapes shapes;
    render::shapes_of(*fx.gui.drawn(), {0, 0, device.width_px, device.height_px}, shapes);
    std::vector<ShownPicture> list;
    for (const auto& s : shapes)
      if (const std::string* name = fx.canvas.picture_of(s.texture)) {
        const render::Box b = s.shown();
        list.push_back({*name,
                        {static_cast<float>(b.left), static_cast<float>(b.top), static_cast<float>(b.width()),
                         static_cast<float>(b.height())}});
      }
    return list;
  }

  // T4: a question page at 100 % never needs scrolling; on a telephone while somebody types.
  void no_scrolling(const Tree& tree, const View& view, app::TextSize text) {
    if (tree.screen != "form" || !tree.overlay.empty() || text != app::TextSize::normal) return;
    const bool typing =
        std::any_of(tree.nodes.begin(), tree.nodes.end(), [](const Node& n) { return n.editing; });
    if (is_telephone(view.device()) && !typing) return;
    for (const auto& scrolled : view.areas()) {
      tally.looked(Check::no_scrolling);
      const float over = scrolled.content_height - scrolled.rect.h;
      if (over > 1.5f)  // px: its parts stand on whole ones
        report(flaw_of(tree, Check::no_scrolling, "",
                       "needs scrolling: " + std::to_string(over / view.device().px_per_mm) + " mm"));
    }
  }

  // Who checks their words sees all of them.
  void own_words(const Tree& tree, const app::State& state) {
    if (tree.screen != "review" || !tree.overlay.empty() || state.session.hidden) return;
    const std::string_view message = state.session.draft->message.view();
    if (message.empty()) return;
    tally.looked(Check::own_words);
    const bool whole = std::any_of(tree.nodes.begin(), tree.nodes.end(),
                                   [&](const Node& n) { return n.name.find(message) != std::string::npos; });
    if (!whole) report(flaw_of(tree, Check::own_words, "", "not all that was typed stands there"));
  }

  void compose(const Tree& tree, const View& view, const Seen& seen) {
    Composed page{tree, seen, view.areas(), {}, pictures(view.device())};
    for (const auto& area : page.areas) page.scrolled.push_back(view.scroll_of(area.id));
    report(judge_composition(page, tally));
  }

  void same_layout(const Tree& normal, const Tree& strong) {
    for (const auto& n : normal.nodes) {
      if (n.id.starts_with("queue.")) continue;  // ImGui's table finds its widths over some frames
      tally.looked(Check::same_layout);
      const Node* other = strong.find(n.id);
      if (other == nullptr || !near(n.rect, other->rect))
        report(flaw_of(strong, Check::same_layout, n.id, "stands elsewhere in strong colours"));
    }
  }

  void look(View& view, const Setting& setting, const std::string& language, app::TextSize text) {
    const char* how = setting.lower ? " low " : setting.own_keys ? " own keys " : " ";
    const std::string circumstances =
        setting.profile + std::string(how) + language + " " + std::to_string(static_cast<int>(text)) + " ";
    const Seen seen{view.device(), static_cast<int>(text), fx.content.config.device_bottom_mm, setting.lower};
    BarPlaces bar;
    for (auto& [label, state] : fx.screens(language)) {
      if (setting.own_keys && state.session.editing.field == domain::Field::none) continue;
      where = circumstances + label + ": ";
      state.shown.contrast = app::Contrast::normal;
      state.shown.text = text;
      state.shown.lower = setting.lower;
      const Tree tree = build(view, state);
      report(judge(tree, seen, *fx.fonts, tally));
      if (language == "nl" && text == app::TextSize::normal) report(judge_dutch(tree, tally));
      no_scrolling(tree, view, text);
      own_words(tree, state);
      compose(tree, view, seen);
      if (const std::string id = bar.moved(tree, tally); !id.empty())
        report(flaw_of(tree, Check::same_place, id, "has moved"));
      if (language != "nl" && language != "ar") continue;
      const bool at_top = way(view) == 0;  // else the second look begins where the first had scrolled to
      for (const auto contrast : {app::Contrast::high, app::Contrast::inverse}) {
        state.shown.contrast = contrast;
        where = circumstances;
        where.append(app::name_of(contrast).name).append(" ").append(label).append(": ");
        const Tree strong = build(view, state);
        report(judge(strong, seen, *fx.fonts, tally));
        if (at_top && way(view) == 0) same_layout(tree, strong);
      }
    }
  }
};

}  // namespace

TEST_CASE("every screen keeps its measures in every language, size, contrast and profile") {
  Sweep sweep;
  const auto begun = std::chrono::steady_clock::now();
  const char* of = std::getenv("WV_SWEEP_OF");  // one device, while a screen is being made
  for (const auto& setting : kSettings) {
    if (of != nullptr && std::string_view(setting.profile) != of) continue;
    View view(device_of(setting), sweep.fx.canvas, *sweep.fx.fonts);
    view.set_motion(Motion::off);
    for (const auto& language : sweep.fx.content.config.languages)
      for (const auto text : {app::TextSize::normal, app::TextSize::large, app::TextSize::largest})
        sweep.look(view, setting, language, text);
  }
  const Touched told = touch_everything(sweep.fx);
  sweep.tally.looked(Check::state_told, told.controls);
  sweep.where.clear();
  for (const auto& line : told.silent) sweep.report(Flaw{Check::state_told, line, "its state isn't told"});
  CHECK(told.controls > 300);
  const auto took =
      std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begun).count();
  MESSAGE("screens looked at: " << sweep.looked << ", faults: " << sweep.faults.size() << ", " << took / 1000
                                << " s");
  for (std::size_t i = 0; i < static_cast<std::size_t>(Check::count); ++i) {
    const auto check = static_cast<Check>(i);
    if (sweep.tally.of(check).faults > 0) MESSAGE(id_of(check) << ": " << sweep.tally.of(check).faults);
    CHECK_MESSAGE(sweep.tally.of(check).looked > 0, id_of(check));
  }
  if (const char* file = std::getenv("WV_FIGURES"))
    write_figures(file, sweep.tally, sweep.looked, sweep.fx.content.config.municipality);
  if (const char* file = std::getenv("WV_SWEEP_LINES"))
    for (std::ofstream out(file); const auto& line : sweep.faults) out << line << "\n";
  for (std::size_t i = 0; i < sweep.faults.size() && i < 200; ++i) MESSAGE(sweep.faults[i]);
  CHECK(sweep.faults.size() == 0);
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
    Tally tally;
    return judge(tree, seen, fonts, tally).size();
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
    Tally tally;
    return judge(tree, seen, fonts, tally).size();
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
    Tally tally;
    return judge_dutch(tree, tally).size();
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
