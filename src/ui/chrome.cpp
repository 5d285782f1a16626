#include "ui/chrome.h"

#include <array>
#include <cmath>

namespace wv::ui {

using namespace content::literals;

bool roomy(const Frame& f) { return std::min(f.device().width_mm(), f.device().height_mm()) > 160; }

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
  if (id == "bar.text") s.say(app::LooksOpened{});
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
  const bool on = (std::string_view(what.id) == "bar.text" && (s.state.text != app::TextSize::normal || s.state.lower || s.state.calm)) ||
                  (std::string_view(what.id) == "bar.contrast" && s.state.high_contrast) ||
                  (std::string_view(what.id) == "bar.listen" && s.state.reading.mode != app::Reading::Mode::off);
  const auto kind = std::string_view(what.id) == "bar.stop" ? ButtonKind::grave : ButtonKind::quiet;
  if (icon_button(f, what.id, rect, what.icon, f.say(what.label), f.say(what.spoken), label, on, kind)) pressed(s, what.id);
}

float bar_height(Frame& f) {
  if (f.device().width_mm() < 170) return f.mm(20);
  const float label_high = f.height_of("Ag", {.cap_mm = type::kLabel, .weight = text::Weight::medium}, 0);
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
  Words words{.cap_mm = type::kLabel, .weight = text::Weight::semibold, .colour = rgb(0x17213B), .align = text::Align::centre};
  const std::string text = f.say("trial.banner"_k);
  const float side = roomy(f) ? f.margin() : f.mm(2);
  const float height = f.height_of(text, words, area.w - 2 * side) + f.mm(roomy(f) ? 2.0f : 0.8f);
  const Rect strip = area.cut_top(height);
  f.paint().fill(strip, rgb(0xF6BE4A));
  const Rect inner = strip.inset(side, f.mm(roomy(f) ? 1.0f : 0.4f));
  f.words("trial.banner", inner, text, words, rgb(0xF6BE4A), "status");
}

std::string danger_text(const Scene& s, DangerLine danger) {
  std::string text = s.f.say("danger.line"_k);
  if (danger == DangerLine::with_reading_days)
    text += " " + s.f.say("danger.reading_days"_k, {{"days", content::say_weekdays(s.content.catalog, s.state.language, s.content.municipality.reading_days, content::kOn)}});
  return text;
}

void danger_line(const Scene& s, Rect& area, DangerLine danger) {
  if (danger == DangerLine::without || s.f.scale() > 1.2f) return;  // with large letters the page carries it
  Frame& f = s.f;
  const std::string text = danger_text(s, danger);
  const Words words{.cap_mm = type::kLabel, .weight = text::Weight::medium, .colour = f.theme().ink};
  const float icon = 1.7f * f.cap_px(type::kLabel), side = roomy(f) ? f.margin() : f.mm(4);
  const float room = area.w - 2 * side - icon - f.mm(2);
  const float height = f.height_of(text, words, room);
  Rect strip = area.cut_bottom(height + f.mm(roomy(f) ? 3.0f : 1.6f));
  Rect row{strip.x + side, strip.y + f.mm(roomy(f) ? 1.0f : 0.6f), strip.w - 2 * side, height};
  const float wide = std::min(room, f.width_of(text, words) + 2);
  if (f.device().portrait()) row.x += std::max(0.0f, (row.w - wide - icon - f.mm(2)) / 2);
  const float line = f.height_of("H", words, 0);
  f.paint().icon("warn", {row.x, row.y + (line - icon) / 2, icon, icon}, f.theme().error);
  f.words("danger.line", {row.x + icon + f.mm(2), row.y, wide, height}, text, words, f.theme().paper, "note");
}

}  // namespace

void danger_words(const Scene& s, Column& column, DangerLine danger) {
  if (danger == DangerLine::without || s.f.scale() <= 1.2f) return;
  column.gap(3);
  column.skip(note(s.f, "danger.line", column.here(), "warn", danger_text(s, danger), NoteKind::error));
  column.gap(2);
}

Rect beside_bar(Frame& f) {
  Rect area = f.screen();
  if (f.device().portrait()) area.cut_bottom(bar_height(f));
  else area.cut_start(f.mm(kRailMm));
  return area;
}

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

namespace {

void head_words(const Scene& s, Column& column, const PageHead& head) {
  Frame& f = s.f;
  if (!head.above.empty()) {
    const Words small{.cap_mm = type::kLabel, .weight = text::Weight::semibold, .colour = head.accent};
    column.words(head.id + ".progress", head.above, small, f.theme().paper);
    column.gap(roomy(f) ? 2.0f : 1.0f);
  }
  const Words title{.cap_mm = type::kTitle, .weight = text::Weight::bold, .colour = head.grave ? f.theme().error : f.theme().ink};
  column.words(head.id + ".heading", head.heading, title, f.theme().paper, "heading");
  if (head.hint.empty()) return;
  column.gap(roomy(f) ? 2.5f : 1.2f);
  column.words(head.id + ".hint", head.hint, {.cap_mm = type::kBody, .colour = f.theme().muted}, f.theme().paper);
}

void hero(Frame& f, const Rect& rect, const PageHead& head) {
  Rect inner = rect;
  if (head.ground.a != 0) {
    card(f, rect, head.ground);
    inner = rect.inset(f.mm(4));
  }
  f.paint().picture(head.picture, inner);
}

void upright_page(const Scene& s, const Rect& area, const PageHead& head, const PageParts& parts) {
  Frame& f = s.f;
  const float wide = area.w - 2 * f.margin();
  const auto words = [&](Column& c) {
    head_words(s, c, head);
    c.gap(roomy(f) ? 7.0f : 2.5f);
    parts.content(c);
    if (parts.under_head) parts.under_head(c);
    danger_words(s, c, parts.danger);
  };
  const float above = f.mm(roomy(f) ? 7.0f : 2.5f), high = f.measure(wide, words);
  const float spare = area.h - high - above - f.mm(2);
  // On a ground of its own it would be a band, if it were lower.
  const float least = f.mm(!roomy(f) ? 26.0f : head.ground.a != 0 ? 75.0f : 45.0f), most = f.mm(roomy(f) ? 165.0f : 64.0f);
  const bool drawn = !head.picture.empty() && spare > least && !(parts.typing && !roomy(f));
  const float top = f.begin_scroll(head.id, area);
  const float picture = drawn ? std::min({spare - f.mm(4), most, wide}) : 0;
  // A standing kiosk keeps heading and content low; the picture fills what is above them.
  const float zone = drawn ? (f.device().standing ? spare : picture + f.mm(4)) : f.device().standing && !parts.typing ? std::max(0.0f, spare) : 0;
  if (drawn) hero(f, {area.x + f.margin(), top + above + (zone - f.mm(4) - picture) / 2, wide, picture}, head);
  Column column(f, {area.x + f.margin(), 0, wide, 0}, top + above + zone);
  words(column);
  f.end_scroll(column.y() + f.mm(2));
}

// Picture on the starting half, all words on the other, both in the middle of the height.
void told_page(const Scene& s, const Rect& area, const PageHead& head, const PageParts& parts) {
  Frame& f = s.f;
  Rect inner{area.x + f.margin(), area.y, area.w - 2 * f.margin(), area.h};
  const bool pictured = f.scale() < 1.6f && !head.picture.empty();
  const Rect start = pictured ? inner.cut_start(std::floor(inner.w * 0.34f)) : Rect{};
  if (pictured) inner.cut_start(f.mm(14));
  const auto words = [&](Column& c) {
    head_words(s, c, head);
    c.gap(6);
    parts.content(c);
    if (parts.under_head && !pictured) parts.under_head(c);
  };
  const float high = f.measure(inner.w, words);
  const float top = f.begin_scroll(head.id, area);
  if (pictured) {
    const float side = std::min(start.w, f.mm(100));
    const float under = parts.under_head ? f.measure(start.w, parts.under_head) : 0;
    const float y = high > area.h ? top + f.mm(8) : top + (area.h - side - under) / 2;
    hero(f, {start.x + (start.w - side) / 2, y, side, side}, head);
    if (parts.under_head) {
      Column below(f, start, y + side);
      parts.under_head(below);
    }
  }
  Column column(f, inner, top + std::max(f.mm(8), (area.h - high) / 2));
  words(column);
  f.end_scroll(column.y() + f.mm(2));
}

void wide_page(const Scene& s, const Rect& area, const PageHead& head, const PageParts& parts) {
  Frame& f = s.f;
  const float top = f.begin_scroll(head.id, area) + f.mm(parts.typing ? 4 : 8);
  Rect inner{area.x + f.margin(), top, area.w - 2 * f.margin(), 0};
  // With the largest letters a narrow column would break words: heading and content go under one another.
  const bool stacked = f.scale() > 1.6f;
  const Rect start = stacked ? inner : inner.cut_start(std::floor(inner.w * 0.31f));
  Column left(f, start, top);
  const float picture = std::min(start.w, f.mm(64));
  const float words = f.measure(start.w, [&](Column& c) {
    head_words(s, c, head);
    if (parts.under_head) parts.under_head(c);
  });
  if (!head.picture.empty() && !parts.typing && !stacked && words + picture + f.mm(14) < area.h) {
    hero(f, left.next(picture), head);
    left.gap(5);
  }
  head_words(s, left, head);
  if (parts.under_head && !stacked) {
    left.gap(5);
    parts.under_head(left);
  }
  if (stacked) inner.y = left.y() + f.mm(5);
  else inner.cut_start(f.mm(10));
  Column right(f, inner, inner.y);
  parts.content(right);
  if (parts.under_head && stacked) parts.under_head(right);
  danger_words(s, right, parts.danger);
  f.end_scroll(std::max(left.y(), right.y()) + f.mm(2));
}

}  // namespace

float page_overflow(const Scene& s, const Rect& area, const PageHead& head, const PageParts& parts) {
  Frame& f = s.f;
  const float wide = area.w - 2 * f.margin();
  if (f.device().portrait() || f.scale() > 1.6f) {
    const float high = f.measure(wide, [&](Column& c) {
      head_words(s, c, head);
      c.gap(roomy(f) ? 7.0f : 2.5f);
      parts.content(c);
      if (parts.under_head) parts.under_head(c);
      danger_words(s, c, parts.danger);
    });
    return high + f.mm(roomy(f) ? 9.0f : 4.5f) - area.h;
  }
  const float column = wide - std::floor(wide * 0.31f) - f.mm(10);
  return f.measure(column, [&](Column& c) { parts.content(c); }) + f.mm(parts.typing ? 6 : 10) - area.h;
}

void page(const Scene& s, const Rect& area, const PageHead& head, const PageParts& parts) {
  if (s.f.device().portrait()) upright_page(s, area, head, parts);
  else if (parts.told) told_page(s, area, head, parts);
  else wide_page(s, area, head, parts);
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

namespace {

// Three that don't fit in a row: the long way round stands on a row of its own, over Back and Next.
bool skip_apart(Frame& f, const StepRow& row, float width) {
  if (!row.skip) return false;
  StepRow two = row;
  two.skip.reset();
  return in_a_row(f, two, width);
}

float skip_height(Frame& f, const StepRow& row, float width) {
  return button_height(f, *row.skip, ButtonLook(ButtonKind::secondary), width, 16) + f.mm(4);
}

Step steps_in_a_row(Frame& f, Rect left, const StepRow& row) {
  Step done = Step::none;
  if (row.back) {
    if (button(f, "form.back", left.cut_start(wish(f, row.back, back_look(f))), *row.back, back_look(f))) done = Step::back;
    left.cut_start(f.mm(4));
  }
  if (row.next) {
    const float least = wish(f, row.next, next_look(f, row));
    const float skip = row.skip ? wish(f, row.skip, ButtonLook(ButtonKind::secondary)) + f.mm(4) : 0;
    // Next is the one thing to do: it takes what room is left, up to a good hand's width.
    const float wide = std::min(left.w - skip, std::max(least, std::max(f.mm(90), left.w * 0.5f)));
    if (button(f, row.next_id, left.cut_end(wide), *row.next, next_look(f, row))) done = Step::next;
    left.cut_end(f.mm(4));
  }
  if (row.skip && button(f, "form.skip", left.cut_end(wish(f, row.skip, ButtonLook(ButtonKind::secondary))), *row.skip, ButtonLook(ButtonKind::secondary)))
    done = Step::skip;
  return done;
}

}  // namespace

float steps_height(Frame& f, const StepRow& row, float width) {
  if (in_a_row(f, row, width)) return row.next ? button_height(f, *row.next, next_look(f, row), width, 20) : f.mm(20);
  if (skip_apart(f, row, width)) return f.mm(20) + skip_height(f, row, width);
  float sum = 0;
  if (row.next) sum += button_height(f, *row.next, next_look(f, row), width, 20);
  if (row.skip) sum += skip_height(f, row, width);
  if (row.back) sum += f.mm(4) + button_height(f, *row.back, back_look(f), width, 16);
  return sum;
}

Step steps(Frame& f, const Rect& rect, const StepRow& row) {
  if (in_a_row(f, row, rect.w)) return steps_in_a_row(f, rect, row);
  Rect left = rect;
  Step done = Step::none;
  const auto apart = [&](std::string_view id, const std::string& label, const ButtonLook& look, float least_mm, Step step) {
    if (button(f, id, left.cut_top(button_height(f, label, look, rect.w, least_mm)), label, look)) done = step;
    left.cut_top(f.mm(4));
  };
  if (skip_apart(f, row, rect.w)) {
    apart("form.skip", *row.skip, ButtonLook(ButtonKind::secondary), 16, Step::skip);
    StepRow two = row;
    two.skip.reset();
    const Step other = steps_in_a_row(f, left, two);
    return done == Step::none ? other : done;
  }
  if (row.next) apart(row.next_id, *row.next, next_look(f, row), 20, Step::next);
  if (row.skip) apart("form.skip", *row.skip, ButtonLook(ButtonKind::secondary), 16, Step::skip);
  if (row.back) apart("form.back", *row.back, back_look(f), 16, Step::back);
  return done;
}

std::string role_key(domain::Role role, std::string_view rest) {
  return "role." + std::string(domain::id_of(role)) + "." + std::string(rest);
}

bool unread_language(const Scene& s) {
  const auto& reads = s.content.municipality.reads;
  return std::find(reads.begin(), reads.end(), s.state.language) == reads.end();
}

const content::Wijkverbinder& wijkverbinder_of(const Scene& s) { return s.content.municipality.wijkverbinders.front(); }

std::string surgery_words(const Scene& s) {
  return content::say_surgery(s.content.catalog, s.state.language, wijkverbinder_of(s).surgery);
}

}  // namespace wv::ui
