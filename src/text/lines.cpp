#include "text/lines.h"

#include <algorithm>
#include <optional>

namespace wv::text {
namespace {

constexpr char32_t kSoftHyphen = 0xAD;

// Widths are sums of floats: a line laid out again in its own width must not break.
constexpr float kRounding = 1.0F / 64.0F;

// UAX #14 BK, SP and ZW: what may hang over the end. A no-break space is a letter in this.
bool hangs(char32_t c) {
  return c == U' ' || c == 0x1680 || (c >= 0x2000 && c <= 0x200B && c != 0x2007) || c == 0x205F ||
         c == 0x3000;
}

// A mark on a space keeps it: inside a cluster there is no width to take.
std::uint32_t whole_cluster(const Paragraph& paragraph, std::uint32_t visible, std::uint32_t end) {
  while (visible < end && !paragraph.shaped.starts_cluster(visible)) ++visible;
  return visible;
}

class Cutter {
 public:
  Cutter(const Decoded& decoded, const Paragraph& paragraph, const Breaks& breaks, const Measure& measure)
      : decoded_(decoded), paragraph_(paragraph), breaks_(breaks), measure_(measure) {}

  [[nodiscard]] std::uint32_t size() const { return paragraph_.content_end - paragraph_.begin; }

  [[nodiscard]] bool may_cut(std::uint32_t at) const {
    return at >= size() ||
           (breaks_.grapheme[paragraph_.begin + at] != 0 && paragraph_.shaped.starts_cluster(at));
  }

  [[nodiscard]] bool line_may_end(std::uint32_t at) const {
    return at >= size() || (breaks_.line[paragraph_.begin + at] != 0 && may_cut(at));
  }

  [[nodiscard]] bool ends_in_soft_hyphen(std::uint32_t at) const {
    return at > 0 && at < size() && decoded_.text[paragraph_.begin + at - 1] == kSoftHyphen;
  }

  [[nodiscard]] float visible_width(std::uint32_t begin, std::uint32_t end) const {
    return paragraph_.shaped.width(begin, visible_end(decoded_, paragraph_, begin, end));
  }

  [[nodiscard]] Span line_from(std::uint32_t begin) const {
    std::optional<std::uint32_t> good;  // the last place where the language allows a break
    std::uint32_t any = begin;          // the last place between two graphemes
    std::uint32_t visible =
        begin;  // visible_end(begin, at), carried along: spaces by the thousand are typed too
    for (std::uint32_t at = begin + 1; at <= size(); ++at) {
      if (!hangs(decoded_.text[paragraph_.begin + at - 1])) visible = at;
      if (!may_cut(at)) continue;
      const float width = paragraph_.shaped.width(begin, whole_cluster(paragraph_, visible, at));
      if (width > measure_.max_width + kRounding) {
        if (any == begin) any = at;  // a single grapheme wider than the line: it has to go somewhere
        break;
      }
      any = at;
      const float hyphen = ends_in_soft_hyphen(at) ? measure_.hyphen : 0;
      if (line_may_end(at) && width + hyphen <= measure_.max_width + kRounding) good = at;
    }
    Span span{0, begin, good.value_or(any), 0, 0, false};
    span.in_word = !good && span.end < size();
    span.width = visible_width(span.begin, span.end);
    if (good && ends_in_soft_hyphen(span.end)) {
      span.tail = kHyphen;
      span.width += measure_.hyphen;
    }
    return span;
  }

 private:
  const Decoded& decoded_;
  const Paragraph& paragraph_;
  const Breaks& breaks_;
  const Measure& measure_;
};

}  // namespace

std::vector<Paragraph> cut_paragraphs(const Decoded& decoded) {
  const std::u32string& text = decoded.text;
  std::vector<Paragraph> paragraphs(1);
  for (std::uint32_t i = 0; i < text.size(); ++i) {
    if (!is_line_end(text[i])) continue;
    const std::uint32_t end = text[i] == U'\r' && i + 1 < text.size() && text[i + 1] == U'\n' ? i + 2 : i + 1;
    paragraphs.back().content_end = i;
    paragraphs.back().end = end;
    paragraphs.emplace_back().begin = end;
    i = end - 1;
  }
  paragraphs.back().content_end = static_cast<std::uint32_t>(text.size());
  paragraphs.back().end = paragraphs.back().content_end;
  return paragraphs;
}

std::vector<Direction> directions_of(const Decoded& decoded, const std::vector<Paragraph>& paragraphs,
                                     const Style& style) {
  if (style.direction != Direction::automatic) return {paragraphs.size(), style.direction};
  std::vector<Direction> directions(paragraphs.size(), Direction::automatic);
  const std::u32string_view text{decoded.text};
  std::optional<Direction> last;
  for (std::size_t i = 0; i < paragraphs.size(); ++i) {
    const Paragraph& p = paragraphs[i];
    const std::optional<Direction> own = first_strong(text.substr(p.begin, p.content_end - p.begin));
    if (own && !last)
      std::fill(directions.begin(), directions.begin() + static_cast<std::ptrdiff_t>(i), *own);
    if (own) last = own;
    if (last) directions[i] = *last;
  }
  if (!last) {
    const Direction written = is_rtl_language(style.language) ? Direction::rtl : Direction::ltr;
    std::fill(directions.begin(), directions.end(), written);
  }
  return directions;
}

std::uint32_t visible_end(const Decoded& decoded, const Paragraph& paragraph, std::uint32_t begin,
                          std::uint32_t end) {
  std::uint32_t visible = end;
  while (visible > begin && hangs(decoded.text[paragraph.begin + visible - 1])) --visible;
  return whole_cluster(paragraph, visible, end);
}

void cut_lines(std::vector<Span>& spans, const Decoded& decoded, const Paragraph& paragraph,
               std::uint32_t index, const Breaks& breaks, const Measure& measure) {
  const Cutter cutter{decoded, paragraph, breaks, measure};
  if (measure.max_width <= 0 || cutter.size() == 0) {
    spans.push_back({index, 0, cutter.size(), cutter.visible_width(0, cutter.size()), 0, false});
    return;
  }
  for (std::uint32_t begin = 0; begin < cutter.size();) {
    spans.push_back(cutter.line_from(begin));
    spans.back().paragraph = index;
    begin = spans.back().end;
  }
}

void end_in_ellipsis(Span& span, const Decoded& decoded, const Paragraph& paragraph, const Breaks& breaks,
                     const Measure& measure) {
  const Cutter cutter{decoded, paragraph, breaks, measure};
  std::uint32_t end = visible_end(decoded, paragraph, span.begin, span.end);
  const auto too_wide = [&] {
    return measure.max_width > 0 &&
           cutter.visible_width(span.begin, end) + measure.ellipsis > measure.max_width + kRounding;
  };
  while (end > span.begin && (too_wide() || !cutter.may_cut(end))) --end;
  span.end = visible_end(decoded, paragraph, span.begin, end);
  span.width = cutter.visible_width(span.begin, span.end) + measure.ellipsis;
  span.tail = kEllipsis;
}

}  // namespace wv::text
