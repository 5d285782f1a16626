// Our levels and order against the Unicode Consortium's own cases: every line of BidiCharacterTest.txt.
#include "text/bidi.h"

#include <cstdio>
#include <sstream>
#include <vector>

#include "support.h"

using namespace wv::text;

namespace {

struct Case {
  std::u32string text;
  Direction direction = Direction::automatic;
  int base = 0;
  std::vector<int> levels;  // -1: removed by X9, no level is asked for
  std::vector<std::uint32_t> order;
};

Case parse(const std::string& line) {
  std::vector<std::string> fields;
  std::stringstream all{line};
  for (std::string field; std::getline(all, field, ';');) fields.push_back(field);
  Case result;
  std::stringstream text{fields.at(0)};
  for (std::string hex; text >> hex;)
    result.text.push_back(static_cast<char32_t>(std::stoul(hex, nullptr, 16)));
  constexpr std::array kDirections{Direction::ltr, Direction::rtl, Direction::automatic};
  result.direction = kDirections.at(std::stoul(fields.at(1)));
  result.base = std::stoi(fields.at(2));
  std::stringstream levels{fields.at(3)};
  for (std::string level; levels >> level;) result.levels.push_back(level == "x" ? -1 : std::stoi(level));
  if (fields.size() > 4) {
    std::stringstream order{fields.at(4)};
    for (std::uint32_t index = 0; order >> index;) result.order.push_back(index);
  }
  return result;
}

bool passes(const Case& c) {
  const Direction base =
      c.direction != Direction::automatic ? c.direction : first_strong(c.text).value_or(Direction::ltr);
  if ((base == Direction::rtl ? 1 : 0) != c.base) return false;
  const Levels levels = resolve_levels(c.text, base);
  const LineOrder line = order_line(levels, 0, static_cast<std::uint32_t>(c.text.size()));
  for (std::size_t i = 0; i < c.levels.size(); ++i) {
    if (c.levels[i] >= 0 && line.level[i] != c.levels[i]) return false;
  }
  std::vector<std::uint32_t> order;
  for (const std::uint32_t index : line.visual) {
    if (c.levels[index] >= 0) order.push_back(index);
  }
  return order == c.order;
}

}  // namespace

TEST_CASE("bidi levels and order agree with BidiCharacterTest") {
  std::ifstream file = text_tests::unicode_file("BidiCharacterTest.txt");
  int cases = 0;
  int failures = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    ++cases;
    if (passes(parse(line))) continue;
    if (++failures <= 5) FAIL_CHECK("line: " << line);
  }
  CHECK(failures == 0);
  CHECK(cases > 90000);
  std::printf("BidiCharacterTest: %d cases, %d differ\n", cases, failures);
}

TEST_CASE("the check above can fail") {
  Case wrong = parse("0061 05D0;0;0;0 1;0 1");
  CHECK(passes(wrong));
  wrong.levels[1] = 0;
  CHECK_FALSE(passes(wrong));
}

TEST_CASE("a line keeps the levels of its paragraph") {
  // After Arabic letters a number is an Arabic number (W2). Cut off from them it would be a European one,
  // and in a left-to-right paragraph it would get level 0 instead of 2.
  const std::u32string text = U"ابج 123";
  const Levels levels = resolve_levels(text, Direction::ltr);
  const LineOrder tail = order_line(levels, 4, 7);
  CHECK(tail.level == std::vector<std::int8_t>{2, 2, 2});
  CHECK(resolve_levels(U"123", Direction::ltr).level[0] == 0);
}

TEST_CASE("spaces at the end of a line get the paragraph's level (L1)") {
  const std::u32string text = U"אב גד";
  const Levels levels = resolve_levels(text, Direction::ltr);
  CHECK(levels.level[2] == 1);
  CHECK(order_line(levels, 0, 3).level[2] == 0);
  CHECK(levels.level[2] == 1);  // and the paragraph's own are untouched
}

namespace {

// What stands on the glass from left to right.
std::u32string seen(const Levels& levels, std::u32string_view text) {
  std::u32string out;
  for (const std::uint32_t index : order_line(levels, 0, static_cast<std::uint32_t>(text.size())).visual)
    out.push_back(text[index]);
  return out;
}

}  // namespace

TEST_CASE("a telephone number, a date and a code of digits keep their order in Arabic, isolated or not") {
  for (const std::u32string_view number :
       {U"+31612345678", U"+31 6 12345678", U"06 12 34 56 78", U"06-12345678", U"(020) 123 45 67",
        U"(+31) 6 12345678", U"007 000 123 2", U"1234-5678", U"12-03-2026", U"020/1234567",
        U"06\u00A012\u00A034\u00A056", U"+٣١ ٦ ١٢٣٤٥٦٧٨", U"٠٦ ١٢ ٣٤ ٥٦ ٧٨", U"06\u201112345678"}) {
    for (const Direction base : {Direction::rtl, Direction::ltr}) {
      for (const std::u32string& text : {std::u32string(number), U"اتصل بي " + std::u32string(number),
                                         U"رقمي " + std::u32string(number) + U" شكرا"}) {
        CAPTURE(text.size());
        CHECK(seen(resolve_with_numbers(text, base), text).find(number) != std::u32string::npos);
      }
    }
  }
  // By the bare rules it turns round: the check can fail.
  const std::u32string phone = U"+31 6 12345678";
  CHECK(seen(resolve_levels(phone, Direction::rtl), phone) == U"12345678 6 31+");
}

TEST_CASE("what is no such number goes by the bare rules") {
  for (const std::u32string_view text :
       {U"", U"+", U"اب 5 جد", U"abc 12 def", U"3 + 4", U"من 9:30 إلى 12", U"1 2 3", U"אב 100 גד"}) {
    for (const Direction base : {Direction::rtl, Direction::ltr}) {
      CHECK(resolve_with_numbers(text, base).level == resolve_levels(text, base).level);
    }
  }
}
