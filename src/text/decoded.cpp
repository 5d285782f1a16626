#include "text/decoded.h"

#include "base/bytes.h"

namespace wv::text {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

struct Step {
  char32_t code_point;
  std::size_t length;
};

// The ranges of the second byte are table 3-7 of the Unicode Standard: they keep out overlong forms,
// surrogates and what lies past U+10FFFF.
Step next(std::string_view s, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(s[i]); };
  const std::uint8_t lead = byte(at);
  if (lead < 0x80) return {lead, 1};
  if (lead < 0xC2 || lead > 0xF4) return {kReplacement, 1};
  const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  const std::uint8_t least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const std::uint8_t most = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  char32_t code_point = lead & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if (at + i >= s.size()) return {kReplacement, i};
    const std::uint8_t b = byte(at + i);
    if (b < (i == 1 ? least : 0x80) || b > (i == 1 ? most : 0xBF)) return {kReplacement, i};
    code_point = (code_point << 6U) | (b & 0x3FU);
  }
  return {code_point, length};
}

char32_t harmless(char32_t c) {
  if (c == U'\t') return U' ';
  if (is_line_end(c)) return c;
  const bool control = c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0xFFF9 && c <= 0xFFFB);
  const bool noncharacter = (c & 0xFFFEU) == 0xFFFEU || (c >= 0xFDD0 && c <= 0xFDEF);
  return control || noncharacter ? kHidden : c;
}

}  // namespace

Decoded::Decoded(std::string_view utf8) {
  // Reserved in full, so that growing leaves no unwiped copy behind.
  text.reserve(utf8.size());
  byte.reserve(utf8.size() + 1);
  for (std::size_t at = 0; at < utf8.size();) {
    const Step step = next(utf8, at);
    text.push_back(harmless(step.code_point));
    byte.push_back(static_cast<std::uint32_t>(at));
    at += step.length;
  }
  byte.push_back(static_cast<std::uint32_t>(utf8.size()));
}

Decoded::~Decoded() { wipe(text); }

void wipe(std::u32string& text) {
  wv::wipe(text.data(), text.size() * sizeof(char32_t));
  text.clear();
}

void wipe(std::u16string& text) {
  wv::wipe(text.data(), text.size() * sizeof(char16_t));
  text.clear();
}

}  // namespace wv::text
