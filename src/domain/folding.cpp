#include "domain/folding.h"

#include <algorithm>
#include <string>
#include <vector>

#include "domain/danger.h"
#include "domain/letters.h"

namespace wv::domain {
namespace {

// Base letters of Latin-1 and Latin Extended-A (U+00C0..U+017F) in their order; '.' where a character
// is no letter or has no base of its own. ICU would do it all, and be fifty times this room.
constexpr char kLatinBase[] =
    "aaaaaaaceeeeiiii"   // À..Ï (Æ as a)
    "dnooooo.ouuuuyts"   // Ð..ß (× is no letter, Þ as t, ß as s)
    "aaaaaaaceeeeiiii"   // à..ï
    "dnooooo.ouuuuyty"   // ð..ÿ
    "aaaaaaccccccccdd"   // Ā..ď
    "ddeeeeeeeeeegggg"   // Đ..ğ
    "gggghhhhiiiiiiii"   // Ġ..į
    "iiiijjkkklllllll"   // İ..Ŀ (Ĳ as i)
    "lllnnnnnnnnnoooo"   // ŀ..ŏ
    "oooorrrrrrssssss"   // Ő..ş (Œ as o)
    "ssttttttuuuuuuuu"   // Š..ů
    "uuuuwwyyyzzzzzzs";  // Ű..ſ
static_assert(sizeof kLatinBase == 0x180 - 0xC0 + 1);

char32_t fold_cyrillic(char32_t c) {
  if (c >= 0x0410 && c <= 0x042F) c += 0x20;
  if (c >= 0x0400 && c <= 0x040F) c += 0x50;
  switch (c) {
    case 0x0439: return 0x0438;  // й: и with a breve
    case 0x0457: return 0x0456;  // ї: і with a diaeresis
    case 0x0450:
    case 0x0451: return 0x0435;  // ѐ ё: е
    case 0x0490:
    case 0x0491: return 0x0433;  // ґ is often typed г
    default: return c;
  }
}

char32_t fold_arabic(char32_t c) {
  switch (c) {
    case 0x0622:
    case 0x0623:
    case 0x0625:
    case 0x0671: return 0x0627;  // alif with madda, hamza, wasla
    case 0x0649:
    case 0x06CC: return 0x064A;  // alif maqsura and Persian ya: ya
    case 0x0629: return 0x0647;  // ta marbuta is often typed ha
    case 0x06A9: return 0x0643;  // Persian kaf
    default: return c;
  }
}

}  // namespace

bool is_ignored_mark(char32_t c) {
  return is_unseen(c) || (c >= 0x0300 && c <= 0x036F) || (c >= 0x064B && c <= 0x065F) || c == 0x0670 ||
         c == 0x0640 || (c >= 0x0483 && c <= 0x0487);
}

bool is_letter_or_digit(char32_t c) {  // after folding
  if (c < 0x80) return (c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9');
  if (c < 0xC0 || c == 0xD7 || c == 0xF7) return c == 0xAA || c == 0xB5 || c == 0xBA;
  if (c == 0x060C || c == 0x061B || c == 0x061F || c == 0x06D4 || (c >= 0x066A && c <= 0x066D)) return false;
  if (c == 0x02BB || c == 0x02BC) return false;  // apostrophes of Ukrainian: like ' they part words
  const bool signs = (c >= 0x2000 && c <= 0x2BFF) || (c >= 0x3000 && c <= 0x303F) ||
                     (c >= 0xFE10 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF0F) ||
                     c >= 0xFFFC;  // also emoji and private planes
  return !signs;
}

char32_t folded_letter(char32_t c) {
  if (c >= 0xFF21 && c <= 0xFF5A) c = plain_sign(c);  // full-width Latin
  if (c >= U'A' && c <= U'Z') return c + 0x20;
  if (c >= 0x00C0 && c < 0x0180) {
    const char base = kLatinBase[c - 0x00C0];
    return base == '.' ? c : static_cast<char32_t>(base);
  }
  if (c >= 0x0400 && c <= 0x052F) return fold_cyrillic(c);
  if (c >= 0x0600 && c <= 0x06FF) return fold_arabic(c);
  if (c == 0x0219 || c == 0x0218) return U's';  // Romanian comma below
  if (c == 0x021B || c == 0x021A) return U't';
  return c;
}

std::vector<std::u32string> folded_words(std::string_view text) {
  Letters letters(text);
  // Folded in place, the ignored ones left out; every word is then copied once, at its length.
  auto end = letters.begin();
  for (const char32_t c : letters) {
    if (!is_ignored_mark(c)) *end++ = folded_letter(c);
  }
  std::vector<std::u32string> words;
  for (auto at = letters.begin(); at != end;) {
    at = std::find_if(at, end, is_letter_or_digit);
    const auto after = std::find_if_not(at, end, is_letter_or_digit);
    if (at != after) words.emplace_back(at, after);
    at = after;
  }
  return words;
}

}  // namespace wv::domain
