// "U zei, wij deden": what became of questions, ideas and signals here, one card at a time, to leaf through
// by two large buttons or a swipe. Upright the picture stands over the words, wide beside them.
#include <cmath>

#include "ui/screens/screens.h"
#include "ui/screens/story_page.h"

namespace wv::ui {

using namespace content::literals;

namespace {

constexpr char kCard[] = "results.card";

struct Shown {  // one document in the language shown, or the nearest that it has
  std::string title, title_language, text, text_language, alt;
  bool other = false;
};

Shown shown_of(const Scene& s, const app::PublishedCard& card) {
  const auto& languages = s.content.config.languages;
  const auto text = domain::words_for(card.document.text, s.state.shown.language, languages);
  // Title and text in one language: a title in Dutch over a text in Turkish is no help to anybody.
  auto title = domain::words_for(card.document.title,
                                 text.words.empty() ? s.state.shown.language : text.language, languages);
  const bool other = title.language != s.state.shown.language ||
                     (!text.words.empty() && text.language != s.state.shown.language);
  return {title.words,
          title.language,
          text.words,
          text.language,
          domain::words_for(card.document.alt, s.state.shown.language, languages).words,
          other};
}

std::string picture_of(const app::PublishedCard& card) {
  if (!card.picture.empty()) return card.picture;
  return card.document.role ? "result-" + std::string(domain::id_of(*card.document.role)) : "results-board";
}

float role_row(const Scene& s, domain::Role role, const Rect& rect) {
  Frame& f = s.f;
  const Words look{.cap_mm = type::kLabel, .weight = text::Weight::semibold, .colour = f.theme().ink};
  const std::string words =
      f.text(content::Key{role_key(role, "name")}) + " " + f.text(content::Key{role_key(role, "line")});
  const float side = f.sign(9), gap = f.mm(3), room = rect.w - side - gap;
  const float tall = f.type.height_of(words, look, room), high = std::max(side, tall);
  f.paint().picture("mark-" + std::string(domain::id_of(role)),
                    {rect.x, rect.y + (high - side) / 2, side, side});
  f.words("results.role", {rect.x + side + gap, rect.y + (high - tall) / 2, room, 0}, words, look,
          f.theme().card);
  return high;
}

void card_words(const Scene& s, const app::PublishedCard& card, Column& column) {
  Frame& f = s.f;
  const Shown shown = shown_of(s, card);
  const Words title{.cap_mm = type::kHeading,
                    .weight = text::Weight::bold,
                    .colour = f.theme().ink,
                    .language = shown.title_language};
  const Words text{.cap_mm = type::kBody, .colour = f.theme().ink, .language = shown.text_language};
  if (card.document.role) {
    column.skip(role_row(s, *card.document.role, column.here()));
    column.gap(roomy(f) ? 3.5f : 2.0f);
  }
  column.words("results.title", shown.title, title, f.theme().card, NodeRole::heading);
  if (!shown.text.empty()) {
    column.gap(roomy(f) ? 3.0f : 1.8f);
    column.words("results.text", shown.text, text, f.theme().card);
  }
  if (shown.other) {
    column.gap(roomy(f) ? 4.0f : 2.5f);
    column.words("results.other_language", f.text("results.other_language"_k),
                 {.cap_mm = type::kLabel, .colour = f.theme().muted}, f.theme().card);
  }
}

// On the role's tint, or on the living world's ground.
void card_picture(const Scene& s, const app::PublishedCard& card, const Rect& rect) {
  Frame& f = s.f;
  const Colour tint =
      mix(card.document.role ? role_tint(*card.document.role) : f.theme().leefwereld, f.theme().card, 0.45f);
  f.paint().round_fill(rect, f.mm(4), f.theme().strong() ? f.theme().card : tint);
  f.paint().picture(picture_of(card), rect.inset(f.mm(card.picture.empty() ? 3 : 2)));
  const Shown shown = shown_of(s, card);
  if (!shown.alt.empty()) f.node("results.picture", NodeRole::img, shown.alt, rect);
}

// The card is one place to swipe over; touching it does nothing.
void swipe_place(const Scene& s, const Rect& rect) {
  Frame& f = s.f;
  f.node(kCard, NodeRole::group, f.text("results.heading"_k), rect);
  if (!f.target(kCard, rect, {.swipes = true})) return;
  const Action* action = f.touch.action(kCard);
  if (action == nullptr || action->swiped == 0) return;
  // What is pulled away to where reading begins makes room for the next.
  const bool forward = f.rtl() ? action->swiped > 0 : action->swiped < 0;
  s.emit(app::ResultsTurned{forward ? 1 : -1});
}

float head(const Scene& s, const Rect& at, std::size_t number) {
  Frame& f = s.f;
  const Words title{.cap_mm = type::kTitle, .weight = text::Weight::bold, .colour = f.theme().ink};
  const Words small{.cap_mm = type::kLabel, .weight = text::Weight::semibold, .colour = f.theme().muted};
  Column column(f, at, at.y);
  column.words("results.heading", f.text("results.heading"_k), title, f.theme().paper, NodeRole::heading);
  column.gap(roomy(f) ? 2.0f : 1.0f);
  const std::string count = std::to_string(s.state.published.size());
  column.words("results.progress",
               f.text("results.progress"_k, {{"number", std::to_string(number)}, {"count", count}}), small,
               f.theme().paper);
  column.gap(roomy(f) ? 5.0f : 2.5f);
  return column.y() - at.y;
}

// How the card stands: words take the room there is, a picture over them at most a third of the page.
struct CardPlan {
  bool beside = false;
  float picture_wide = 0, pad = 0, gap = 0, room = 0, words = 0, picture = 0;
};

CardPlan card_plan(const Scene& s, const app::PublishedCard& card, const Rect& area, float page_high) {
  constexpr float kMost = 0.34f;
  Frame& f = s.f;
  CardPlan p;
  p.pad = f.mm(roomy(f) ? 7.0f : 4.0f);
  p.gap = f.mm(roomy(f) ? 5.0f : 3.0f);
  p.beside = !f.device().portrait() && f.scale() < 1.6f;
  p.picture_wide = std::floor(area.w * 0.36f);
  p.room = area.w - 2 * p.pad - (p.beside ? p.picture_wide + p.gap : 0);
  p.words = f.measure(p.room, [&](Column& c) { card_words(s, card, c); });
  const float spare = area.h - p.words - 2 * p.pad - p.gap;
  const float least = f.mm(roomy(f) ? 40.0f : 24.0f) * f.scale();
  if (!p.beside && spare > least) p.picture = std::min(spare, kMost * page_high);
  return p;
}

// Heading and card; with large letters both go under the finger.
void the_card(const Scene& s, const app::PublishedCard& card, std::size_t number, const Rect& whole) {
  Frame& f = s.f;
  const float air = f.mm(4);  // the shadow's
  const auto needed = [&] {
    const float heading = f.measure(whole.w, [&](Column& c) { c.skip(head(s, {0, 0, whole.w, 0}, number)); });
    const CardPlan p = card_plan(s, card, {0, 0, whole.w, whole.h - air - heading}, whole.h);
    return heading + p.words + 2 * p.pad + air + (p.beside ? 0 : p.gap + 0.28f * whole.h);
  };
  const float step = std::max(1.0f, f.fitting_step("results", whole, needed));
  const float top = f.begin_scroll("results", {whole.x - air, whole.y, whole.w + 2 * air, whole.h});
  const Larger larger(f, step);
  Rect area{whole.x, top, whole.w, whole.h - air};
  area.cut_top(head(s, {whole.x, top, whole.w, 0}, number));
  const auto [beside, picture_wide, pad, gap, room, words, picture_high] = card_plan(s, card, area, whole.h);
  const bool over = picture_high > 0;
  const float high = std::max(area.h, words + 2 * pad);
  const Rect box{area.x, area.y, area.w, high};
  told_card(f, box, f.theme().card);
  swipe_place(s, box.intersect({whole.x, whole.y, whole.w, whole.h - air}));
  Rect left = box.inset(pad);
  if (beside) {
    card_picture(s, card, left.cut_start(picture_wide));
    left.cut_start(gap);
    left.y += std::max(0.0f, (left.h - words) / 2);
  } else if (over) {
    card_picture(s, card, left.cut_top(picture_high));
    left.cut_top(gap);
    left.y += std::max(0.0f, (left.h - words) / 2);
  }
  Column column(f, left, left.y);
  card_words(s, card, column);
  f.lay_out(1, 1);
  f.end_scroll(box.bottom() + air);
}

struct PagerButton {
  const char* id;
  std::string label;
  ButtonLook look;
};

// Back, and the two that turn the leaf: beside one another, or Back under them.
struct Foot {
  std::string back;
  ButtonLook back_look;
  PagerButton pagers[2];
  bool row = true, pair = true;
  float high = 0, back_high = 0, leaf_high = 0, back_wide = 0;
};

Foot foot_of(const Scene& s, std::size_t at, std::size_t count, float width) {
  Frame& f = s.f;
  Foot foot;
  foot.back = f.text("form.back"_k);
  foot.back_look = ButtonLook(ButtonKind::secondary, "home");
  ButtonLook before(ButtonKind::secondary, f.rtl() ? "next" : "back"),
      after(ButtonKind::primary, f.rtl() ? "back" : "next");
  before.enabled = at > 0;
  after.enabled = at + 1 < count;
  after.icon_at_end = true;
  foot.pagers[0] = {"results.previous", f.text("results.previous"_k), before};
  foot.pagers[1] = {"results.next", f.text("results.next"_k), after};
  const float gap = f.mm(4);
  foot.back_wide = button_width(f, foot.back, foot.back_look);
  const float most =
      std::max(button_width(f, foot.pagers[0].label, before), button_width(f, foot.pagers[1].label, after));
  foot.row = foot.back_wide + 2 * most + 2 * gap <= width;
  foot.pair = foot.row || 2 * most + gap <= width;
  const float leaf_wide = foot.row    ? (width - foot.back_wide - 2 * gap) / 2
                          : foot.pair ? (width - gap) / 2
                                      : width;
  for (const PagerButton& pager : foot.pagers)
    foot.leaf_high = std::max(foot.leaf_high, button_height(f, pager.label, pager.look, leaf_wide, 20));
  foot.back_high = foot.row ? foot.leaf_high : button_height(f, foot.back, foot.back_look, width, 16);
  foot.high = foot.row ? foot.leaf_high
                       : (foot.pair ? foot.leaf_high : 2 * foot.leaf_high + gap) + gap + foot.back_high;
  return foot;
}

void draw_foot(const Scene& s, const Foot& foot, Rect rect) {
  Frame& f = s.f;
  const float gap = f.mm(4);
  const auto pager = [&](int i, const Rect& r) {
    if (button(f, foot.pagers[i].id, r, foot.pagers[i].label, foot.pagers[i].look))
      s.emit(app::ResultsTurned{i == 0 ? -1 : 1});
  };
  const auto back = [&](const Rect& r) {
    if (button(f, "form.back", r, foot.back, foot.back_look)) s.emit(app::BackPressed{});
  };
  if (foot.row) {
    back(rect.cut_start(foot.back_wide));
    rect.cut_start(gap);
  }
  if (foot.pair) {
    Rect pair = rect.cut_top(foot.leaf_high);
    const float half = std::floor((pair.w - gap) / 2);
    pager(0, pair.cut_start(half));
    pair.cut_start(gap);
    pager(1, pair);
  } else {
    pager(1, rect.cut_top(foot.leaf_high));
    rect.cut_top(gap);
    pager(0, rect.cut_top(foot.leaf_high));
  }
  if (foot.row) return;
  rect.cut_top(gap);
  back(rect.cut_top(foot.back_high));
}

void empty_board(const Scene& s) {
  Frame& f = s.f;
  StoryPage page(s, "results", "results-board", f.text("results.heading"_k), f.text("results.empty"_k));
  page.offer("form.back", f.text("form.back"_k), f.rtl() ? "next" : "back", ButtonKind::secondary);
  page.show();
  if (page.chose("form.back")) s.emit(app::BackPressed{});
}

}  // namespace

void draw_screen(const Scene& s, const app::Results& results) {
  const auto& cards = s.state.published;
  if (cards.empty()) return empty_board(s);
  Frame& f = s.f;
  const std::size_t at = std::min(results.at, cards.size() - 1);
  Rect area = chrome(s, DangerLine::without);
  const float wide = area.w - 2 * f.margin();
  const Foot foot = foot_of(s, at, cards.size(), wide);
  const Rect strip = area.cut_bottom(foot.high + f.mm(roomy(f) ? 8 : 5));
  Rect inner = area.inset(f.margin(), 0);
  inner.cut_top(f.mm(roomy(f) ? 6 : 3));
  the_card(s, cards[at], at + 1, inner);
  draw_foot(
      s, foot,
      {strip.x + f.margin(), strip.bottom() - foot.high - f.mm(roomy(f) ? 4.0f : 2.0f), wide, foot.high});
}

}  // namespace wv::ui
