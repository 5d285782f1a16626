#include "cries/noise.h"

#include <map>
#include <vector>

#include "base/utf8.h"
#include "domain/folding.h"

namespace cries {
namespace {

struct Alike {
  const char32_t* one;
  const char32_t* other;
};

// By language, both ways.
const std::map<std::string, std::vector<Alike>> kAlike = {
    {"nl",
     {{U"ij", U"ei"},
      {U"ou", U"au"},
      {U"g", U"ch"},
      {U"d", U"t"},
      {U"dt", U"t"},
      {U"c", U"k"},
      {U"s", U"z"},
      {U"f", U"v"},
      {U"ie", U"i"},
      {U"oe", U"u"},
      {U"ee", U"e"},
      {U"oo", U"o"},
      {U"en ", U"e "},
      {U"aa", U"a"},
      {U"ij", U"y"}}},
    {"en",
     {{U"c", U"k"},
      {U"ph", U"f"},
      {U"ee", U"ea"},
      {U"ou", U"u"},
      {U"ight", U"ite"},
      {U"th", U"d"},
      {U"ing ", U"in "},
      {U"ck", U"k"},
      {U"kn", U"n"},
      {U"ie", U"ei"},
      {U"s", U"z"},
      {U"er ", U"a "},
      {U"you", U"u"},
      {U"are ", U"r "}}},
    {"tr",
     {{U"yor", U"yo"},
      {U"ğ", U""},
      {U"ı", U"i"},
      {U"b", U"p"},
      {U"d", U"t"},
      {U"c", U"ç"},
      {U"yorum", U"yom"},
      {U"ecek", U"cek"},
      {U"eceğim", U"cem"},
      {U"acağım", U"cam"},
      {U"iyor", U"iyo"},
      {U"ş", U"s"},
      {U"h", U""},
      {U"değil", U"deil"}}},
    {"pl",
     {{U"ó", U"u"},
      {U"rz", U"ż"},
      {U"ż", U"sz"},
      {U"ch", U"h"},
      {U"ą", U"om"},
      {U"ę", U"en"},
      {U"ę", U"e"},
      {U"ś", U"sz"},
      {U"ć", U"ci"},
      {U"d", U"t"},
      {U"w", U"f"},
      {U"b", U"p"},
      {U"i", U"j"}}},
    {"ar",
     {{U"ظ", U"ض"},
      {U"ذ", U"د"},
      {U"ث", U"ت"},
      {U"ث", U"س"},
      {U"ق", U"ك"},
      {U"ة", U"ه"},
      {U"ى", U"ي"},
      {U"ص", U"س"},
      {U"ط", U"ت"},
      {U"ق", U"ء"},
      {U"ذ", U"ز"},
      {U"ض", U"د"},
      {U"ال", U"ل"},
      {U"أ", U"ا"},
      {U"ؤ", U"و"}}},
    {"uk",
     {{U"и", U"і"},
      {U"е", U"и"},
      {U"ь", U""},
      {U"ї", U"і"},
      {U"г", U"х"},
      {U"щ", U"ш"},
      {U"о", U"а"},
      {U"б'", U"бь"},
      {U"є", U"е"},
      {U"ться", U"ця"},
      {U"з", U"с"},
      {U"в", U"у"},
      {U"и", U"ы"},
      {U"г", U"ґ"}}},
};

bool is_letter(char32_t c) { return wv::domain::is_letter_or_digit(wv::domain::folded_letter(c)); }

void alike_somewhere(std::u32string& text, const std::string& language, Random& random) {
  const auto found = kAlike.find(language);
  if (found == kAlike.end()) return;
  for (int tries = 0; tries < 6; ++tries) {
    const Alike& pair = found->second[random.below(found->second.size())];
    std::u32string from = pair.one, to = pair.other;
    if (!to.empty() && random.one_in(2)) std::swap(from, to);
    const auto at = text.find(from, random.below(text.size()));
    if (at == std::u32string::npos) continue;
    text.replace(at, from.size(), to);
    return;
  }
}

void letter_somewhere(std::u32string& text, Random& random) {
  if (text.size() < 4) return;
  const std::size_t at = 1 + random.below(text.size() - 2);
  if (!is_letter(text[at]) || !is_letter(text[at - 1])) return;
  switch (random.below(4)) {
    case 0: text.erase(at, 1); break;
    case 1: std::swap(text[at], text[at - 1]); break;
    case 2: text.insert(at, 1, text[at]); break;
    default: text[at] = text[1 + random.below(text.size() - 2)]; break;
  }
}

void word_somewhere(std::u32string& text, Random& random) {
  const auto gap = text.find(U' ', random.below(text.size()));
  if (gap == std::u32string::npos || gap < 3) return;
  switch (random.below(3)) {
    case 0: text.erase(gap, 1); break;  // joined
    case 1:                             // the ending dropped
      if (is_letter(text[gap - 1]) && is_letter(text[gap - 2]) && is_letter(text[gap - 3]))
        text.erase(gap - 1, 1);
      break;
    default: {  // split
      const std::size_t at = gap + 3 + random.below(4);
      if (at + 2 < text.size() && is_letter(text[at]) && is_letter(text[at - 1]) && is_letter(text[at - 2]) &&
          is_letter(text[at + 1]))
        text.insert(at, 1, U' ');
    }
  }
}

std::u32string folded(const std::u32string& text) {
  std::u32string out;
  for (const char32_t c : text)
    if (!wv::domain::is_ignored_mark(c)) out += wv::domain::folded_letter(c);
  return out;
}

}  // namespace

std::string spoilt(const std::string& text, const std::string& language, int strength, Random& random) {
  std::u32string out = wv::decode_utf8(text);
  if (random.one_in(3)) out = folded(out);
  const std::size_t slips = static_cast<std::size_t>(strength) * (1 + out.size() / 30);
  for (std::size_t i = 0; i < slips && out.size() > 4; ++i) {
    switch (random.below(5)) {
      case 0:
      case 1: alike_somewhere(out, language, random); break;
      case 2:
      case 3: letter_somewhere(out, random); break;
      default: word_somewhere(out, random);
    }
  }
  return wv::encode_utf8(out);
}

}  // namespace cries
