// Logical UTF-8 in, positioned glyphs out: bidi (UAX #9), shaping, line breaks (UAX #14), carets.
// Promise: any bytes at all give a Layout (invalid UTF-8 shows as U+FFFD, controls as nothing, a tab as a
// space); no line is wider than max_width_px unless one single grapheme or ligature is; equal input, equal
// output. Units: pixels, y down, origin at the top left of the box the lines are aligned in. Offsets are
// bytes of the source. Nothing here is kept: the caller caches Layouts (and wipes them: they tell what was
// typed). The baseline distance is the same on every line of a Layout and fits the tallest script in it.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/font.h"

namespace wv::text {

enum class Align : std::uint8_t { start, centre, end };  // start = where the paragraph's direction begins

// `automatic` (for what a resident types): each paragraph by its first strong character (UAX #9 P2, P3); one
// without any (a phone number) follows the paragraph before it, else the next, else the language.
enum class Direction : std::uint8_t { ltr, rtl, automatic };

struct Style {
  Weight weight = Weight::regular;
  float cap_px = 16.0F;  // height of a Latin capital H; all other scripts are sized beside it
  float line_gap =
      1.45F;  // baseline to baseline in ems of Inter (em = cap_px / 0.727); grows if a script needs it
  Align align = Align::start;
  Direction direction = Direction::automatic;
  int max_lines = 0;     // 0 = any; the last line then ends in an ellipsis
  bool even = false;     // no word alone in the last line: then all are of about one length
  std::string language;  // BCP 47 ("nl", "ar"): break rules, shaping, line height
};

struct Glyph {
  FaceId face{};
  std::uint32_t glyph = 0;    // index in the face
  float x = 0, y = 0;         // origin on the baseline
  float size_px = 0;          // the face's em
  std::uint32_t cluster = 0;  // byte offset of the first character it belongs to
};

struct Line {
  float x = 0;  // left edge of what is visible
  float baseline = 0;
  float width = 0;  // without the spaces that hang over the end
  float top = 0, bottom = 0;
  std::size_t begin = 0, end = 0;        // byte range with its spaces and newline: the lines tile the text
  std::size_t content_end = 0;           // where its newline begins (== end if it has none)
  Direction direction = Direction::ltr;  // of its paragraph; never automatic
};

struct Stop {                        // one grapheme in a line: what carets and highlights are computed from
  std::uint32_t begin = 0, end = 0;  // bytes
  float left = 0, right = 0;
  std::uint32_t line = 0;
  std::uint8_t level = 0;  // embedding level (UAX #9) in this line; odd = right to left
};

struct Layout {
  std::vector<Glyph> glyphs;  // line by line, left to right
  std::vector<Line> lines;    // at least one
  std::vector<Stop> stops;    // in the order of the text
  float width = 0;            // of the widest line; with max_width_px <= 0 this is the box
  float height = 0;
  float cap_px = 0;                      // as asked for
  bool truncated = false;                // max_lines left something out
  bool broken_word = false;              // a word was too long for its line and goes on in the next
  Direction direction = Direction::ltr;  // of the first paragraph; never automatic
};

// max_width_px <= 0: one line a paragraph, as wide as it is.
[[nodiscard]] Layout layout(Fonts& fonts, std::string_view utf8, const Style& style, float max_width_px);

// A caret's place and back. Every offset has its own edge and every edge its own offset: between two
// directions the caret stands where the outer direction puts it. Offsets inside a grapheme snap to its start.
// Only beside characters without a width (joiners, isolates) two offsets share an edge; the first one
// answers.
struct Caret {
  float x = 0, top = 0, bottom = 0;
  std::size_t line = 0;
};
[[nodiscard]] Caret caret_at(const Layout& layout, std::size_t byte_offset);
[[nodiscard]] std::size_t offset_at(const Layout& layout, float x, float y);

// Which way a paragraph reads that a person typed: by its first strong character, else as told.
[[nodiscard]] Direction direction_of(std::string_view paragraph, Direction otherwise);

// What to colour behind a byte range (a sentence read aloud, a selection): touching parts are joined.
struct Rect {
  float left = 0, top = 0, right = 0, bottom = 0;
};
[[nodiscard]] std::vector<Rect> rects_of(const Layout& layout, std::size_t begin, std::size_t end);

}  // namespace wv::text
