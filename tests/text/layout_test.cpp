// Lines: where they break, how they stand, how high they are.
#include <cmath>

#include "base/signs.h"
#include "support.h"

using namespace wv::text;
using text_tests::fonts;
using text_tests::kTexts;
using text_tests::style;

namespace {

std::vector<std::string> lines_of(std::string_view text, const Style& s, float width) {
  std::vector<std::string> result;
  for (const Line& line : layout(fonts(), text, s, width).lines) {
    result.emplace_back(text.substr(line.begin, line.end - line.begin));
  }
  return result;
}

float width_of(std::string_view text, const Style& s) { return layout(fonts(), text, s, 0).width; }

// x of the glyph that a byte became.
float x_of(const Layout& laid, std::size_t byte) {
  for (const Glyph& glyph : laid.glyphs) {
    if (glyph.cluster == byte) return glyph.x;
  }
  FAIL("no glyph for byte " << byte);
  return 0;
}

}  // namespace

TEST_CASE("Dutch wraps at spaces and after hyphens, and its spaces hang") {
  const Style s = style("nl");
  const float width = width_of("Wat speelt er", s);
  CHECK(lines_of("Wat speelt er in uw buurt?", s, width) ==
        std::vector<std::string>{"Wat speelt er ", "in uw buurt?"});
  CHECK(lines_of("auto-ongeluk", s, width_of("auto-onge", s)) ==
        std::vector<std::string>{"auto-", "ongeluk"});
  CHECK(lines_of("5\u00A0euro en", s, width_of("5 eur", s)).at(0) != "5\u00A0");
  const Layout laid = layout(fonts(), "Wat speelt er     in", s, width);
  CHECK(laid.lines.at(0).width == doctest::Approx(width));
  CHECK(laid.lines.size() == 2);
}

TEST_CASE("a word alone in the last line gets company, in as many lines") {
  Style s = style("nl");
  const std::string_view text = "Alles goed. U hoeft niets te doen.";
  const float width = width_of("Alles goed. U hoeft niets te", s);
  CHECK(lines_of(text, s, width).at(1) == "doen.");
  s.even = true;
  CHECK(lines_of(text, s, width) == std::vector<std::string>{"Alles goed. U hoeft ", "niets te doen."});
  // Where the last line is no orphan, where words had to break, and on one line nothing changes.
  for (const auto& [words, wide] :
       {std::pair<std::string_view, float>{text, width_of("Alles goed. U hoeft", s)},
        {"Alles goedgekeurd", width_of("goedgeke", s)},
        {text, width_of(text, s)}}) {
    Style greedy = s;
    greedy.even = false;
    CHECK(lines_of(words, s, wide) == lines_of(words, greedy, wide));
  }
  // Right to left the lines still begin at the box's right edge.
  Style arabic = style("ar");
  arabic.even = true;
  const std::string_view question = "سؤال أو فكرة أو مشكلة؟";
  const float box = width_of("سؤال أو فكرة أو", arabic);
  const Layout laid = layout(fonts(), question, arabic, box);
  REQUIRE(laid.lines.size() == 2);
  for (const Line& line : laid.lines) CHECK(line.x + line.width == doctest::Approx(box).epsilon(0.01));
}

TEST_CASE("a text laid out in its own width does not break") {
  for (const std::string_view text : kTexts) {
    const Layout free = layout(fonts(), text, style("nl"), 0);
    CHECK_MESSAGE(layout(fonts(), text, style("nl"), free.width).lines.size() == free.lines.size(), text);
  }
}

TEST_CASE("a word that is too long is cut between graphemes") {
  const Style s = style("nl");
  const std::string word(60, 'm');
  const float width = width_of("mmmmmmm", s);
  const auto lines = lines_of(word, s, width);
  CHECK(lines.size() == 9);
  CHECK(lines[0] == "mmmmmmm");
  CHECK(lines_of("🇳🇱🇹🇷", s, 5) == std::vector<std::string>{"🇳🇱", "🇹🇷"});
  CHECK(lines_of("e\u0301e\u0301", s, 1) == std::vector<std::string>{"e\u0301", "e\u0301"});
}

TEST_CASE("a soft hyphen shows only where the line breaks") {
  const Style s = style("nl");
  const std::string text = "samenwerkings\u00ADverband";
  const Layout whole = layout(fonts(), text, s, 0);
  CHECK(whole.width == doctest::Approx(width_of("samenwerkingsverband", s)));
  const float width = width_of("samenwerkings-", s);
  const Layout broken = layout(fonts(), text, s, width + 1);
  REQUIRE(broken.lines.size() == 2);
  CHECK(broken.lines[0].width == doctest::Approx(width).epsilon(0.02));
  CHECK(broken.glyphs.size() == whole.glyphs.size() + 1);
}

TEST_CASE("newlines of every kind break, and the lines tile the text") {
  CHECK(layout(fonts(), "a\nb\r\nc\rd\u2028e\u2029f\u0085g\vh\fi", style("nl"), 0).lines.size() == 9);
  CHECK(layout(fonts(), "\n\n", style("nl"), 100).lines.size() == 3);
  for (const std::string_view text : kTexts) {
    const Layout laid = layout(fonts(), text, style("nl"), 150);
    std::size_t at = 0;
    for (const Line& line : laid.lines) {
      CHECK(line.begin == at);
      CHECK(line.content_end <= line.end);
      at = line.end;
    }
    CHECK(at == text.size());
  }
}

TEST_CASE("alignment in the box") {
  Style s = style("nl");
  const float width = width_of("abc", s);
  const auto x = [&](std::string_view text, Align align) {
    s.align = align;
    return layout(fonts(), text, s, 500).lines[0].x;
  };
  CHECK(x("abc ", Align::start) == doctest::Approx(0));
  CHECK(x("abc ", Align::centre) == doctest::Approx(250 - width / 2));
  CHECK(x("abc ", Align::end) == doctest::Approx(500 - width));
  const float arabic = width_of("سلام", s);
  CHECK(x("سلام ", Align::start) == doctest::Approx(500 - arabic));
  CHECK(x("سلام ", Align::end) == doctest::Approx(0));
}

TEST_CASE("direction: first strong, neighbours of a bare number, the language for nothing at all") {
  const auto directions = [](std::string_view text, const char* language) {
    std::string result;
    for (const Line& line : layout(fonts(), text, style(language), 0).lines)
      result += line.direction == Direction::rtl ? 'r' : 'l';
    return result;
  };
  CHECK(directions("abc سلام", "ar") == "l");
  CHECK(directions("12 سلام abc", "nl") == "r");
  CHECK(directions("سلام\n06 12\nabc\n3", "nl") == "rrll");
  CHECK(directions("06 12\nسلام", "nl") == "rr");
  CHECK(directions("06 12", "ar") == "r");
  CHECK(directions("", "ar") == "r");
  CHECK(directions("", "nl") == "l");
}

TEST_CASE("a phone number in Arabic is whole, isolated or not") {
  Style s = style("ar");
  s.direction = Direction::rtl;
  // Each group is a number of its own to the bare algorithm, and would run right to left (bidi_test.cpp shows
  // it).
  const std::string loose = "رقم +31 6 12";
  const Layout loosely = layout(fonts(), loose, s, 0);
  CHECK(x_of(loosely, loose.find('+')) < x_of(loosely, loose.find("31")));
  CHECK(x_of(loosely, loose.find("31")) < x_of(loosely, loose.find("12")));
  CHECK(x_of(loosely, loose.find("12")) < x_of(loosely, 0));
  // A leading LRM makes the isolate left-to-right as a whole.
  const std::string kept = "رقم " + wv::isolated("\u200e+31 6 12", true);
  const Layout whole = layout(fonts(), kept, s, 0);
  CHECK(x_of(whole, kept.find('+')) < x_of(whole, kept.find("31")));
  CHECK(x_of(whole, kept.find("31")) < x_of(whole, kept.find("12")));
  CHECK(x_of(whole, kept.find("12")) < x_of(whole, 0));
  const std::string digits = "رقم " + wv::isolated("06 12 34", true);
  const Layout plain = layout(fonts(), digits, s, 0);
  CHECK(x_of(plain, digits.find("06")) < x_of(plain, digits.find("12")));
  CHECK(x_of(plain, digits.find("12")) < x_of(plain, digits.find("34")));
}

TEST_CASE("an isolate over a line break stays balanced") {
  Style s = style("ar");
  s.direction = Direction::rtl;
  const std::string text =
      "شارع \u2066"
      "Lange Voorhout nummer 12, 1e etage\u2069 هنا";
  const Layout laid = layout(fonts(), text, s, width_of("Lange Voorhout num", s));
  REQUIRE(laid.lines.size() > 2);
  // On the line after the break the Latin words still run left to right, digit group and comma with them.
  CHECK(x_of(laid, text.find("nummer")) < x_of(laid, text.find("nummer") + 3));
  const auto line_of = [&](std::size_t byte) { return caret_at(laid, byte).line; };
  const std::size_t nummer = text.find("nummer");
  if (line_of(nummer) == line_of(text.find("12,"))) CHECK(x_of(laid, nummer) < x_of(laid, text.find("12,")));
  // What follows the isolate is right-to-left text of the paragraph again.
  CHECK(x_of(laid, text.find("هنا")) > x_of(laid, text.find("هنا") + 2));
}

TEST_CASE("too many lines end in an ellipsis that fits") {
  Style s = style("nl");
  s.max_lines = 2;
  const std::string text = "Een lange zin die zeker niet op twee korte regels past, hoe dan ook";
  const Layout laid = layout(fonts(), text, s, 200);
  CHECK(laid.truncated);
  CHECK(laid.lines.size() == 2);
  CHECK(laid.width <= 200.1F);
  CHECK(laid.glyphs.back().glyph == layout(fonts(), "…", s, 0).glyphs.at(0).glyph);
  CHECK_FALSE(layout(fonts(), "Kort", s, 200).truncated);
  const Layout arabic = layout(fonts(), "نص طويل جدا يجب أن يقطع بعد سطرين لأنه يستمر دون نهاية", s, 160);
  REQUIRE(arabic.truncated);
  CHECK(arabic.glyphs.back().x == doctest::Approx(arabic.lines.back().x));  // at the left end
  CHECK(layout(fonts(), "een\ntwee\ndrie", s, 0).truncated);
  CHECK(caret_at(laid, text.size()).line == 1);
}

TEST_CASE("lines stand at one distance, and the ink of vowelled Arabic stays inside them") {
  for (const std::string_view text : kTexts) {
    for (const Weight weight : {Weight::regular, Weight::bold}) {
      Style s = style("ar", 40);
      s.weight = weight;
      const Layout laid = layout(fonts(), text, s, 400);
      const float pitch = laid.lines[0].bottom - laid.lines[0].top;
      for (const Line& line : laid.lines) CHECK(line.bottom - line.top == doctest::Approx(pitch));
      CHECK(laid.height == doctest::Approx(pitch * static_cast<float>(laid.lines.size())));
      for (const Glyph& glyph : laid.glyphs) {
        const Bitmap bitmap = rasterise(fonts(), glyph.face, glyph.glyph, glyph.size_px, 0);
        const Line& line = laid.lines[caret_at(laid, glyph.cluster).line];
        const float top = glyph.y - static_cast<float>(bitmap.top);
        CHECK_MESSAGE(top >= line.top - 1, text);
        CHECK_MESSAGE(top + static_cast<float>(bitmap.height) <= line.bottom + 1, text);
      }
    }
  }
}

TEST_CASE("an Arabic screen keeps its line height when a name in Latin stands alone") {
  const Style s = style("ar");
  CHECK(layout(fonts(), "Wijkverbinder", s, 0).height ==
        doctest::Approx(layout(fonts(), "شارع", s, 0).height));
}

TEST_CASE("a tab is a space; controls and joiners are nothing") {
  const Style s = style("nl");
  CHECK(width_of("a\tb", s) == doctest::Approx(width_of("a b", s)));
  const std::string with_nothing =
      std::string{"a\0b", 3} + "\u200B\u200E\u2069\u202E\u2060\uFEFF\uFE0F\u0007\u3164\uFFFE" + "c";
  CHECK(width_of(with_nothing, s) == doctest::Approx(width_of("abc", s)));
  CHECK(layout(fonts(), with_nothing, s, 0).glyphs.size() == 3);
}
