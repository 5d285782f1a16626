#include "ui/screens/help_list.h"

#include <algorithm>

namespace wv::ui {

namespace {

class List {
 public:
  List(Frame& f, Column& column, const std::vector<HelpLine>& lines, HelpLook how)
      : f_(f),
        column_(column),
        lines_(lines),
        gap_(f.mm(how == HelpLook::brief ? 4 : 6)),
        brief_(how == HelpLook::brief) {
    for (const auto& line : lines)
      numbers_ = std::max(numbers_, f.type.width_of(line.number, number_look(line)));
    // Beside the words while these keep room for theirs, else under them.
    beside_ = column.width() - numbers_ - gap_ > std::max(longest_word(), 0.42f * column.width());
    room_ = beside_ ? column.width() - numbers_ - gap_ : column.width();
  }

  void draw() {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (i > 0) part();
      draw_line(lines_[i]);
    }
  }

 private:
  [[nodiscard]] Colour ink(const HelpLine& line) const {
    return line.alarm ? f_.theme().error : f_.theme().ink;
  }
  [[nodiscard]] Words number_look(const HelpLine& line) const {
    const float large = brief_ ? type::kHeading : type::kTitle;
    Words look{.cap_mm = line.alarm ? large * 1.25f : large,
               .weight = text::Weight::bold,
               .colour = ink(line),
               .left_to_right = true};
    if (f_.rtl()) look.align = text::Align::end;
    return look;
  }
  [[nodiscard]] Words what_look(const HelpLine& line) const {
    return {.cap_mm = brief_       ? type::kLabel
                      : line.alarm ? type::kHeading
                                   : type::kBody,
            .weight = line.alarm ? text::Weight::bold : text::Weight::semibold,
            .colour = ink(line)};
  }
  [[nodiscard]] Words when_look() const { return {.cap_mm = type::kLabel, .colour = f_.theme().ink}; }
  [[nodiscard]] float longest_word() const {
    float widest = 0;
    for (const auto& line : lines_) widest = std::max(widest, f_.type.word_width(line.what, what_look(line)));
    return widest;
  }

  void part() {
    const Rect rule = column_.next(f_.mm(0.35f));
    f_.paint().fill(rule, mix(f_.theme().paper, f_.theme().line, 0.55f));
  }

  void draw_line(const HelpLine& line) {
    const float pad = f_.mm(brief_ ? 1.6f : 3.5f);
    const float what = f_.type.height_of(line.what, what_look(line), room_);
    const float when =
        line.when.empty() || brief_ ? 0 : f_.mm(1) + f_.type.height_of(line.when, when_look(), room_);
    const float number = f_.type.height_of(line.number, number_look(line), numbers_);
    const float words = what + when;
    const float high = beside_ ? std::max(words, number) : words + f_.mm(1.5f) + number;
    const Rect r = column_.next(high + 2 * pad);
    const float top = r.y + pad + (beside_ ? (high - words) / 2 : 0);
    f_.draw_words({r.x, top, room_, what}, line.what, what_look(line), false);
    if (when > 0) f_.draw_words({r.x, top + what + f_.mm(1), room_, when}, line.when, when_look(), false);
    const Rect at = beside_ ? Rect{r.right() - numbers_, r.y + pad + (high - number) / 2, numbers_, number}
                            : Rect{r.x, top + words + f_.mm(1.5f), numbers_, number};
    f_.draw_words(at, line.number, number_look(line), false);
    Node& n = f_.node(line.id, NodeRole::text, line.words, {r.x, r.y + pad, r.w, high});
    n.fg = ink(line);
    n.bg = f_.theme().paper;
    n.cap_px = f_.type.cap_px(type::kLabel);
  }

  Frame& f_;
  Column& column_;
  const std::vector<HelpLine>& lines_;
  const float gap_;
  const bool brief_;
  float numbers_ = 0, room_ = 0;
  bool beside_ = false;
};

}  // namespace

void help_list(Frame& f, Column& column, const std::vector<HelpLine>& lines, HelpLook how) {
  List(f, column, lines, how).draw();
  column.gap(4);
}

}  // namespace wv::ui
