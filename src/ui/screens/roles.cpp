// The story that a visitor builds: the plate of both worlds, the sentence of the moment, and under it the
// four stones that become bridges: on a kiosk all four with what they change, on a tablet one role at a time.
#include <array>
#include <cmath>

#include "app/story.h"
#include "ui/screens/screens.h"
#include "ui/screens/story_one_role.h"
#include "ui/screens/story_table.h"

namespace wv::ui {

using namespace content::literals;

namespace {

// One large switch in a tray of its own, the same two words in the same two places; short ones where the long
// ones have no room (`width`), and whole when it is read aloud.
class Switch {
 public:
  Switch(const Scene& s, const app::Roles& roles, float width) : s_(s), f_(s.f) {
    const bool none =
        std::none_of(roles.built.begin(), roles.built.end(), [](bool stands) { return stands; });
    on_ = {none, app::is_built(roles)};
    for (std::size_t i = 0; i < 2; ++i) {
      labels_[i] = spoken_[i] = f_.text(i == 0 ? "roles.without"_k : "roles.with"_k);
      looks_[i] = ButtonLook(on_[i] ? ButtonKind::primary : ButtonKind::secondary, on_[i] ? "check" : "");
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
      if (!f_.tree().nodes.empty()) f_.tree().nodes.back().selected = on_[i];
    }
  }

 private:
  [[nodiscard]] float pad() const { return f_.mm(1.5f); }
  const Scene& s_;
  Frame& f_;
  bool short_ = false;
  std::array<bool, 2> on_{};
  std::array<std::string, 2> labels_, spoken_;
  std::array<ButtonLook, 2> looks_;
};

// Something that is held in the hand: every line counts.
bool is_small(const Frame& f) { return std::min(f.device().width_mm(), f.device().height_mm()) < 170; }

// What the moment says, under the plate; as high as the longest of its sentences, so that nothing jumps.
class Caption {
 public:
  // `small`: where every line counts.
  Caption(const Scene& s, const app::Roles& roles, bool small) : f_(s.f), roles_(roles), small_(small) {}
  [[nodiscard]] float height(float width) const {
    float high = 0;
    for (std::size_t i = 0; i <= domain::kRoles.size() + 1; ++i)
      high = std::max(high, height_of(said(i), width));
    return high;
  }
  void draw(const Rect& rect, text::Align align) const {
    const Said now = said(moment());
    Words first = first_look(), second = second_look();
    first.align = second.align = align;
    const float used = f_.words("roles.status", rect, now.first, first, f_.theme().paper, NodeRole::status);
    f_.words("roles.more", {rect.x, rect.y + used + f_.mm(1.2f), rect.w, 0}, now.second, second,
             f_.theme().paper);
  }

 private:
  struct Said {
    std::string first, second;
  };
  // Which of the sentences: of a role, then of the end and of the beginning.
  [[nodiscard]] std::size_t moment() const {
    if (app::is_built(roles_)) return domain::kRoles.size();
    return roles_.at ? static_cast<std::size_t>(*roles_.at) : domain::kRoles.size() + 1;
  }
  [[nodiscard]] Said said(std::size_t moment) const {
    if (moment == domain::kRoles.size()) return {f_.text("story.all"_k), f_.text("story.free"_k)};
    if (moment > domain::kRoles.size())
      return {f_.text("story.without"_k) + ". " + f_.text("story.touch"_k) + ".", f_.text("story.cause"_k)};
    const domain::Role role = domain::kRoles[moment];
    return {f_.text(content::Key{role_key(role, "says")}) + ".",
            f_.text(content::Key{role_key(role, "stands")})};
  }
  [[nodiscard]] Words first_look() const {
    return {.cap_mm = small_ ? type::kLabel : type::kBody,
            .weight = text::Weight::bold,
            .colour = f_.theme().ink};
  }
  [[nodiscard]] Words second_look() const {
    return {.cap_mm = type::kLabel, .weight = text::Weight::medium, .colour = f_.theme().muted};
  }
  [[nodiscard]] float height_of(const Said& said, float width) const {
    return f_.type.height_of(said.first, first_look(), width) + f_.mm(1.2f) +
           f_.type.height_of(said.second, second_look(), width);
  }
  Frame& f_;
  const app::Roles& roles_;
  bool small_;
};

// Of its width: lower, and heads are cut off; higher, and there is more sky than story.
constexpr float kLeastPlate = 0.42f, kWholePlate = 0.5f;

class Page {
 public:
  Page(const Scene& s, const app::Roles& roles)
      : s_(s), f_(s.f), now_(story_now(s, roles)), caption_(s, roles, is_small(s.f)) {}

  void draw(const Rect& area, Switch* within) const {
    const bool one_column = f_.device().portrait() || f_.scale() > 1.2f;
    if (one_column)
      upright(area, within);
    else
      wide(area);
  }

 private:
  // `hint`: where the plate keeps its height beside it.
  void heading(Column& column, bool hint) const {
    column.words("roles.heading", f_.text("roles.heading"_k),
                 {.cap_mm = type::kTitle, .weight = text::Weight::bold, .colour = f_.theme().ink},
                 f_.theme().paper, NodeRole::heading);
    if (!hint) return;
    column.gap(roomy(f_) ? 2.5f : 1.2f);
    column.words("roles.hint", f_.text("roles.text"_k), {.cap_mm = type::kBody, .colour = f_.theme().muted},
                 f_.theme().paper);
  }

  void plate(const Rect& r) const {
    draw_plate(f_, r, now_.plate);
    const auto count =
        static_cast<std::size_t>(std::count(now_.roles.built.begin(), now_.roles.built.end(), true));
    const std::string seen = count == 0   ? f_.text("story.scene.without"_k)
                             : count == 4 ? f_.text("story.scene.with"_k)
                                          : f_.text("story.scene.some"_k, {{"count", std::to_string(count)}});
    f_.node("roles.worlds", NodeRole::img,
            f_.text("world.leefwereld"_k) + ", " + f_.text("world.systeemwereld"_k) + ". " + seen, r);
    const Rect river = river_on_plate(f_, r);
    // For a child: nothing that anybody would miss who doesn't see it, so no node of its own.
    if (f_.target("roles.river", river)) s_.emit(app::RiverTouched{});
    // The stones on the picture act too; those that are large enough to be named stand below.
    for (std::size_t i = 0; i < domain::kRoles.size(); ++i)
      if (!now_.stands(i) && f_.target("roles.stone." + std::to_string(i + 1), stone_on_plate(f_, r, i)))
        use_stone(s_, now_, domain::kRoles[i]);
  }

  // One under another: words, the plate from edge to edge, its sentence, the roles; the switch too when it
  // has no room below.
  void upright(const Rect& area, Switch* within) const {
    const float margin = f_.margin(), inner = area.w - 2 * margin;
    const float said = caption_.height(inner), air = f_.mm(roomy(f_) ? 5.0f : 2.5f);
    const float around = air + f_.mm(3) + f_.mm(3) + said + f_.mm(4) +
                         (within ? within->height(inner) + f_.mm(3) : 0) + f_.mm(3);
    const auto words_of_head = [&](bool hint) {
      return f_.measure(inner, [&](Column& c) { heading(c, hint); });
    };
    // All four roles stand under the plate where there is room for them, else one at a time.
    float bare = around + words_of_head(false);
    const StoryTable large(s_, now_, area.w, area.h - bare - area.w * kWholePlate);
    const StoryTable table =
        large.fits() ? large : StoryTable(s_, now_, area.w, area.h - bare - area.w * kLeastPlate);
    const StoryOneRole one(s_, now_, inner, area.h - bare - area.w * kWholePlate);
    const float roles = table.fits() ? table.height() : one.height();
    const bool hint = area.h - around - words_of_head(true) - roles > area.w * kWholePlate;
    if (hint) bare = around + words_of_head(true);
    const float picture =
        std::round(std::clamp(area.h - bare - roles, area.w * kLeastPlate, area.w * kWholePlate));
    const float spare = std::max(0.0f, area.h - bare - roles - picture);
    const float top = f_.begin_scroll("roles", area);
    Column column(f_, {area.x + margin, area.y, inner, 0}, top);
    column.skip(air + std::max(0.0f, spare - f_.mm(36)));
    heading(column, hint);
    column.gap(3);
    const Rect here = column.next(picture);
    plate({area.x, std::round(here.y), area.w, picture});
    column.gap(3);
    caption_.draw(column.next(said), text::Align::start);
    column.gap(4);
    if (within) {
      within->draw(column.next(within->height(inner)));
      column.gap(3);
    }
    const float more = std::min(spare, f_.mm(36));
    if (!table.fits())
      one.draw(column.next(roles));
    else
      table.draw({area.x, std::round(column.next(roles + more).y), area.w, roles + more}, more);
    column.gap(3);
    f_.end_scroll(column.y());
  }

  // The plate with its words beside the roles.
  void wide(const Rect& area) const {
    Rect left = area;
    const Rect right = left.cut_end(std::floor(area.w * 0.5f));
    const float top = f_.begin_scroll("roles", area);
    const Rect inner{left.x + f_.margin(), left.y, left.w - f_.margin(), 0};
    const float words = f_.measure(inner.w, [&](Column&c) { heading(c, !is_small(f_)); }),
                said = caption_.height(inner.w);
    const float high = std::clamp(area.h - words - said - f_.mm(16), left.w * 0.42f, left.w * 0.62f);
    Column column(f_, inner, top + std::max(f_.mm(4), (area.h - words - said - f_.mm(8) - high) / 2));
    heading(column, !is_small(f_));
    column.gap(4);
    plate({left.x, std::round(column.y()), std::round(left.w), std::round(high)});
    column.skip(high);
    column.gap(3);
    caption_.draw(column.next(said), text::Align::start);
    const StoryOneRole one(s_, now_, right.w - 2 * f_.margin(), area.h - f_.mm(8));
    const float spare = std::max(0.0f, area.h - one.height() - f_.mm(8));
    const Rect place{right.x + f_.margin(), top + f_.mm(4) + spare / 2, right.w - 2 * f_.margin(),
                     one.height()};
    one.draw(place);
    const float bottom = std::max(column.y(), place.bottom());
    f_.end_scroll(bottom + f_.mm(0.5f));
  }

  const Scene& s_;
  Frame& f_;
  StoryNow now_;
  Caption caption_;
};

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
  Switch turn(s, roles, left);
  const bool below = turn.beside(left) && turn.height(left) < f.mm(34);
  const float high = below ? std::max(turn.height(left), f.mm(20)) : steps_height(f, row, room);
  Rect foot = area.cut_bottom(high + f.mm(roomy(f) ? 6.5f : 4.5f));
  foot = {foot.x + f.margin(), foot.bottom() - high - f.mm(2.5f), room, high};
  const float wish = std::min(
                  left, std::max(turn.wish(), left * (f.scale() > 1.2f && more_in_foot(f) ? 0 : 0.62f))),
              wide = turn.height(wish) <= high ? wish : left;
  if (more_in_foot(f)) {
    Rect free = foot;
    free.cut_start(back + f.mm(6));
    if (below) free.cut_end(wide + f.mm(6));
    f.more_beside(free);
  }
  Page(s, roles).draw(area, below ? nullptr : &turn);
  if (below) {
    const Rect place = foot.cut_end(wide);
    turn.draw({place.x, place.y + (place.h - turn.height(place.w)) / 2, place.w, turn.height(place.w)});
    foot = {foot.x, foot.y + (foot.h - f.mm(20)) / 2, back, f.mm(20)};
  }
  if (steps(f, foot, row) == Step::back) s.emit(app::BackPressed{});
}

}  // namespace wv::ui
