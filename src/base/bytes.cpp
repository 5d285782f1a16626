#include "base/bytes.h"

#include <array>
#include <cstring>

namespace wv {
namespace {

constexpr char kBase64Url[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

constexpr std::uint8_t kNoSextet = 0xFF;  // any of its two high bits says so

constexpr std::array<std::uint8_t, 256> sextets() {
  std::array<std::uint8_t, 256> of{};
  of.fill(kNoSextet);
  for (std::uint8_t i = 0; i < 64; ++i) of[static_cast<std::uint8_t>(kBase64Url[i])] = i;
  return of;
}
constexpr std::array<std::uint8_t, 256> kSextets = sextets();

Error not_base64url(const char* why) {
  return Error{Fault::bad_input, "base.base64url", std::string("not base64url (RFC 4648 §5): ") + why};
}

// The call goes through a volatile pointer: the compiler can't know that it is memset, so it
// can't decide that nobody reads the memory afterwards.
void* (*const volatile kOverwrite)(void*, int, std::size_t) = std::memset;

}  // namespace

Bytes to_bytes(std::string_view text) { return Bytes(text.begin(), text.end()); }

std::string to_string(std::span<const std::uint8_t> bytes) { return std::string(bytes.begin(), bytes.end()); }

std::string to_hex(std::span<const std::uint8_t> bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const std::uint8_t byte : bytes) {
    text.push_back(kDigits[byte >> 4]);
    text.push_back(kDigits[byte & 15]);
  }
  return text;
}

std::string to_base64url(std::span<const std::uint8_t> bytes) {
  std::string text((bytes.size() * 4 + 2) / 3, '\0');
  char* out = text.data();
  const auto put = [&out](std::uint32_t bits, unsigned shift) { *out++ = kBase64Url[(bits >> shift) & 63U]; };
  while (bytes.size() >= 3) {
    const std::uint32_t three =
        std::uint32_t{bytes[0]} << 16 | std::uint32_t{bytes[1]} << 8 | std::uint32_t{bytes[2]};
    for (const unsigned shift : {18U, 12U, 6U, 0U}) put(three, shift);
    bytes = bytes.subspan(3);
  }
  if (bytes.empty()) return text;
  const bool two = bytes.size() == 2;
  const std::uint32_t rest = std::uint32_t{bytes[0]} << 16 | (two ? std::uint32_t{bytes[1]} << 8 : 0U);
  put(rest, 18);
  put(rest, 12);
  if (two) put(rest, 6);
  return text;
}

Result<Bytes> from_base64url(std::string_view text) {
  const std::size_t rest = text.size() % 4;
  if (rest == 1) return not_base64url("a letter is missing");
  Bytes bytes(text.size() * 3 / 4);
  std::uint8_t* out = bytes.data();
  const auto* in = reinterpret_cast<const std::uint8_t*>(text.data());
  std::uint8_t seen = 0;  // of all sextets: a letter that doesn't belong shows at the end
  const auto sextet = [&](std::size_t at) {
    const std::uint8_t found = kSextets[in[at]];
    seen |= found;
    return std::uint32_t{found};
  };
  for (std::size_t left = text.size() / 4; left > 0; --left, in += 4) {
    const std::uint32_t three = sextet(0) << 18 | sextet(1) << 12 | sextet(2) << 6 | sextet(3);
    *out++ = static_cast<std::uint8_t>(three >> 16);
    *out++ = static_cast<std::uint8_t>(three >> 8);
    *out++ = static_cast<std::uint8_t>(three);
  }
  // Two texts for the same bytes would make two hashes for one envelope.
  std::uint32_t over = 0;
  if (rest > 0) {
    const std::uint32_t last = sextet(0) << 18 | sextet(1) << 12 | (rest == 3 ? sextet(2) << 6 : 0U);
    *out++ = static_cast<std::uint8_t>(last >> 16);
    if (rest == 3) *out++ = static_cast<std::uint8_t>(last >> 8);
    over = rest == 3 ? last & 0xFFU : last & 0xFFFFU;
  }
  const bool foreign = (seen & 0xC0U) != 0;
  if (!foreign && over == 0) return bytes;
  wipe(bytes);
  return foreign ? not_base64url("a letter that doesn't belong") : not_base64url("left-over bits at the end");
}

void wipe(void* memory, std::size_t size) {
  if (memory != nullptr && size > 0) kOverwrite(memory, 0, size);
}

void wipe(std::string& text) {
  text.resize(text.capacity());  // what an earlier, longer text left behind goes too
  wipe(text.data(), text.size());
  text.clear();
}

void wipe(Bytes& bytes) {
  bytes.resize(bytes.capacity());
  wipe(bytes.data(), bytes.size());
  bytes.clear();
}

}  // namespace wv
