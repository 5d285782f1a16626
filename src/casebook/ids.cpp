#include "casebook/ids.h"

#include <algorithm>

#include "base/bytes.h"

namespace wv::casebook {
namespace {

constexpr std::size_t kUuidLetters = 36;
constexpr std::size_t kVersionAt = 14, kVariantAt = 19;

int nibble_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

bool hyphen_at(std::size_t i) { return i == 8 || i == 13 || i == 18 || i == 23; }

}  // namespace

std::optional<detail::Halves> detail::parse_uuid(std::string_view text) {
  if (text.size() != kUuidLetters || text[kVersionAt] != '4') return std::nullopt;
  if (std::string_view("89ab").find(text[kVariantAt]) == std::string_view::npos) return std::nullopt;
  Halves halves;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (hyphen_at(i)) {
      if (text[i] != '-') return std::nullopt;
      continue;
    }
    const int nibble = nibble_of(text[i]);
    if (nibble < 0) return std::nullopt;
    std::uint64_t& half = i < 18 ? halves.high : halves.low;
    half = half << 4 | static_cast<std::uint64_t>(nibble);
  }
  return halves;
}

std::string detail::uuid_text(std::uint64_t high, std::uint64_t low) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text(kUuidLetters, '-');
  int shift = 60;
  for (std::size_t i = 0; i < kUuidLetters; ++i) {
    if (hyphen_at(i)) continue;
    text[i] = kDigits[(i < 18 ? high : low) >> shift & 15];
    shift = shift == 0 ? 60 : shift - 4;
  }
  return text;
}

std::optional<KeyId> parse_key_id(std::string_view text) {
  const auto bytes = from_base64url(text);
  KeyId id;
  if (!bytes || bytes.value().size() != id.bytes.size()) return std::nullopt;
  std::copy(bytes.value().begin(), bytes.value().end(), id.bytes.begin());
  return id;
}

std::string to_text(const KeyId& id) { return to_base64url(id.bytes); }

}  // namespace wv::casebook
