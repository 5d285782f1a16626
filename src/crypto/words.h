// 2,048 Dutch words (assets/words/nl.txt), eleven bits each: a passphrase that is drawn, a fingerprint that
// two people read to each other, and a key on paper. No two are one typing error apart, so a slip is noticed
// and never becomes another word. Error code: words.broken (another list) words.unknown words.checksum
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "base/secret.h"
#include "ports/random.h"

namespace wv::crypto {

inline constexpr std::size_t kWordCount = 2048;
inline constexpr std::size_t kPassphraseWords = 5, kFingerprintWords = 4, kPaperWords = 24;
inline constexpr std::size_t kFingerprintBytes = 6;  // 44 of their 48 bits are shown

class Words {
 public:
  // One a line, in the order of their letters. Another number, a sign that isn't a to z, or another order:
  // refused, for a changed list changes what every paper says.
  [[nodiscard]] static Result<Words> parse(std::string_view text);

  [[nodiscard]] const std::string& at(std::size_t index) const { return words_[index % kWordCount]; }
  [[nodiscard]] std::optional<std::size_t> find(std::string_view word) const;

 private:
  std::vector<std::string> words_;
};

[[nodiscard]] Secret draw_passphrase(const Words& words, ports::Random& random);  // with blanks between

// kFingerprintBytes and more; the first bits count.
[[nodiscard]] std::string fingerprint_words(const Words& words, std::span<const std::uint8_t> bytes);

// A private P-256 key's 32 bytes and eight bits of their SHA-256 as 24 words.
[[nodiscard]] Result<Secret> to_paper(const Words& words, std::string_view private_jwk);
// What somebody typed, in any case, with blanks, commas or line breaks between: `d` in base64url. The public
// half isn't on paper; it stands in the register.
[[nodiscard]] Result<Secret> from_paper(const Words& words, std::string_view typed);

}  // namespace wv::crypto
