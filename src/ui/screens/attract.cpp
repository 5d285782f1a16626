#include <array>
#include <cmath>
#include <optional>
#include <vector>

#include "ui/screens/screens.h"
#include "ui/screens/story_plate.h"

namespace wv::ui {

using namespace content::literals;

namespace {

constexpr std::int64_t kShownMs = 8000, kRestingMs = 30000, kFadeMs = 800;
constexpr std::int64_t kBuildsMs = 4000,
                       kBuildsAgainMs = 1200;  // all four bridges; the first time one can follow it
constexpr std::int64_t kFilmMs = 80;           // enough for a fade, and this screen is up all day

// What is to be seen while nobody is there: the story in four calm scenes, the municipality's own slides
// between them. Each stands for eight seconds and nothing moves; then one fades into the next. When all have
// been seen and nobody came, each stands for half a minute.
class Slideshow {
 public:
  Slideshow(const Scene& s) : s_(s), f_(s.f) {
    const std::size_t slides = s.state.slides.size();
    std::size_t shown = 0;
    // Apart and together belong to one another; a share of the slides follows each of the other scenes.
    for (const std::size_t scene : {0u, 1u, 2u, 3u}) {
      items_.push_back({scene, 0});
      if (scene == 1) continue;
      const std::size_t until = scene == 0 ? slides / 3 : scene == 2 ? 2 * slides / 3 : slides;
      while (shown < until) items_.push_back({kSlide, ++shown});
    }
    const std::int64_t since = std::max<std::int64_t>(0, f_.motion.shown_ms());
    const auto all = static_cast<std::int64_t>(items_.size());
    const bool resting = since >= all * kShownMs;
    const std::int64_t each = resting ? kRestingMs : kShownMs,
                       begun = resting ? since - all * kShownMs : since;
    const auto turn = static_cast<std::size_t>((resting ? all : 0) + begun / each);
    now_ = items_[turn % items_.size()];
    before_ = turn == 0 ? now_ : items_[(turn - 1) % items_.size()];
    const std::int64_t into = begun % each, takes = !builds() ? kFadeMs
                                                    : resting ? kBuildsAgainMs
                                                              : kBuildsMs;
    share_ = turn == 0 || f_.motion.still()
                 ? 1.0f
                 : std::min(1.0f, static_cast<float>(into) / static_cast<float>(takes));
    f_.motion.wake_at(f_.motion.now_ms() + (share_ < 1 ? kFilmMs : each - into));
  }

  void draw(const Rect& rect) const {
    const float come = eased(share_);
    if (builds()) return draw_plate(f_, rect, plate_at(share_));
    if (worlds(now_)) {
      draw_plate(f_, rect, plate_at(now_.scene == 2 ? 1.0f : 0.0f));
      if (share_ < 1) over(before_, rect, 1 - come);
    } else if (worlds(before_) && share_ < 1) {
      draw_plate(f_, rect, plate_at(before_.scene == 2 ? 1.0f : 0.0f));
      over(now_, rect, come);
    } else {
      if (share_ < 1) picture(before_, rect, 1 - come);
      picture(now_, rect, come);
    }
  }
  // Under the picture; "" for a slide, which says what it says.
  [[nodiscard]] std::string words() const {
    return now_.scene == kSlide ? std::string()
                                : f_.text(content::Key{"attract.story." + std::to_string(now_.scene + 1)});
  }

 private:
  static constexpr std::size_t kSlide = 9;
  struct Item {
    std::size_t scene = 0, slide = 0;
  };
  [[nodiscard]] static bool worlds(const Item& item) { return item.scene == 1 || item.scene == 2; }
  [[nodiscard]] bool builds() const { return before_.scene == 1 && now_.scene == 2; }
  void picture(const Item& item, const Rect& rect, float opacity) const {
    const std::string name = item.scene == kSlide ? s_.state.slides[item.slide - 1]
                             : item.scene == 0    ? "scene-attract"
                                                  : "scene-home";
    f_.paint().picture(name, rect, opacity);
  }
  void over(const Item& item, const Rect& rect, float opacity) const {
    f_.paint().fill(rect, f_.theme().paper.with_alpha(opacity));
    picture(item, rect, opacity);
  }

  const Scene& s_;
  Frame& f_;
  std::vector<Item> items_;
  Item now_, before_;
  float share_ = 1;
};

// What else than the heading is read by who passes by: a size larger on a standing screen with usual letters.
float from_afar(const Frame& f, float cap_mm) {
  if (!f.device().standing || f.scale() > 1.2f) return cap_mm;
  return cap_mm == type::kLabel ? type::kBody : type::kHeading;
}

// "Touch the screen", in every language that the municipality offers, each in its own direction.
class TouchPrompts {
 public:
  TouchPrompts(const Scene& s, float width) : f_(s.f), width_(width) {
    for (const auto& code :
         f_.scale() > 1.2f ? std::vector<std::string>{s.state.shown.language} : s.content.config.languages) {
      Call call{s.content.catalog.text(code, "attract.touch"_k), 0, 0, 0};
      call.wide = std::min(width, f_.type.width_of(call.words, look()) + 1);
      calls_.push_back(std::move(call));
    }
    float x = 0, y = 0;
    // As high as the highest script: Arabic stands higher than Latin.
    float line = 0;
    const float gap = f_.mm(6);
    for (const auto& call : calls_) line = std::max(line, f_.type.height_of(call.words, look(), call.wide));
    for (auto& call : calls_) {
      if (x > 0 && x + call.wide > width) {
        x = 0;
        y += line + f_.mm(1.2f);
      }
      call.x = x;
      call.y = y;
      x += call.wide + gap;
    }
    height_ = y + line;
  }
  [[nodiscard]] float height() const { return height_; }
  void draw(const Rect& rect, bool centred) {
    for (std::size_t i = 0; i < calls_.size(); ++i) {
      float end = 0;
      for (const auto& call : calls_)
        if (call.y == calls_[i].y) end = std::max(end, call.x + call.wide);
      const float shift = centred ? (width_ - end) / 2 : 0;
      const Rect at{rect.x + shift + calls_[i].x, rect.y + calls_[i].y, calls_[i].wide, 0};
      f_.words(i == 0 ? "attract.touch" : "attract.touch." + std::to_string(i + 1), at, calls_[i].words,
               look(), f_.theme().paper);
      f_.tree().nodes.back().shows_private = false;
    }
  }

 private:
  struct Call {
    std::string words;
    float wide, x, y;
  };
  [[nodiscard]] Words look() const {
    return {.cap_mm = from_afar(f_, type::kLabel),
            .weight = text::Weight::medium,
            .colour = f_.theme().muted,
            .own_words = true};
  }
  Frame& f_;
  float width_, height_ = 0;
  std::vector<Call> calls_;
};

// Two equal ways in, always in view: Start, and the ear for who would rather hear.
class StartButtons {
 public:
  StartButtons(const Scene& s, float width)
      : s_(s), f_(s.f), start_(f_.text("attract.start"_k)), ear_(f_.text("attract.listen"_k)) {
    start_look_.icon = f_.rtl() ? "back" : "next";
    start_look_.icon_at_end = true;
    start_look_.cap_mm = ear_look_.cap_mm = type::kHeading;
    half_ = (width - f_.mm(6)) / 2;
    if (!fits()) start_look_.cap_mm = ear_look_.cap_mm = type::kBody;
    const float starts = button_width(f_, start_, start_look_), hears = button_width(f_, ear_, ear_look_),
                spare = width - f_.mm(6) - starts - hears;
    row_ = fits() || (height_is_scarce(f_) && spare >= 0);
    one_ = fits() ? half_ : row_ ? starts + spare / 2 : width;
    each_ = std::max(
        button_height(f_, start_, start_look_, one_, roomy(f_) ? 26 : 22),
        button_height(f_, ear_, ear_look_, row_ ? width - f_.mm(6) - one_ : width, roomy(f_) ? 26 : 22));
  }
  [[nodiscard]] float height() const { return row_ ? each_ : 2 * each_ + f_.mm(4); }
  void draw(Rect rect) {
    const Rect first = row_ ? rect.cut_start(one_) : rect.cut_top(each_);
    if (row_)
      rect.cut_start(f_.mm(6));
    else
      rect.cut_top(f_.mm(4));
    (void)button(f_, "attract.start", first, start_, start_look_);  // asked above, for the whole page
    if (button(f_, "attract.listen", row_ ? rect : rect.cut_top(each_), ear_, ear_look_))
      s_.emit(app::ListenPressed{});
  }

 private:
  [[nodiscard]] bool fits() const {
    return std::max(button_width(f_, start_, start_look_), button_width(f_, ear_, ear_look_)) <= half_;
  }
  const Scene& s_;
  Frame& f_;
  std::string start_, ear_;
  ButtonLook start_look_{ButtonKind::primary}, ear_look_{ButtonKind::secondary, "listen"};
  float half_ = 0, one_ = 0, each_ = 0;
  bool row_ = true;
};

// The other languages that the municipality offers, each by its own name: one touch and one is at home.
class LanguageButtons {
 public:
  LanguageButtons(const Scene& s, float width) : s_(s), f_(s.f), width_(width) {
    look_.cap_mm = lies_small(f_) ? type::kLabel : from_afar(f_, type::kBody);
    for (const auto& code : s.content.config.languages)
      if (code != s.state.shown.language) codes_.push_back(code);
    for (const auto& code : codes_)
      each_ = std::max(each_, button_width(f_, s.content.catalog.name_of(code), look_));
    across_ = std::clamp(static_cast<std::size_t>((width + f_.mm(4)) / (each_ + f_.mm(4))), std::size_t{1},
                         std::max<std::size_t>(codes_.size(), 1));
    if (rows() > 1) across_ = (codes_.size() + rows() - 1) / rows();  // three and two, not four and one
  }
  [[nodiscard]] float height() const {
    const auto high = static_cast<float>(rows());
    return codes_.empty() ? 0 : high * row_high() + (high - 1) * f_.mm(4);
  }
  void draw(const Rect& rect, bool centred) {
    for (std::size_t i = 0; i < codes_.size(); ++i) {
      const std::size_t row = i / across_, in_row = std::min(across_, codes_.size() - row * across_);
      const float row_wide = static_cast<float>(in_row) * (each_ + f_.mm(4)) - f_.mm(4);
      const float x = rect.x + (centred ? (rect.w - row_wide) / 2 : 0) +
                      static_cast<float>(i % across_) * (each_ + f_.mm(4));
      const float y = rect.y + static_cast<float>(row) * (row_high() + f_.mm(4));
      if (button(f_, "language." + codes_[i], {x, y, each_, row_high()},
                 s_.content.catalog.name_of(codes_[i]), look_))
        s_.emit(app::LanguageChosen{codes_[i]});
    }
  }

 private:
  [[nodiscard]] std::size_t rows() const { return (codes_.size() + across_ - 1) / across_; }
  [[nodiscard]] float row_high() const {
    return std::max(f_.mm(16), 1.6f * f_.type.cap_px(look_.cap_mm) + f_.mm(lies_small(f_) ? 4 : 7));
  }
  const Scene& s_;
  Frame& f_;
  float width_, each_ = 0;
  ButtonLook look_{ButtonKind::secondary};
  std::vector<std::string> codes_;
  std::size_t across_ = 1;
};

enum class Greeting { small_heading, heading, named, prompted };
void greet(const Scene& s, Column& column, text::Align align, Greeting how) {
  Frame& f = s.f;
  const Words title{.cap_mm = how == Greeting::small_heading      ? type::kHeading
                              : f.scale() > 1.2f || lies_small(f) ? type::kTitle
                                                                  : type::kTitle * 1.2f,
                    .weight = text::Weight::bold,
                    .colour = f.theme().ink,
                    .align = align};
  const Words hello{.cap_mm = from_afar(f, type::kBody),
                    .weight = text::Weight::medium,
                    .colour = f.theme().muted,
                    .align = align};
  column.words("attract.heading", f.text("attract.heading"_k), title, f.theme().paper, NodeRole::heading);
  const bool open =
      s.state.waiting.keeping == app::Trouble::none;  // else: where to go instead, before anybody begins
  if (how <= Greeting::heading && open) return;
  column.gap(roomy(f) ? 3.0f : 2.0f);
  const std::string name = wijkverbinder_of(s).name;
  column.words(
      "attract.greeting",
      open ? f.text("home.greeting"_k, {{"name", name}})
           : f.text("closed.heading"_k) + " " +
                 f.text("closed.text"_k,
                        {{"name", name}, {"phone", content::phone_words(s.content.municipality.phone)}}),
      hello, f.theme().paper);
  if (how != Greeting::prompted) return;
  column.gap(roomy(f) ? 5.0f : 3.0f);
  TouchPrompts prompts(s, column.width());
  prompts.draw(column.here(), align == text::Align::centre);
  column.skip(prompts.height());
}

}  // namespace

// The picture of the moment with its sentence under it, as high as the longest of them.
void show_reel(const Scene& s, const Rect& rect) {
  Frame& f = s.f;
  const Slideshow slideshow(s);
  Rect picture = rect;
  if (roomy(f) && f.scale() <= 1.2f) {
    const Words look{.cap_mm = type::kBody,
                     .weight = text::Weight::semibold,
                     .colour = f.theme().ink,
                     .align = text::Align::centre};
    float high = 0;
    for (const char* n : {"1", "2", "3", "4"})
      high = std::max(
          high, f.type.height_of(f.text(content::Key{std::string("attract.story.") + n}), look, rect.w));
    const Rect line = picture.cut_bottom(high);
    picture.cut_bottom(f.mm(4));
    if (!slideshow.words().empty()) f.words("attract.story", line, slideshow.words(), look, f.theme().paper);
  }
  slideshow.draw(picture);
}

// Nobody is there: who we are, and that one may touch, in each language the municipality offers.
void draw_screen(const Scene& s, const app::Attract&) {
  Frame& f = s.f;
  Rect area = chrome(s, DangerLine::without);
  // "Touch the screen" is meant: what is no button of its own begins, too.
  if (f.target("attract.start", area)) s.emit(app::StartPressed{});
  const bool upright = f.device().portrait();
  Rect inner = area.inset(f.margin(), f.mm(roomy(f) ? 7.0f : 3.0f)), picture;
  const Rect high = f.above();
  const bool above = high.h > f.mm(60);  // in the lower mode
  const bool under = lies_small(f);
  const float share = roomy(f) ? 0.5f : 0.36f, apart = f.mm(roomy(f) ? 10.0f : 6.0f);
  // Large letters need the whole width before a word of theirs would have to be scrolled to.
  const auto fits_beside = [&] {
    const float wide = inner.w - std::floor(inner.w * share) - apart, doors = under ? inner.w : wide;
    return f.measure(wide, [&](Column& c) { greet(s, c, text::Align::start, Greeting::named); }) +
               StartButtons(s, doors).height() + LanguageButtons(s, doors).height() + f.mm(10.5f) <=
           inner.h;
  };
  const bool pictured = !above && (upright || f.scale() <= 1.2f || fits_beside());
  if (above) {
    const float side = std::min({high.w - 2 * f.margin(), 0.85f * high.h, f.mm(270)});
    show_reel(s, {(high.w - side) / 2, high.y + (high.h - side) / 2, side, side});
    f.take_above();
  }
  // On a small screen that lies both doors and the languages take the whole width, under picture and words.
  const Rect whole = inner;
  if (!upright && pictured) {
    picture = inner.cut_start(std::floor(inner.w * share));
    inner.cut_start(apart);
  }
  // Above the reach of who sits there is only the picture: what can be reached takes its place as large as it
  // fits.
  const auto whole_high = [&] {
    return f.measure(inner.w, [&](Column& c) { greet(s, c, text::Align::centre, Greeting::prompted); }) +
           StartButtons(s, inner.w).height() + LanguageButtons(s, inner.w).height() + f.mm(21);
  };
  const Larger larger(f, above ? std::max(1.0f, f.fitting_step("attract", inner, whole_high)) : 1.0f);
  StartButtons start(s, under ? whole.w : inner.w);
  LanguageButtons languages(s, under ? whole.w : inner.w);
  const auto align = upright ? text::Align::centre : text::Align::start;
  const auto words_high = [&](Greeting how) {
    return f.measure(inner.w, [&](Column& c) { greet(s, c, align, how); });
  };
  // Where they would have to be scrolled to, the languages' own buttons say it.
  const float feet_least = start.height() + languages.height() + f.mm(7);
  const auto stands = [&](Greeting how) { return words_high(how) <= inner.h - feet_least; };
  // Else the languages scroll, under a heading that stands whole above the sign that it goes on.
  const auto stands_alone = [&](Greeting how) {
    return words_high(how) + f.mm(22) <= inner.h - start.height() - f.mm(3.5f);
  };
  Greeting how = Greeting::prompted;
  if (under || f.scale() > 1.2f) {
    const auto most = [&](const auto& fits) {
      for (const auto n : {Greeting::prompted, Greeting::named, Greeting::heading, Greeting::small_heading})
        if (fits(n)) return std::optional(n);
      return std::optional<Greeting>();
    };
    how = most(stands).value_or(most(stands_alone).value_or(Greeting::small_heading));
  }
  const float words = words_high(how);
  // Closer together before anything has to scroll: three gaps at most.
  const float air = inner.h - words - start.height() - languages.height();
  const float gap = std::clamp(std::floor(air / 3), f.mm(3.5f), f.mm(roomy(f) ? 7.0f : 3.5f));
  const float tongues_high = languages.height() > 0 ? gap + languages.height() : 0;
  const bool together = stands(how);
  const float feet = start.height() + (together ? tongues_high : 0) + gap;
  const float spare = together ? inner.h - words - feet : 0;
  float lead = std::max(0.0f, spare) / 2;
  if (upright && pictured) {
    const float side = std::min(spare - f.mm(3), inner.w);
    lead = std::max(0.0f, spare);
    if (side > f.mm(30))
      show_reel(s, {inner.x, std::round(inner.y + (lead - side) / 2), inner.w, std::round(side)});
  } else if (pictured) {
    if (under) picture.h = (together ? lead + words : inner.h - feet);  // down to what it stands above
    show_reel(s, picture);
  }
  Rect foot = under ? whole : inner;
  foot.cut_top(together ? lead + words : inner.h - feet);
  const float top = f.begin_scroll("attract", {inner.x, area.y, inner.w, foot.y - area.y});
  Column column(f, inner, top + (inner.y - area.y) + lead);
  greet(s, column, align, how);
  if (!together) {
    column.skip(gap);
    LanguageButtons beside(s, inner.w);
    beside.draw(column.next(beside.height()), upright);
  }
  f.end_scroll(column.y());
  foot.cut_top(gap);
  start.draw(foot.cut_top(start.height()));
  foot.cut_top(gap);
  if (together) languages.draw(foot, upright || under);
}

}  // namespace wv::ui
