#include "base/signs.h"

#include <algorithm>
#include <array>

#include "base/bytes.h"
#include "base/utf8.h"

namespace wv {
namespace {

struct Span {
  char32_t first, last;
};

template <std::size_t N>
bool in(const std::array<Span, N>& spans, char32_t c) {
  return std::any_of(spans.begin(), spans.end(), [c](Span s) { return c >= s.first && c <= s.last; });
}

// Each script's zero; its nine others follow (Nd of the scripts that people in the Netherlands write).
constexpr std::array<char32_t, 21> kZeros{U'0',   0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66,
                                          0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0E50,
                                          0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0xFF10};
constexpr Span kMathDigits{0x1D7CE, 0x1D7FF};  // five alphabets of bold and hollow digits

// Soft hyphen, combining grapheme joiner, Arabic letter mark, zero-width and direction signs, word joiner and
// the invisible operators, variation selectors, the box round a digit of an emoji, byte order mark, tags.
constexpr std::array kUnseenSpans = std::to_array<Span>({
    {0x00AD, 0x00AD},
    {0x034F, 0x034F},
    {0x061C, 0x061C},
    {0x180B, 0x180E},
    {0x200B, 0x200F},
    {0x202A, 0x202E},
    {0x2060, 0x206F},
    {0x20E3, 0x20E3},
    {0xFE00, 0xFE0F},
    {0xFEFF, 0xFEFF},
    {0xFFF9, 0xFFFB},
    {0xE0000, 0xE01EF},
});
constexpr std::array kSpaceSpans = std::to_array<Span>({{U'\t', U'\t'},
                                                        {U' ', U' '},
                                                        {0xA0, 0xA0},
                                                        {0x1680, 0x1680},
                                                        {0x2000, 0x200A},
                                                        {0x202F, 0x202F},
                                                        {0x205F, 0x205F},
                                                        {0x2800, 0x2800},
                                                        {0x3000, 0x3000}});
constexpr std::array kLineEnds = std::to_array<Span>({{U'\n', U'\r'}, {0x85, 0x85}, {0x2028, 0x2029}});
constexpr std::array kHyphens = std::to_array<Span>({{0x058A, 0x058A},
                                                     {0x05BE, 0x05BE},
                                                     {0x1806, 0x1806},
                                                     {0x2010, 0x2015},
                                                     {0x2043, 0x2043},
                                                     {0x207B, 0x207B},
                                                     {0x208B, 0x208B},
                                                     {0x2212, 0x2212},
                                                     {0x2796, 0x2796},
                                                     {0x2E3A, 0x2E3B},
                                                     {0x301C, 0x301C},
                                                     {0x3030, 0x3030},
                                                     {0xFE31, 0xFE32},
                                                     {0xFE58, 0xFE58},
                                                     {0xFE63, 0xFE63}});
// Middle dots and bullets, the one-dot leader, Arabic thousands and decimal separators, full stops of East
// Asia.
constexpr std::array kPoints = std::to_array<Span>({{0xB7, 0xB7},
                                                    {0x066B, 0x066C},
                                                    {0x06D4, 0x06D4},
                                                    {0x2022, 0x2022},
                                                    {0x2024, 0x2024},
                                                    {0x2027, 0x2027},
                                                    {0x2219, 0x2219},
                                                    {0x22C5, 0x22C5},
                                                    {0x3002, 0x3002},
                                                    {0x30FB, 0x30FB},
                                                    {0xFE52, 0xFE52},
                                                    {0xFF61, 0xFF61}});

constexpr char32_t kFirstStrong = 0x2068, kPop = 0x2069;
bool opens_isolate(char32_t c) { return c >= 0x2066 && c <= 0x2068; }

// The blocks of the scripts that run from right to left (bidirectional classes R and AL).
bool is_right_to_left(char32_t c) {
  return (c >= 0x0590 && c <= 0x08FF) || (c >= 0xFB1D && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFC) ||
         (c >= 0x10800 && c <= 0x10FFF) || (c >= 0x1E800 && c <= 0x1EFFF) || c == 0x200F || c == 0x202B ||
         c == 0x202E || c == 0x2067;
}

}  // namespace

char32_t plain_sign(char32_t c) {
  if (c > U' ' && c < 0x7F) return c;
  if (in(kLineEnds, c)) return U'\n';
  if (in(kSpaceSpans, c)) return U' ';
  if (in(kUnseenSpans, c)) return kUnseen;
  if (in(kHyphens, c)) return U'-';
  if (in(kPoints, c)) return U'.';
  for (const char32_t zero : kZeros) {
    if (c >= zero && c < zero + 10) return U'0' + (c - zero);
  }
  if (c >= kMathDigits.first && c <= kMathDigits.last) return U'0' + (c - kMathDigits.first) % 10;
  if (c >= 0xFF01 && c <= 0xFF5E) return c - 0xFF01 + U'!';
  switch (c) {
    case 0x2044:
    case 0x2215: return U'/';
    case 0x207A:
    case 0xFE62:
    case 0x2795: return U'+';
    case 0xFE6B: return U'@';
    case 0x2018:
    case 0x2019:
    case 0x201B:
    case 0x02BC:
    case 0x02B9:
    case 0x2032: return U'\'';
    default: return c;
  }
}

std::string plain_signs(std::string_view text) {
  std::string plain;
  plain.reserve(text.size() * 3);  // never grows: no half-filled copy of a private text is left on the heap
  std::u32string signs = decode_utf8(text);
  for (const char32_t sign : signs) {
    if (const char32_t folded = plain_sign(sign); folded != kUnseen) append_utf8(plain, folded);
  }
  wipe(signs.data(), signs.size() * sizeof(char32_t));
  return plain;
}

std::string trimmed(std::string_view text) {
  std::u32string signs = decode_utf8(text);
  const auto marks_paper = [](char32_t c) {
    const char32_t plain = plain_sign(c);
    return plain != kUnseen && plain != U' ' && plain != U'\n';
  };
  const auto first = std::find_if(signs.begin(), signs.end(), marks_paper);
  const auto last = std::find_if(signs.rbegin(), std::make_reverse_iterator(first), marks_paper).base();
  std::string kept = encode_utf8(
      std::u32string_view(signs.data() + (first - signs.begin()), static_cast<std::size_t>(last - first)));
  wipe(signs.data(), signs.size() * sizeof(char32_t));
  return kept;
}

std::string isolated(std::string_view value, bool in_right_to_left) {
  std::u32string signs = decode_utf8(value);
  const auto is_digit = [](char32_t c) { return c >= U'0' && c <= U'9'; };
  const bool digits = std::all_of(signs.begin(), signs.end(), is_digit);
  const bool some = std::any_of(signs.begin(), signs.end(), is_right_to_left);
  // Words of the sentence's own direction turn nothing; groups of digits alone do, each group for itself.
  const bool own = some && std::all_of(signs.begin(), signs.end(), [&](char32_t c) {
                     const bool letter = is_right_to_left(c) && !opens_isolate(c) && c != 0x202B &&
                                         c != 0x202E && !(c >= 0x0660 && c <= 0x0669) &&
                                         !(c >= 0x06F0 && c <= 0x06F9);
                     return letter || is_digit(c) || c == U' ';
                   });
  const bool needed = in_right_to_left ? !digits && !own : some;
  std::string out;
  out.reserve(value.size() * 3 + 16);
  if (needed) append_utf8(out, kFirstStrong);
  int open = 0;
  for (const char32_t c : signs) {
    if (c == kPop && open == 0) continue;  // it would end what was begun here
    open += opens_isolate(c) ? 1 : c == kPop ? -1 : 0;
    append_utf8(out, c);
  }
  for (; open > 0; --open) append_utf8(out, kPop);
  if (needed) append_utf8(out, kPop);
  wipe(signs.data(), signs.size() * sizeof(char32_t));
  return out;
}

}  // namespace wv
