// Keeps the UI tree honest. The pixel check draws screens for real and measures, where the tree says that
// letters stand, the contrast that is there; the touch check puts a finger on nine points of every target.
// WV_SWEEP=whole looks at every screen, language and profile; else at a sample that takes seconds.
#include <chrono>
#include <cstdlib>
#include <map>

#include "easel.h"
#include "judge.h"
#include "ui_fixture.h"

using namespace wv;
using namespace wv::ui;
using namespace wv::test;

namespace {

Colour colour_of(std::uint32_t argb) {
  return {static_cast<std::uint8_t>(argb >> 16), static_cast<std::uint8_t>(argb >> 8),
          static_cast<std::uint8_t>(argb), 255};
}

// The ground is what most pixels are; the letters are what stands out most from it, unless it is a stray.
double measured_contrast(const media::Image& image, const Rect& where) {
  std::map<std::uint32_t, int> count;
  int all = 0;
  for (int y = static_cast<int>(where.y); y < static_cast<int>(where.bottom()); ++y)
    for (int x = static_cast<int>(where.x); x < static_cast<int>(where.right()); ++x) {
      if (x < 0 || y < 0 || x >= image.width || y >= image.height) continue;
      ++count[image.argb[static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width) +
                         static_cast<std::size_t>(x)] &
              0xFFFFFFu];
      ++all;
    }
  if (all == 0) return 0;
  const auto ground = std::max_element(count.begin(), count.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
  double best = 1;
  for (const auto& [pixel, n] : count)
    if (n * 400 > all) best = std::max(best, contrast(colour_of(pixel), colour_of(ground->first)));
  return best;
}

std::vector<std::string> pixel_faults(const Tree& tree, const media::Image& image) {
  std::vector<std::string> faults;
  for (const auto& ink : tree.inks) {
    if (!ink.rect.inside(ink.clip, 1) || ink.rect.w < 4) continue;
    if (!tree.overlay.empty() && tree.find(ink.node) == nullptr) continue;  // under a panel
    const double there = measured_contrast(image, ink.rect);
    if (there < 4.5)
      faults.push_back(tree.screen + "/" + tree.overlay + " " + ink.node + ": letters drawn at " +
                       std::to_string(there));
    // What the tree claims has to be what is there: the node that the letters belong to.
    const Node* owner = tree.find(ink.node);
    if (owner == nullptr || owner->cap_px <= 0 || ink.node.empty()) continue;
    const double claimed = contrast(owner->fg, owner->bg);
    if (there < claimed * 0.6 && there < 7)
      faults.push_back(tree.screen + "/" + tree.overlay + " " + ink.node + ": the tree says " +
                       std::to_string(claimed) + ", there is " + std::to_string(there));
  }
  return faults;
}

bool whole() {
  const char* set = std::getenv("WV_SWEEP");
  return set != nullptr && std::string_view(set) == "whole";
}

// Every screen of some circumstances; in a sample each circumstance looks at its own share of the screens, so
// that together they have looked at all.
template <class Look>
std::size_t look_round(const char* profile_name, bool lower, Look look) {
  static const Fixture& fx = *new Fixture;  // one for the program: words and fonts take longest
  std::size_t looked = 0, number = 0;
  Easel easel(profile_name);
  for (const auto& language : example().content.config.languages)
    for (const auto text : {app::TextSize::normal, app::TextSize::largest})
      for (const auto& contrast : app::kContrasts)
        for (auto& [label, state] : fx.screens(language)) {
          if (!whole() && ++number % 23 != 0) continue;
          state.shown.text = text;
          state.shown.contrast = contrast.which;
          state.shown.lower = lower;
          state.shown.calm = true;
          look(easel, state,
               std::string(profile_name) + (lower ? " low " : " ") + language + " " +
                   std::to_string(static_cast<int>(text)) + " " + std::string(contrast.name) + " " + label);
          ++looked;
        }
  return looked;
}

struct Round {
  const char* profile;
  bool lower;
};
constexpr Round kRounds[] = {
    {"tablet-10", false}, {"table-15", false}, {"kiosk-21", false}, {"kiosk-32", false}, {"kiosk-21", true}};

}  // namespace

TEST_CASE("the pixels are what the tree says") {
  std::size_t looked = 0, inks = 0;
  std::vector<std::string> faults;
  const auto begun = std::chrono::steady_clock::now();
  for (const auto& round : kRounds)
    looked += look_round(
        round.profile, round.lower, [&](Easel& easel, const app::State& state, const std::string& label) {
          (void)easel.build(state);
          const Built built = easel.build(state);  // a second time: what scrolls to its field has done so
          inks += built.tree.inks.size();
          for (const auto& f : pixel_faults(built.tree, easel.pixels())) faults.push_back(label + ": " + f);
        });
  const auto took =
      std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - begun).count();
  MESSAGE("screens drawn: " << looked << ", texts measured: " << inks << ", faults: " << faults.size() << ", "
                            << took << " s");
  for (std::size_t i = 0; i < faults.size() && i < 200; ++i) MESSAGE(faults[i]);
  CHECK(faults.empty());
}

TEST_CASE("negative control: letters that are drawn weaker than the tree says") {
  Easel easel("kiosk-21");
  app::State state = app::first_state(example().content, app::Mode::kiosk, {"nl", app::TextSize::normal});
  (void)app::update(state, app::StartPressed{}, example().content);
  (void)easel.build(state);
  const Built built = easel.build(state);
  media::Image image = easel.pixels();
  REQUIRE(pixel_faults(built.tree, image).empty());
  for (auto& pixel : image.argb) {  // a veil over the whole frame, which the tree knows nothing of
    std::uint32_t faded = 0;
    for (int shift = 0; shift < 24; shift += 8)
      faded |= ((((pixel >> shift) & 0xFFu) + 3 * 0xE0u) / 4) << shift;
    pixel = faded;
  }
  CHECK(pixel_faults(built.tree, image).size() > 5);
}

namespace {

// Nine points of a target, a millimetre inside its edge.
std::vector<Point> nine(const Rect& hit, float inset) {
  std::vector<Point> points;
  for (const float x : {hit.x + inset, hit.centre().x, hit.right() - inset})
    for (const float y : {hit.y + inset, hit.centre().y, hit.bottom() - inset}) points.push_back({x, y});
  return points;
}

// What a tap there does, by the ids that act; the finger is down for 50 ms and doesn't move.
std::vector<std::string> acting(View& view, Point at, std::int64_t now) {
  view.finger({FingerEvent::What::down, 1, at, now});
  view.finger({FingerEvent::What::up, 1, at, now + 50});
  std::vector<std::string> ids;
  for (const auto& a : view.waiting()) ids.push_back(a.id);
  view.drop_waiting();
  return ids;
}

}  // namespace

TEST_CASE("a tap at nine points of each target does what the tree names, and nothing else") {
  std::size_t looked = 0, taps = 0;
  std::vector<std::string> faults;
  for (const auto& round : kRounds)
    looked += look_round(
        round.profile, round.lower, [&](Easel& easel, const app::State& state, const std::string& label) {
          const Built built = easel.build(state);
          for (const auto& n : built.tree.nodes) {
            if (!is_target(n) || n.offscreen || !n.enabled) continue;
            if (n.id.starts_with("queue.")) continue;  // ImGui is its judge: shell/queue_page_test
            for (const Point at : nine(n.hit, easel.view.device().px_per_mm)) {
              ++taps;
              const auto ids = acting(easel.view, at, state.now_ms);
              // Where another control lies on top (a page that may be touched anywhere), that one acts.
              const bool covered =
                  std::any_of(built.tree.nodes.begin(), built.tree.nodes.end(), [&](const Node& o) {
                    return &o != &n && !o.hit.empty() && o.hit.contains(at) &&
                           o.hit.w * o.hit.h < n.hit.w * n.hit.h;
                  });
              if (covered || (ids.size() == 1 && ids.front() == n.id)) continue;
              faults.push_back(label + ": " + n.id +
                               (ids.empty() ? ": nothing acts" : ": " + ids.front() + " acts"));
              break;
            }
          }
        });
  MESSAGE("screens touched: " << looked << ", taps: " << taps << ", faults: " << faults.size());
  for (std::size_t i = 0; i < faults.size() && i < 200; ++i) MESSAGE(faults[i]);
  CHECK(faults.empty());
  CHECK(taps > 1000);
}

TEST_CASE("negative control: a finger beside a target, and one on its neighbour") {
  Easel easel("kiosk-21");
  app::State state = app::first_state(example().content, app::Mode::kiosk, {"nl", app::TextSize::normal});
  (void)app::update(state, app::StartPressed{}, example().content);
  const Built built = easel.build(state);
  const Node* question = built.tree.find("home.question");
  const Node* idea = built.tree.find("home.initiative");
  REQUIRE(question != nullptr);
  REQUIRE(idea != nullptr);
  CHECK(acting(easel.view, question->hit.centre(), 0) == std::vector<std::string>{"home.question"});
  CHECK(acting(easel.view, {question->hit.right() + 3, question->hit.centre().y}, 0).empty());
  CHECK(acting(easel.view, idea->hit.centre(), 0) == std::vector<std::string>{"home.initiative"});
}
