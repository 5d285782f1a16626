#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "app/kept.h"
#include "ui/screens/screens.h"
#include "ui/screens/home_cards.h"

namespace wv::ui {

using namespace content::literals;

namespace {

struct Link {
  const char* id;
  const char* icon;
  content::Key label;
};
constexpr std::array<Link, 2> kLinks = {
    {{"home.roles", "four-roles", "home.roles"_k}, {"home.track", "answer", "home.track"_k}}};

// Where an answer came the way to it is the first.
std::array<Link, 2> links_of(const Scene& s) {
  return app::has_news(s.state) ? std::array{kLinks[1], kLinks[0]} : kLinks;
}

// On one's own device the way to an answer says that one came.
std::string label_of(const Scene& s, const Link& link) {
  const bool news = std::string_view(link.id) == "home.track" && app::has_news(s.state);
  return s.f.text(news ? "home.track.news"_k : link.label);
}

// Beside one another each takes a share by the length of its words.
std::vector<float> link_widths(const Scene& s, float width, bool in_a_row) {
  Frame& f = s.f;
  std::vector<float> wish;
  float sum = 0;
  for (const auto& link : links_of(s)) {
    wish.push_back(button_width(f, label_of(s, link), ButtonLook(ButtonKind::secondary, link.icon)));
    sum += wish.back();
  }
  for (auto& w : wish)
    w = in_a_row ? std::floor((width - f.mm(4)) * std::clamp(w / sum, 0.38f, 0.62f)) : width;
  return wish;
}

// Whether no word of them breaks where they stand beside one another.
bool links_fit(const Scene& s, float width) {
  Frame& f = s.f;
  const auto widths = link_widths(s, width, true);
  const auto all = links_of(s);
  const Words look{.cap_mm = type::kBody, .weight = text::Weight::semibold};
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::string label = label_of(s, all[i]);
    const float around =
        button_width(f, label, ButtonLook(ButtonKind::secondary, all[i].icon)) - f.type.width_of(label, look);
    if (f.type.word_width(label, look) + around > widths[i]) return false;
  }
  return true;
}

float links_height(const Scene& s, float width, bool in_a_row) {
  Frame& f = s.f;
  const auto widths = link_widths(s, width, in_a_row);
  const auto all = links_of(s);
  float sum = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const float h =
        button_height(f, label_of(s, all[i]), ButtonLook(ButtonKind::secondary, all[i].icon), widths[i], 17);
    sum = in_a_row ? std::max(sum, h) : sum + h + (sum > 0 ? f.mm(4) : 0);
  }
  return sum;
}

void open_link(const Scene& s, std::string_view id) {
  if (id == "home.roles")
    s.emit(app::RolesOpened{});
  else
    s.emit(app::TrackOpened{});
}

void links(const Scene& s, Rect rect, bool in_a_row) {
  Frame& f = s.f;
  const auto widths = link_widths(s, rect.w, in_a_row);
  const auto all = links_of(s);
  const float common = rect.h;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const ButtonLook look(ButtonKind::secondary, all[i].icon);
    const std::string label = label_of(s, all[i]);
    const Rect r = in_a_row ? Rect{rect.x, rect.y, widths[i], common}
                            : rect.cut_top(button_height(f, label, look, widths[i], 17));
    if (in_a_row)
      rect.cut_start(widths[i] + f.mm(4));
    else
      rect.cut_top(f.mm(4));
    if (button(f, all[i].id, r, label, look)) open_link(s, all[i].id);
  }
}

struct SmallLink {
  const char* id;
  const char* icon;
  content::Key label;
};
constexpr SmallLink kSmallLinks[] = {{"home.results", "results", "home.results"_k},
                                     {"home.themes", "info", "home.themes"_k},
                                     {"home.checklist", "building", "home.checklist"_k}};

ButtonLook small_look(const SmallLink& link) {
  ButtonLook look(ButtonKind::quiet, link.icon);
  look.cap_mm = type::kLabel;
  return look;
}

// How wide they stand beside one another.
float small_links_width(const Scene& s) {
  Frame& f = s.f;
  float sum = f.mm(4) * static_cast<float>(std::size(kSmallLinks) - 1);
  for (const auto& link : kSmallLinks) sum += button_width(f, f.text(link.label), small_look(link));
  return sum;
}

float widest_small_link(const Scene& s) {
  float widest = 0;
  for (const auto& link : kSmallLinks)
    widest = std::max(widest, button_width(s.f, s.f.text(link.label), small_look(link)));
  return std::ceil(widest);
}

void open_small_link(const Scene& s, std::string_view id) {
  if (id == "home.results")
    s.emit(app::ResultsOpened{});
  else if (id == "home.themes")
    s.emit(app::ThemesOpened{});
  else
    s.emit(app::ChecklistOpened{});
}

// Quiet ways aside, as many beside one another as fit, in the middle or along the end.
float small_links(const Scene& s, const Rect& rect, bool draw, text::Align align = text::Align::centre) {
  Frame& f = s.f;
  const float gap = f.mm(4);
  const auto wide_of = [&](const SmallLink& link) {
    return std::min(rect.w, button_width(f, f.text(link.label), small_look(link)));
  };
  float y = rect.y;
  for (std::size_t from = 0; from < std::size(kSmallLinks);) {
    float wide = wide_of(kSmallLinks[from]);
    std::size_t to = from + 1;
    for (; to < std::size(kSmallLinks) && wide + gap + wide_of(kSmallLinks[to]) <= rect.w; ++to)
      wide += gap + wide_of(kSmallLinks[to]);
    float x = align == text::Align::end ? rect.right() - wide : rect.x + (rect.w - wide) / 2, high = 0;
    for (; from < to; ++from) {
      const SmallLink& link = kSmallLinks[from];
      const std::string label = f.text(link.label);
      const float one = wide_of(link), tall = button_height(f, label, small_look(link), one, 15);
      if (draw && button(f, link.id, {x, y, one, tall}, label, small_look(link))) open_small_link(s, link.id);
      x += one + gap;
      high = std::max(high, tall);
    }
    y += high + (from < std::size(kSmallLinks) ? f.mm(3.5f) : 0);
  }
  return y - rect.y;
}

// What somebody told here today; else the surgery, only where the day can be known: the network confirmed the
// clock, or it is a trial.
content::ShownAndSpoken today_words(const Scene& s) {
  if (const auto until = app::here_until(s.state))
    return content::here_until_words(s.content.catalog, s.state.shown.language, wijkverbinder_of(s).name,
                                     *until);
  if (!s.state.connection.clock_confirmed && !s.state.trial) return {};
  const auto& m = s.content.municipality;
  if (app::absence_of(s.state.host.absences, wijkverbinder_of(s).name, day_of(s.state.now)) != nullptr)
    return {};
  return content::today_words(s.content.catalog, s.state.shown.language, wijkverbinder_of(s), s.state.now,
                              m.closed_days);
}

Words today_look(Frame& f) {
  return {.cap_mm = type::kLabel, .weight = text::Weight::semibold, .colour = f.theme().ink};
}

void today_line(Frame& f, const Rect& at, const content::ShownAndSpoken& today) {
  f.words("home.today", at, today.shown, today_look(f), f.theme().paper);
  if (!today.spoken.empty()) f.tree().nodes.back().spoken = today.spoken;
}

void portrait(const Scene& s, const Rect& at) {
  Frame& f = s.f;
  f.paint().picture("wijkverbinder", at);
  if (!wijkverbinder_of(s).picture.empty())  // a drawn one is nobody's likeness
    f.node("home.photo", NodeRole::img, f.text("home.photo"_k, {{"name", wijkverbinder_of(s).name}}), at);
}

// The wijkverbinder's face and words.
float greeting(const Scene& s, const Rect& rect, bool face) {
  Frame& f = s.f;
  Rect words = rect;
  const float side = f.mm(roomy(f) ? 34 : 20);
  if (face) {
    portrait(s, {rect.x, rect.y, side, side});
    words.cut_start(side);
    words.cut_start(f.mm(4));
  }
  const Words hello{.cap_mm = type::kBody, .weight = text::Weight::medium, .colour = f.theme().muted};
  Words title{.cap_mm = type::kTitle, .weight = text::Weight::bold, .colour = f.theme().ink};
  const std::string hi = f.text("home.greeting"_k, {{"name", wijkverbinder_of(s).name}}),
                    ask = f.text("home.heading"_k);
  if (!roomy(f) && f.type.width_of(ask, title) > words.w) title.cap_mm = type::kHeading;
  const auto today = today_words(s);
  const float here =
      today.shown.empty() ? 0 : f.type.height_of(today.shown, today_look(f), words.w) + f.mm(1);
  const float h1 = f.type.height_of(hi, hello, words.w) + here, h2 = f.type.height_of(ask, title, words.w);
  // Beside the face where three lines are no higher than it; else under the cards.
  const bool reassure = !roomy(f) && f.scale() <= 1.0f && h1 + h2 < f.mm(18);
  const Words calm{.cap_mm = type::kLabel, .weight = text::Weight::medium, .colour = f.theme().muted};
  const std::string doubt_text = f.text("home.doubt"_k);
  const float total =
      h1 + f.mm(1.5f) + h2 + (reassure ? f.mm(1) + f.type.height_of(doubt_text, calm, words.w) : 0);
  float y = rect.y + (face ? std::max(0.0f, (side - total) / 2) : 0);
  y += f.words("home.greeting", {words.x, y, words.w, 0}, hi, hello, f.theme().paper);
  if (here > 0) {
    today_line(f, {words.x, y + f.mm(1), words.w, 0}, today);
    y += here;
  }
  y += f.mm(1.5f);
  y += f.words("home.heading", {words.x, y, words.w, 0}, ask, title, f.theme().paper, NodeRole::heading) +
       f.mm(1);
  if (reassure) f.words("home.doubt", {words.x, y, words.w, 0}, doubt_text, calm, f.theme().paper);
  return std::max(total, face ? side : 0);
}

float doubt(const Scene& s, const Rect& rect, bool centre) {
  Frame& f = s.f;
  const Words look{.cap_mm = type::kLabel,
                   .weight = text::Weight::medium,
                   .colour = f.theme().muted,
                   .align = centre ? text::Align::centre : text::Align::start};
  return f.words("home.doubt", rect, f.text("home.doubt"_k), look, f.theme().paper);
}

// A tablet in the hand: everything smaller and closer, so that four cards and the ways on stand on one
// screen; no street, and the reassurance beside the face.
void upright_small(const Scene& s, const Rect& area) {
  Frame& f = s.f;
  const Rect inner = area.inset(f.margin(), 0);
  const float top = f.begin_scroll("home", area);
  Column column(f, inner, top);
  column.gap(2);
  column.skip(greeting(s, column.here(), true));
  column.gap(2);
  const bool row = links_fit(s, inner.w), news = app::has_news(s.state);
  const auto ways_on = [&] {
    links(s, column.next(links_height(s, inner.w, row)), row);
    column.gap(3);
  };
  if (news) ways_on();  // not below the cards, where nobody sees that it came
  home_cards(s, column, 2, 0);
  column.gap(3);
  if (f.tree().find("home.doubt") == nullptr) {
    column.skip(doubt(s, column.here(), true));
    column.gap(2);
  }
  if (!news) ways_on();
  column.skip(small_links(s, column.here(), true));
  f.end_scroll(column.y() + f.mm(2));
}

void upright(const Scene& s, const Rect& area) {
  Frame& f = s.f;
  const bool large = f.scale() > 1.0f;
  if (!roomy(f) && !large) return upright_small(s, area);
  const Rect inner = area.inset(f.margin(), 0);
  const bool row = !large || roomy(f);
  const int across = large && (!roomy(f) || f.scale() > 1.6f) ? 1 : 2;
  const float links_high = links_height(s, inner.w, row);
  const float gap = f.mm(roomy(f) ? 6.0f : 2.5f);
  // Everything but the street; `cards_high` is what the cards may take in all.
  const auto rest = [&](Column& column, bool face, float cards_high) {
    column.skip(greeting(s, column.here(), face));
    column.gap(roomy(f) ? 7.0f : 2.5f);
    const auto ways_on = [&] {
      links(s, column.next(links_high), row);
      column.gap(3);
    };
    const bool news = app::has_news(s.state);
    if (news) ways_on();
    home_cards(s, column, across, cards_high);
    column.gap(roomy(f) ? 4.0f : 2.5f);
    column.skip(doubt(s, column.here(), true));
    column.gap(roomy(f) ? 5.0f : 2.5f);
    if (!news) ways_on();
    column.skip(small_links(s, column.here(), true));
    danger_words(s, column, DangerLine::at_home);
  };
  // The street runs from edge to edge, as high as the cards leave room for; what is left stands on top,
  // so that the cards lie in reach.
  const bool photo = !wijkverbinder_of(s).picture.empty();
  const float wish = home_cards_wish(s, inner.w, across);
  const float spare = area.h - 2 * gap - f.measure(inner.w, [&](Column& c) { rest(c, photo, wish); });
  const float street = std::min(area.w / 2.5f, spare - gap);
  const bool alone = !wijkverbinder_above(s.f);  // not a second time in what is reached
  const bool scene = alone && roomy(f) && !large && street > f.mm(62);
  const float top = f.begin_scroll("home", area);
  Column column(f, inner, top + gap);
  if (scene) {
    const float slack = spare - gap - street;
    f.paint().picture("scene-home", {area.x, column.y() + slack / 2, area.w, street});
    column.skip(street + slack);
    column.skip(gap);
    rest(column, photo, wish);
  } else {
    const float bare = f.measure(inner.w, [&](Column& c) { rest(c, alone, 0); }) -
                       f.measure(inner.w, [&](Column& c) { home_cards(s, c, across, 0); });
    const float cards_high = large ? 0 : area.h - 2 * gap - bare;
    const float high = f.measure(inner.w, [&](Column& c) { rest(c, alone, cards_high); });
    if (f.device().standing) column.skip(std::max(0.0f, area.h - 2 * gap - high));
    rest(column, alone, cards_high);
  }
  f.end_scroll(column.y() + f.mm(2));
}

// A tablet that lies: who asks and the two ways on in one row, and under it two and two cards.
void wide_small(const Scene& s, const Rect& area) {
  Frame& f = s.f;
  const Rect inner = area.inset(f.margin(), 0);
  const float top = f.begin_scroll("home", area);
  Column column(f, inner, top);
  column.gap(2);
  const float widest = std::max(
      f.type.width_of(f.text("home.heading"_k), {.cap_mm = type::kTitle, .weight = text::Weight::bold}),
      f.type.width_of(f.text("home.greeting"_k, {{"name", wijkverbinder_of(s).name}}),
                      {.cap_mm = type::kBody, .weight = text::Weight::medium}));
  Rect row = column.here();
  const float said = f.mm(24) + widest + f.mm(4), beside = row.w - said;
  const bool in_row = beside >= f.mm(84);
  const float greeted = greeting(s, {row.x, row.y, in_row ? said : row.w, 0}, true);
  if (in_row) {
    const float high = links_height(s, beside, true);
    links(s, {row.x + said, row.y + std::max(0.0f, (greeted - high) / 2), beside, high}, true);
  }
  column.skip(greeted);
  column.gap(2.5f);
  home_cards(s, column, 2, 0);
  column.gap(3);
  if (f.tree().find("home.doubt") == nullptr) {
    column.skip(doubt(s, column.here(), true));
    column.gap(2);
  }
  if (!in_row) {
    links(s, column.next(links_height(s, inner.w, true)), true);
    column.gap(3);
  }
  column.skip(small_links(s, column.here(), true));
  f.end_scroll(column.y() + f.mm(1));
}

void wide(const Scene& s, const Rect& area) {
  Frame& f = s.f;
  if (!roomy(f) && f.scale() <= 1.0f) return wide_small(s, area);
  const bool face = !wijkverbinder_above(s.f);  // before what scrolls, which would clip it
  const float top = f.begin_scroll("home", area);
  const Rect inner = area.inset(f.margin(), 0);
  Column column(f, inner, top);
  column.gap(4);
  const bool large = f.scale() > 1.0f;
  const Rect hello = column.here();
  column.skip(greeting(s, {inner.x, column.y(), inner.w, 0}, face));
  column.gap(4);
  // The small links stand beside the others where there is room, else over one another beside the greeting.
  const float small = small_links_width(s);
  const float said = f.mm(roomy(f) ? 40.0f : 26.0f) +
                     std::max(f.type.width_of(f.text("home.greeting"_k, {{"name", wijkverbinder_of(s).name}}),
                                              {.cap_mm = type::kBody, .weight = text::Weight::medium}),
                              f.type.width_of(f.text("home.heading"_k),
                                              {.cap_mm = type::kTitle, .weight = text::Weight::bold}));
  const float aside = inner.w - said - f.mm(4);
  const bool above = !large && widest_small_link(s) <= aside &&
                     small_links(s, {0, 0, aside, 0}, false) + f.mm(3) <= column.y() - hello.y;
  float pair = f.mm(8);
  for (const auto& link : kLinks)
    pair += button_width(f, label_of(s, link), ButtonLook(ButtonKind::secondary, link.icon));
  const bool beside = !above && pair + small < inner.w;
  if (above) small_links(s, {inner.right() - aside, hello.y, aside, 0}, true, text::Align::end);
  const float links_wide = beside ? inner.w - small - f.mm(4) : inner.w;
  const bool one = lies_small(f) && f.scale() > 1.6f;  // a word would not fit in half of it
  const float links_high = links_height(s, links_wide, !one);
  const float doubt_high = f.type.height_of(f.text("home.doubt"_k), {.cap_mm = type::kLabel}, inner.w);
  const float below =
      links_high + doubt_high + f.mm(9) + (beside || above ? 0 : small_links(s, inner, false) + f.mm(2));
  home_cards(s, column, one ? 1 : large ? 2 : 4, area.h - (column.y() - top) - below);
  column.gap(3);
  if (f.tree().find("home.doubt") == nullptr) {  // else it stands beside the face
    column.skip(doubt(s, {inner.x, column.y(), inner.w, 0}, true));
    column.gap(3);
  }
  const Rect row = column.next(links_high);
  links(s, {row.x, row.y, links_wide, row.h}, !one);
  if (beside) {
    small_links(s, {row.right() - small, row.y + (row.h - f.mm(15)) / 2, small, 0}, true);
  } else if (!above) {
    column.gap(3);
    column.skip(small_links(s, {inner.x, column.y(), inner.w, 0}, true));
  }
  danger_words(s, column, DangerLine::at_home);
  column.gap(2);
  f.end_scroll(column.y());
}

}  // namespace

void draw_screen(const Scene& s, const app::Home&) {
  const Rect area = chrome(s, DangerLine::at_home);
  if (s.f.device().portrait())
    upright(s, area);
  else
    wide(s, area);
}

}  // namespace wv::ui
