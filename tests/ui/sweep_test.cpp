// The layout sweep: every screen × language × text size × contrast × device profile, off-screen. The UI
// tree says what each widget is and where; here it is held against REQUIREMENTS (T1, T2, A5–A7, L1).
#include <doctest/doctest.h>
#include <imgui.h>

#include <set>

#include "app/pages.h"
#include "app/update.h"
#include "ui/view.h"
#include "ui_fixture.h"

using namespace wv;
using namespace wv::ui;

namespace {

struct Fault {
  std::string where, what;
};

bool is_key(const Node& n) { return n.id.starts_with("keyboard."); }
bool is_control(const Node& n) { return n.hit.w > 0 && n.id != "bar.logo"; }
bool is_words(const Node& n) {
  const std::string_view role = n.role;
  return role == "text" || role == "heading" || role == "status" || (role == "note" && n.id == "danger.line");
}

class Judge {
 public:
  Judge(const Tree& tree, const Device& device, int text) : tree_(tree), device_(device), text_(text) {}

  std::vector<Fault> faults() {
    ids();
    for (const auto& n : tree_.nodes) {
      size(n);
      words(n);
      place(n);
    }
    neighbours();
    return std::move(faults_);
  }

 private:
  void say(const Node& n, std::string what) { faults_.push_back({tree_.screen + (tree_.overlay.empty() ? "" : "/" + tree_.overlay) + " " + n.id, std::move(what)}); }
  float mm(float px) const { return px / device_.px_per_mm; }

  void ids() {
    std::set<std::string> seen;
    for (const auto& n : tree_.nodes)
      if (!seen.insert(n.id).second) say(n, "two nodes with one id");
  }

  void size(const Node& n) {
    if (!is_control(n) || n.offscreen) return;
    const bool small_screen = std::min(device_.width_mm(), device_.height_mm()) < 160;
    if (is_key(n)) {
      const float pitch = small_screen ? 12.0f : 15.0f;
      if (mm(n.hit.w) < pitch - 0.1f || mm(n.hit.h) < pitch - 0.1f) say(n, "a key under its pitch: " + std::to_string(mm(n.hit.w)) + " x " + std::to_string(mm(n.hit.h)));
      return;
    }
    if (mm(n.hit.w) < 15 - 0.1f || mm(n.hit.h) < 15 - 0.1f) say(n, "a target under 15 mm: " + std::to_string(mm(n.hit.w)) + " x " + std::to_string(mm(n.hit.h)));
  }

  void words(const Node& n) {
    if (n.name.empty() && is_words(n)) say(n, "no words");
    if (is_control(n) && n.spoken.empty()) say(n, "nothing to say aloud");
    if (n.name.find("⟦") != std::string::npos || n.name.find('{') != std::string::npos) say(n, "an unfilled or missing text: " + n.name);
    if (n.cap_px > 0 && n.enabled && contrast(n.fg, n.bg) < 4.5) say(n, "contrast " + std::to_string(contrast(n.fg, n.bg)));
    if (is_words(n) && mm(n.cap_px) < 3.7f * static_cast<float>(text_) / 100 - 0.05f) say(n, "letters of " + std::to_string(mm(n.cap_px)) + " mm");
  }

  void place(const Node& n) {
    const Rect screen{0, 0, static_cast<float>(device_.width_px), static_cast<float>(device_.height_px)};
    if (n.rect.x < -0.5f || n.rect.right() > screen.w + 0.5f) say(n, "beyond the side of the screen");
    if (!n.offscreen && !n.rect.inside(screen, 1)) say(n, "off the screen");
  }

  void neighbours() {
    for (std::size_t i = 0; i < tree_.nodes.size(); ++i)
      for (std::size_t j = i + 1; j < tree_.nodes.size(); ++j) pair(tree_.nodes[i], tree_.nodes[j]);
  }

  void pair(const Node& a, const Node& b) {
    if (a.offscreen || b.offscreen) return;
    const Rect both = a.rect.meet(b.rect);
    if (is_words(a) && is_words(b) && both.w > 1 && both.h > 1) say(a, "words over the words of " + b.id);
    if (!is_control(a) || !is_control(b) || (is_key(a) && is_key(b))) return;
    const float gap_x = std::max(a.hit.x - b.hit.right(), b.hit.x - a.hit.right()), gap_y = std::max(a.hit.y - b.hit.bottom(), b.hit.y - a.hit.bottom());
    const float gap = std::max(gap_x, gap_y);
    // A key's neighbour above the keyboard is a field or a button: three millimetres apart like all others.
    const float least = a.id == "bar.stop" || b.id == "bar.stop" ? 6.0f : 3.0f;
    if (mm(gap) < least - 0.3f) say(a, std::to_string(mm(gap)) + " mm from " + b.id);
  }

  const Tree& tree_;
  const Device& device_;
  int text_;
  std::vector<Fault> faults_;
};

}  // namespace

TEST_CASE("every screen keeps its measures in every language, size, contrast and profile") {
  Fixture fx;
  std::size_t looked = 0;
  std::vector<std::string> lines;
  for (const char* name : {"tablet-10", "table-15", "kiosk-21", "kiosk-32"}) {
    View view(*profile(name), fx.canvas, *fx.fonts);
    for (const auto& language : fx.content.config.languages)
      for (const auto text : {app::TextSize::normal, app::TextSize::large, app::TextSize::largest})
        for (const bool high : {false, true})
          for (auto& [label, state] : fx.screens(language)) {
            state.text = text;
            state.high_contrast = high;
            const Tree tree = fx.build(view, state);
            ++looked;
            // T4: a question page at 100 % never needs scrolling.
            if (tree.screen == "form" && tree.overlay.empty() && text == app::TextSize::normal)
              for (const auto& scrolled : view.areas())
                if (scrolled.content_height > scrolled.rect.h + 1)
                  lines.push_back(std::string(name) + " " + language + " 100 " + label + ": form needs scrolling: " + std::to_string((scrolled.content_height - scrolled.rect.h) / view.device().px_per_mm) + " mm");
            for (const auto& f : Judge(tree, view.device(), static_cast<int>(text)).faults())
              lines.push_back(std::string(name) + " " + language + " " + std::to_string(static_cast<int>(text)) + (high ? " high " : " ") + label + ": " + f.where + ": " + f.what);
          }
  }
  MESSAGE("screens looked at: " << looked);
  for (std::size_t i = 0; i < lines.size() && i < 5000; ++i) MESSAGE(lines[i]);
  CHECK(lines.size() == 0);
}

TEST_CASE("the judge sees bad screens made on purpose") {
  const Device device = *profile("kiosk-21");
  const auto judge = [&](Node n) {
    Tree tree;
    tree.screen = "bad";
    tree.nodes.push_back(std::move(n));
    return Judge(tree, device, 100).faults().size();
  };
  Node good;
  good.id = "x";
  good.role = "button";
  good.name = good.spoken = "Verder";
  good.rect = good.hit = {100, 100, 200, 100};
  good.fg = rgb(0x17213B);
  good.bg = rgb(0xFFFFFF);
  good.cap_px = 17;
  CHECK(judge(good) == 0);
  Node small = good;
  small.hit.w = 40;
  CHECK(judge(small) == 1);
  Node pale = good;
  pale.fg = rgb(0xBBBBBB);
  CHECK(judge(pale) == 1);
  Node mute = good;
  mute.spoken.clear();
  CHECK(judge(mute) == 1);
  Node missing = good;
  missing.name = "⟦home.question⟧";
  CHECK(judge(missing) == 1);
  Node outside = good;
  outside.rect.x = 1000;
  CHECK(judge(outside) >= 1);
}
