#include "text/layout.h"

#include <algorithm>
#include <utility>

#include "text/lines.h"
#include "text/place.h"

namespace wv::text {
namespace {

bool is_vowel_mark(char32_t c) {
  return (c >= 0x064B && c <= 0x0655) || c == 0x0670 || (c >= 0x06D6 && c <= 0x06ED);
}

struct Text {  // everything about the text that does not depend on how it is cut into lines
  explicit Text(std::string_view utf8) : decoded(utf8) {}
  Decoded decoded;
  Breaks breaks;
  std::vector<Paragraph> paragraphs;
  FaceSet faces;
};

void prepare(Text& text, Faces& faces, const Style& style) {
  {
    const BreakText units{text.decoded.text};
    text.breaks.grapheme = units.flags(faces.iterators().get(Cut::grapheme, ""));
    text.breaks.line = units.flags(faces.iterators().get(Cut::line, style.language));
  }
  text.paragraphs = cut_paragraphs(text.decoded);
  const std::vector<Direction> directions = directions_of(text.decoded, text.paragraphs, style);
  const std::u32string_view all{text.decoded.text};
  for (std::size_t i = 0; i < text.paragraphs.size(); ++i) {
    Paragraph& p = text.paragraphs[i];
    const std::u32string_view content = all.substr(p.begin, p.content_end - p.begin);
    p.levels = resolve_with_numbers(content, directions[i]);
    p.shaped = shape(faces, content, text.breaks.grapheme.data() + p.begin, p.levels, style.weight,
                     style.cap_px, style.language);
    text.faces |= p.shaped.faces;
  }
}

struct LineBox {
  float pitch = 0;   // baseline to baseline
  float ascent = 0;  // from the line's top to the baseline
};

// One box for all lines, so that they don't dance: it fits the faces of the whole text and of the language.
LineBox line_box(Faces& faces, const Text& text, const Style& style) {
  // Lines of an interface keep one height: a tanwin here and there reaches into the gap above it. Only a text
  // that is vowelled throughout needs the room.
  const auto marks = std::count_if(text.decoded.text.begin(), text.decoded.text.end(), is_vowel_mark);
  const bool marked = marks > 0 && static_cast<std::size_t>(marks) * 6 > text.decoded.text.size();
  const FaceId latin = faces.latin(style.weight);
  FaceSet used = text.faces;
  for (const FaceId id : {latin, faces.of_language(style.language, style.weight)})
    used.set(static_cast<std::size_t>(id));
  Extent most;
  for (std::size_t i = 0; i < used.size(); ++i) {
    if (!used[i]) continue;
    const Face* face = faces.find(static_cast<FaceId>(i));
    if (face == nullptr) continue;
    const Extent& extent = marked ? face->marked : face->plain;
    most.ascent = std::max(most.ascent, extent.ascent * style.cap_px);
    most.descent = std::max(most.descent, extent.descent * style.cap_px);
  }
  const float em = style.cap_px * faces.find(latin)->em_per_cap;
  const float pitch = std::max(style.line_gap * em, most.ascent + most.descent);
  return {pitch, most.ascent + (pitch - most.ascent - most.descent) / 2};
}

Line line_of(const Span& span, const Paragraph& paragraph, const Decoded& decoded, const LineBox& box,
             std::size_t number) {
  Line line;
  line.direction = paragraph.levels.base;
  line.width = span.width;
  line.top = static_cast<float>(number) * box.pitch;
  line.bottom = line.top + box.pitch;
  line.baseline = line.top + box.ascent;
  line.begin = decoded.byte[paragraph.begin + span.begin];
  line.content_end = decoded.byte[paragraph.begin + span.end];
  const bool last = paragraph.begin + span.end == paragraph.content_end;
  line.end = last ? decoded.byte[paragraph.end] : line.content_end;
  return line;
}

float left_edge(const Line& line, Align align, float box) {
  const float room = box - line.width;
  if (align == Align::centre) return room / 2;
  return (align == Align::start) == (line.direction == Direction::ltr) ? 0 : room;
}

std::vector<Span> spans_of(const Text& text, const Measure& measure, int max_lines, bool& truncated) {
  std::vector<Span> spans;
  const std::size_t most = max_lines > 0 ? static_cast<std::size_t>(max_lines) : SIZE_MAX;
  for (std::uint32_t i = 0; i < text.paragraphs.size() && spans.size() <= most; ++i) {
    cut_lines(spans, text.decoded, text.paragraphs[i], i, text.breaks, measure);
  }
  truncated = spans.size() > most;
  if (truncated) {
    spans.resize(most);
    end_in_ellipsis(spans.back(), text.decoded, text.paragraphs[spans.back().paragraph], text.breaks,
                    measure);
  }
  return spans;
}

// A last line that is short beside the others: the same number of lines, as narrow as they can be without
// breaking or hyphenating more.
std::vector<Span> evened(const Text& text, Measure measure, const Style& style, std::vector<Span> spans) {
  const auto whole = [](const Span& s) { return !s.in_word && s.tail == 0; };
  constexpr float kShort = 0.45f;
  float widest = 0;
  for (const Span& span : spans) widest = std::max(widest, span.width);
  const bool lone = spans.size() > 1 && spans.back().width < kShort * widest;
  if (!lone || !std::all_of(spans.begin(), spans.end(), whole)) return spans;
  constexpr int kSteps = 7;  // to a hundredth of the width
  float wide = measure.max_width, narrow = 0;
  for (int i = 0; i < kSteps; ++i) {
    measure.max_width = (wide + narrow) / 2;
    bool truncated = false;
    std::vector<Span> tried = spans_of(text, measure, style.max_lines, truncated);
    if (tried.size() > spans.size() || truncated || !std::all_of(tried.begin(), tried.end(), whole)) {
      narrow = measure.max_width;
    } else {
      wide = measure.max_width;
      spans = std::move(tried);
    }
  }
  return spans;
}

}  // namespace

Layout layout(Fonts& fonts, std::string_view utf8, const Style& style, float max_width_px) {
  Faces& faces = fonts.faces();
  Text text{utf8};
  prepare(text, faces, style);
  const ShapedGlyph hyphen = shape_one(faces, kHyphen, style.weight, style.cap_px);
  const ShapedGlyph ellipsis = shape_one(faces, kEllipsis, style.weight, style.cap_px);

  Layout result;
  result.cap_px = style.cap_px;
  const Measure measure{max_width_px, hyphen.advance, ellipsis.advance};
  std::vector<Span> spans = spans_of(text, measure, style.max_lines, result.truncated);
  if (style.even && max_width_px > 0) spans = evened(text, measure, style, std::move(spans));
  for (const Span& span : spans) {
    result.width = std::max(result.width, span.width);
    result.broken_word = result.broken_word || span.in_word;
  }
  const LineBox box = line_box(faces, text, style);
  Placer placer{text.decoded, text.breaks, result};
  for (const Span& span : spans) {
    const Paragraph& paragraph = text.paragraphs[span.paragraph];
    Line line = line_of(span, paragraph, text.decoded, box, result.lines.size());
    line.x = left_edge(line, style.align, max_width_px > 0 ? max_width_px : result.width);
    placer.place(paragraph, span, line, span.tail == kHyphen ? hyphen : ellipsis);
    result.lines.push_back(line);
  }
  result.height = result.lines.back().bottom;
  result.direction = result.lines.front().direction;
  return result;
}

}  // namespace wv::text
