#include "ui/kit/typesetter.h"

#include <algorithm>
#include <cmath>

namespace wv::ui {

text::Style Typesetter::style(const Words& look) const {
  text::Style s;
  s.weight = look.weight;
  s.cap_px = look.to_fit ? look.cap_mm * p_.device.type_scale * px_per_cap_mm() : cap_px(look.cap_mm);
  s.line_gap = look.cap_mm >= type::kHeading ? 1.22f : 1.3f;  // large letters need less air
  s.align = look.align;
  s.direction = look.left_to_right ? text::Direction::ltr
                : look.own_words   ? text::Direction::automatic
                : p_.right_to_left ? text::Direction::rtl
                                   : text::Direction::ltr;
  s.max_lines = look.max_lines;
  s.even = look.cap_mm >= type::kHeading && !look.own_words && look.max_lines == 0;  // headings
  s.language = p_.language;
  if (!look.language.empty() && p_.catalog.language(look.language) != nullptr) {
    s.language = look.language;
    s.direction = p_.catalog.right_to_left(look.language) ? text::Direction::rtl : text::Direction::ltr;
  } else if (!look.language.empty() &&
             look.language != p_.language) {  // one that this device doesn't speak: its letters tell
    s.language = look.language;
    s.direction = text::Direction::automatic;
  }
  return s;
}

float Typesetter::cap_px(float cap_mm) const {
  return std::max(type::kLabel, cap_mm * p_.device.type_scale) * px_per_cap_mm();
}

const text::Layout& Typesetter::lay(std::string_view words, const Words& look, float width) const {
  const text::Layout* laid = &p_.texts.lay(words, style(look), width);
  if (laid->broken_word && !look.own_words) squeezed_ = true;
  // A word too long for its place grows smaller before it is broken, down to the size of labels; on a
  // telephone, which holds few letters, to their size at 100 %.
  const float least = type::kLabel / (is_telephone(p_.device) ? p_.text_scale : 1.0f);
  for (Words less = look;
       laid->broken_word && !look.own_words && less.cap_mm * p_.device.type_scale > least;) {
    less.cap_mm *= 0.92f;
    text::Style s = style(less);
    s.cap_px = std::max(least, less.cap_mm * p_.device.type_scale) * px_per_cap_mm();
    laid = &p_.texts.lay(words, s, width);
  }
  return *laid;
}

Words Typesetter::in_one_line(std::string_view words, const Words& look, float width) const {
  if (!is_telephone(p_.device)) return look;
  Words line = look;
  line.to_fit = true;
  line.cap_mm = std::max(look.cap_mm, type::kLabel / p_.device.type_scale);
  line.cap_mm *= std::clamp(width / width_of(words, line), 1 / p_.text_scale, 1.0f);
  return line;
}

float Typesetter::height_of(std::string_view words, const Words& look, float width) const {
  return lay(words, look, width).height;
}

float Typesetter::width_of(std::string_view words, const Words& look) const {
  float widest = 0;
  for (const auto& line : lay(words, look, 0).lines) widest = std::max(widest, line.width);
  return std::ceil(widest);
}

float Typesetter::word_width(std::string_view words, const Words& look) const {
  float widest = 0;
  while (!words.empty()) {
    const std::size_t end = words.find(' ');
    widest = std::max(widest, width_of(words.substr(0, end), look));
    words = end == std::string_view::npos ? std::string_view{} : words.substr(end + 1);
  }
  return widest;
}

}  // namespace wv::ui
