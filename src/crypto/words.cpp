#include "crypto/words.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/json.h"
#include "base/sha256.h"

namespace wv::crypto {
namespace {

constexpr std::size_t kBits = 11;
constexpr std::size_t kScalarBytes = 32;

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

// The eleven bits from `bit` on; what lies behind the end counts as 0.
std::size_t bits_at(std::span<const std::uint8_t> bytes, std::size_t bit) {
  std::size_t value = 0;
  for (std::size_t i = bit; i < bit + kBits; ++i) {
    const std::size_t set = i / 8 < bytes.size() ? (bytes[i / 8] >> (7 - i % 8)) & 1U : 0U;
    value = value << 1U | set;
  }
  return value;
}

void append_word(Secret& text, const std::string& word) {
  if (!text.empty()) text.push_back(' ');
  text.append(word);
}

Error unknown_word(std::size_t at) {
  return {Fault::bad_input, "words.unknown",
          "word " + std::to_string(at) + " is none of the list; look at the paper again"};
}

}  // namespace

Result<Words> Words::parse(std::string_view text) {
  const Error broken{Fault::bad_input, "words.broken",
                     "the list of words isn't the one that came with the program; install it again"};
  Words words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view word = text.substr(0, end);
    if (word.empty() || !std::all_of(word.begin(), word.end(), is_letter)) return broken;
    if (!words.words_.empty() && word <= words.words_.back()) return broken;
    words.words_.emplace_back(word);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  if (words.words_.size() != kWordCount) return broken;
  return words;
}

std::optional<std::size_t> Words::find(std::string_view word) const {
  const auto found = std::lower_bound(words_.begin(), words_.end(), word);
  if (found == words_.end() || *found != word) return std::nullopt;
  return static_cast<std::size_t>(found - words_.begin());
}

Secret draw_passphrase(const Words& words, ports::Random& random) {
  Secret text;
  for (std::size_t i = 0; i < kPassphraseWords; ++i) {
    std::array<std::uint8_t, 2> drawn{};
    random.fill(drawn);
    append_word(text, words.at(bits_at(drawn, 0)));
    wipe(drawn.data(), drawn.size());
  }
  return text;
}

std::string fingerprint_words(const Words& words, std::span<const std::uint8_t> bytes) {
  std::string text;
  for (std::size_t i = 0; i < kFingerprintWords; ++i)
    text += (text.empty() ? "" : " ") + words.at(bits_at(bytes, i * kBits));
  return text;
}

Result<Secret> to_paper(const Words& words, std::string_view private_jwk) {
  const Error bad{Fault::bad_input, "seal.bad_key", "this is no private P-256 key; look at the file"};
  auto parsed = parse_json(private_jwk, "key");
  if (!parsed || !parsed.value().is_object() || !parsed.value().contains("d") ||
      !parsed.value()["d"].is_string())
    return bad;
  auto scalar = from_base64url(parsed.value()["d"].get_ref<const std::string&>());
  wipe(parsed.value()["d"].get_ref<std::string&>());
  if (!scalar || scalar.value().size() != kScalarBytes) return bad;
  Bytes bytes;
  bytes.reserve(kScalarBytes + 1);
  bytes.assign(scalar.value().begin(), scalar.value().end());
  wipe(scalar.value());
  bytes.push_back(sha256(bytes)[0]);
  Secret text;
  for (std::size_t i = 0; i < kPaperWords; ++i) append_word(text, words.at(bits_at(bytes, i * kBits)));
  wipe(bytes);
  return text;
}

Result<Secret> from_paper(const Words& words, std::string_view typed) {
  Bytes bytes(kScalarBytes + 1);
  std::size_t count = 0;
  Secret word;
  const auto take = [&]() -> Status {
    if (word.empty()) return Done{};
    const auto index = words.find(word);
    if (!index) return unknown_word(count + 1);
    for (std::size_t i = 0; i < kBits && count < kPaperWords; ++i) {
      const std::size_t bit = count * kBits + i;
      if ((*index >> (kBits - 1 - i) & 1U) != 0)
        bytes[bit / 8] = static_cast<std::uint8_t>(bytes[bit / 8] | 1U << (7 - bit % 8));
    }
    ++count;
    word.clear();
    return Done{};
  };
  const auto read = [&]() -> Status {
    for (const char c : typed) {
      const char small = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
      if (is_letter(small)) {
        word.push_back(small);
      } else if (Status taken = take(); !taken) {
        return taken;
      }
    }
    if (Status taken = take(); !taken) return taken;
    const bool right =
        count == kPaperWords && sha256(std::span(bytes).first(kScalarBytes))[0] == bytes.back();
    if (right) return Done{};
    return Error{Fault::bad_input, "words.checksum",
                 count == kPaperWords
                     ? "these 24 words don't belong together; look at the paper again"
                     : "a key on paper has 24 words, and these are " + std::to_string(count)};
  };
  const Status said = read();
  if (!said) {
    wipe(bytes);
    return said.error();
  }
  Secret scalar(to_base64url(std::span(bytes).first(kScalarBytes)));
  wipe(bytes);
  return scalar;
}

}  // namespace wv::crypto
