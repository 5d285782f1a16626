// Letters as people type them, one by one: digits in ASCII, Arabic-Indic (U+0660) and its eastern form
// (U+06F0), spaces, hyphens. The decoded copy of a private text is overwritten when it goes (S3).
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/utf8.h"

namespace wv::domain {

class Letters {
 public:
  explicit Letters(std::string_view text) : letters_(decode_utf8(text)) {}
  ~Letters() { wv::wipe(letters_.data(), letters_.size() * sizeof(char32_t)); }
  Letters(const Letters&) = delete;
  Letters& operator=(const Letters&) = delete;
  [[nodiscard]] auto begin() { return letters_.begin(); }
  [[nodiscard]] auto end() { return letters_.end(); }
  [[nodiscard]] std::u32string_view view() const { return letters_; }

 private:
  std::u32string letters_;
};

[[nodiscard]] inline std::optional<int> digit_of(char32_t c) {
  if (c >= U'0' && c <= U'9') return static_cast<int>(c - U'0');
  if (c >= 0x0660 && c <= 0x0669) return static_cast<int>(c - 0x0660);
  if (c >= 0x06F0 && c <= 0x06F9) return static_cast<int>(c - 0x06F0);
  return std::nullopt;
}

[[nodiscard]] inline bool is_space(char32_t c) {
  return c == U' ' || c == U'\t' || c == U'\n' || c == U'\r' || c == 0xA0 || c == 0x2007 || c == 0x202F;
}

[[nodiscard]] inline bool is_hyphen(char32_t c) { return c == U'-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212; }

// Marks that steer right-to-left text; they come along when a number is pasted.
[[nodiscard]] inline bool is_direction_mark(char32_t c) {
  return c == 0x200E || c == 0x200F || c == 0x061C || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

}  // namespace wv::domain
