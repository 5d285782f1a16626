// The two worlds, zonder and met: what is told by a picture, by four bridges and by the eight terms that
// stand on both banks. One switch turns the whole page; nothing jumps, everything finds its place.
#include <array>
#include <cmath>

#include "ui/screens.h"
#include "ui/worlds.h"

namespace wv::ui {

using namespace content::literals;

namespace {

constexpr std::int64_t kStoryMs = 1200;  // LOOK.md, Motion
constexpr Colour kWater = rgb(0x9CC3DA), kWave = rgb(0xC9E1EF), kWhite = rgb(0xFFFFFF);

std::string id_of_role(domain::Role role) { return "roles." + std::string(domain::id_of(role)); }

// One large switch in a tray of its own, the same two words in the same two places; short ones where the long
// ones have no room (`width`), and whole when it is read aloud.
class Switch {
 public:
  Switch(const Scene& s, bool with, float width) : s_(s), f_(s.f), with_(with) {
    for (std::size_t i = 0; i < 2; ++i) {
      labels_[i] = spoken_[i] = f_.say(i == 0 ? "roles.without"_k : "roles.with"_k);
      const bool on = (i == 1) == with;
      looks_[i] = ButtonLook(on ? ButtonKind::primary : ButtonKind::secondary, on ? "check" : "");
      looks_[i].spoken = spoken_[i];
    }
    if (!beside(width)) labels_ = {f_.say("role.without"_k), f_.say("role.with"_k)};
  }
  Switch(const Switch&) = delete;  // the looks point into the words
  Switch& operator=(const Switch&) = delete;
  [[nodiscard]] float wish() const {
    float widest = 0;
    for (const auto& label : labels_) widest = std::max(widest, button_width(f_, label, ButtonLook(ButtonKind::primary, "check")));
    return 2 * widest + f_.mm(3) + 2 * pad();
  }
  [[nodiscard]] bool beside(float width) const { return wish() <= width * 1.1f; }
  [[nodiscard]] float height(float width) const {
    const bool row = beside(width);
    const float one = row ? (width - 2 * pad() - f_.mm(3)) / 2 : width - 2 * pad();
    float high = 0;
    for (const auto& label : labels_) high = std::max(high, button_height(f_, label, ButtonLook(ButtonKind::primary, "check"), one, 17));
    return (row ? high : 2 * high + f_.mm(3)) + 2 * pad();
  }
  void draw(const Rect& rect) {
    f_.paint().round_fill(rect, std::min(rect.h / 2, f_.mm(11)), mix(f_.theme().paper, f_.theme().line, 0.28f));
    Rect inner = rect.inset(pad());
    const bool row = beside(rect.w);
    const float gap = f_.mm(3), wide = row ? std::floor((inner.w - gap) / 2) : inner.w, high = row ? inner.h : std::floor((inner.h - gap) / 2);
    for (std::size_t i = 0; i < 2; ++i) {
      const Rect r = row ? inner.cut_start(wide) : inner.cut_top(high);
      if (row) inner.cut_start(gap);
      else inner.cut_top(gap);
      if (button(f_, i == 0 ? "roles.without" : "roles.with", r, labels_[i], looks_[i])) s_.say(app::RolesSwitched{i == 1});
      if (!f_.tree().nodes.empty()) f_.tree().nodes.back().selected = (i == 1) == with_;
    }
  }

 private:
  [[nodiscard]] float pad() const { return f_.mm(1.5f); }
  const Scene& s_;
  Frame& f_;
  bool with_;
  std::array<std::string, 2> labels_, spoken_;
  std::array<ButtonLook, 2> looks_;
};

// The measures of the two banks and the river between them; all four roles share them.
struct Banks {
  float outer, gap, drift, bank, pad, scene;  // px
  bool pictured() const { return scene > 0; }
};

// `scene_mm`: how large the small scenes beside the terms are drawn, 0 without.
Banks banks_of(Frame& f, float width, float scene_mm) {
  Banks b{};
  const bool wide = width > f.mm(200);
  b.gap = f.mm(wide ? 18.0f : 8.0f);
  b.drift = f.mm(wide ? 7.0f : 3.0f);
  b.outer = b.drift + f.mm(wide ? 4.0f : 1.5f);
  b.bank = std::floor((width - b.gap) / 2 - b.outer);
  b.pad = f.mm(wide ? 5.0f : 2.5f);
  b.scene = b.bank > f.mm(88) ? f.mm(scene_mm) : 0;
  return b;
}

struct Terms {  // of one role: [without, with][leefwereld, systeemwereld]
  std::array<std::array<std::string, 2>, 2> words;
  std::string title;
  float deck = 0, cells = 0;
};

Words term_look(Frame& f) { return {.cap_mm = type::kLabel, .weight = text::Weight::semibold, .colour = f.theme().ink}; }
Words deck_look(Colour colour) { return {.cap_mm = type::kBody, .weight = text::Weight::bold, .colour = colour}; }
float sign_side(Frame& f) { return f.mm(7.5f) * (0.5f + 0.5f * f.scale()); }
float deck_inset(Frame& f, const Banks& b) { return b.outer + f.mm(b.pictured() ? 14.0f : 2.5f); }
float mark_side(Frame& f) { return f.mm(11) * (0.5f + 0.5f * f.scale()); }

// Where the words of a term begin, and how wide they may be.
float term_room(Frame& f, const Banks& b) { return b.bank - 2 * b.pad - (b.pictured() ? b.scene + f.mm(4) : sign_side(f) + f.mm(1.5f)); }

Terms terms_of(const Scene& s, domain::Role role, const Banks& b, float width) {
  Frame& f = s.f;
  Terms t;
  t.title = f.say(content::Key{role_key(role, "name")}) + " " + f.say(content::Key{role_key(role, "line")});
  const float room = width - 2 * deck_inset(f, b) - mark_side(f) * 1.6f - f.mm(14);
  t.deck = std::max(f.mm(15), f.height_of(t.title, deck_look({}), room) + f.mm(4));
  for (std::size_t with = 0; with < 2; ++with)
    for (std::size_t world = 0; world < 2; ++world) {
      auto& words = t.words[with][world];
      words = f.say(content::Key{role_key(role, std::string(with == 1 ? "with." : "without.") + (world == 0 ? "leefwereld" : "systeemwereld"))});
      t.cells = std::max(t.cells, f.height_of(words, term_look(f), term_room(f, b)));
    }
  t.cells = std::max({t.cells, b.scene, sign_side(f)});
  return t;
}

struct Row {
  Banks banks;
  Terms terms;
  float above, between, below;  // deck to what is over it, deck to terms, terms to the next
  [[nodiscard]] float high() const { return above + terms.deck + between + terms.cells + below; }
};

Row row_of(const Scene& s, domain::Role role, const Banks& b, float width) {
  Frame& f = s.f;
  const bool close = !b.pictured();
  return {b, terms_of(s, role, b, width), f.mm(close ? 1.4f : 3.0f), f.mm(close ? 2.0f : 4.0f), f.mm(close ? 1.5f : 3.5f)};
}

// The part that both banks have built so far; the rest is only a plan.
void deck(const Scene& s, domain::Role role, const Rect& r, const Rect& span, const std::string& title, float grown, float pressed) {
  Frame& f = s.f;
  const float radius = std::min(r.h / 2, f.mm(5));
  const auto face = [&](Colour ground, Colour ink, bool built) {
    if (built) {
      f.paint().fill(span, mix(ground, rgb(0x17213B), 0.35f));
      f.paint().round_fill({span.x + f.mm(1.6f), span.y + span.h * 0.35f, span.w - f.mm(3.2f), span.h * 1.3f}, span.h * 0.65f, kWater);
      f.paint().round_fill(r, radius, ground);
      f.paint().round_fill({r.x + radius / 2, r.y + f.mm(1), r.w - radius, f.mm(1.1f)}, f.mm(0.5f), mix(ground, kWhite, 0.45f));
    } else {
      f.paint().round_fill(r, radius, mix(f.theme().card, f.theme().systeemwereld, pressed));
      f.paint().round_border(r, radius, f.mm(f.theme().border_mm), f.theme().line);
    }
    Rect inner = r.inset(f.mm(5), 0);
    const Rect mark = inner.cut_start(mark_side(f));
    f.paint().picture("mark-" + std::string(domain::id_of(role)), {mark.x, mark.y + (mark.h - mark.w) / 2, mark.w, mark.w});
    inner.cut_start(f.mm(3));
    f.paint().icon(f.rtl() ? "back" : "next", inner.cut_end(mark_side(f) * 0.6f), ink);
    f.draw_words(inner, title, deck_look(ink));
  };
  const bool high = f.theme().contrast == Contrast::high;
  if (grown < 1) face(f.theme().card, f.theme().ink, false);
  if (grown <= 0 && high) return;
  const float stub = f.mm(3);  // what is left of the bridge on each bank
  const float half = std::round(stub + (r.w / 2 - stub) * grown);
  const float high_px = span.bottom() - r.y + span.h * 0.65f;
  const Rect parts[2] = {{r.x, r.y, half, high_px}, {r.right() - half, r.y, half, high_px}};
  if (grown >= 1) return face(role_colour(role), kWhite, true);
  for (const auto& part : parts) {
    f.paint().push_clip(part);
    face(role_colour(role), kWhite, true);
    f.paint().pop_clip();
  }
}

// A problem or its result, on the bank it belongs to. `shown` is 1 when the result has come.
struct Cell {
  const Scene& s;
  domain::Role role;
  const Row& row;
  bool with;
  float shown;

  void draw(std::size_t world, const Rect& rest, float moved) const {
    Frame& f = s.f;
    const Banks& b = row.banks;
    Rect inner = rest.inset(b.pad, 0);
    const Rect picture = inner.cut_start(b.pictured() ? b.scene : sign_side(f));
    inner.cut_start(f.mm(b.pictured() ? 4.0f : 1.5f));
    const Colour ground = world == 0 ? f.theme().leefwereld : f.theme().systeemwereld;
    const Words look = term_look(f);
    const std::string& term = row.terms.words[with ? 1 : 0][world];
    const float tall = f.height_of(term, look, inner.w);
    Node& n = f.node(id_of_role(role) + (world == 0 ? ".leefwereld" : ".systeemwereld"), "text", term, {inner.x, inner.y + (inner.h - tall) / 2, inner.w, tall});
    n.bg = ground;
    n.cap_px = f.cap_px(look.cap_mm);
    // One fades before the other comes, so that no letters ever stand over one another.
    face(world, false, picture.moved(moved, 0), inner.moved(moved, 0), 1 - 2 * shown);
    face(world, true, picture.moved(moved, 0), inner.moved(moved, 0), 2 * shown - 1);
  }

 private:
  void face(std::size_t world, bool good, const Rect& picture, const Rect& words, float opacity) const {
    if (opacity <= 0) return;
    Frame& f = s.f;
    const Banks& b = row.banks;
    const float side = sign_side(f);
    if (b.pictured()) {
      const Rect at{picture.x, std::round(picture.y + (picture.h - b.scene) / 2), b.scene, b.scene};
      f.paint().picture(term_scene(role, good, world), at, opacity);
      good_or_bad(f, {at.right() - side * 0.82f, at.bottom() - side * 0.9f, side, side}, good, opacity);
    } else {
      good_or_bad(f, {picture.x, picture.y + (picture.h - side) / 2, side, side}, good, opacity);
    }
    Words look = term_look(f);
    look.colour = look.colour.with_alpha(opacity);
    f.draw_words(words, row.terms.words[good ? 1 : 0][world], look);
  }
};

// The river as far as the rows go, with a few waves.
void river(Frame& f, const Rect& r, const Rect& under_banks) {
  f.paint().fill(under_banks, f.theme().contrast == Contrast::high ? mix(kWater, kWhite, 0.5f) : kWater);
  const float high = f.mm(0.8f), step = f.mm(11);
  int i = 0;
  for (float y = r.y + f.mm(5); y < r.bottom() - f.mm(3); y += step, ++i) {
    const float w = std::min(r.w * 0.42f, f.mm(7));
    f.paint().round_fill({std::round(r.x + r.w * (i % 2 == 0 ? 0.12f : 0.46f)), y, w, high}, high / 2, kWave);
  }
}

class Story {
 public:
  // The scenes are as large as `high` allows.
  Story(const Scene& s, bool with, float width, float high) : s_(s), f_(s.f), with_(with) {
    for (const float scene : {56.0f, 48.0f, 40.0f, 34.0f, 29.0f, 25.0f}) {
      scene_mm_ = scene;
      if (f_.scale() > 1.6f || banks_height(width) <= high) break;
    }
    if (f_.scale() > 1.6f) scene_mm_ = 0;
    GlideHow how{.whole_ms = kStoryMs, .delay_ms = 260, .first = {}};
    if (f_.arriving()) how.first = 0.0f;  // who comes in sees once how it happens
    together_ = f_.glide("roles.story", with ? 1.0f : 0.0f, how);
  }

  void picture(const Rect& r) const {
    draw_worlds(f_, r, together_);
    const std::string words = f_.say("world.leefwereld"_k) + ", " + f_.say("world.systeemwereld"_k) + ". " + f_.say(with_ ? "roles.with"_k : "roles.without"_k);
    f_.node("roles.worlds", "img", words, r);
  }

  [[nodiscard]] float banks_height(float width) const {
    const Banks b = banks_of(f_, width, scene_mm_);
    float sum = names_height(b) + f_.mm(2);
    for (const auto role : domain::kRoles) sum += row_of(s_, role, b, width).high();
    return sum;
  }

  // Both banks with all that stands on them. `spare` is shared out between the rows.
  void banks(const Rect& whole, float spare) const {
    const Banks b = banks_of(f_, whole.w, scene_mm_);
    const West west(whole, f_.rtl());
    const float middle = std::round(whole.x + whole.w / 2);
    // Where each bank rests in this position of the switch, and how far it still is from there.
    const float rest = with_ ? 0 : b.drift, off = std::round(b.drift * (1 - eased(phase(together_, 0, 0.6f))));
    const Rect left{middle - b.gap / 2 - b.bank - std::round(rest), whole.y, b.bank, whole.h};
    const Rect right{middle + b.gap / 2 + std::round(rest), whole.y, b.bank, whole.h};
    const float moved = std::round(rest) - off;  // east for the west bank, west for the east one
    const float inner_left = left.right() + moved, inner_right = right.x - moved;
    const Rect water{inner_left, whole.y + f_.mm(2), inner_right - inner_left, whole.h - f_.mm(4)};
    river(f_, west(water), west(water.inset(-f_.mm(6), 0)));
    bank(west(left.moved(moved, 0)), f_.theme().leefwereld);
    bank(west(right.moved(-moved, 0)), f_.theme().systeemwereld);
    float y = whole.y + names(west(left), west(right), b, f_.rtl() ? -moved : moved);
    const float extra = std::min(f_.mm(9), std::max(0.0f, spare) / 4);
    for (std::size_t i = 0; i < domain::kRoles.size(); ++i) {
      Row row = row_of(s_, domain::kRoles[i], b, whole.w);
      row.above += extra * 0.4f;
      row.between += extra * 0.3f;
      row.below += extra * 0.3f;
      one(i, row, {whole.x, y, whole.w, row.high()}, west(left), west(right), f_.rtl() ? -moved : moved, inner_right - inner_left);
      y += row.high();
    }
  }

 private:
  void bank(const Rect& r, Colour ground) const {
    f_.paint().round_fill(r, f_.mm(5), ground);
    if (f_.theme().contrast == Contrast::high) f_.paint().round_border(r, f_.mm(5), f_.mm(f_.theme().border_mm), f_.theme().line);
  }

  [[nodiscard]] Words name_look() const { return {.cap_mm = type::kLabel, .weight = text::Weight::bold, .colour = f_.theme().ink}; }
  // A low screen has room for the names alone.
  [[nodiscard]] std::string name(std::size_t world) const {
    const std::string name = f_.say(world == 0 ? "world.leefwereld"_k : "world.systeemwereld"_k);
    return f_.device().portrait() ? name + ": " + f_.say(world == 0 ? "world.leefwereld.line"_k : "world.systeemwereld.line"_k) : name;
  }
  [[nodiscard]] float names_height(const Banks& b) const {
    float high = 0;
    for (std::size_t world = 0; world < 2; ++world) high = std::max(high, f_.height_of(name(world), name_look(), b.bank - 2 * b.pad));
    return high + f_.mm(b.pictured() ? 7.0f : f_.device().portrait() ? 4.0f : 2.5f);
  }
  float names(const Rect& left, const Rect& right, const Banks& b, float moved) const {
    const float high = names_height(b);
    for (std::size_t world = 0; world < 2; ++world) {
      const Rect r = (world == 0 ? left : right).inset(b.pad, 0);
      const Colour ground = world == 0 ? f_.theme().leefwereld : f_.theme().systeemwereld;
      const float tall = f_.height_of(name(world), name_look(), r.w);
      const Rect at{r.x, r.y + (high - tall) * 0.6f, r.w, tall};
      f_.draw_words(at.moved(world == 0 ? moved : -moved, 0), name(world), name_look(), false);
      Node& n = f_.node(world == 0 ? "roles.leefwereld" : "roles.systeemwereld", "heading", name(world), at);
      n.bg = ground;
      n.cap_px = f_.cap_px(type::kLabel);
    }
    return high;
  }

  void one(std::size_t i, const Row& row, const Rect& at, const Rect& left, const Rect& right, float moved, float gap) const {
    const domain::Role role = domain::kRoles[i];
    const std::string id = id_of_role(role);
    const float pressed = f_.press(id), inset = deck_inset(f_, row.banks);
    const Rect place{at.x + inset, std::round(at.y + row.above), at.w - 2 * inset, row.terms.deck};
    const float grown = bridge_grown(together_, i);
    const Rect deck_at = place.moved(0, pressed * f_.mm(1));
    // What one sees of its arch: over the water, under the deck.
    const float arch = f_.mm(row.banks.pictured() ? 2.6f : 1.5f);
    deck(s_, role, deck_at, {std::round(at.x + (at.w - gap) / 2), deck_at.bottom(), gap, arch}, row.terms.title, grown, pressed);
    Node& n = f_.node(id, "button", row.terms.title, place);
    n.fg = with_ ? kWhite : f_.theme().ink;
    n.bg = with_ ? role_colour(role) : f_.theme().card;
    n.cap_px = f_.cap_px(type::kBody);
    const auto& words = row.terms.words[with_ ? 1 : 0];
    n.spoken = row.terms.title + ". " + f_.say(with_ ? "roles.with"_k : "roles.without"_k) + ": " + words[0] + ". " + words[1] + ".";
    if (f_.target(id, place)) s_.say(app::RoleOpened{role});
    const Cell cell{s_, role, row, with_, result_shown(together_, i)};
    const float y = place.bottom() + row.between;
    cell.draw(0, {left.x, y, left.w, row.terms.cells}, moved);
    cell.draw(1, {right.x, y, right.w, row.terms.cells}, -moved);
  }

  const Scene& s_;
  Frame& f_;
  bool with_;
  float together_ = 0, scene_mm_ = 0;
};

void heading(const Scene& s, Column& column) {
  Frame& f = s.f;
  column.words("roles.heading", f.say("roles.heading"_k), {.cap_mm = type::kTitle, .weight = text::Weight::bold, .colour = f.theme().ink}, f.theme().paper, "heading");
  column.gap(roomy(f) ? 2.5f : 1.2f);
  column.words("roles.hint", f.say("roles.text"_k), {.cap_mm = type::kBody, .colour = f.theme().muted}, f.theme().paper);
}

// One under another: words, the picture from edge to edge, the banks; the switch too when it has no room below.
void upright(const Scene& s, const Rect& area, const Story& story, Switch* within) {
  Frame& f = s.f;
  const float margin = f.margin(), inner = area.w - 2 * margin;
  const float words = f.measure(inner, [&](Column& c) { heading(s, c); }), banks = story.banks_height(area.w);
  const float bare = f.mm(roomy(f) ? 5.0f : 2.5f) + words + f.mm(4) + f.mm(3) + banks + f.mm(3) + (within ? within->height(inner) + f.mm(3) : 0);
  const float picture = std::round(std::clamp(area.h - bare, area.w * 0.42f, area.w * 0.56f));
  const float spare = std::max(0.0f, area.h - bare - picture);
  const float top = f.begin_scroll("roles", area);
  Column column(f, {area.x + margin, area.y, inner, 0}, top);
  column.gap(roomy(f) ? 5.0f : 2.5f);
  column.skip(std::max(0.0f, spare - f.mm(36)));
  heading(s, column);
  column.gap(4);
  const Rect here = column.next(picture);
  story.picture({area.x, std::round(here.y), area.w, picture});
  column.gap(3);
  if (within) {
    within->draw(column.next(within->height(inner)));
    column.gap(3);
  }
  const float more = std::min(spare, f.mm(36));
  story.banks({area.x, std::round(column.y()), area.w, banks + more}, more);
  column.skip(banks + more);
  column.gap(3);
  f.end_scroll(column.y());
}

// The picture beside the words, the banks on the other half.
void wide(const Scene& s, const Rect& area, const Story& story) {
  Frame& f = s.f;
  Rect left = area;
  const Rect right = left.cut_end(std::floor(area.w * 0.56f));
  const float top = f.begin_scroll("roles", area);
  const Rect inner{left.x + f.margin(), left.y, left.w - f.margin(), 0};
  Column column(f, inner, top + f.mm(6));
  heading(s, column);
  column.gap(5);
  const float banks = story.banks_height(right.w), spare = area.h - banks - f.mm(4);
  const float high = std::clamp(area.h - (column.y() - top) - f.mm(2), left.w * 0.5f, left.w * 0.78f);
  story.picture({left.x, std::round(column.y()), std::round(left.w), std::round(high)});
  column.skip(high);
  const float more = std::max(0.0f, std::min(spare, f.mm(36)));
  story.banks({right.x, std::round(top + f.mm(3)), right.w, banks + more}, more);
  f.end_scroll(std::max(column.y(), top + f.mm(3) + banks + more) + f.mm(0.5f));
}

}  // namespace

void roles_screen(const Scene& s, const app::Roles& roles) {
  Frame& f = s.f;
  Rect area = chrome(s, DangerLine::without);
  StepRow row;
  row.back = f.say("roles.close"_k);
  // The switch stays in view, in reach of the hand, wherever the page is scrolled to.
  const float room = area.w - 2 * f.margin();
  const float back = button_width(f, *row.back, ButtonLook(ButtonKind::secondary, "back")), left = room - back - f.mm(5);
  Switch turn(s, roles.with, left);
  const bool below = turn.beside(left) && turn.height(left) < f.mm(34);
  const float high = below ? std::max(turn.height(left), f.mm(20)) : steps_height(f, row, room);
  Rect foot = area.cut_bottom(high + f.mm(roomy(f) ? 6.5f : 4.5f));
  foot = {foot.x + f.margin(), foot.bottom() - high - f.mm(2.5f), room, high};
  const bool one_column = f.device().portrait() || f.scale() > 1.2f;
  const float words = f.measure(room, [&](Column& c) { heading(s, c); });
  const Story story(s, roles.with, one_column ? area.w : area.w * 0.56f, one_column ? area.h - words - area.w * 0.47f - f.mm(16) : area.h - f.mm(6));
  if (one_column) upright(s, area, story, below ? nullptr : &turn);
  else wide(s, area, story);
  if (below) {
    Rect place = foot.cut_end(left);
    const float wish = std::min(left, std::max(turn.wish(), left * 0.62f)), tall = turn.height(wish);
    place = place.cut_end(tall <= high ? wish : left);
    turn.draw({place.x, place.y + (place.h - turn.height(place.w)) / 2, place.w, turn.height(place.w)});
    foot = {foot.x, foot.y + (foot.h - f.mm(20)) / 2, back, f.mm(20)};
  }
  if (steps(f, foot, row) == Step::back) s.say(app::BackPressed{});
}

}  // namespace wv::ui
