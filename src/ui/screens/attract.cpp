#include <cmath>
#include <vector>

#include "ui/screens.h"

namespace wv::ui {

using namespace content::literals;

namespace {

// Two equal ways in, always in view: Start, and the ear for who would rather hear.
class Doors {
 public:
  Doors(const Scene& s, float width) : s_(s), f_(s.f), start_(f_.say("attract.start"_k)), ear_(f_.say("attract.listen"_k)) {
    start_look_.icon = f_.rtl() ? "back" : "next";
    start_look_.icon_at_end = true;
    start_look_.cap_mm = ear_look_.cap_mm = type::kHeading;
    half_ = (width - f_.mm(6)) / 2;
    if (!fits()) start_look_.cap_mm = ear_look_.cap_mm = type::kBody;
    row_ = fits();
    one_ = row_ ? half_ : width;
    each_ = std::max(button_height(f_, start_, start_look_, one_, roomy(f_) ? 26 : 22), button_height(f_, ear_, ear_look_, one_, roomy(f_) ? 26 : 22));
  }
  [[nodiscard]] float height() const { return row_ ? each_ : 2 * each_ + f_.mm(4); }
  void draw(Rect rect) {
    const Rect first = row_ ? rect.cut_start(one_) : rect.cut_top(each_);
    if (row_) rect.cut_start(f_.mm(6));
    else rect.cut_top(f_.mm(4));
    (void)button(f_, "attract.start", first, start_, start_look_);  // asked above, for the whole page
    if (button(f_, "attract.listen", row_ ? rect : rect.cut_top(each_), ear_, ear_look_)) s_.say(app::ListenPressed{});
  }

 private:
  [[nodiscard]] bool fits() const { return std::max(button_width(f_, start_, start_look_), button_width(f_, ear_, ear_look_)) <= half_; }
  const Scene& s_;
  Frame& f_;
  std::string start_, ear_;
  ButtonLook start_look_{ButtonKind::primary}, ear_look_{ButtonKind::secondary, "listen"};
  float half_ = 0, one_ = 0, each_ = 0;
  bool row_ = true;
};

// The other languages that the municipality offers, each by its own name: one touch and one is at home.
class Tongues {
 public:
  Tongues(const Scene& s, float width) : s_(s), f_(s.f), width_(width) {
    look_.cap_mm = type::kBody;
    for (const auto& code : s.content.config.languages)
      if (code != s.state.language) codes_.push_back(code);
    for (const auto& code : codes_) each_ = std::max(each_, button_width(f_, s.content.catalog.name_of(code), look_));
    across_ = std::clamp(static_cast<std::size_t>((width + f_.mm(4)) / (each_ + f_.mm(4))), std::size_t{1}, std::max<std::size_t>(codes_.size(), 1));
    const std::size_t rows = (codes_.size() + across_ - 1) / across_;
    if (rows > 1) across_ = (codes_.size() + rows - 1) / rows;  // three and two, not four and one
  }
  [[nodiscard]] float height() const {
    const auto rows = static_cast<float>((codes_.size() + across_ - 1) / across_);
    return codes_.empty() ? 0 : rows * row_high() + (rows - 1) * f_.mm(4);
  }
  void draw(const Rect& rect, bool centred) {
    for (std::size_t i = 0; i < codes_.size(); ++i) {
      const std::size_t in_row = std::min(across_, codes_.size() - i / across_ * across_);
      const float row_wide = static_cast<float>(in_row) * (each_ + f_.mm(4)) - f_.mm(4);
      const float x = rect.x + (centred ? (rect.w - row_wide) / 2 : 0) + static_cast<float>(i % across_) * (each_ + f_.mm(4));
      const float y = rect.y + static_cast<float>(i / across_) * (row_high() + f_.mm(4));
      if (button(f_, "language." + codes_[i], {x, y, each_, row_high()}, s_.content.catalog.name_of(codes_[i]), look_)) s_.say(app::LanguageChosen{codes_[i]});
    }
  }

 private:
  [[nodiscard]] float row_high() const { return std::max(f_.mm(16), 1.6f * f_.cap_px(type::kBody) + f_.mm(7)); }
  const Scene& s_;
  Frame& f_;
  float width_, each_ = 0;
  ButtonLook look_{ButtonKind::secondary};
  std::vector<std::string> codes_;
  std::size_t across_ = 1;
};

void greet(const Scene& s, Column& column, text::Align align) {
  Frame& f = s.f;
  const Words title{.cap_mm = type::kTitle * (f.scale() > 1.2f ? 1.0f : 1.2f), .weight = text::Weight::bold, .colour = f.theme().ink, .align = align};
  const Words hello{.cap_mm = type::kBody, .weight = text::Weight::medium, .colour = f.theme().muted, .align = align};
  column.words("attract.heading", f.say("attract.heading"_k), title, f.theme().paper, "heading");
  column.gap(roomy(f) ? 3.0f : 2.0f);
  column.words("attract.greeting", f.say("home.greeting"_k, {{"name", wijkverbinder_of(s).name}}), hello, f.theme().paper);
  column.gap(roomy(f) ? 5.0f : 3.0f);
  column.words("attract.touch", f.say("attract.touch"_k), hello, f.theme().paper);
}

}  // namespace

// Nobody is there: who we are, and that one may touch, in each language the municipality offers.
void attract_screen(const Scene& s) {
  Frame& f = s.f;
  Rect area = chrome(s, DangerLine::without);
  // "Touch the screen" is meant: what is no button of its own begins, too.
  if (f.target("attract.start", area)) s.say(app::StartPressed{});
  const bool upright = f.device().portrait();
  Rect inner = area.inset(f.margin(), f.mm(roomy(f) ? 7.0f : 3.0f)), picture;
  const bool pictured = upright || f.scale() < 1.6f;  // the largest letters need the whole width
  if (!upright && pictured) {
    picture = inner.cut_start(std::floor(inner.w * 0.5f));
    inner.cut_start(f.mm(10));
  }
  Doors doors(s, inner.w);
  Tongues tongues(s, inner.w);
  const auto align = upright ? text::Align::centre : text::Align::start;
  const float gap = f.mm(roomy(f) ? 7.0f : 3.5f);
  const float words = f.measure(inner.w, [&](Column& c) { greet(s, c, align); });
  const float feet = doors.height() + (tongues.height() > 0 ? gap + tongues.height() : 0) + gap;
  const float spare = inner.h - words - feet;
  float above = std::max(0.0f, spare) / 2;
  if (upright) {
    const float side = std::min(spare - f.mm(3), inner.w);
    above = std::max(0.0f, spare);
    if (side > f.mm(30)) f.paint().picture("scene-attract", {inner.x, inner.y + (above - side) / 2, inner.w, side});
  } else if (pictured) {
    f.paint().picture("scene-attract", picture);
  }
  // Both doors and all languages stay in view; with large letters the words above them scroll.
  Rect foot = inner;
  foot.cut_top(std::min(above + words, inner.h - feet));
  const float top = f.begin_scroll("attract", {inner.x, area.y, inner.w, foot.y - area.y});
  Column column(f, inner, top + (inner.y - area.y) + above);
  greet(s, column, align);
  f.end_scroll(column.y());
  foot.cut_top(gap);
  doors.draw(foot.cut_top(doors.height()));
  foot.cut_top(gap);
  tongues.draw(foot, upright);
}

}  // namespace wv::ui
