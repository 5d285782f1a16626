// Carets: every offset to its place and back, in every direction.
#include <algorithm>
#include <set>

#include "support.h"

using namespace wv::text;
using text_tests::fonts;
using text_tests::kTexts;
using text_tests::style;

namespace {

constexpr std::array kDirections{Direction::automatic, Direction::ltr, Direction::rtl};

bool is_wide(const Stop& stop) { return stop.right - stop.left > 0.05F; }

std::vector<std::size_t> offsets_of(const Layout& laid, std::size_t size) {
  std::vector<std::size_t> offsets;
  for (const Stop& stop : laid.stops) offsets.push_back(stop.begin);
  offsets.push_back(size);
  return offsets;
}

// Beside an isolate or a joiner offsets share a place: there only the place must come back.
bool has_thin(const Layout& laid, std::size_t line) {
  return std::any_of(laid.stops.begin(), laid.stops.end(),
                     [&](const Stop& stop) { return stop.line == line && !is_wide(stop); });
}

float middle(const Caret& caret) { return (caret.top + caret.bottom) / 2; }

}  // namespace

TEST_CASE("offset → caret → offset, at every grapheme of every text, direction and width") {
  for (const std::string_view text : kTexts) {
    for (const Direction direction : kDirections) {
      for (const float width : {0.0F, 300.0F, 90.0F}) {
        Style s = style("nl");
        s.direction = direction;
        const Layout laid = layout(fonts(), text, s, width);
        for (const std::size_t offset : offsets_of(laid, text.size())) {
          const Caret caret = caret_at(laid, offset);
          const std::size_t back = offset_at(laid, caret.x, middle(caret));
          CHECK_MESSAGE(caret_at(laid, back).x == doctest::Approx(caret.x), text, " at ", offset, " width ",
                        width);
          if (!has_thin(laid, caret.line))
            CHECK_MESSAGE(back == offset, text, " at ", offset, " width ", width);
        }
      }
    }
  }
}

TEST_CASE("no two offsets of a line share a place") {
  for (const std::string_view text : kTexts) {
    const Layout laid = layout(fonts(), text, style("ar"), 0);
    for (std::size_t line = 0; line < laid.lines.size(); ++line) {
      if (has_thin(laid, line)) continue;
      std::vector<float> places;
      for (const std::size_t offset : offsets_of(laid, text.size())) {
        const Caret caret = caret_at(laid, offset);
        if (caret.line == line) places.push_back(caret.x);
      }
      std::sort(places.begin(), places.end());
      for (std::size_t i = 1; i < places.size(); ++i) CHECK_MESSAGE(places[i] - places[i - 1] > 0.04F, text);
    }
  }
}

TEST_CASE("left to right the caret goes right, right to left it goes left") {
  const Layout latin = layout(fonts(), "abc", style("nl"), 0);
  CHECK(caret_at(latin, 0).x == doctest::Approx(0));
  CHECK(caret_at(latin, 1).x < caret_at(latin, 2).x);
  CHECK(caret_at(latin, 3).x == doctest::Approx(latin.width));

  const std::string word = "سلام";
  const Layout arabic = layout(fonts(), word, style("ar"), 0);
  CHECK(caret_at(arabic, 0).x == doctest::Approx(arabic.width));
  CHECK(caret_at(arabic, 2).x > caret_at(arabic, 4).x);
  CHECK(caret_at(arabic, word.size()).x == doctest::Approx(0).epsilon(0.01));
}

TEST_CASE("a number inside Arabic: its inner places run left to right") {
  const std::string text = "رقم 123 هنا";  // رقم and its space are 7 bytes
  const Layout laid = layout(fonts(), text, style("ar"), 0);
  CHECK(caret_at(laid, 8).x < caret_at(laid, 9).x);
  // Before and after the number stand at the far ends of its block, as the Arabic around it runs.
  CHECK(caret_at(laid, 7).x > caret_at(laid, 9).x);
  CHECK(caret_at(laid, 10).x < caret_at(laid, 8).x);
}

TEST_CASE("a ligature of two letters has a caret in its middle") {
  const std::string lam_alef = "لا";
  const Layout laid = layout(fonts(), lam_alef, style("ar"), 0);
  CHECK(laid.stops.size() == 2);
  const float middle_x = caret_at(laid, 2).x;
  CHECK(middle_x > 1);
  CHECK(middle_x < laid.width - 1);
}

TEST_CASE("carets of empty text, of a newline at the end, past the end, and inside a character") {
  Style s = style("ar");
  const Layout empty = layout(fonts(), "", s, 200);
  CHECK(empty.direction == Direction::rtl);  // nothing typed: the language decides
  CHECK(caret_at(empty, 0).x == doctest::Approx(200));
  CHECK(offset_at(empty, 10, 10) == 0);
  s.language = "nl";
  CHECK(caret_at(layout(fonts(), "", s, 200), 0).x == doctest::Approx(0));

  const Layout lines = layout(fonts(), "ab\n", s, 200);
  REQUIRE(lines.lines.size() == 2);
  CHECK(caret_at(lines, 2).line == 0);
  CHECK(caret_at(lines, 3).line == 1);
  CHECK(offset_at(lines, 500, lines.lines[0].top + 1) == 2);
  CHECK(offset_at(lines, 500, 9999) == 3);
  CHECK(offset_at(lines, -5, -9999) == 0);
  CHECK(caret_at(lines, 999).line == 1);
  CHECK(caret_at(layout(fonts(), "é", s, 0), 1).x == doctest::Approx(0));
}

TEST_CASE("a space typed at the end moves the caret, in both directions") {
  const Layout latin = layout(fonts(), "ab ", style("nl"), 200);
  CHECK(caret_at(latin, 3).x > caret_at(latin, 2).x + 1);
  const Layout arabic = layout(fonts(), "سل ", style("ar"), 200);
  CHECK(caret_at(arabic, 5).x < caret_at(arabic, 4).x - 1);
}

TEST_CASE("rectangles behind a range: one for each stretch that is seen together") {
  const std::string text = "abc שלום def";
  const Layout laid = layout(fonts(), text, style("nl"), 0);
  CHECK(rects_of(laid, 0, text.size()).size() == 1);
  CHECK(rects_of(laid, 2, 6).size() == 2);  // "c " and the first Hebrew letter, which is seen further right
  CHECK(rects_of(laid, 5, 5).empty());
  const Layout wrapped = layout(fonts(), "een twee drie vier", style("nl"), 110);
  CHECK(rects_of(wrapped, 0, 18).size() == wrapped.lines.size());
}
