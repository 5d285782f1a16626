#include "ui/kit/chrome.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/kit/widgets.h"

namespace wv::ui {

using namespace content::literals;

namespace {

constexpr float kRailMm = 30, kGapMm = 3, kStopGapMm = 6, kLeastMm = 16;

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

void pressed(const Scene& s, std::string_view id) {
  if (id == "bar.listen") s.emit(app::ListenPressed{});
  if (id == "bar.language") s.emit(app::LanguageOpened{});
  if (id == "bar.text") s.emit(app::DisplayOpened{});
  if (id == "bar.contrast") s.emit(app::ContrastChosen{app::next_of(s.state.shown.contrast)});
  if (id == "bar.help") s.emit(app::HelpOpened{});
  if (id == "bar.stop") s.emit(app::StopPressed{});
}

bool labels_fit(Frame& f, float width) {
  const Words words{.cap_mm = type::kLabel, .weight = text::Weight::medium};
  for (const auto& item : kItems)
    if (f.type.width_of(f.text(item.label), words) > width - f.mm(1)) return false;
  return true;
}

void logo(const Scene& s, const Rect& rect) {
  Frame& f = s.f;
  const float side = std::min(std::min(rect.w, rect.h), f.mm(16));
  const Rect square{rect.x + (rect.w - side) / 2, rect.y + (rect.h - side) / 2, side, side};
  f.paint().picture("logo", square);
  const std::string name = s.content.municipality.name;
  Node& n = f.node("bar.logo", NodeRole::img, name, rect);
  n.spoken = name;
  f.target("bar.logo", rect, {.hold_ms = 5000});
  if (f.touch.held("bar.logo")) s.emit(app::HealthOpened{});
}

void item(const Scene& s, const BarItem& what, const Rect& rect, bool label) {
  Frame& f = s.f;
  const bool on =
      (std::string_view(what.id) == "bar.text" && app::display_changed(s.state.shown)) ||
      (std::string_view(what.id) == "bar.contrast" && s.state.shown.contrast != app::Contrast::normal) ||
      (std::string_view(what.id) == "bar.listen" && s.state.reading.mode != app::Reading::Mode::off);
  const std::string_view id = what.id;
  const auto kind = id == "bar.stop" ? ButtonKind::grave : ButtonKind::quiet;
  const bool toggles = id == "bar.listen" || id == "bar.contrast";
  if (icon_button(f, id, rect, what.icon, f.text(what.label), f.text(what.spoken), label, on, kind, toggles))
    pressed(s, id);
  if (id == "bar.contrast" && s.state.shown.contrast == app::Contrast::inverse)  // on, and which of the two
    f.tree().nodes.back().state_text = f.text("bar.contrast.inverse"_k);
  if (id == "bar.text")  // no switch, but it says what is there
    f.tree().nodes.back().state_text =
        f.text(content::Key{"text." + std::to_string(static_cast<int>(s.state.shown.text)) + ".on"});
}

float bar_height(Frame& f) {
  if (f.device().width_mm() < 170) return f.mm(20);
  const float label_high =
      f.type.height_of("Ag", {.cap_mm = type::kLabel, .weight = text::Weight::medium}, 0);
  return std::max(f.mm(24), f.mm(6 + 8.5f + 2.5f) + (f.scale() > 1.2f ? 0 : label_high));
}

void bar_below(const Scene& s, Rect& area) {
  Frame& f = s.f;
  const bool narrow = f.device().width_mm() < 170;
  Rect bar = area.cut_bottom(bar_height(f));
  f.paint().fill(bar, f.theme().bar);
  f.paint().fill({bar.x, bar.y, bar.w, f.mm(0.9f)}, f.theme().accent);
  // Three millimetres in the bar and three above it keep Stop six away from everything (T2).
  Rect row = bar.inset(narrow ? f.mm(1.5f) : f.margin(), 0);
  row.cut_top(f.mm(3));
  row.cut_bottom(f.mm(narrow ? 1 : 3));
  area.cut_bottom(f.mm(1));
  const float count = static_cast<float>(kItems.size());
  const float gaps = f.mm(kGapMm) * (count - 1) + f.mm(kStopGapMm);
  const float logo_width = narrow ? f.mm(kLeastMm) : f.mm(24);
  const float width = std::max(f.mm(kLeastMm), std::floor((row.w - logo_width - gaps) / count));
  const bool label = f.scale() < 1.2f && labels_fit(f, width);
  logo(s, row.cut_start(logo_width));
  for (const auto& what : kItems) {
    row.cut_start(std::string_view(what.id) == "bar.stop" ? f.mm(kStopGapMm) : f.mm(kGapMm));
    item(s, what, row.cut_start(width), label);
  }
}

void bar_beside(const Scene& s, Rect& area) {
  Frame& f = s.f;
  Rect bar = area.cut_start(f.mm(kRailMm));
  f.paint().fill(bar, f.theme().bar);
  f.paint().fill({bar.right() - f.mm(0.9f), bar.y, f.mm(0.9f), bar.h}, f.theme().accent);
  Rect column = bar.inset(f.mm(2), f.mm(3));
  const float count = static_cast<float>(kItems.size());
  const float gaps = f.mm(kGapMm) * (count - 1) + f.mm(kStopGapMm);
  const float logo_height = f.mm(20);
  const float height = std::min(f.mm(26), std::floor((column.h - logo_height - gaps) / count));
  const bool label = labels_fit(f, column.w);
  logo(s, column.cut_top(logo_height));
  for (const auto& what : kItems) {
    if (std::string_view(what.id) == "bar.stop") {
      item(s, what, column.cut_bottom(height), label);
      continue;
    }
    column.cut_top(f.mm(kGapMm));
    item(s, what, column.cut_top(height), label);
  }
}

void trial_banner(const Scene& s, Rect& area) {
  if (!s.state.trial) return;
  Frame& f = s.f;
  Words words{.cap_mm = type::kLabel,
              .weight = text::Weight::semibold,
              .colour = rgb(0x17213B),
              .align = text::Align::centre};
  const std::string text = f.text("trial.banner"_k);
  const float side = roomy(f) ? f.margin() : f.mm(2);
  const float height = f.type.height_of(text, words, area.w - 2 * side) + f.mm(roomy(f) ? 2.0f : 0.8f);
  const Rect strip = area.cut_top(height);
  f.paint().fill(strip, rgb(0xF6BE4A));
  const Rect inner = strip.inset(side, f.mm(roomy(f) ? 1.0f : 0.4f));
  f.words("trial.banner", inner, text, words, rgb(0xF6BE4A), NodeRole::status);
}

std::string danger_text(const Scene& s, DangerLine danger) {
  std::string text = s.f.text("danger.line"_k);
  if (danger == DangerLine::with_reading_days)
    text += " " + with_closed(s,
                              s.f.text("danger.reading_days"_k,
                                       {{"days", content::weekdays_words(
                                                     s.content.catalog, s.state.shown.language,
                                                     s.content.municipality.reading_days, content::kOn)}}),
                              s.content.municipality.reading_days);
  return text;
}

void danger_line(const Scene& s, Rect& area, DangerLine danger) {
  if (danger == DangerLine::without || s.f.scale() > 1.2f) return;  // with large letters the page carries it
  Frame& f = s.f;
  const std::string text = danger_text(s, danger);
  const Words words{.cap_mm = type::kLabel, .weight = text::Weight::medium, .colour = f.theme().ink};
  const float icon = 1.7f * f.type.cap_px(type::kLabel), side = roomy(f) ? f.margin() : f.mm(4);
  const float room = area.w - 2 * side - icon - f.mm(2);
  const float height = f.type.height_of(text, words, room);
  Rect strip = area.cut_bottom(height + f.mm(roomy(f) ? 3.0f : 1.6f));
  Rect row{strip.x + side, strip.y + f.mm(roomy(f) ? 1.0f : 0.6f), strip.w - 2 * side, height};
  const float wide = std::min(room, f.type.width_of(text, words) + 2);
  if (f.device().portrait()) row.x += std::max(0.0f, (row.w - wide - icon - f.mm(2)) / 2);
  const float line = f.type.height_of("H", words, 0);
  f.paint().icon("warn", {row.x, row.y + (line - icon) / 2, icon, icon}, f.theme().error);
  f.words("danger.line", {row.x + icon + f.mm(2), row.y, wide, height}, text, words, f.theme().paper,
          NodeRole::note);
  f.tree().nodes.back().region = Region::below;
}

}  // namespace

void danger_words(const Scene& s, Column& column, DangerLine danger) {
  if (danger == DangerLine::without || s.f.scale() <= 1.2f) return;
  column.gap(3);
  s.f.enter(Region::below);
  column.skip(note(s.f, "danger.line", column.here(), "warn", danger_text(s, danger), NoteKind::error));
  s.f.enter(Region::page);
  column.gap(2);
}

Rect beside_bar(Frame& f) {
  Rect area = f.screen();
  if (f.device().portrait())
    area.cut_bottom(bar_height(f));
  else
    area.cut_start(f.mm(kRailMm));
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
