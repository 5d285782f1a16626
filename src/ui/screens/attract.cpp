#include <cmath>

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
    if (button(f_, "attract.start", first, start_, start_look_)) s_.say(app::StartPressed{});
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

// "Touch the screen" in the other languages that the municipality offers.
std::string other_tongues(const Scene& s) {
  std::string others;
  for (const auto& code : s.content.config.languages)
    if (code != s.state.language) others += (others.empty() ? "" : "  ·  ") + s.content.catalog.text(code, "attract.touch"_k);
  return others;
}

void greet(const Scene& s, Column& column, text::Align align) {
  Frame& f = s.f;
  const Words title{.cap_mm = type::kTitle * (f.scale() > 1.2f ? 1.0f : 1.2f), .weight = text::Weight::bold, .colour = f.theme().ink, .align = align};
  const Words hello{.cap_mm = type::kBody, .weight = text::Weight::medium, .colour = f.theme().muted, .align = align};
  column.words("attract.heading", f.say("attract.heading"_k), title, f.theme().paper, "heading");
  column.gap(roomy(f) ? 3.0f : 2.0f);
  column.words("attract.greeting", f.say("home.greeting"_k, {{"name", wijkverbinder_of(s).name}}), hello, f.theme().paper);
  column.gap(roomy(f) ? 5.0f : 3.0f);
  column.words("attract.touch", f.say("attract.touch"_k), hello, f.theme().paper);
  const std::string others = other_tongues(s);
  if (others.empty()) return;
  column.gap(2);
  Words own = hello;
  own.cap_mm = type::kLabel;
  own.own_words = true;  // each in its own direction
  const float high = f.height_of(others, own, column.width());
  f.draw_words(column.next(high), others, own, false);
}

}  // namespace

// Nobody is there: who we are, and that one may touch, in each language the municipality offers.
void attract_screen(const Scene& s) {
  Frame& f = s.f;
  Rect area = chrome(s, DangerLine::without);
  if (f.device().portrait()) {
    const float wide = area.w - 2 * f.margin();
    Doors doors(s, wide);
    const Rect foot = area.cut_bottom(doors.height() + f.mm(roomy(f) ? 20 : 8));
    const float words = f.measure(wide, [&](Column& c) { greet(s, c, text::Align::centre); });
    const float top = f.begin_scroll("attract", area);
    const float spare = area.h - words - f.mm(roomy(f) ? 16 : 9);
    const float picture = std::min(spare, wide);
    float y = top + f.mm(roomy(f) ? 8 : 4);
    if (picture > f.mm(30)) {
      const float rest = std::max(0.0f, spare - picture);
      f.paint().picture("scene-attract", {area.x + f.margin(), y + rest / 2, wide, picture});
      y += picture + rest + f.mm(roomy(f) ? 4 : 2);
    }
    Column column(f, {area.x + f.margin(), 0, wide, 0}, y);
    greet(s, column, text::Align::centre);
    f.end_scroll(column.y() + f.mm(1));
    doors.draw({foot.x + f.margin(), foot.y + f.mm(roomy(f) ? 6 : 3), wide, doors.height()});
    return;
  }
  Rect inner = area.inset(f.margin(), f.mm(6));
  const Rect picture = inner.cut_start(std::floor(inner.w * 0.5f));
  inner.cut_start(f.mm(10));
  f.paint().picture("scene-attract", picture);
  Doors doors(s, inner.w);
  const float words = f.measure(inner.w, [&](Column& c) { greet(s, c, text::Align::start); });
  const float gap = f.mm(8), total = words + gap + doors.height();
  const float above = std::max(0.0f, (inner.h - total) / 2);
  const Rect foot{inner.x, std::min(inner.y + above + words + gap, inner.bottom() - doors.height()), inner.w, doors.height()};
  const float top = f.begin_scroll("attract", {inner.x, area.y, inner.w, foot.y - area.y - f.mm(3)});
  Column column(f, inner, top + (inner.y - area.y) + above);
  greet(s, column, text::Align::start);
  f.end_scroll(column.y());
  doors.draw(foot);
}

}  // namespace wv::ui
