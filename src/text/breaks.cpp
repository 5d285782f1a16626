#include "text/breaks.h"

#include <algorithm>
#include <cstdint>

#include "text/decoded.h"
#include "text/iterators.h"

namespace wv::text {
namespace {

std::vector<BreakText::Boundary> boundaries_of(const Decoded& decoded, Cut kind, std::string_view language) {
  const BreakText text{decoded.text};
  Iterators iterators;
  return text.boundaries(iterators.get(kind, std::string{language}));
}

// Graphemes never reach over a newline (GB4, GB5), so only the lines around the offset are walked.
ByteRange lines_around(std::string_view utf8, std::size_t offset) {
  const std::size_t before = offset == 0 ? std::string_view::npos : utf8.rfind('\n', offset - 1);
  const std::size_t earlier =
      before == std::string_view::npos || before == 0 ? std::string_view::npos : utf8.rfind('\n', before - 1);
  const std::size_t after = utf8.find('\n', offset);
  return {earlier == std::string_view::npos ? 0 : earlier + 1,
          after == std::string_view::npos ? utf8.size() : after + 1};
}

}  // namespace

std::size_t previous_grapheme(std::string_view utf8, std::size_t offset) {
  offset = std::min(offset, utf8.size());
  const ByteRange range = lines_around(utf8, offset);
  const Decoded decoded{utf8.substr(range.begin, range.end - range.begin)};
  std::size_t found = range.begin;
  for (const auto& boundary : boundaries_of(decoded, Cut::grapheme, {})) {
    const std::size_t at = range.begin + decoded.byte[boundary.index];
    if (at >= offset) break;
    found = at;
  }
  return found;
}

std::size_t next_grapheme(std::string_view utf8, std::size_t offset) {
  offset = std::min(offset, utf8.size());
  const ByteRange range = lines_around(utf8, offset);
  const Decoded decoded{utf8.substr(range.begin, range.end - range.begin)};
  for (const auto& boundary : boundaries_of(decoded, Cut::grapheme, {})) {
    const std::size_t at = range.begin + decoded.byte[boundary.index];
    if (at > offset) return at;
  }
  return utf8.size();
}

std::size_t grapheme_count(std::string_view utf8) {
  return boundaries_of(Decoded{utf8}, Cut::grapheme, {}).size() - 1;
}

std::size_t previous_word(std::string_view utf8, std::size_t offset, std::string_view language) {
  const Decoded decoded{utf8};
  std::size_t found = 0;
  std::size_t start = 0;
  for (const auto& boundary : boundaries_of(decoded, Cut::word, language)) {
    if (start >= offset) break;
    if (boundary.after_word) found = start;
    start = decoded.byte[boundary.index];
  }
  return found;
}

std::size_t next_word(std::string_view utf8, std::size_t offset, std::string_view language) {
  const Decoded decoded{utf8};
  std::size_t start = 0;
  for (const auto& boundary : boundaries_of(decoded, Cut::word, language)) {
    if (boundary.after_word && start > offset) return start;
    start = decoded.byte[boundary.index];
  }
  return utf8.size();
}

std::vector<ByteRange> sentences(std::string_view utf8, std::string_view language) {
  const Decoded decoded{utf8};
  const auto is_space = [](char32_t c) { return c == U' ' || c == 0xA0 || c == kHidden || is_line_end(c); };
  std::vector<ByteRange> found;
  std::uint32_t start = 0;
  for (const auto& boundary : boundaries_of(decoded, Cut::sentence, language)) {
    std::uint32_t first = start;
    std::uint32_t last = boundary.index;
    while (first < last && is_space(decoded.text[first])) ++first;
    while (last > first && is_space(decoded.text[last - 1])) --last;
    if (first < last) found.push_back({decoded.byte[first], decoded.byte[last]});
    start = boundary.index;
  }
  return found;
}

}  // namespace wv::text
