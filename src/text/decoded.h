// A text as code points with their byte offsets, made harmless: an ill-formed part is U+FFFD (one for each
// maximal subpart, Unicode 3.9), a tab is a space, other controls and noncharacters are U+2060 (drawn as
// nothing). Only line ends stay as they are. Wiped when it goes (S3). Inside this room only.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace wv::text {

inline constexpr char32_t kHidden = 0x2060;

struct Decoded {
  explicit Decoded(std::string_view utf8);
  ~Decoded();
  Decoded(const Decoded&) = delete;
  Decoded& operator=(const Decoded&) = delete;

  std::u32string text;
  std::vector<std::uint32_t> byte;  // text.size() + 1 offsets
};

// Overwrites the characters in a way the compiler may not leave out, then empties.
void wipe(std::u32string& text);
void wipe(std::u16string& text);

[[nodiscard]] constexpr bool is_line_end(char32_t c) {
  return (c >= 0x0A && c <= 0x0D) || c == 0x85 || c == 0x2028 || c == 0x2029;
}

}  // namespace wv::text
