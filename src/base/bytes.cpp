#include "base/bytes.h"

#include <cstring>

namespace wv {
namespace {

constexpr char kBase64Url[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

int sextet_of(char letter) {
  if (letter >= 'A' && letter <= 'Z') return letter - 'A';
  if (letter >= 'a' && letter <= 'z') return letter - 'a' + 26;
  if (letter >= '0' && letter <= '9') return letter - '0' + 52;
  if (letter == '-') return 62;
  if (letter == '_') return 63;
  return -1;
}

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
  std::string text;
  text.reserve((bytes.size() * 4 + 2) / 3);
  std::uint32_t held = 0;
  int bits = 0;
  for (const std::uint8_t byte : bytes) {
    held = ((held << 8) | byte) & 0xFFFFU;
    bits += 8;
    while (bits >= 6) {
      bits -= 6;
      text.push_back(kBase64Url[(held >> bits) & 63U]);
    }
  }
  if (bits > 0) text.push_back(kBase64Url[(held << (6 - bits)) & 63U]);
  return text;
}

Result<Bytes> from_base64url(std::string_view text) {
  if (text.size() % 4 == 1) return not_base64url("a letter is missing");
  Bytes bytes;
  bytes.reserve(text.size() * 3 / 4);
  std::uint32_t held = 0;
  int bits = 0;
  for (const char letter : text) {
    const int sextet = sextet_of(letter);
    if (sextet < 0) return not_base64url("a letter that doesn't belong");
    held = ((held << 6) | static_cast<std::uint32_t>(sextet)) & 0xFFFFU;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes.push_back(static_cast<std::uint8_t>((held >> bits) & 0xFFU));
    }
  }
  // Two texts for the same bytes would make two hashes for one envelope.
  if (bits > 0 && (held & ((1U << bits) - 1U)) != 0) return not_base64url("left-over bits at the end");
  return bytes;
}

void wipe(void* memory, std::size_t size) {
  if (memory != nullptr && size > 0) kOverwrite(memory, 0, size);
}

namespace {

// Deeper than a page's layout with ICU and HarfBuzz goes (measured: under 64 KB), or Argon2 and libjose on the worker.
constexpr std::size_t kStack = 192 * 1024;

}  // namespace

[[gnu::noinline]] void wipe_stack() {
  unsigned char below[kStack];
  kOverwrite(below, 0, sizeof below);
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
