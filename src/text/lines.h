// Cutting paragraphs into lines: greedily, at the places ICU allows for the language, inside a word only when
// it alone is too wide, never inside a grapheme. Inside this room only.
#pragma once
#include <cstdint>
#include <vector>

#include "text/bidi.h"
#include "text/decoded.h"
#include "text/shape.h"

namespace wv::text {

struct Paragraph {
  std::uint32_t begin = 0, content_end = 0,
                end = 0;  // characters of the text; its newline is in [content_end, end)
  Levels levels;
  Shaped shaped;
};

// Paragraphs without their levels and shapes. There is always one, and one more after a newline at the end.
[[nodiscard]] std::vector<Paragraph> cut_paragraphs(const Decoded& decoded);
// Their base directions in order (P2, P3, with the rule of Direction::automatic).
[[nodiscard]] std::vector<Direction> directions_of(const Decoded& decoded,
                                                   const std::vector<Paragraph>& paragraphs,
                                                   const Style& style);

struct Span {  // one line; characters counted in the paragraph
  std::uint32_t paragraph = 0;
  std::uint32_t begin = 0, end = 0;
  float width = 0;       // of what is visible, with its tail
  char32_t tail = 0;     // kHyphen (after a soft hyphen) or kEllipsis, drawn after it; 0 if none
  bool in_word = false;  // ends where the language doesn't allow it: there was no room for the word
};

struct Breaks {  // flags by character of the whole text and its end
  std::vector<std::uint8_t> grapheme;
  std::vector<std::uint8_t> line;
};

inline constexpr char32_t kHyphen = U'-';
inline constexpr char32_t kEllipsis = 0x2026;

struct Measure {
  float max_width = 0;             // <= 0: any
  float hyphen = 0, ellipsis = 0;  // their widths
};

void cut_lines(std::vector<Span>& spans, const Decoded& decoded, const Paragraph& paragraph,
               std::uint32_t index, const Breaks& breaks, const Measure& measure);
// Shortens the last line until an ellipsis fits after it.
void end_in_ellipsis(Span& span, const Decoded& decoded, const Paragraph& paragraph, const Breaks& breaks,
                     const Measure& measure);
// Where the visible part of a line ends: without the spaces that hang over.
[[nodiscard]] std::uint32_t visible_end(const Decoded& decoded, const Paragraph& paragraph,
                                        std::uint32_t begin, std::uint32_t end);

}  // namespace wv::text
