// What is switched on says so (WCAG 4.1.2, EN 301 549 5.6). Nobody lists the switches here: every control of
// every screen is touched. One that comes back to what it was after two or three touches is a switch; one
// that looks otherwise after a touch, and stays so, is a choice. Both must tell in the tree (checked,
// selected, pressed), and so to who listens, where they stand.
#include <doctest/doctest.h>
#include <imgui.h>

#include <set>

#include "app/update.h"
#include "judge.h"
#include "render/shapes.h"
#include "state_told.h"
#include "ui/view.h"
#include "ui_fixture.h"

using namespace wv;
using namespace wv::ui;

namespace {

bool is_on(const Node& n) { return n.checked || n.selected || n.pressed || n.editing; }

struct Sight {
  Tree tree;
  std::string control;  // how it is drawn
};

// What is shown, but for the states that are told and for what counts down.
std::string shown(const Sight& sight) {
  const Tree& tree = sight.tree;
  std::string all = tree.screen + "/" + tree.overlay + "/" + std::to_string(tree.page) + sight.control;
  for (const auto& n : tree.nodes)
    if (!n.is_volatile)
      all += "\n" + n.id + "|" + n.name + "|" + n.value + "|" + to_hex(n.fg) + to_hex(n.bg) +
             (n.enabled ? "e" : "");
  return all;
}

bool same_place(const Tree& a, const Tree& b) {
  return a.screen == b.screen && a.overlay == b.overlay && a.page == b.page;
}

// A view that is touched like the real one: what a touch means is updated, and the next frame shows it.
struct Hand {
  Fixture& fx;
  View& view;
  app::State state;
  std::int64_t now_ms = 100'000;

  Built frame() {
    now_ms += 400;
    ImDrawList& list = fx.gui.begin(view.device().width_px, view.device().height_px, 1.0f / 60);
    Built built = view.build(list, state, fx.content, now_ms);
    fx.gui.end();
    return built;
  }
  Tree look() {
    for (int i = 0; i < 4; ++i) {
      Built built = frame();
      if (built.events.empty()) return std::move(built.tree);
      for (const auto& e : built.events) (void)app::update(state, e, fx.content);
    }
    return view.tree();
  }
  Sight see(const std::string& id) {
    Sight sight{look(), {}};
    const Node* n = sight.tree.find(id);
    if (n == nullptr) return sight;
    render::Shapes shapes;
    render::shapes_of(*fx.gui.drawn(), {0, 0, view.device().width_px, view.device().height_px}, shapes);
    for (const auto& s : shapes) {
      const render::Box b = s.shown();
      const Rect r{static_cast<float>(b.left), static_cast<float>(b.top), static_cast<float>(b.width()),
                   static_cast<float>(b.height())};
      if (!r.inside(n->rect, 2)) continue;
      for (const std::int64_t part :
           {std::int64_t{b.left}, std::int64_t{b.top}, std::int64_t{b.right}, std::int64_t{b.bottom},
            std::int64_t{s.argb}, static_cast<std::int64_t>(s.texture)})
        sight.control += std::to_string(part) + ",";
    }
    return sight;
  }
  Sight touch(const std::string& id, const Rect& hit) {
    const Point at = hit.centre();
    view.finger({FingerEvent::What::down, 1, at, now_ms});
    view.finger({FingerEvent::What::up, 1, at, now_ms + 60});
    return see(id);
  }
};

// The screen as it was, and after each touch of the control, until it is what it was or stays as it is.
std::vector<Sight> touched(Hand& hand, const std::string& id) {
  std::vector<Sight> sights{hand.see(id)};
  for (int i = 0; i < 3; ++i) {
    const Sight& last = sights.back();
    const Node* n = last.tree.find(id);
    if (n == nullptr || n->hit.empty() || !n->enabled || !same_place(sights.front().tree, last.tree)) break;
    const Rect hit = n->hit;
    sights.push_back(hand.touch(id, hit));
    const std::string now = shown(sights.back());
    if (now == shown(sights.front()) || now == shown(sights[sights.size() - 2])) break;
  }
  return sights;
}

// The sentence about a control that doesn't tell its state; none when it does, or has none.
std::string untold(const std::vector<Sight>& sights, const std::string& id) {
  const Sight &first = sights.front(), &last = sights.back();
  if (sights.size() < 3 || !same_place(first.tree, last.tree)) return {};  // nothing happened, or it leads on
  const bool is_back = shown(last) == shown(first), stays = shown(last) == shown(sights[sights.size() - 2]);
  const Node *before = first.tree.find(id), *now = sights[1].tree.find(id);
  if ((!is_back && !stays) || before == nullptr || now == nullptr || is_on(*before) != is_on(*now)) return {};
  if (stays) return now->enabled && first.control != sights[1].control ? "is chosen, and doesn't say so" : "";
  // A button whose words say what it does next tells by them ("Verberg mijn tekst", "Toon mijn tekst").
  if (before->name != now->name && before->role == NodeRole::button) return {};
  return "is a switch, and doesn't say how it stands";
}

}  // namespace

namespace wv::ui {

Touched touch_everything(Fixture& fx, void (*spoil)(Tree&)) {
  Touched all;
  std::set<std::string> known;
  View view(*profile("kiosk-21"), fx.canvas, *fx.fonts);
  view.set_motion(Motion::off);
  for (auto& [label, state] : fx.screens("nl")) {
    Hand hand{fx, view, state};
    const Tree tree = hand.look();
    const std::string place = tree.screen + "/" + tree.overlay + "/" + std::to_string(tree.page) + " ";
    for (const auto& n : tree.nodes) {
      if (!is_target(n) || !n.enabled || n.offscreen || !known.insert(place + n.id).second) continue;
      ++all.controls;
      view.forget();
      hand.state = state;
      std::vector<Sight> sights = touched(hand, n.id);
      for (Sight& sight : sights) spoil(sight.tree);
      if (const std::string what = untold(sights, n.id); !what.empty())
        all.silent.push_back(std::string(place).append(n.id).append(" ").append(what));
    }
  }
  return all;
}

}  // namespace wv::ui

namespace {

bool has(const std::vector<std::string>& lines, std::string_view word) {
  return std::any_of(lines.begin(), lines.end(),
                     [&](const std::string& l) { return l.find(word) != std::string::npos; });
}

}  // namespace

// What opens a panel, or closes one, isn't met by touching it again.
TEST_CASE("the language shown and the voice that is on are told") {
  Fixture fx;
  View view(*profile("kiosk-21"), fx.canvas, *fx.fonts);
  app::State state = fx.after("nl", {app::StartPressed{}, app::LanguageOpened{}});
  const Tree languages = fx.build(view, state);
  for (const auto& n : languages.nodes)
    if (n.id.starts_with("language.") && n.id.size() == std::string_view("language.nl").size())
      CHECK_MESSAGE(is_on(n) == (n.id == "language.nl"), n.id);
  state = fx.after("nl", {app::StartPressed{}});
  CHECK_FALSE(is_on(*fx.build(view, state).find("bar.listen")));
  state.reading.mode = app::Reading::Mode::ear;
  CHECK(is_on(*fx.build(view, state).find("bar.listen")));
}

TEST_CASE("a screen that keeps its switches' state to itself is caught") {
  Fixture fx;
  const Touched all = touch_everything(fx, [](Tree& tree) {
    for (auto& n : tree.nodes) n.checked = n.selected = n.pressed = false;
  });
  for (const std::string_view id :
       {"bar.contrast", "text.200", "checklist.1", "letters.calm", "form.message.", "form.contact."})
    CHECK_MESSAGE(has(all.silent, id), id);
}
