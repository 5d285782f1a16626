// UTF-8 in and out (RFC 3629). Invalid input becomes U+FFFD when decoded; nothing throws.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace wv {

[[nodiscard]] bool is_utf8(std::string_view text);
[[nodiscard]] std::u32string decode_utf8(std::string_view text);
[[nodiscard]] std::string encode_utf8(std::u32string_view text);
void append_utf8(std::string& text, char32_t code_point);
// Replaces every invalid sequence by U+FFFD; valid text comes back byte for byte.
[[nodiscard]] std::string repair_utf8(std::string_view text);

// A text file as a person saved it: the byte order mark that Notepad writes first is taken away, and UTF-16
// with its mark ("Unicode" there, and what PowerShell's > writes) becomes UTF-8. Anything else stays as it
// is. Every file that people hand to the program is read through this; what is replaced is overwritten, for
// it may be a key.
void settle_encoding(std::string& file);

}  // namespace wv
