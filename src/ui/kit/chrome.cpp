#include "ui/kit/chrome.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "app/health.h"
#include "ui/kit/danger_line.h"
#include "ui/kit/widgets.h"

namespace wv::ui {

using namespace content::literals;

namespace {

constexpr float kGapMm = 3, kStopGapMm = 6, kLeastMm = 16;

struct BarItem {
  const char* id;
  const char* icon;
  content::Key label, spoken;
};
constexpr std::array<BarItem, 6> kItems{{
    {"bar.listen", "listen", "bar.listen"_k, "bar.listen.spoken"_k},
    {"bar.language", "language", "bar.language"_k, "bar.language.spoken"_k},
    {"bar.text", "text", "bar.text"_k, "bar.text.spoken"_k},
    {"bar.contrast", "contrast", "bar.contrast"_k, "bar.contrast.spoken"_k},
    {"bar.help", "help", "bar.help"_k, "bar.help.spoken"_k},
    {"bar.stop", "stop", "bar.stop"_k, "bar.stop.spoken"_k},
}};

// A telephone whose own keyboard covers half of it keeps what somebody who writes may need; the others come
// back with the room.
constexpr std::array<BarItem, 3> kItemsOverKeys{kItems[0], kItems[4], kItems[5]};

std::span<const BarItem> items_of(const Frame& f) {
  if (is_covered_by_keys(f.device())) return kItemsOverKeys;
  return kItems;
}

void pressed(const Scene& s, std::string_view id) {
  if (id == "bar.listen") s.emit(app::ListenPressed{});
  if (id == "bar.language") s.emit(app::LanguageOpened{});
  if (id == "bar.text") s.emit(app::DisplayOpened{});
  if (id == "bar.contrast") s.emit(app::ContrastChosen{app::next_of(s.state.shown.contrast)});
  if (id == "bar.help") s.emit(app::HelpOpened{});
  if (id == "bar.stop") s.emit(app::StopPressed{});
}

// Labels at the visitor's text size, smaller only as far as the longest of them asks, and all alike: a bar of
// pictures alone is one that has to be guessed at. In millimetres before the text size; 0 when they'd be
// smaller than they are at 100 %.
struct Label {
  float cap_mm = 0, high = 0;
  bool whole = true;  // as large as the visitor's text size asks
};

Words label_words(float cap_mm) { return {.cap_mm = cap_mm, .weight = text::Weight::medium, .to_fit = true}; }

Label label_in(Frame& f, float width, float height) {
  const float full = std::max(type::kLabel, type::kLabel * f.device().type_scale) / f.device().type_scale;
  float widest = 1;
  for (const auto& item : items_of(f))
    widest = std::max(widest, f.type.width_of(f.text(item.label), label_words(full)));
  const float high = f.type.height_of("Ag", label_words(full), 0);
  const float share = std::min({1.0f, 0.98f * (width - f.mm(1)) / widest, 0.5f * height / high});
  return {full * share, high * share, share > 0.97f};
}

content::Key level_words(app::Level level) {
  return level == app::Level::good   ? "bar.logo.good"_k
         : level == app::Level::look ? "bar.logo.look"_k
                                     : "bar.logo.call"_k;
}

// For the host: a disc when all is well, a ring when there is something to look at, a square when somebody
// has to be rung. By shape as well as by colour, and quiet: it isn't for visitors.
void health_dot(Frame& f, const Rect& logo, app::Level level) {
  const float side = f.mm(4.2f);
  const Rect at{logo.right() - side * 0.75f, logo.bottom() - side * 0.75f, side, side};
  const Rect inner = at.inset(f.mm(0.6f));
  f.paint().round_fill(at, level == app::Level::act ? f.mm(0.8f) : side / 2, f.theme().bar);
  if (level == app::Level::act) {
    f.paint().round_fill(inner, f.mm(0.4f), f.theme().error);
  } else {
    f.paint().round_fill(inner, inner.h / 2,
                         level == app::Level::good ? role_colour(domain::Role::bridge_builder)
                                                   : role_colour(domain::Role::entrepreneur));
    if (level == app::Level::look) f.paint().round_fill(inner.inset(f.mm(0.75f)), inner.h / 2, f.theme().bar);
  }
}

void logo(const Scene& s, const Rect& rect) {
  Frame& f = s.f;
  const app::Level level = app::diagnose(s.state, s.content).level;
  const float side = std::min(std::min(rect.w, rect.h), f.mm(16));
  const Rect square{rect.x + (rect.w - side) / 2, rect.y + (rect.h - side) / 2, side, side};
  f.paint().picture("logo", square);
  health_dot(f, square, level);
  const std::string name = s.content.municipality.name;
  Node& n = f.node("bar.logo", NodeRole::img, name, rect);
  n.spoken = name;
  n.state_text = f.text(level_words(level));
  f.target("bar.logo", rect, {.hold_ms = 5000});
  if (f.touch.held("bar.logo")) s.emit(app::HealthOpened{});
}

void item(const Scene& s, const BarItem& what, const Rect& rect, const Label& label) {
  Frame& f = s.f;
  const bool on =
      (std::string_view(what.id) == "bar.text" && s.state.shown.text != app::TextSize::normal) ||
      (std::string_view(what.id) == "bar.contrast" && s.state.shown.contrast != app::Contrast::normal) ||
      (std::string_view(what.id) == "bar.listen" && s.state.reading.mode != app::Reading::Mode::off);
  const std::string_view id = what.id;
  const auto kind = id == "bar.stop" ? ButtonKind::grave : ButtonKind::quiet;
  const bool toggles = id == "bar.listen" || id == "bar.contrast";
  if (icon_button(f, id, rect, what.icon, f.text(what.label), f.text(what.spoken), true, on, kind, toggles,
                  label.cap_mm))
    pressed(s, id);
  if (id == "bar.contrast" && s.state.shown.contrast == app::Contrast::inverse)  // on, and which of the two
    f.tree().nodes.back().state_text = f.text("bar.contrast.inverse"_k);
  if (id == "bar.text")  // no switch, but it says what is there
    f.tree().nodes.back().state_text =
        f.text(content::Key{"text." + std::to_string(static_cast<int>(s.state.shown.text)) + ".on"});
}

bool is_stop(const BarItem& what) { return std::string_view(what.id) == "bar.stop"; }

// The bar at the foot: one row of buttons as wide as their words, or two of three where large letters would
// shrink too much in one.
struct FootPlan {
  int rows = 1;
  bool fits = true;
  float high = 0, logo = 0;  // of a button; the width of the logo's place
  std::array<float, kItems.size()> wide{};
  Label label;
};

bool is_narrow(Frame& f) { return f.device().width_mm() < 170; }

float foot_room(Frame& f) { return f.screen().w - 2 * (is_narrow(f) ? f.mm(1.5f) : f.margin()); }

void finish_plan(Frame& f, FootPlan& p) {
  const bool narrow = is_narrow(f);
  const float icon = narrow ? f.mm(8.5f) : f.mm(2.5f) + f.sign(9);
  p.high = std::max(f.mm(narrow ? 15.0f : 18.0f), narrow && f.scale() <= 1.2f ? 0 : p.label.high + icon);
}

FootPlan in_one_row(Frame& f) {
  FootPlan p;
  const bool narrow = is_narrow(f);
  const auto items = items_of(f);
  p.logo = f.mm(narrow ? 11.0f : 24.0f);
  const float room =
      foot_room(f) - p.logo - f.mm(kGapMm) * (static_cast<float>(items.size()) - 1) - f.mm(kStopGapMm);
  const Label full = label_in(f, 1e6f, 1e6f);
  float share = 1, left = 0;
  for (; share > 0.4f; share -= 0.02f) {
    left = room;
    for (std::size_t i = 0; i < items.size(); ++i) {
      const float words = f.type.width_of(f.text(items[i].label), label_words(full.cap_mm * share));
      p.wide[i] = std::max(f.mm(narrow ? 15.1f : 18.0f), words + f.mm(narrow ? 1.2f : 4.0f));
      left -= p.wide[i];
    }
    if (left >= 0) break;
  }
  for (std::size_t i = 0; i < items.size(); ++i)
    p.wide[i] = std::floor(p.wide[i] + std::max(0.0f, left) / static_cast<float>(items.size()));
  p.fits = left >= 0;
  p.label = {full.cap_mm * share, full.high * share, share > 0.97f};
  finish_plan(f, p);
  return p;
}

FootPlan in_two_rows(Frame& f) {
  FootPlan p;
  p.rows = 2;
  p.logo = f.mm(is_narrow(f) ? kLeastMm : 24.0f);
  const float across = static_cast<float>(kItems.size()) / 2;
  const float wide =
      std::floor((foot_room(f) - p.logo - f.mm(kGapMm) * (across - 1) - f.mm(kStopGapMm)) / across);
  p.wide.fill(wide);
  p.label = label_in(f, wide, f.mm(is_narrow(f) ? 16.0f : 30.0f));
  finish_plan(f, p);
  return p;
}

// In the hand one row does while letters are not large and there is room for six: half the height of a page
// is worth more there.
FootPlan foot_plan(Frame& f) {
  const FootPlan one = in_one_row(f);
  const bool small_screen = is_narrow(f) && (f.scale() <= 1.2f || is_covered_by_keys(f.device()));
  if (one.fits && (one.label.whole || small_screen)) return one;
  const FootPlan two = in_two_rows(f);
  return !one.fits || two.label.cap_mm > 1.1f * one.label.cap_mm ? two : one;
}

float bar_height(Frame& f) {
  const FootPlan p = foot_plan(f);
  const auto rows = static_cast<float>(p.rows);
  return rows * p.high + (rows - 1) * f.mm(kStopGapMm) + f.mm(is_narrow(f) ? 4.0f : 6.0f);
}

void bar_below(const Scene& s, Rect& area) {
  Frame& f = s.f;
  const bool narrow = is_narrow(f);
  const FootPlan p = foot_plan(f);
  Rect bar = area.cut_bottom(bar_height(f));
  f.paint().fill(bar, f.theme().bar);
  f.paint().fill({bar.x, bar.y, bar.w, f.mm(0.9f)}, f.theme().accent);
  // Three millimetres in the bar and three above it keep Stop six away from everything (T2).
  Rect rows = bar.inset(narrow ? f.mm(1.5f) : f.margin(), 0);
  rows.cut_top(f.mm(3));
  rows.cut_bottom(f.mm(narrow ? 1 : 3));
  area.cut_bottom(f.mm(1));
  logo(s, rows.cut_start(p.logo));
  const auto items = items_of(f);
  const std::size_t across = items.size() / static_cast<std::size_t>(p.rows);
  Rect row;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i % across == 0) {
      row = rows.cut_top(p.high);
      rows.cut_top(f.mm(kStopGapMm));
    }
    const bool apart = is_stop(items[i]);
    row.cut_start(f.mm(apart ? kStopGapMm : kGapMm));
    item(s, items[i], row.cut_start(p.wide[i]), p.label);
  }
}

// The bar at the starting side is as wide as its words.
float rail_width(Frame& f) {
  const float most = std::max(f.mm(30), std::min(f.mm(56), 0.17f * f.screen().w));
  const Label label = label_in(f, 1e6f, f.mm(40));
  float widest = 0;
  for (const auto& item : kItems)
    widest = std::max(widest, f.type.width_of(f.text(item.label), label_words(label.cap_mm)));
  return std::ceil(std::clamp(widest + f.mm(6.5f), f.mm(30), most));
}

void bar_beside(const Scene& s, Rect& area) {
  Frame& f = s.f;
  Rect bar = area.cut_start(rail_width(f));
  f.paint().fill(bar, f.theme().bar);
  f.paint().fill({bar.right() - f.mm(0.9f), bar.y, f.mm(0.9f), bar.h}, f.theme().accent);
  Rect column = bar.inset(f.mm(2), f.mm(3));
  const float count = static_cast<float>(kItems.size());
  const float gaps = f.mm(kGapMm) * (count - 1) + f.mm(kStopGapMm);
  const float least = f.mm(15.2f) * count + gaps, logo_height = std::min(f.mm(20), column.h - least);
  const float height = std::min(f.mm(30), std::floor((column.h - logo_height - gaps) / count));
  const Label label = label_in(f, column.w, height);
  logo(s, column.cut_top(logo_height));
  for (const auto& what : kItems) {
    if (is_stop(what)) {
      item(s, what, column.cut_bottom(height), label);
      continue;
    }
    column.cut_top(f.mm(kGapMm));
    item(s, what, column.cut_top(height), label);
  }
}

void trial_banner(const Scene& s, Rect& area) {
  Frame& f = s.f;
  // Large letters over a telephone's own keyboard need its line; it is there again when that goes.
  if (!s.state.trial || (is_covered_by_keys(f.device()) && f.scale() > 1.2f)) return;
  Words words{.cap_mm = type::kLabel,
              .weight = text::Weight::semibold,
              .colour = rgb(0x17213B),
              .align = text::Align::centre};
  const std::string text = f.text("trial.banner"_k);
  const float side = roomy(f) ? f.margin() : f.mm(2);
  const float wide = area.w - 2 * side;
  words = f.type.in_one_line(text, words, wide);
  const float height = f.type.height_of(text, words, wide) + f.mm(roomy(f) ? 2.0f : 0.8f);
  const Rect strip = area.cut_top(height);
  f.paint().fill(strip, rgb(0xF6BE4A));
  const Rect inner = strip.inset(side, f.mm(roomy(f) ? 1.0f : 0.4f));
  f.words("trial.banner", inner, text, words, rgb(0xF6BE4A), NodeRole::status);
}

}  // namespace

Rect beside_bar(Frame& f) {
  Rect area = f.screen();
  if (f.device().portrait())
    area.cut_bottom(bar_height(f));
  else
    area.cut_start(rail_width(f));
  return area;
}

Rect chrome(const Scene& s, DangerLine danger) {
  Frame& f = s.f;
  Rect area = f.screen();
  f.paint().fill(area, f.theme().paper);
  f.enter(Region::bar);
  if (f.device().portrait()) {
    bar_below(s, area);
  } else {
    bar_beside(s, area);
  }
  trial_banner(s, area);
  f.enter(Region::page);
  f.paint().slide(f.slide_px());  // the bar and the banner stand still while a page arrives
  danger_line(s, area, danger);
  return area;
}

}  // namespace wv::ui
