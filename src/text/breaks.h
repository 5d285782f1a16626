// Where text may be cut: graphemes, words, sentences (UAX #29, with the language's exceptions).
// Promise: byte offsets into the given text, always at the start of a character; an offset past the end
// counts as the end. Any bytes are allowed. Each call walks the text; nothing is kept.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace wv::text {

struct ByteRange {
  std::size_t begin = 0, end = 0;
  bool operator==(const ByteRange&) const = default;
};

// What one press of backspace or an arrow moves over: a flag, a family, a letter with its marks.
[[nodiscard]] std::size_t previous_grapheme(std::string_view utf8, std::size_t offset);  // 0 at the start
[[nodiscard]] std::size_t next_grapheme(std::string_view utf8, std::size_t offset);      // size() at the end
[[nodiscard]] std::size_t grapheme_count(std::string_view utf8);

// The start of the word (or number) before the offset; 0 if there is none.
[[nodiscard]] std::size_t previous_word(std::string_view utf8, std::size_t offset,
                                        std::string_view language = {});

// The start of the word (or number) that follows the offset; size() if there is none.
[[nodiscard]] std::size_t next_word(std::string_view utf8, std::size_t offset,
                                    std::string_view language = {});

// The sentences without the white space between them; for reading aloud.
[[nodiscard]] std::vector<ByteRange> sentences(std::string_view utf8, std::string_view language);

}  // namespace wv::text
