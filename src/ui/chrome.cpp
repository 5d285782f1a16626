#include "ui/chrome.h"

#include <array>

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
  if (id == "bar.listen") s.say(app::ListenPressed{});
  if (id == "bar.language") s.say(app::LanguageOpened{});
  if (id == "bar.text") s.say(app::TextSizePressed{});
  if (id == "bar.contrast") s.say(app::ContrastPressed{});
  if (id == "bar.help") s.say(app::HelpOpened{});
  if (id == "bar.stop") s.say(app::StopPressed{});
}

bool labels_fit(Frame& f, float width) {
  const Words words{.cap_mm = type::kLabel, .weight = text::Weight::medium};
  for (const auto& item : kItems)
    if (f.width_of(f.say(item.label), words) > width - f.mm(1)) return false;
  return true;
}

void logo(const Scene& s, const Rect& rect) {
  Frame& f = s.f;
  const float side = std::min(std::min(rect.w, rect.h), f.mm(16));
  const Rect square{rect.x + (rect.w - side) / 2, rect.y + (rect.h - side) / 2, side, side};
  f.paint().picture("logo", square);
  const std::string name = s.content.municipality.name;
  Node& n = f.node("bar.logo", "img", name, rect);
  n.spoken = name;
  f.target("bar.logo", rect, {.hold_ms = 5000});
  if (f.held("bar.logo")) s.say(app::HealthOpened{});
}

void item(const Scene& s, const BarItem& what, const Rect& rect, bool label) {
  Frame& f = s.f;
  const bool on = (std::string_view(what.id) == "bar.text" && s.state.text != app::TextSize::normal) ||
                  (std::string_view(what.id) == "bar.contrast" && s.state.high_contrast);
  const auto kind = std::string_view(what.id) == "bar.stop" ? ButtonKind::grave : ButtonKind::quiet;
  if (icon_button(f, what.id, rect, what.icon, f.say(what.label), f.say(what.spoken), label, on, kind)) pressed(s, what.id);
}

void bar_below(const Scene& s, Rect& area) {
  Frame& f = s.f;
  const bool narrow = f.device().width_mm() < 170;
  const float height = f.mm(narrow ? 20 : 24);
  Rect bar = area.cut_bottom(height);
  f.paint().fill(bar, f.theme().bar);
  f.paint().fill({bar.x, bar.y, bar.w, f.mm(f.theme().contrast == Contrast::high ? 0.9f : 0.35f)}, mix(f.theme().bar, f.theme().line, 0.6f));
  Rect row = bar.inset(narrow ? f.mm(1.5f) : f.margin(), f.mm(narrow ? 2 : 3));
  const float count = static_cast<float>(kItems.size());
  const float gaps = f.mm(kGapMm) * (count - 1) + f.mm(kStopGapMm);
  const float logo_width = narrow ? f.mm(kLeastMm) : f.mm(24);
  const float width = std::max(f.mm(kLeastMm), std::floor((row.w - logo_width - gaps) / count));
  const bool label = labels_fit(f, width);
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
  f.paint().fill({bar.right() - f.mm(0.35f), bar.y, f.mm(0.35f), bar.h}, mix(f.theme().bar, f.theme().line, 0.6f));
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
  const Words words{.cap_mm = type::kLabel, .weight = text::Weight::semibold, .colour = rgb(0x17213B), .align = text::Align::centre};
  const std::string text = f.say("trial.banner"_k);
  const float height = f.height_of(text, words, area.w - 2 * f.margin()) + f.mm(2);
  const Rect strip = area.cut_top(height);
  f.paint().fill(strip, rgb(0xF6BE4A));
  const Rect inner = strip.inset(f.margin(), f.mm(1));
  f.words("trial.banner", inner, text, words, rgb(0xF6BE4A), "status");
}

void danger_line(const Scene& s, Rect& area, DangerLine danger) {
  if (danger == DangerLine::without) return;
  Frame& f = s.f;
  std::string text = f.say("danger.line"_k);
  if (danger == DangerLine::with_reading_days)
    text += " " + f.say("danger.reading_days"_k, {{"days", content::say_weekdays(s.content.catalog, s.state.language, s.content.municipality.reading_days)}});
  const Words words{.cap_mm = type::kLabel, .weight = text::Weight::medium, .colour = f.theme().ink};
  const float icon = f.mm(6);
  const float room = area.w - 2 * f.margin() - icon - f.mm(2);
  const float height = f.height_of(text, words, room);
  Rect strip = area.cut_bottom(height + f.mm(3));
  Rect row{strip.x + f.margin(), strip.y + f.mm(1), strip.w - 2 * f.margin(), height};
  const float wide = std::min(room, f.width_of(text, words) + 1);
  if (f.device().portrait()) row.x += std::max(0.0f, (row.w - wide - icon - f.mm(2)) / 2);
  f.paint().icon("warn", {row.x, row.y, icon, std::min(row.h, f.mm(8))}, f.theme().error);
  f.words("danger.line", {row.x + icon + f.mm(2), row.y, room, height}, text, words, f.theme().paper, "note");
  f.tree().nodes.back().spoken = f.say("danger.line.spoken"_k);
}

}  // namespace

Rect chrome(const Scene& s, DangerLine danger) {
  Frame& f = s.f;
  Rect area = f.screen();
  f.paint().fill(area, f.theme().paper);
  if (f.device().portrait()) {
    bar_below(s, area);
  } else {
    bar_beside(s, area);
  }
  trial_banner(s, area);
  f.paint().slide(f.slide_px());  // the bar and the banner stand still while a page arrives
  danger_line(s, area, danger);
  return area;
}

float page_head(const Scene& s, const Rect& rect, const PageHead& head, float picture_mm) {
  Frame& f = s.f;
  Column column(f, rect, rect.y);
  Rect words = rect;
  const float picture = f.mm(picture_mm);
  if (!head.picture.empty() && picture > 0 && f.device().portrait()) {
    f.paint().picture(head.picture, words.cut_end(picture).meet({rect.x, rect.y, rect.w, picture}));
    words.cut_end(f.mm(4));
  } else if (!head.picture.empty() && picture > 0) {
    f.paint().picture(head.picture, column.next(picture));
    column.gap(4);
  }
  Column lines(f, words, column.y());
  if (!head.above.empty()) {
    const Words small{.cap_mm = type::kLabel, .weight = text::Weight::semibold, .colour = head.accent};
    lines.words(head.id + ".progress", head.above, small, f.theme().paper);
    lines.gap(2);
  }
  const Words title{.cap_mm = type::kTitle, .weight = text::Weight::bold, .colour = f.theme().ink};
  lines.words(head.id + ".heading", head.heading, title, f.theme().paper, "heading");
  if (!head.hint.empty()) {
    lines.gap(2);
    lines.words(head.id + ".hint", head.hint, {.cap_mm = type::kBody, .colour = f.theme().muted}, f.theme().paper);
  }
  return std::max(lines.y() - rect.y, f.device().portrait() ? picture : 0);
}

namespace {

ButtonLook back_look(Frame& f) { return {ButtonKind::secondary, f.rtl() ? "next" : "back"}; }

ButtonLook next_look(Frame& f, const StepRow& row) {
  ButtonLook look(ButtonKind::primary, row.next_icon == "next" ? (f.rtl() ? "back" : "next") : std::string_view(row.next_icon));
  look.icon_at_end = true;
  look.accent = row.accent;
  look.enabled = row.next_enabled;
  look.spoken = row.next_spoken;
  return look;
}

float wish(Frame& f, const std::optional<std::string>& label, const ButtonLook& look) {
  return label ? button_width(f, *label, look) : 0;
}

// One row when all labels fit in it, else one under another with Next on top.
bool in_a_row(Frame& f, const StepRow& row, float width) {
  float sum = wish(f, row.back, back_look(f)) + wish(f, row.skip, ButtonLook(ButtonKind::secondary)) + wish(f, row.next, next_look(f, row));
  sum += f.mm(4) * static_cast<float>((row.back ? 1 : 0) + (row.skip ? 1 : 0) + (row.next ? 1 : 0) - 1);
  return sum <= width;
}

}  // namespace

float steps_height(Frame& f, const StepRow& row, float width) {
  if (in_a_row(f, row, width)) {
    return std::max({f.mm(20), row.next ? button_height(f, *row.next, next_look(f, row), width, 20) : 0});
  }
  float sum = 0;
  if (row.next) sum += button_height(f, *row.next, next_look(f, row), width, 20);
  if (row.skip) sum += f.mm(4) + button_height(f, *row.skip, ButtonLook(ButtonKind::secondary), width, 16);
  if (row.back) sum += f.mm(4) + button_height(f, *row.back, back_look(f), width, 16);
  return sum;
}

Step steps(Frame& f, const Rect& rect, const StepRow& row) {
  Step done = Step::none;
  const auto hit = [&](std::string_view id, const Rect& r, const std::string& label, const ButtonLook& look, Step step) {
    if (button(f, id, r, label, look)) done = step;
  };
  if (in_a_row(f, row, rect.w)) {
    Rect left = rect;
    if (row.back) {
      hit("form.back", left.cut_start(wish(f, row.back, back_look(f))), *row.back, back_look(f), Step::back);
      left.cut_start(f.mm(4));
    }
    if (row.next) {
      const float least = wish(f, row.next, next_look(f, row));
      const float skip = row.skip ? wish(f, row.skip, ButtonLook(ButtonKind::secondary)) + f.mm(4) : 0;
      // Next is the one thing to do: it takes what room is left, up to a good hand's width.
      const float wide = std::min(left.w - skip, std::max(least, std::max(f.mm(90), left.w * 0.5f)));
      hit(row.next_id, left.cut_end(wide), *row.next, next_look(f, row), Step::next);
      left.cut_end(f.mm(4));
    }
    if (row.skip) {
      const float wide = wish(f, row.skip, ButtonLook(ButtonKind::secondary));
      hit("form.skip", left.cut_end(wide), *row.skip, ButtonLook(ButtonKind::secondary), Step::skip);
    }
    return done;
  }
  Rect left = rect;
  if (row.next) {
    hit(row.next_id, left.cut_top(button_height(f, *row.next, next_look(f, row), rect.w, 20)), *row.next, next_look(f, row), Step::next);
    left.cut_top(f.mm(4));
  }
  if (row.skip) {
    const ButtonLook look(ButtonKind::secondary);
    hit("form.skip", left.cut_top(button_height(f, *row.skip, look, rect.w, 16)), *row.skip, look, Step::skip);
    left.cut_top(f.mm(4));
  }
  if (row.back) hit("form.back", left.cut_top(button_height(f, *row.back, back_look(f), rect.w, 16)), *row.back, back_look(f), Step::back);
  return done;
}

Columns columns(Frame& f, const Rect& content, float start_share) {
  Columns c;
  c.wide = !f.device().portrait();
  Rect r = content.inset(f.margin(), f.mm(c.wide ? 7.0f : 8.0f));
  if (c.wide) {
    c.start = r.cut_start(std::floor(r.w * start_share));
    r.cut_start(f.mm(10));
  }
  c.rest = r;
  return c;
}

std::string role_key(domain::Role role, std::string_view rest) {
  return "role." + std::string(domain::id_of(role)) + "." + std::string(rest);
}

const content::Wijkverbinder& wijkverbinder_of(const Scene& s) { return s.content.municipality.wijkverbinders.front(); }

std::string surgery_words(const Scene& s) {
  return content::say_surgery(s.content.catalog, s.state.language, wijkverbinder_of(s).surgery);
}

}  // namespace wv::ui
