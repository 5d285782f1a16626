// Bytes, their text forms (hex, base64url without padding: RFC 4648 §5) and wiping.
// Decoders refuse anything that is not exactly the form; nothing here logs or keeps content.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace wv {

using Bytes = std::vector<std::uint8_t>;

[[nodiscard]] Bytes to_bytes(std::string_view text);
[[nodiscard]] std::string to_string(std::span<const std::uint8_t> bytes);
[[nodiscard]] std::string to_hex(std::span<const std::uint8_t> bytes);
[[nodiscard]] std::string to_base64url(std::span<const std::uint8_t> bytes);
[[nodiscard]] Result<Bytes> from_base64url(std::string_view text);

// Overwrites in a way the compiler may not leave out (S3).
void wipe(void* memory, std::size_t size);
void wipe(std::string& text);  // then empties it
void wipe(Bytes& bytes);       // then empties it

}  // namespace wv
