// One letter at a time of what `folded_words` does (danger.h): for those who need their own words.
#pragma once

namespace wv::domain {

// Case, accents, Arabic and Cyrillic variants away; other letters stay as they are.
[[nodiscard]] char32_t folded_letter(char32_t c);
// Combining accents, tashkeel, tatweel and what nobody sees: as if they were not there.
[[nodiscard]] bool is_ignored_mark(char32_t c);
[[nodiscard]] bool is_letter_or_digit(char32_t folded);

}  // namespace wv::domain
