// What belongs to the ear: its panel (louder, softer, again, stop) over the page that is being read, the page
// that says why there is no voice, and the question before a resident's own words are spoken aloud.
#include <algorithm>
#include <cstdint>
#include <vector>

#include "ui/screens/screens.h"
#include "ui/screens/story_page.h"

namespace wv::ui {

using namespace content::literals;

namespace {

constexpr float kLeastMm = 18, kBetweenMm = 4, kPadMm = 5;

struct Offer {
  std::string id, label, spoken;
  ButtonLook look;
};

std::vector<Offer> offers_of(const Scene& s, const std::string& loudness, bool own_words) {
  Frame& f = s.f;
  const int volume = s.state.reading.volume;
  const auto offer = [&](const char* id, content::Key label, const char* icon,
                         ButtonKind kind = ButtonKind::secondary) {
    Offer o{id, f.text(label), {}, ButtonLook(kind, icon)};
    o.look.cap_mm = type::kBody;
    return o;
  };
  std::vector<Offer> all{offer("volume.down", "volume.down"_k, "sound-low"),
                         offer("volume.up", "volume.up"_k, "sound-high"),
                         offer("volume.again", "listening.repeat"_k, "listen")};
  all[0].look.enabled = volume > 1;
  all[1].look.enabled = volume < app::kVolumeSteps;
  for (std::size_t i : {0u, 1u}) all[i].spoken = all[i].label + ". " + loudness;
  if (own_words) all.push_back(offer("volume.own", "listening.own"_k, "lock"));
  all.push_back(offer("volume.stop", "listening.stop"_k, "stop"));
  all.push_back(offer("volume.close", "listening.close"_k, "close", ButtonKind::quiet));
  return all;
}

// Rows of buttons, each as wide as its words at least: as few rows as can be, and among those the evenest.
struct Rows {
  std::vector<std::vector<std::size_t>> rows;
  std::vector<float> heights;
  float height = 0;
  Rows(Frame& f, const std::vector<Offer>& offers, float width) {
    const std::size_t count = offers.size();
    const float between = f.mm(kBetweenMm);
    struct Best {
      std::size_t rows = SIZE_MAX, next = 0;
      float spare = 0;  // squared, summed
    };
    std::vector<Best> from(count + 1);  // the best way to set the offers from here on
    from[count].rows = 0;
    for (std::size_t i = count; i-- > 0;) {
      float used = -between;
      for (std::size_t j = i; j < count; ++j) {
        used += between + std::min(width, button_width(f, offers[j].label, offers[j].look));
        if (j > i && used > width) break;
        const float left = (width - used) / width, spare = from[j + 1].spare + left * left;
        const std::size_t needed = from[j + 1].rows + 1;
        if (needed < from[i].rows || (needed == from[i].rows && spare < from[i].spare))
          from[i] = {needed, j + 1, spare};
      }
    }
    for (std::size_t i = 0; i < count; i = from[i].next) {
      rows.emplace_back();
      for (std::size_t j = i; j < from[i].next; ++j) rows.back().push_back(j);
    }
    for (const auto& row : rows) {
      float high = f.mm(kLeastMm);
      // One line each where several share a row; one alone may need two.
      for (std::size_t i : row)
        high = std::max(
            high, button_height(
                      f, offers[i].label, offers[i].look,
                      row.size() == 1 ? width : button_width(f, offers[i].label, offers[i].look) + f.mm(4),
                      kLeastMm));
      heights.push_back(high);
      height += high + (height > 0 ? between : 0);
    }
  }
};

void draw_rows(const Scene& s, const std::vector<Offer>& offers, const Rows& plan, Column& column,
               std::string& chosen) {
  Frame& f = s.f;
  for (std::size_t r = 0; r < plan.rows.size(); ++r) {
    if (r > 0) column.gap(kBetweenMm);
    Rect row = column.next(plan.heights[r]);
    float sum = 0;
    for (std::size_t i : plan.rows[r]) sum += button_width(f, offers[i].label, offers[i].look);
    const auto count = static_cast<float>(plan.rows[r].size());
    const float spare = std::max(0.0f, row.w - sum - f.mm(kBetweenMm) * (count - 1)) / count;
    for (std::size_t i : plan.rows[r]) {
      const Offer& o = offers[i];
      ButtonLook look = o.look;
      look.spoken = o.spoken;
      const float wide = std::min(row.w, button_width(f, o.label, look) + spare);
      if (button(f, o.id, row.cut_start(wide), o.label, look)) chosen = o.id;
      row.cut_start(f.mm(kBetweenMm));
    }
  }
}

Words danger_look(Frame& f) {
  return {.cap_mm = type::kLabel, .weight = text::Weight::bold, .colour = f.theme().ink};
}

// How loud it is, as five bars that grow.
void draw_loudness(Frame& f, const Rect& rect, int volume) {
  const float wide = rect.w / (2 * app::kVolumeSteps - 1);
  for (int i = 0; i < app::kVolumeSteps; ++i) {
    const float high = rect.h * static_cast<float>(i + 2) / (app::kVolumeSteps + 1);
    const Rect bar{rect.x + 2 * wide * static_cast<float>(i), rect.bottom() - high, wide, high};
    f.paint().round_fill(bar, wide / 2,
                         i < volume ? f.theme().ink : mix(f.theme().card, f.theme().line, 0.45f));
  }
}

void act(const Scene& s, std::string_view chosen) {
  if (chosen == "volume.down") s.emit(app::VolumeStepped{-1});
  if (chosen == "volume.up") s.emit(app::VolumeStepped{1});
  if (chosen == "volume.again") s.emit(app::ReadAgain{});
  if (chosen == "volume.own") s.emit(app::OwnWordsAsked{});
  if (chosen == "volume.stop") s.emit(app::ReadingStopped{});
  if (chosen == "volume.close") s.emit(app::OverlayClosed{});
}

}  // namespace

void volume_panel(const Scene& s, const PageBeneath& beneath) {
  Frame& f = s.f;
  Rect area = beside_bar(f);
  if (const Node* banner = f.tree().find("trial.banner")) area.cut_top(banner->rect.bottom() - area.y);
  const float pad = f.mm(kPadMm), side = f.margin();
  const float wide = area.w - 2 * side;
  const std::string loudness = f.text("volume.value"_k, {{"step", std::to_string(s.state.reading.volume)},
                                                         {"steps", std::to_string(app::kVolumeSteps)}});
  const auto offers = offers_of(s, loudness, beneath.own_words);
  const Rows plan(f, offers, wide);
  const Words title{.cap_mm = type::kHeading, .weight = text::Weight::bold, .colour = f.theme().ink};
  const Words small{.cap_mm = type::kLabel, .weight = text::Weight::medium, .colour = f.theme().ink};
  const std::string heading = f.text("listening.heading"_k);
  const float bars = f.mm(18), beside = f.type.width_of(loudness, small) + bars + f.mm(8);
  const bool one_line = f.type.width_of(heading, title) + beside < wide;
  const float room = one_line ? beside : wide,
              value = std::max(f.mm(9), f.type.height_of(loudness, small, room - bars - f.mm(4)));
  const float named = f.type.height_of(heading, title, one_line ? wide - beside : wide);
  const float head = one_line ? std::max(named, value) : named + f.mm(2) + value;
  // What it covers and can't wait stands on it.
  const float danger =
      beneath.danger
          ? f.type.height_of(f.text("danger.short"_k), danger_look(f), wide - f.sign(6) - f.mm(2)) + f.mm(3)
          : 0;
  const float high = danger + head + f.mm(4) + plan.height + 2 * pad;
  Rect page = area;
  const Rect panel = page.cut_bottom(std::min(high, area.h));
  // A touch beside the panel puts it away; the page under it is for looking at.
  if (f.target("volume.outside", page)) s.emit(app::OverlayClosed{});
  f.paint().shadow(panel, f.mm(6), f.mm(4), 0, f.theme().ink.with_alpha(0.3f));
  f.paint().fill(panel, f.theme().card);
  f.paint().fill({panel.x, panel.y, panel.w, f.mm(0.9f)}, f.theme().ink);
  const float top = f.begin_scroll("volume", panel);
  Column column(f, {panel.x + side, 0, wide, 0}, top + pad);
  if (beneath.danger) {
    const Rect row = column.next(danger - f.mm(3));
    const float sign = f.sign(6);
    f.paint().icon("warn", {row.x, row.y + (row.h - sign) / 2, sign, sign}, f.theme().error);
    f.words("volume.danger", {row.x + sign + f.mm(2), row.y, wide - sign - f.mm(2), 0},
            f.text("danger.short"_k), danger_look(f), f.theme().card, NodeRole::note);
    column.gap(3);
  }
  Rect line = column.next(one_line ? head : named);
  f.words("volume.heading", {line.x, line.y + (line.h - named) / 2, one_line ? wide - beside : wide, 0},
          heading, title, f.theme().card, NodeRole::heading);
  if (!one_line) {
    column.gap(2);
    line = column.next(value);
  }
  Rect row = one_line ? line.cut_end(beside) : line;
  const float text = f.type.height_of(loudness, small, room - bars - f.mm(4));
  draw_loudness(f, {row.x, row.y + (row.h - f.mm(8)) / 2, bars, f.mm(8)}, s.state.reading.volume);
  row.cut_start(bars + f.mm(4));
  f.words("volume.value", {row.x, row.y + (row.h - text) / 2, row.w, 0}, loudness, small, f.theme().card,
          NodeRole::status);
  column.gap(4);
  std::string chosen;
  draw_rows(s, offers, plan, column, chosen);
  f.end_scroll(column.y() + pad);
  act(s, chosen);
}

void voiceless_overlay(const Scene& s) {
  Frame& f = s.f;
  const app::Trouble why = s.state.reading.trouble;
  const content::Key heading = why == app::Trouble::speech_no_voice   ? "voice.missing_language"_k
                               : why == app::Trouble::sound_no_device ? "voice.no_sound"_k
                                                                      : "voice.missing"_k;
  StoryPage page(s, "volume", "listening-person", f.text(heading), f.text("voice.missing.text"_k));
  page.offer("volume.close", f.text("listening.close"_k), f.rtl() ? "next" : "back", ButtonKind::secondary);
  page.show();
  if (page.chose("volume.close")) s.emit(app::OverlayClosed{});
}

void own_words_overlay(const Scene& s) {
  Frame& f = s.f;
  StoryPage page(s, "private", "state-privacy", f.text("listening.private"_k), "");
  page.offer("private.yes", f.text("listening.private.yes"_k), "listen", ButtonKind::secondary);
  page.offer("private.no", f.text("listening.private.no"_k), "close", ButtonKind::primary);
  page.show();
  if (page.chose("private.yes")) s.emit(app::OwnWordsAllowed{});
  if (page.chose("private.no")) s.emit(app::OverlayClosed{});
}

}  // namespace wv::ui
