// What is worked on here: four themes with their mottos, each a picture one can open. What it is about in
// this neighbourhood are the municipality's words (`texts` of municipality.json, "theme.ID.text"), or ours.
#include <array>
#include <cmath>

#include "ui/screens/screens.h"
#include "ui/screens/story_page.h"

namespace wv::ui {

using namespace content::literals;

namespace {

constexpr std::array<const char*, 4> kThemes{"participation", "neighbourhood", "youth", "health"};

// What a theme invites to, and the kind of message that takes it.
struct Invitation {
  content::Key words;
  domain::Kind kind;
};

Invitation invitation_of(std::string_view theme) {
  if (theme == "neighbourhood") return {"role.bridge_builder.start"_k, domain::Kind::signal};
  if (theme == "youth") return {"theme.youth.start"_k, domain::Kind::initiative};
  if (theme == "health") return {"role.fixer.start"_k, domain::Kind::question};
  return {"role.entrepreneur.start"_k, domain::Kind::initiative};
}

std::string key_of(std::string_view theme, const char* part) {
  return "theme." + std::string(theme) + "." + part;
}

// A card: picture over words where it is upright and has the width, else picture beside words.
class Cards {
 public:
  Cards(const Scene& s, float width) : s_(s), f_(s.f) {
    const bool upright = f_.device().portrait();
    across_ = (upright ? roomy(f_) && f_.scale() <= 1.2f : f_.scale() <= 1.2f) ? 2 : 1;
    over_ = upright && across_ == 2;
    wide_ = std::floor((width - gap() * static_cast<float>(across_ - 1)) / static_cast<float>(across_));
    picture_ =
        over_ ? std::min(wide_ - f_.mm(12), f_.mm(78)) : f_.mm(!upright && across_ == 2 ? 34.0f : 28.0f);
    if (!over_ && longest_word() > room()) picture_ = f_.mm(18);
    arrow_ = longest_word() <= room();
    for (const char* theme : kThemes) words_ = std::max(words_, words_height(theme));
    high_ =
        over_ ? f_.mm(6) + picture_ + f_.mm(4) + words_ + f_.mm(6) : std::max(picture_, words_) + f_.mm(7);
  }
  // A share of what is left of the page.
  void take(float spare) {
    const float rows = static_cast<float>(kThemes.size()) / static_cast<float>(across_);
    const float most = over_ ? wide_ - f_.mm(12) - picture_ : f_.mm(8);
    const float more = std::clamp(spare / rows, 0.0f, std::max(0.0f, most));
    high_ += more;
    if (over_) picture_ += more;
  }
  [[nodiscard]] float height() const {
    const float rows = static_cast<float>(kThemes.size()) / static_cast<float>(across_);
    return rows * high_ + (rows - 1) * gap();
  }
  void draw(Rect rect) const {
    for (std::size_t i = 0; i < kThemes.size(); i += static_cast<std::size_t>(across_)) {
      Rect row = rect.cut_top(high_);
      rect.cut_top(gap());
      for (int k = 0; k < across_; ++k) {
        one(kThemes[i + static_cast<std::size_t>(k)], row.cut_start(wide_));
        row.cut_start(gap());
      }
    }
  }

 private:
  [[nodiscard]] float gap() const { return f_.mm(roomy(f_) ? 6.0f : 3.5f); }
  [[nodiscard]] Words name_look() const {
    return {.cap_mm = type::kBody,
            .weight = text::Weight::bold,
            .colour = f_.theme().ink,
            .align = over_ ? text::Align::centre : text::Align::start};
  }
  [[nodiscard]] Words motto_look() const {
    return {.cap_mm = type::kLabel,
            .weight = text::Weight::medium,
            .colour = f_.theme().muted,
            .align = over_ ? text::Align::centre : text::Align::start};
  }
  [[nodiscard]] float room() const {
    return over_ ? wide_ - f_.mm(10) : wide_ - picture_ - f_.mm(3.5f + 5 + 5) - (arrow_ ? f_.sign(8) : 0.0f);
  }
  // As small as words may become.
  [[nodiscard]] float longest_word() const {
    Words least = name_look();
    least.cap_mm = type::kLabel;
    float longest = 0;
    for (const char* theme : kThemes)
      longest = std::max({longest, f_.type.word_width(f_.text(content::Key{key_of(theme, "name")}), least),
                          f_.type.word_width(f_.text(content::Key{key_of(theme, "motto")}), motto_look())});
    return longest;
  }
  [[nodiscard]] float words_height(const char* theme) const {
    return f_.type.height_of(f_.text(content::Key{key_of(theme, "name")}), name_look(), room()) +
           f_.mm(1.5f) +
           f_.type.height_of(f_.text(content::Key{key_of(theme, "motto")}), motto_look(), room());
  }
  void one(const char* theme, const Rect& rect) const {
    const std::string id = "themes." + std::string(theme),
                      name = f_.text(content::Key{key_of(theme, "name")}),
                      motto = f_.text(content::Key{key_of(theme, "motto")});
    const float pressed = f_.press(id);
    const Rect r = rect.moved(0, pressed * f_.mm(1));
    card(f_, r, f_.theme().card, pressed);
    Rect inner = r.inset(f_.mm(over_ ? 5.0f : 3.5f), f_.mm(over_ ? 6.0f : 3.5f));
    const Rect picture = over_ ? inner.cut_top(picture_) : inner.cut_start(picture_);
    f_.paint().picture("theme-" + std::string(theme), picture);
    if (over_) {
      inner.cut_top(f_.mm(4));
    } else {
      inner.cut_start(f_.mm(5));
      if (arrow_) f_.paint().icon(f_.rtl() ? "back" : "next", inner.cut_end(f_.sign(7)), f_.theme().ink);
      inner.y += (inner.h - words_height(theme)) / 2;
    }
    const float first = f_.type.height_of(name, name_look(), room());
    f_.draw_words({inner.x, inner.y, room(), first}, name, name_look(), false);
    f_.draw_words({inner.x, inner.y + first + f_.mm(1.5f), room(), 0}, motto, motto_look(), false);
    Node& n = f_.node(id, NodeRole::button, name + ". " + motto, rect);
    n.fg = f_.theme().ink;
    n.bg = f_.theme().card;
    n.cap_px = f_.type.cap_px(type::kBody);
    if (f_.target(id, rect)) s_.emit(app::ThemesOpened{theme});
  }

  const Scene& s_;
  Frame& f_;
  int across_ = 1;
  bool over_ = false, arrow_ = true;
  float wide_ = 0, picture_ = 0, words_ = 0, high_ = 0;
};

void all_themes(const Scene& s) {
  Frame& f = s.f;
  Rect area = chrome(s, DangerLine::without);
  StepRow row;
  row.back = f.text("themes.back"_k);
  const Rect foot = cut_steps(f, area, row);
  const Rect inner = area.inset(f.margin(), 0);
  const auto words = [&](Column& c) {
    c.words("themes.heading", f.text("themes.heading"_k),
            {.cap_mm = type::kTitle, .weight = text::Weight::bold, .colour = f.theme().ink}, f.theme().paper,
            NodeRole::heading);
    c.gap(roomy(f) ? 2.0f : 1.2f);
    c.words("themes.hint", f.text("themes.text"_k), {.cap_mm = type::kBody, .colour = f.theme().muted},
            f.theme().paper);
    c.gap(roomy(f) ? 6.0f : 4.0f);
  };
  const auto whole = [&] {
    return f.measure(inner.w, words) + Cards(s, inner.w).height() + f.mm(roomy(f) ? 8.0f : 4.0f);
  };
  const float step = std::max(1.0f, f.fitting_step("themes", area, whole));
  const float top = f.begin_scroll("themes", area);
  const Larger larger(f, step);
  Cards cards(s, inner.w);
  const float spare = std::max(0.0f, area.h - whole());
  cards.take(0.7f * spare);
  // What is touched lies low on a standing screen, and in the middle of others.
  const float left =
      std::max(0.0f, area.h - f.measure(inner.w, words) - cards.height() - f.mm(roomy(f) ? 8.0f : 4.0f));
  Column column(f, inner,
                top + f.mm(roomy(f) ? 6.0f : 3.0f) + (f.device().standing ? left * 0.7f : left / 2));
  words(column);
  cards.draw(column.next(cards.height()));
  f.lay_out(1, 1);
  f.end_scroll(column.y() + f.mm(1));
  if (steps(f, foot, row) == Step::back) s.emit(app::BackPressed{});
}

}  // namespace

void draw_screen(const Scene& s, const app::Themes& themes) {
  if (themes.open.empty()) return all_themes(s);
  Frame& f = s.f;
  const auto say = [&](const char* part) { return f.text(content::Key{key_of(themes.open, part)}); };
  StoryPage page(s, "theme", "theme-" + themes.open, say("name"), say("motto"));
  const Invitation invitation = invitation_of(themes.open);
  page.offer("theme.start", f.text(invitation.words), f.rtl() ? "back" : "next", ButtonKind::primary);
  page.offer("form.back", f.text("themes.back"_k), f.rtl() ? "next" : "back", ButtonKind::secondary);
  page.show([&] { page.paragraph("theme.text", say("text")); });
  if (page.chose("theme.start")) s.emit(app::KindChosen{invitation.kind});
  if (page.chose("form.back")) s.emit(app::BackPressed{});
}

}  // namespace wv::ui
