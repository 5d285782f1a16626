#include "domain/cry_text.h"

#include <algorithm>

#include "base/bytes.h"
#include "domain/folding.h"
#include "domain/letters.h"

namespace wv::domain {
namespace {

bool is_apostrophe(char32_t c) {
  return c == U'\'' || c == 0x2019 || c == 0x2018 || c == 0x02BC || c == 0x02BB || c == U'`' || c == 0xB4;
}

// Whether the rule fits at `at`; how many letters it takes goes to `taken`.
bool fits(const SoundRule& rule, std::u32string_view word, std::size_t at, std::size_t& taken) {
  std::u32string_view from = rule.from;
  if (from.starts_with(U'^')) {
    if (at != 0) return false;
    from.remove_prefix(1);
  }
  const bool last = from.ends_with(U'$');
  if (last) from.remove_suffix(1);
  taken = from.size();
  if (taken == 0 || word.substr(at, taken) != from) return false;
  if (at == 0 && rule.to.empty() && word.size() < taken + 3)
    return false;  // an article, not half of a short word
  return !last || at + taken == word.size();
}

char32_t before_folding(const SoundRules* rules, char32_t c) {
  if (rules == nullptr) return c;
  const auto rule = std::find_if(rules->letters.begin(), rules->letters.end(),
                                 [c](const SoundRule& r) { return r.from[0] == c; });
  return rule == rules->letters.end() ? c : rule->to[0];
}

// A mark that ends a sentence; a point inside a number or a name doesn't.
bool ends_sentence(const char32_t* at, const char32_t* end) {
  if (*at == U'!' || *at == U'?' || *at == U'\n' || *at == 0x061F) return true;
  return *at == U'.' && (at + 1 == end || !is_letter_or_digit(at[1]));
}

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

// A number is one sign, whatever it is (a telephone's, a date, a house's): only such as 112 and 999 keep
// their own.
void fold_number(std::u32string& word) {
  if (word.size() == 3 && std::all_of(word.begin(), word.end(), is_digit)) return;
  char32_t* end = word.data();
  for (const char32_t c : word) {
    const char32_t sign = is_digit(c) ? U'0' : c;
    if (sign != U'0' || end == word.data() || end[-1] != U'0') *end++ = sign;
  }
  const auto size = static_cast<std::size_t>(end - word.data());
  wv::wipe(end, (word.size() - size) * sizeof(char32_t));  // or a telephone's number stays behind the end
  word.resize(size);
}

void wipe(std::u32string& word) { wv::wipe(word.data(), word.size() * sizeof(char32_t)); }

}  // namespace

void CryWords::clear() {
  for (std::u32string& word : words_) wipe(word);
  words_.clear();
}

std::u32string SoundRules::applied(std::u32string_view word) const {
  std::u32string out;
  out.reserve(2 * word.size() + 8);
  for (std::size_t at = 0; at < word.size();) {
    std::size_t taken = 1;
    const auto rule = std::find_if(sounds.begin(), sounds.end(),
                                   [&](const SoundRule& r) { return fits(r, word, at, taken); });
    if (rule == sounds.end()) taken = 1;
    const std::u32string_view to = rule == sounds.end() ? word.substr(at, 1) : std::u32string_view(rule->to);
    for (const char32_t c : to) {
      if (is_digit(c) || out.empty() || out.back() != c) out += c;
    }
    at += taken;
  }
  return out;
}

CryWords cry_words(std::string_view text, const SoundRules* rules) {
  Letters letters(text);
  auto end = letters.begin();
  for (const char32_t c : letters) {
    if (!is_ignored_mark(c) && !is_apostrophe(c)) *end++ = folded_letter(before_folding(rules, c));
  }
  CryWords words;
  words.reserve(static_cast<std::size_t>(end - letters.begin()) / 2 + 1);
  for (auto at = letters.begin(); at != end;) {
    for (; at != end && !is_letter_or_digit(*at); ++at)
      if (ends_sentence(&*at, &*letters.begin() + (end - letters.begin())))
        words.end_sentence(*at == U'?' || *at == 0x061F);
    const auto after = std::find_if_not(at, end, is_letter_or_digit);
    if (at == after) break;
    std::u32string word(at, after);
    if (rules != nullptr) {
      fold_number(word);
      std::u32string sound = rules->applied(word);
      if (!sound.empty()) word.swap(sound);
      wipe(sound);
    }
    words.add(std::move(word));
    at = after;
  }
  words.end_sentence(false);
  return words;
}

}  // namespace wv::domain
