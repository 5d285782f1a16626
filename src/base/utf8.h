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

}  // namespace wv
