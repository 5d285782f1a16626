// SHA-256 (FIPS 180-4), as plain code: a browser's own answers only by callback, and names, ids and
// fingerprints are needed at once. For hashes of what is public or sealed; keys and seals are the platform's.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string>

namespace wv {

[[nodiscard]] std::array<std::uint8_t, 32> sha256(std::span<const std::uint8_t> bytes);
[[nodiscard]] std::string sha256_hex(std::span<const std::uint8_t> bytes);  // in lower case

}  // namespace wv
