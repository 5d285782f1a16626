// What is drawn as nothing, held to the Unicode Consortium's own list: each code point, there or not.
#include <bitset>
#include <memory>

#include "support.h"
#include "text/decoded.h"

TEST_CASE("what is drawn as nothing is what DerivedCoreProperties says, and line ends") {
  constexpr std::size_t kAll = 0x110000;
  const auto expected = std::make_unique<std::bitset<kAll>>();
  std::ifstream file = text_tests::unicode_file("DerivedCoreProperties.txt");
  int ranges = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#' || line.find("; Default_Ignorable_Code_Point") == std::string::npos)
      continue;
    const std::size_t first = std::stoul(line, nullptr, 16), dots = line.find("..");
    const std::size_t last = dots < line.find(';') ? std::stoul(line.substr(dots + 2), nullptr, 16) : first;
    for (std::size_t c = first; c <= last; ++c) expected->set(c);
    ++ranges;
  }
  CHECK(ranges > 20);
  for (std::size_t i = 0; i < kAll; ++i) {
    const auto c = static_cast<char32_t>(i);
    if (wv::text::is_ignorable(c) == (expected->test(i) || wv::text::is_line_end(c))) continue;
    CAPTURE(i);
    FAIL_CHECK("differs");
  }
  CHECK_FALSE(wv::text::is_ignorable(U' '));  // a space has a width
}
