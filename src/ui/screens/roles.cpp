// The two worlds, zonder and met: what is told by a picture, by four bridges and by the eight terms that
// stand on both banks. One switch turns the whole page; nothing jumps, everything finds its place. Where
// letters are so large that a bank can't hold their words, the banks lie over and under each bridge.
#include <array>
#include <cmath>

#include "ui/screens/screens.h"
#include "ui/screens/story_banks.h"
#include "ui/screens/worlds.h"

namespace wv::ui {

using namespace content::literals;

namespace {

constexpr std::int64_t kStoryMs = 1200;  // one look at the two worlds
constexpr Colour kWhite = rgb(0xFFFFFF);

// One large switch in a tray of its own, the same two words in the same two places; short ones where the long
// ones have no room (`width`), and whole when it is read aloud.
class Switch {
 public:
  Switch(const Scene& s, bool with, float width) : s_(s), f_(s.f), with_(with) {
    for (std::size_t i = 0; i < 2; ++i) {
      labels_[i] = spoken_[i] = f_.text(i == 0 ? "roles.without"_k : "roles.with"_k);
      const bool on = (i == 1) == with;
      looks_[i] = ButtonLook(on ? ButtonKind::primary : ButtonKind::secondary, on ? "check" : "");
      looks_[i].spoken = spoken_[i];
    }
    if (beside(width)) return;
    short_ = true;
    labels_ = {f_.text("role.without"_k), f_.text("role.with"_k)};
  }
  Switch(const Switch&) = delete;  // the looks point into the words
  Switch& operator=(const Switch&) = delete;
  [[nodiscard]] float wish() const {
    float widest = 0;
    for (const auto& label : labels_)
      widest = std::max(widest, button_width(f_, label, ButtonLook(ButtonKind::primary, "check")));
    return 2 * widest + f_.mm(3) + 2 * pad();
  }
  // Two words may go on in a second line, one may not.
  [[nodiscard]] bool beside(float width) const { return wish() <= width * (short_ ? 1.0f : 1.1f); }
  [[nodiscard]] float height(float width) const {
    const bool row = beside(width);
    const float one = row ? (width - 2 * pad() - f_.mm(3)) / 2 : width - 2 * pad();
    float high = 0;
    for (const auto& label : labels_)
      high = std::max(high, button_height(f_, label, ButtonLook(ButtonKind::primary, "check"), one, 17));
    return (row ? high : 2 * high + f_.mm(3)) + 2 * pad();
  }
  void draw(const Rect& rect) {
    f_.paint().round_fill(rect, std::min(rect.h / 2, f_.mm(11)),
                          mix(f_.theme().paper, f_.theme().line, 0.28f));
    Rect inner = rect.inset(pad());
    const bool row = beside(rect.w);
    const float gap = f_.mm(3), wide = row ? std::floor((inner.w - gap) / 2) : inner.w,
                high = row ? inner.h : std::floor((inner.h - gap) / 2);
    for (std::size_t i = 0; i < 2; ++i) {
      const Rect r = row ? inner.cut_start(wide) : inner.cut_top(high);
      if (row)
        inner.cut_start(gap);
      else
        inner.cut_top(gap);
      if (button(f_, i == 0 ? "roles.without" : "roles.with", r, labels_[i], looks_[i]))
        s_.emit(app::RolesSwitched{i == 1});
      if (!f_.tree().nodes.empty()) f_.tree().nodes.back().selected = (i == 1) == with_;
    }
  }

 private:
  [[nodiscard]] float pad() const { return f_.mm(1.5f); }
  const Scene& s_;
  Frame& f_;
  bool with_, short_ = false;
  std::array<std::string, 2> labels_, spoken_;
  std::array<ButtonLook, 2> looks_;
};

class Story {
 public:
  // The scenes are as large as `high` allows.
  Story(const Scene& s, bool with, float width, float high) : s_(s), f_(s.f), with_(with) {
    const float longest = longest_word();
    layered_ = f_.scale() > 1.6f || longest > term_room(f_, banks_of(f_, width, 0));
    for (const float scene : {56.0f, 48.0f, 40.0f, 34.0f, 29.0f, 25.0f, 0.0f}) {
      scene_mm_ = scene;
      if (longest > term_room(f_, ground(width))) continue;
      if (layered_ || banks_height(width) <= high || scene <= 25) break;
    }
    GlideHow how{.whole_ms = kStoryMs, .delay_ms = 260, .first = {}};
    if (f_.motion.arriving()) how.first = 0.0f;  // who comes in sees once how it happens
    together_ = f_.motion.glide("roles.story", with ? 1.0f : 0.0f, how);
  }

  void picture(const Rect& r) const {
    draw_worlds(f_, r, together_);
    const std::string words = f_.text("world.leefwereld"_k) + ", " + f_.text("world.systeemwereld"_k) + ". " +
                              f_.text(with_ ? "roles.with"_k : "roles.without"_k);
    f_.node("roles.worlds", NodeRole::img, words, r);
  }

  [[nodiscard]] float banks_height(float width) const {
    const Banks b = ground(width);
    if (layered_) return layers_height(b, width);
    float sum = names_height(b) + f_.mm(2);
    for (const auto role : domain::kRoles) sum += row_of(s_, role, b, width).high();
    return sum;
  }

  // Both banks with all that stands on them. `spare` is shared out between the rows.
  void banks(const Rect& whole, float spare) const {
    const Banks b = ground(whole.w);
    if (layered_) return layers(b, whole);
    const UnmirroredRect west(whole, f_.rtl());
    const float middle = std::round(whole.x + whole.w / 2);
    // Where each bank rests in this position of the switch, and how far it still is from there.
    const float rest = with_ ? 0 : b.drift,
                off = std::round(b.drift * (1 - eased(phase(together_, 0, 0.6f))));
    const Rect left{middle - b.gap / 2 - b.bank - std::round(rest), whole.y, b.bank, whole.h};
    const Rect right{middle + b.gap / 2 + std::round(rest), whole.y, b.bank, whole.h};
    const float moved = std::round(rest) - off;  // east for the west bank, west for the east one
    const float inner_left = left.right() + moved, inner_right = right.x - moved;
    const Rect river{inner_left, whole.y + f_.mm(2), inner_right - inner_left, whole.h - f_.mm(4)};
    draw_river(f_, west(river), west(river.inset(-f_.mm(6), 0)));
    bank(west(left.moved(moved, 0)), f_.theme().leefwereld);
    bank(west(right.moved(-moved, 0)), f_.theme().systeemwereld);
    float y = whole.y + names(west(left), west(right), b, f_.rtl() ? -moved : moved);
    const float extra = std::min(f_.mm(9), std::max(0.0f, spare) / 4);
    for (std::size_t i = 0; i < domain::kRoles.size(); ++i) {
      Row row = row_of(s_, domain::kRoles[i], b, whole.w);
      row.above += extra * 0.4f;
      row.between += extra * 0.3f;
      row.below += extra * 0.3f;
      one(i, row, {whole.x, y, whole.w, row.high()}, west(left), west(right), f_.rtl() ? -moved : moved,
          inner_right - inner_left);
      y += row.high();
    }
  }

 private:
  // Of all sixteen terms: what a bank must be able to hold on one line.
  [[nodiscard]] float longest_word() const {
    float longest = 0;
    for (const auto role : domain::kRoles)
      for (const char* term :
           {"without.leefwereld", "without.systeemwereld", "with.leefwereld", "with.systeemwereld"})
        longest =
            std::max(longest, f_.type.word_width(f_.text(content::Key{role_key(role, term)}), term_look(f_)));
    return longest;
  }

  [[nodiscard]] Banks ground(float width) const {
    Banks b = banks_of(f_, width, scene_mm_);
    if (!layered_) return b;
    b.outer = f_.margin();
    b.bank = width - 2 * b.outer;
    b.pad = f_.mm(roomy(f_) ? 6.0f : 3.0f);
    b.scene = f_.mm(std::min(scene_mm_, 34.0f));
    b.deck = b.outer + f_.mm(3);
    return b;
  }

  // Banks over and under each bridge, the river across.
  [[nodiscard]] std::string layer_name(std::size_t i, std::size_t world) const {
    const std::string name = f_.text(world == 0 ? "world.leefwereld"_k : "world.systeemwereld"_k);
    return i > 0
               ? name
               : name + ": " + f_.text(world == 0 ? "world.leefwereld.line"_k : "world.systeemwereld.line"_k);
  }
  [[nodiscard]] float layer_height(std::size_t i, std::size_t world, const Row& row) const {
    return 2 * f_.mm(3.5f) +
           f_.type.height_of(layer_name(i, world), name_look(), row.banks.bank - 2 * row.banks.pad) +
           f_.mm(1.5f) + row.terms.cells;
  }
  [[nodiscard]] float water_height(const Row& row) const { return row.terms.deck + 2 * f_.mm(3); }
  [[nodiscard]] float layers_height(const Banks& b, float width) const {
    float sum = -f_.mm(8);
    for (std::size_t i = 0; i < domain::kRoles.size(); ++i) {
      const Row row = row_of(s_, domain::kRoles[i], b, width);
      sum += layer_height(i, 0, row) + water_height(row) + layer_height(i, 1, row) + f_.mm(8);
    }
    return sum;
  }
  void layers(const Banks& b, const Rect& whole) const {
    float y = whole.y;
    for (std::size_t i = 0; i < domain::kRoles.size(); ++i) {
      const domain::Role role = domain::kRoles[i];
      const Row row = row_of(s_, role, b, whole.w);
      const Rect strip{whole.x + b.outer, y, b.bank, layer_height(i, 0, row)};
      const Rect water{strip.x, strip.bottom(), strip.w, water_height(row)};
      const Rect under{strip.x, water.bottom(), strip.w, layer_height(i, 1, row)};
      f_.paint().fill(water.inset(0, -f_.mm(5)), ui::water(f_));
      layer(i, 0, row, strip);
      layer(i, 1, row, under);
      const Rect place{whole.x + b.deck, water.y + (water.h - row.terms.deck) / 2, whole.w - 2 * b.deck,
                       row.terms.deck};
      bridge(i, row, place, {});
      y = under.bottom() + f_.mm(8);
    }
  }
  void layer(std::size_t i, std::size_t world, const Row& row, const Rect& r) const {
    const domain::Role role = domain::kRoles[i];
    const Colour colour = world == 0 ? f_.theme().leefwereld : f_.theme().systeemwereld;
    bank(r, colour);
    const std::string id =
        i == 0 ? (world == 0 ? "roles.leefwereld" : "roles.systeemwereld")
               : id_of_role(role) + (world == 0 ? ".leefwereld.world" : ".systeemwereld.world");
    const Rect inner = r.inset(row.banks.pad, f_.mm(3.5f));
    const float head = f_.words(id, inner, layer_name(i, world), name_look(), colour,
                                i == 0 ? NodeRole::heading : NodeRole::text);
    const Cell cell{s_, role, row, with_, result_shown(together_, i)};
    cell.draw(world, {r.x, inner.y + head + f_.mm(1.5f), r.w, row.terms.cells}, 0);
  }

  void bank(const Rect& r, Colour ground) const {
    f_.paint().round_fill(r, f_.mm(5), ground);
    if (f_.theme().contrast == Contrast::high)
      f_.paint().round_border(r, f_.mm(5), f_.mm(f_.theme().border_mm), f_.theme().line);
  }

  [[nodiscard]] Words name_look() const {
    return {.cap_mm = type::kLabel, .weight = text::Weight::bold, .colour = f_.theme().ink};
  }
  // A low screen has room for the names alone.
  [[nodiscard]] std::string name(std::size_t world) const {
    const std::string name = f_.text(world == 0 ? "world.leefwereld"_k : "world.systeemwereld"_k);
    return f_.device().portrait()
               ? name + ": " + f_.text(world == 0 ? "world.leefwereld.line"_k : "world.systeemwereld.line"_k)
               : name;
  }
  [[nodiscard]] float names_height(const Banks& b) const {
    float high = 0;
    for (std::size_t world = 0; world < 2; ++world)
      high = std::max(high, f_.type.height_of(name(world), name_look(), b.bank - 2 * b.pad));
    return high + f_.mm(b.pictured() ? 7.0f : f_.device().portrait() ? 4.0f : 2.5f);
  }
  float names(const Rect& left, const Rect& right, const Banks& b, float moved) const {
    const float high = names_height(b);
    for (std::size_t world = 0; world < 2; ++world) {
      const Rect r = (world == 0 ? left : right).inset(b.pad, 0);
      const Colour ground = world == 0 ? f_.theme().leefwereld : f_.theme().systeemwereld;
      const float tall = f_.type.height_of(name(world), name_look(), r.w);
      const Rect at{r.x, r.y + (high - tall) * 0.6f, r.w, tall};
      f_.draw_words(at.moved(world == 0 ? moved : -moved, 0), name(world), name_look(), false);
      Node& n = f_.node(world == 0 ? "roles.leefwereld" : "roles.systeemwereld", NodeRole::heading,
                        name(world), at);
      n.bg = ground;
      n.cap_px = f_.type.cap_px(type::kLabel);
    }
    return high;
  }

  void one(std::size_t i, const Row& row, const Rect& at, const Rect& left, const Rect& right, float moved,
           float gap) const {
    const domain::Role role = domain::kRoles[i];
    const float inset = row.banks.deck;
    const Rect place{at.x + inset, std::round(at.y + row.above), at.w - 2 * inset, row.terms.deck};
    const float arch = f_.mm(row.banks.pictured() ? 2.6f : 1.5f);
    bridge(i, row, place, {std::round(at.x + (at.w - gap) / 2), place.bottom(), gap, arch});
    const Cell cell{s_, role, row, with_, result_shown(together_, i)};
    const float y = place.bottom() + row.between;
    cell.draw(0, {left.x, y, left.w, row.terms.cells}, moved);
    cell.draw(1, {right.x, y, right.w, row.terms.cells}, -moved);
  }

  // The role, built or still a plan, and one touch away; `span`: where its arch is seen over the water.
  void bridge(std::size_t i, const Row& row, const Rect& place, const Rect& span) const {
    const domain::Role role = domain::kRoles[i];
    const std::string id = id_of_role(role);
    const float pressed = f_.press(id), sunk = pressed * f_.mm(1);
    draw_deck(s_, role, place.moved(0, sunk), span.moved(0, sunk), row.terms.title,
              bridge_grown(together_, i), pressed);
    Node& n = f_.node(id, NodeRole::button, row.terms.title, place);
    n.fg = with_ ? kWhite : f_.theme().ink;
    n.bg = with_ ? role_colour(role) : f_.theme().card;
    n.cap_px = f_.type.cap_px(type::kBody);
    const auto& words = row.terms.words[with_ ? 1 : 0];
    n.spoken = row.terms.title + ". " + f_.text(with_ ? "roles.with"_k : "roles.without"_k) + ": " +
               words[0] + ". " + words[1] + ".";
    if (f_.target(id, place)) s_.emit(app::RoleOpened{role});
  }

  const Scene& s_;
  Frame& f_;
  bool with_;
  bool layered_ = false;  // banks over and under one another
  float together_ = 0, scene_mm_ = 0;
};

void heading(const Scene& s, Column& column) {
  Frame& f = s.f;
  column.words("roles.heading", f.text("roles.heading"_k),
               {.cap_mm = type::kTitle, .weight = text::Weight::bold, .colour = f.theme().ink},
               f.theme().paper, NodeRole::heading);
  column.gap(roomy(f) ? 2.5f : 1.2f);
  column.words("roles.hint", f.text("roles.text"_k), {.cap_mm = type::kBody, .colour = f.theme().muted},
               f.theme().paper);
}

// One under another: words, the picture from edge to edge, the banks; the switch too when it has no room
// below.
void upright(const Scene& s, const Rect& area, const Story& story, Switch* within) {
  Frame& f = s.f;
  const float margin = f.margin(), inner = area.w - 2 * margin;
  const float words = f.measure(inner, [&](Column&c) { heading(s, c); }), banks = story.banks_height(area.w);
  const float bare = f.mm(roomy(f) ? 5.0f : 2.5f) + words + f.mm(4) + f.mm(3) + banks + f.mm(3) +
                     (within ? within->height(inner) + f.mm(3) : 0);
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
  // Not higher than lets both worlds be seen whole; what is left over stands above and below.
  const float words = f.measure(inner.w, [&](Column&c) { heading(s, c); }),
              banks = story.banks_height(right.w);
  const float high = std::clamp(area.h - words - f.mm(13), left.w * 0.5f, left.w * 0.62f);
  Column column(f, inner, top + std::max(f.mm(6), (area.h - words - f.mm(5) - high) / 2));
  heading(s, column);
  column.gap(5);
  const float spare = area.h - banks - f.mm(4);
  story.picture({left.x, std::round(column.y()), std::round(left.w), std::round(high)});
  column.skip(high);
  const float more = std::max(0.0f, std::min(spare, f.mm(36)));
  story.banks({right.x, std::round(top + f.mm(3)), right.w, banks + more}, more);
  f.end_scroll(std::max(column.y(), top + f.mm(3) + banks + more) + f.mm(0.5f));
}

}  // namespace

void draw_screen(const Scene& s, const app::Roles& roles) {
  Frame& f = s.f;
  Rect area = chrome(s, DangerLine::without);
  StepRow row;
  row.back = f.text("roles.close"_k);
  // The switch stays in view, in reach of the hand, wherever the page is scrolled to.
  const float room = area.w - 2 * f.margin();
  const float back = button_width(f, *row.back, ButtonLook(ButtonKind::secondary, "back")),
              left = room - back - f.mm(5);
  Switch turn(s, roles.with, left);
  const bool below = turn.beside(left) && turn.height(left) < f.mm(34);
  const float high = below ? std::max(turn.height(left), f.mm(20)) : steps_height(f, row, room);
  Rect foot = area.cut_bottom(high + f.mm(roomy(f) ? 6.5f : 4.5f));
  foot = {foot.x + f.margin(), foot.bottom() - high - f.mm(2.5f), room, high};
  const bool one_column = f.device().portrait() || f.scale() > 1.2f;
  const float words = f.measure(room, [&](Column& c) { heading(s, c); });
  const Story story(s, roles.with, one_column ? area.w : area.w * 0.56f,
                    one_column ? area.h - words - area.w * 0.47f - f.mm(16) : area.h - f.mm(6));
  if (one_column)
    upright(s, area, story, below ? nullptr : &turn);
  else
    wide(s, area, story);
  if (below) {
    Rect place = foot.cut_end(left);
    const float wish = std::min(left, std::max(turn.wish(), left * 0.62f)), tall = turn.height(wish);
    place = place.cut_end(tall <= high ? wish : left);
    turn.draw({place.x, place.y + (place.h - turn.height(place.w)) / 2, place.w, turn.height(place.w)});
    foot = {foot.x, foot.y + (foot.h - f.mm(20)) / 2, back, f.mm(20)};
  }
  if (steps(f, foot, row) == Step::back) s.emit(app::BackPressed{});
}

}  // namespace wv::ui
