// A hundred lines, Arabic plain, vowelled and mixed with Latin, against a program that no one here wrote: the
// tool hb-shape (package libharfbuzz-bin) shapes each run, and from its glyphs, advances and clusters this
// test builds the line and the caret's places by itself. The order of the runs comes from the levels that
// bidi_test.cpp compares with Unicode's own cases; which face a character is in is told here by hand.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>

#include "base/json.h"
#include "places.h"
#include "support.h"
#include "text/bidi.h"
#include "text/decoded.h"

using namespace wv::text;
using text_tests::fonts;
using text_tests::style;

namespace {

constexpr char kInter[] = "/usr/share/fonts/opentype/inter/Inter-Regular.otf";
constexpr char kNoto[] = "/usr/share/fonts/truetype/noto/NotoSansArabic-Regular.ttf";
constexpr float kClose = 0.02f;  // px: floats summed in another order

struct Run {
  std::size_t begin = 0, end = 0;  // characters
  bool arabic_face = false, rtl = false;
  std::string script;
};

struct Shape {  // of a run, in design units, left to right
  struct One {
    std::uint32_t glyph = 0, cluster = 0;
    int advance = 0, dx = 0, dy = 0;
  };
  std::vector<One> glyphs;
};

bool is_arabic(char32_t c) { return c >= 0x600 && c <= 0x6FF; }
// Arabic-Indic digits and the marks of both alphabets belong to no script of their own (UAX #24).
bool is_arabic_letter(char32_t c) {
  return (c >= 0x620 && c <= 0x64A && c != 0x640) || (c >= 0x671 && c <= 0x6D3);
}
bool is_latin_letter(char32_t c) {
  return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || (c >= 0xC0 && c <= 0x24F && c != 0xD7);
}

std::vector<Run> runs_of(const std::u32string& text, const Levels& levels) {
  std::vector<Run> runs;
  bool arabic_face = false;
  const auto first = std::find_if(text.begin(), text.end(),
                                  [](char32_t c) { return is_arabic_letter(c) || is_latin_letter(c); });
  std::string script = first != text.end() && is_arabic_letter(*first) ? "Arab" : "Latn";
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != U' ') arabic_face = is_arabic(text[i]);  // a space goes with what is before it
    if (is_arabic_letter(text[i])) script = "Arab";
    if (is_latin_letter(text[i])) script = "Latn";
    const bool rtl = levels.level[i] % 2 != 0;
    const bool same = i > 0 && levels.level[i] == levels.level[i - 1] &&
                      runs.back().arabic_face == arabic_face && runs.back().script == script;
    if (!same) runs.push_back({i, i, arabic_face, rtl, script});
    runs.back().end = i + 1;
  }
  return runs;
}

std::string utf8(std::u32string_view text) {
  std::string out;
  for (const char32_t c : text) wv::append_utf8(out, c);
  return out;
}

std::string quoted(const std::string& text) {
  REQUIRE(text.find('\'') == std::string::npos);
  return "'" + text + "'";
}

Shape by_tool(const std::u32string& text, const Run& run) {
  const std::u32string_view all = text;
  const std::string command =
      std::string(
          "LC_ALL=C.UTF-8 hb-shape --output-format=json --no-glyph-names --language=ar --direction=") +
      (run.rtl ? "rtl" : "ltr") + " --script=" + run.script + (run.arabic_face ? "" : " --features=-calt") +
      " --text-before=" + quoted(utf8(all.substr(0, run.begin))) +
      " --text-after=" + quoted(utf8(all.substr(run.end))) + " -- " + (run.arabic_face ? kNoto : kInter) +
      " " + quoted(utf8(all.substr(run.begin, run.end - run.begin))) +
      " 2>/dev/null";  // it repeats the context there
  FILE* pipe = ::popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string answer;
  char part[4096];
  for (std::size_t n = 0; (n = std::fread(part, 1, sizeof part, pipe)) > 0;) answer.append(part, n);
  REQUIRE_MESSAGE(::pclose(pipe) == 0, "install the Debian package libharfbuzz-bin: " << command);
  const auto json = wv::parse_json(answer, "hb-shape");
  REQUIRE(json);
  Shape shape;
  for (const auto& g : json.value())
    shape.glyphs.push_back({g.at("g").get<std::uint32_t>(), g.at("cl").get<std::uint32_t>(),
                            g.at("ax").get<int>(), g.at("dx").get<int>(), g.at("dy").get<int>()});
  return shape;
}

// The line as it should be, from the tool's answers.
struct Expected {
  struct Glyph {
    std::uint32_t glyph = 0;
    bool arabic_face = false;
    float x = 0, y = 0;
  };
  struct Edge {
    float left = 0, right = 0;
    int level = 0;
  };
  std::vector<Glyph> glyphs;              // with ink, left to right
  std::map<std::size_t, Edge> graphemes;  // by first character
  float width = 0;
  std::size_t runs = 0;
};

struct Sizes {
  float inter = 0, noto = 0;  // px a design unit
  std::uint32_t inter_space = 0, noto_space = 0;
};

// One cluster's width, shared out among its graphemes in reading order.
void share(Expected& e, const std::vector<std::size_t>& graphemes, float left, float width, const Run& run,
           int level) {
  const float part = width / static_cast<float>(graphemes.size());
  for (std::size_t i = 0; i < graphemes.size(); ++i) {
    const float at = left + part * static_cast<float>(run.rtl ? graphemes.size() - 1 - i : i);
    e.graphemes[graphemes[i]] = {at, at + part, level};
  }
}

void place(Expected& e, const Shape& shape, const Run& run, const Sizes& sizes,
           const std::vector<bool>& starts, int level) {
  const float unit = run.arabic_face ? sizes.noto : sizes.inter;
  const std::uint32_t space = run.arabic_face ? sizes.noto_space : sizes.inter_space;
  for (std::size_t i = 0; i < shape.glyphs.size();) {
    const std::uint32_t cluster = shape.glyphs[i].cluster;
    const float left = e.width;
    for (; i < shape.glyphs.size() && shape.glyphs[i].cluster == cluster; ++i) {
      const auto& g = shape.glyphs[i];
      if (g.glyph != space)
        e.glyphs.push_back({g.glyph, run.arabic_face, e.width + static_cast<float>(g.dx) * unit,
                            -static_cast<float>(g.dy) * unit});
      e.width += static_cast<float>(g.advance) * unit;
    }
    std::size_t end = run.end - run.begin;
    for (const auto& other : shape.glyphs)
      if (other.cluster > cluster) end = std::min<std::size_t>(end, other.cluster);
    std::vector<std::size_t> graphemes;
    for (std::size_t c = run.begin + cluster; c < run.begin + end; ++c)
      if (starts[c]) graphemes.push_back(c);
    if (!graphemes.empty()) share(e, graphemes, left, e.width - left, run, level);
  }
}

Expected expected(const std::u32string& text, const Sizes& sizes) {
  const Direction base = first_strong(text).value_or(Direction::rtl);
  const Levels levels = resolve_levels(text, base);
  const std::vector<Run> runs = runs_of(text, levels);
  std::vector<bool> starts(text.size(), false);
  const std::string bytes = utf8(text);
  for (std::size_t i = 0, at = 0; i < text.size(); ++i) {
    starts[i] = at == 0 || previous_grapheme(bytes, next_grapheme(bytes, at)) == at;
    std::string one;
    wv::append_utf8(one, text[i]);
    at += one.size();
  }
  Expected e;
  e.runs = runs.size();
  const Run* last = nullptr;
  for (const std::uint32_t index : order_line(levels, 0, static_cast<std::uint32_t>(text.size())).visual) {
    const Run& run = *std::find_if(runs.begin(), runs.end(),
                                   [&](const Run& r) { return index >= r.begin && index < r.end; });
    if (&run == last) continue;
    last = &run;
    place(e, by_tool(text, run), run, sizes, starts, levels.level[index]);
  }
  return e;
}

// Between two graphemes the caret stands at the edge of the one that is less deeply embedded; before the
// first and after the last the paragraph's own direction counts (src/text/caret.cpp says why).
float caret_of(const Expected& e, std::size_t character, std::size_t size, int base) {
  const auto leading = [](const Expected::Edge& g) { return g.level % 2 != 0 ? g.right : g.left; };
  const auto trailing = [](const Expected::Edge& g) { return g.level % 2 != 0 ? g.left : g.right; };
  const float start = base == 1 ? e.width : 0.0f, end = base == 1 ? 0.0f : e.width;
  const auto after = e.graphemes.lower_bound(character);
  if (character == 0) return after->second.level > base ? start : leading(after->second);
  const auto before = std::prev(after);
  if (character >= size) return before->second.level > base ? end : trailing(before->second);
  return before->second.level <= after->second.level ? trailing(before->second) : leading(after->second);
}

Sizes sizes_of(float cap_px) {
  Faces& faces = fonts().faces();
  const Face& inter = *faces.find(faces.latin(Weight::regular));
  const Face& noto = *faces.find(faces.of_language("ar", Weight::regular));
  return {cap_px * inter.em_per_cap / inter.units_per_em, cap_px * noto.em_per_cap / noto.units_per_em,
          inter.space, noto.space};
}

std::vector<std::string> lines() {
  std::ifstream file{wv::source_folder() / "tests/text/arabic_lines.txt"};
  std::vector<std::string> all;
  for (std::string line; std::getline(file, line);) all.push_back(line);
  return all;
}

struct Compared {
  std::size_t runs = 0, glyphs = 0, carets = 0, wrong = 0;
};

void compare(const std::string& line, const Expected& e, const Layout& laid, Compared& sum) {
  const FaceId noto = fonts().faces().of_language("ar", Weight::regular);
  const auto close = [](float a, float b) { return std::abs(a - b) < kClose; };
  bool right = laid.glyphs.size() == e.glyphs.size() && close(laid.width, e.width);
  for (std::size_t i = 0; right && i < e.glyphs.size(); ++i) {
    const Glyph& g = laid.glyphs[i];
    right = g.glyph == e.glyphs[i].glyph && (g.face == noto) == e.glyphs[i].arabic_face &&
            close(g.x, e.glyphs[i].x) && close(g.y - laid.lines[0].baseline, e.glyphs[i].y);
  }
  const Decoded decoded{line};
  const int base = laid.direction == Direction::rtl ? 1 : 0;
  for (const auto& [character, edge] : e.graphemes) {
    right = right && close(caret_at(laid, decoded.byte[character]).x,
                           caret_of(e, character, decoded.text.size(), base));
    ++sum.carets;
  }
  right = right &&
          close(caret_at(laid, line.size()).x, caret_of(e, decoded.text.size(), decoded.text.size(), base));
  ++sum.carets;
  sum.runs += e.runs;
  sum.glyphs += e.glyphs.size();
  if (!right) ++sum.wrong;
}

// What a number that keeps its order may change: where glyphs stand, never which they are or how wide they
// are together. (A number that is one run is kerned across its hyphens too: less than a pixel here.)
bool same_glyphs_otherwise_placed(const Expected& e, const Layout& laid) {
  constexpr float kKerned = 1.0f;
  std::vector<std::uint32_t> theirs, ours;
  for (const auto& g : e.glyphs) theirs.push_back(static_cast<std::uint32_t>(g.glyph));
  for (const auto& g : laid.glyphs) ours.push_back(static_cast<std::uint32_t>(g.glyph));
  const bool moved = theirs != ours;
  std::sort(theirs.begin(), theirs.end());
  std::sort(ours.begin(), ours.end());
  return moved && theirs == ours && std::abs(e.width - laid.width) < kKerned;
}

// Numbers to ring and dates keep their own order in Arabic (text/bidi.h, bidi_test.cpp), where the bare rules
// turn them round.
const std::vector<std::string> kNumbersInOrder = {"اتصل بالرقم 06 12 34 56 78 من فضلك.",
                                                  "أرسلت e-mail يوم 12-05-2026 بلا جواب.",
                                                  "رقم 113 أو 0800-0113، ليلاً ونهاراً."};

}  // namespace

TEST_CASE(
    "a hundred Arabic, vowelled and mixed lines are shaped as hb-shape shapes them, and the caret stands where it should") {
  const auto all = lines();
  REQUIRE(all.size() == 100);
  const float cap_px = 20;
  const Sizes sizes = sizes_of(cap_px);
  Compared sum;
  std::size_t in_order = 0;
  for (const std::string& line : all) {
    const std::size_t wrong = sum.wrong;
    compare(line, expected(Decoded{line}.text, sizes), layout(fonts(), line, style("ar", cap_px), 0), sum);
    if (std::find(kNumbersInOrder.begin(), kNumbersInOrder.end(), line) != kNumbersInOrder.end()) {
      CHECK_MESSAGE(sum.wrong == wrong + 1, "the bare rules would do as well: " << line);
      CHECK_MESSAGE(same_glyphs_otherwise_placed(expected(Decoded{line}.text, sizes),
                                                 layout(fonts(), line, style("ar", cap_px), 0)),
                    line);
      sum.wrong = wrong;
      ++in_order;
      continue;
    }
    CHECK_MESSAGE(sum.wrong == wrong, line);
  }
  CHECK(in_order == kNumbersInOrder.size());
  CHECK(sum.runs > 2 * all.size());
  std::printf(
      "hb-shape: %zu lines, %zu runs, %zu glyphs with their advances and offsets, %zu caret places; %zu lines differ\n",
      all.size(), sum.runs, sum.glyphs, sum.carets, sum.wrong);
}

TEST_CASE("that comparison sees a wrong glyph, a wrong size and a wrong order") {
  const std::string line = "قال لي Jan: «غداً» ثم ذهب.";
  const Expected right = expected(Decoded{line}.text, sizes_of(20));
  const auto differs = [&](const std::string& text, const Style& how) {
    Compared sum;
    compare(line, right, layout(fonts(), text, how, 0), sum);
    return sum.wrong == 1;
  };
  CHECK_FALSE(differs(line, style("ar", 20)));
  CHECK(differs(line, style("ar", 20.1f)));
  Style left_to_right = style("ar", 20);
  left_to_right.direction = Direction::ltr;
  CHECK(differs(line, left_to_right));
  CHECK(differs("قال لي Jan: «غدآً» ثم ذهب.", style("ar", 20)));
  CHECK_FALSE(
      same_glyphs_otherwise_placed(right, layout(fonts(), line, style("ar", 20), 0)));  // nothing moved
  CHECK_FALSE(same_glyphs_otherwise_placed(
      right, layout(fonts(), "قال لي Jan: «غدآً» ثم ذهب.", style("ar", 20), 0)));  // another glyph
}
