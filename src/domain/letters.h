// Letters as people type them, one by one, and what base/signs.h says of each: a digit, a space, a hyphen,
// nothing that is seen. The decoded copy of a private text is overwritten when it goes (S3).
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/signs.h"
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
  const char32_t plain = plain_sign(c);
  if (plain >= U'0' && plain <= U'9') return static_cast<int>(plain - U'0');
  return std::nullopt;
}
[[nodiscard]] inline bool is_space(char32_t c) { return plain_sign(c) == U' ' || plain_sign(c) == U'\n'; }
[[nodiscard]] inline bool is_hyphen(char32_t c) { return plain_sign(c) == U'-'; }
// Marks that steer right-to-left text, zero-width spaces and their like; they come along when a number is
// pasted.
[[nodiscard]] inline bool is_unseen(char32_t c) { return plain_sign(c) == kUnseen; }

}  // namespace wv::domain
