#include "ui/screens/home_cards.h"

#include <algorithm>
#include <span>
#include <string>

namespace wv::ui {

namespace {

constexpr Colour kWhite{255, 255, 255, 255};

struct CardWords {
  Words label, sub, role;
};

CardWords card_words(Frame& f, bool narrow) {
  const Colour soft = f.theme().strong() ? kWhite : kWhite.with_alpha(1.0f);
  return {{.cap_mm = narrow ? 4.6f : type::kHeading, .weight = text::Weight::bold, .colour = kWhite},
          {.cap_mm = type::kLabel, .weight = text::Weight::regular, .colour = soft},
          {.cap_mm = type::kLabel, .weight = text::Weight::medium, .colour = f.theme().ink}};
}

std::string role_line(const Scene& s, domain::Role role) {
  return s.f.text(content::Key{role_key(role, "name")}) + " " +
         s.f.text(content::Key{role_key(role, "line")});
}

// Five shapes of a card: the picture over the words; beside them, in one wide strip; and, so that four cards
// stand on one screen, the picture beside the label on a tablet held upright, over it where a telephone would
// break its words, beside label and line on a tablet that lies.
enum class Shape { tall, strip, small, stacked, line };

float small_side(Frame& f) { return f.mm(17.5f); }
constexpr float kNarrowPadMm = 3;

bool labels_fit_beside(const Scene& s, float width) {
  Frame& f = s.f;
  const float room = width - 2 * f.mm(kNarrowPadMm) - small_side(f) - f.mm(3);
  const Words look = card_words(f, true).label;
  return std::all_of(domain::kKinds.begin(), domain::kKinds.end(), [&](domain::Kind kind) {
    return f.type.word_width(f.text(content::Key{"home." + std::string(domain::id_of(kind))}), look) <= room;
  });
}

Shape shape_of(const Scene& s, float width, int across) {
  const Frame& f = s.f;
  if (across == 1) return Shape::strip;
  if (across == 2 && lies_small(f) && f.scale() <= 1.0f) return Shape::line;
  if (!f.device().portrait() || width >= f.mm(72)) return Shape::tall;
  return labels_fit_beside(s, width) ? Shape::small : Shape::stacked;
}

// As high as it must be, where room is scarce.
bool is_close(Shape shape) {
  return shape == Shape::small || shape == Shape::stacked || shape == Shape::line;
}

// Smaller letters before a word is broken.
Words whole_words(Frame& f, Words look, std::string_view text, float room) {
  const float widest = f.type.word_width(text, look);
  if (widest <= room) return look;
  look.cap_mm = f.type.cap_px(look.cap_mm) / f.type.cap_px(type::kLabel) *
                std::max(type::kLabel, type::kLabel * f.device().type_scale) / f.device().type_scale * 0.98f *
                room / widest;
  look.to_fit = true;
  return look;
}

struct CardPlan {
  float words = 0, foot = 0;
};

float line_side(Frame& f) { return f.mm(15); }
// The picture of a strip is as high as its words; the mark at a card's foot grows with the letters.
float strip_side(Frame& f, float words) {
  return roomy(f) ? std::clamp(words, f.mm(27), f.mm(40)) : f.mm(27);
}
float strip_start(Frame& f) { return f.mm(roomy(f) ? 44.0f : 30.0f); }  // where its words begin
float mark_side(Frame& f) { return f.sign(9); }

CardPlan plan(const Scene& s, domain::Kind kind, float width, Shape shape) {
  Frame& f = s.f;
  const bool narrow = width < f.mm(78) || shape == Shape::line;
  const CardWords w = card_words(f, narrow);
  const std::string key = "home." + std::string(domain::id_of(kind));
  const std::string label = f.text(content::Key{key}), sub = f.text(content::Key{key + ".sub"});
  const float pad = f.mm(narrow ? 3.0f : 5.0f), inner = width - 2 * pad;
  CardPlan p;
  if (shape == Shape::line) {
    const float room = inner - line_side(f) - f.mm(3);
    p.words = std::max(line_side(f), f.type.height_of(label, w.label, room) + f.mm(0.6f) +
                                         f.type.height_of(sub, w.sub, room));
  } else if (shape == Shape::small) {
    p.words = std::max(small_side(f), f.type.height_of(label, w.label, inner - small_side(f) - f.mm(3))) +
              f.mm(1) + f.type.height_of(sub, w.sub, inner);
  } else if (shape == Shape::stacked) {
    p.words = small_side(f) + f.mm(1.5f) + f.type.height_of(label, w.label, inner) + f.mm(1) +
              f.type.height_of(sub, w.sub, inner);
  } else {
    const float room = shape == Shape::strip ? inner - strip_start(f) : inner;
    p.words = f.type.height_of(label, w.label, room) + f.mm(1) + f.type.height_of(sub, w.sub, room);
  }
  const float mark = narrow ? 0 : mark_side(f) + f.mm(3);
  const std::string line = role_line(s, domain::role_of(kind));
  p.foot = std::max(f.mm(shape == Shape::line ? 7.5f : 9.0f),
                    f.type.height_of(line, whole_words(f, w.role, line, inner - mark), inner - mark)) +
           f.mm(is_close(shape) ? 2.4f : 3.0f);
  return p;
}

// The mark as a badge on the corner of the picture, where there is no room for it beside the words.
void badge(Frame& f, const std::string& mark, const Rect& at) {
  f.paint().round_fill(at, at.w / 2, kWhite);
  f.paint().picture(mark, at.inset(f.mm(0.8f)));
}

void card_body(const Scene& s, const std::string& id, const std::string& mark, Rect body, float words_height,
               const CardWords& w, Shape shape, bool narrow) {
  Frame& f = s.f;
  const std::string label = f.text(content::Key{id}), sub = f.text(content::Key{id + ".sub"});
  const std::string picture = "kind-" + id.substr(id.find('.') + 1);
  if (shape == Shape::small) {
    Rect row =
        body.cut_top(std::max(small_side(f), words_height - f.mm(1) - f.type.height_of(sub, w.sub, body.w)));
    const Rect drawing = row.cut_start(small_side(f));
    f.paint().picture(picture, drawing);
    badge(f, mark, {drawing.right() - f.mm(5), drawing.bottom() - f.mm(7.5f), f.mm(7.5f), f.mm(7.5f)});
    row.cut_start(f.mm(3));
    f.draw_words(row, label, w.label);
    body.cut_top(f.mm(1));
    f.draw_words(body, sub, w.sub, false);
    return;
  }
  if (shape == Shape::stacked) {
    const Rect drawing = body.cut_top(small_side(f)).cut_start(small_side(f));
    f.paint().picture(picture, drawing);
    badge(f, mark, {drawing.right() - f.mm(5), drawing.bottom() - f.mm(7.5f), f.mm(7.5f), f.mm(7.5f)});
    body.cut_top(f.mm(1.5f));
    f.draw_words(body.cut_top(f.type.height_of(label, w.label, body.w)), label, w.label);
    body.cut_top(f.mm(1));
    f.draw_words(body, sub, w.sub, false);
    return;
  }
  if (shape == Shape::line) {
    const Rect row = body.cut_top(words_height);
    const Rect drawing{row.x, row.y + (row.h - line_side(f)) / 2, line_side(f), line_side(f)};
    f.paint().picture(picture, drawing);
    badge(f, mark, {drawing.right() - f.mm(6), drawing.bottom() - f.mm(6.5f), f.mm(7), f.mm(7)});
    const Rect said{drawing.right() + f.mm(3), row.y, row.w - line_side(f) - f.mm(3), row.h};
    const float h1 = f.type.height_of(label, w.label, said.w), h2 = f.type.height_of(sub, w.sub, said.w),
                top = said.y + (said.h - h1 - h2 - f.mm(0.6f)) / 2;
    f.draw_words({said.x, top, said.w, h1}, label, w.label);
    f.draw_words({said.x, top + h1 + f.mm(0.6f), said.w, h2}, sub, w.sub);
    return;
  }
  if (shape == Shape::strip) {
    const float side = strip_side(f, words_height);
    f.paint().picture(picture, body.cut_start(side));
    body.cut_start(strip_start(f) - side);
  } else {
    const Rect lines = body.cut_bottom(words_height);
    body.cut_bottom(f.mm(1.5f));
    Rect drawing = body;
    if (narrow) badge(f, mark, {body.x - f.mm(1.2f), body.y - f.mm(1.2f), f.mm(9), f.mm(9)});
    if (narrow) drawing.cut_start(f.mm(6.5f));  // beside the mark, which would stand on a face
    f.paint().picture(picture, drawing);
    body = lines;
  }
  const float h1 = f.type.height_of(label, w.label, body.w), h2 = f.type.height_of(sub, w.sub, body.w);
  const float top = body.y + (shape == Shape::strip ? (body.h - h1 - h2 - f.mm(1)) / 2 : 0);
  f.draw_words({body.x, top, body.w, h1}, label, w.label);
  f.draw_words({body.x, top + h1 + f.mm(1), body.w, h2}, sub, w.sub);
}

void kind_card(const Scene& s, domain::Kind kind, const Rect& rect, float words_height, float foot_height,
               Shape shape) {
  Frame& f = s.f;
  const domain::Role role = domain::role_of(kind);
  const std::string id = "home." + std::string(domain::id_of(kind)),
                    mark = "mark-" + std::string(domain::id_of(role));
  const bool narrow = rect.w < f.mm(78) || shape == Shape::line, high = f.theme().strong();
  const float pad = f.mm(narrow ? 3.0f : 5.0f), radius = f.mm(5);
  const CardWords w = card_words(f, narrow);
  const float pressed = f.press(id);
  const Rect r = rect.moved(0, pressed * f.mm(1));
  const Colour colour = role_colour(role);
  card(f, r, colour, pressed);
  // The foot: the role's mark, its name and what it does, on the role's pale tint.
  Rect foot = Rect{r.x, r.bottom() - foot_height, r.w, foot_height};
  const Colour tint = high ? f.theme().card : mix(role_tint(role), kWhite, 0.35f);
  f.paint().round_fill(foot, radius, tint);
  f.paint().fill({foot.x, foot.y, foot.w, std::min(radius, foot.h / 2)}, tint);
  if (high) f.paint().round_border(r, radius, f.mm(0.9f), f.theme().line);
  card_body(s, id, mark, {r.x + pad, r.y + pad, r.w - 2 * pad, r.h - foot_height - 2 * pad}, words_height, w,
            shape, narrow);
  foot = foot.inset(pad, 0);
  if (!narrow) {
    f.paint().picture(mark, foot.cut_start(mark_side(f)));
    foot.cut_start(f.mm(3));
  }
  const std::string line = role_line(s, role);
  f.draw_words(foot, line, whole_words(f, w.role, line, foot.w));
  Node& n = f.node(id, NodeRole::button, f.text(content::Key{id}), rect);
  n.spoken = f.text(content::Key{id + ".spoken"});
  n.fg = kWhite;
  n.bg = colour;
  n.cap_px = f.type.cap_px(w.label.cap_mm);
  if (f.target(id, rect)) s.emit(app::KindChosen{kind});
}

float card_gap(Frame& f) { return f.mm(roomy(f) ? 6 : 3); }

// How high the highest words and feet of these cards are: one size for all of them.
CardPlan common_plan(const Scene& s, float width, Shape shape,
                     std::span<const domain::Kind> kinds = domain::kKinds) {
  CardPlan all;
  for (const auto kind : kinds) {
    const CardPlan p = plan(s, kind, width, shape);
    all.words = std::max(all.words, p.words);
    all.foot = std::max(all.foot, p.foot);
  }
  return all;
}

}  // namespace

void home_cards(const Scene& s, Column& column, int across, float total_height) {
  Frame& f = s.f;
  const float gap = card_gap(f);
  const float width = (column.width() - gap * static_cast<float>(across - 1)) / static_cast<float>(across);
  const Shape shape = shape_of(s, width, across);
  const auto rows = static_cast<std::size_t>(4 / across);
  const float pad = f.mm(width < f.mm(78) || shape == Shape::line ? 3.0f : 5.0f);
  for (std::size_t row = 0; row < rows; ++row) {
    const std::span<const domain::Kind> kinds(domain::kKinds.data() + row * static_cast<std::size_t>(across),
                                              static_cast<std::size_t>(across));
    // Where room is scarce each row is as high as it must be, else all are alike.
    const CardPlan p = is_close(shape) ? common_plan(s, width, shape, kinds) : common_plan(s, width, shape);
    const float bare = p.words + p.foot + 2 * pad;
    const float least = is_close(shape)         ? bare
                        : shape == Shape::strip ? std::max(p.words, strip_side(f, p.words)) + p.foot + 2 * pad
                                                : bare + f.mm(24);
    const float most = shape == Shape::tall ? bare + std::min(f.mm(84), width) : least;
    const float share = (total_height - gap * static_cast<float>(rows - 1)) / static_cast<float>(rows);
    const float height = std::min(most, std::max(least, share));
    Rect line = column.next(height);
    for (const auto kind : kinds) {
      kind_card(s, kind, line.cut_start(width), p.words, p.foot, shape);
      line.cut_start(gap);
    }
    if (row + 1 < rows) column.skip(gap);
  }
}

// How high the cards would like to be, with pictures one can name from a step away.
float home_cards_wish(const Scene& s, float width, int across) {
  Frame& f = s.f;
  const float gap = card_gap(f);
  const float one = (width - gap * static_cast<float>(across - 1)) / static_cast<float>(across);
  const CardPlan p = common_plan(s, one, shape_of(s, one, across));
  const int down = 4 / across;
  const auto rows = static_cast<float>(down);
  return rows * (p.words + p.foot + f.mm(10 + 58)) + gap * (rows - 1);
}

}  // namespace wv::ui
