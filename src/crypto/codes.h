// Ids, pick-up codes, and the keys of an answer that number and code give (FORMAT.md).
// All chance comes from the platform's random source; nothing here is kept.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/secret.h"
#include "ports/random.h"
#include "ports/sealer.h"

namespace wv::crypto {

[[nodiscard]] std::string uuid_v4(ports::Random& random);  // RFC 9562, lower case
// In the form of a version 4, of a text's SHA-256: the same for the same text. The text holds chance.
[[nodiscard]] std::string uuid_of(std::string_view text);
[[nodiscard]] bool is_uuid_v4(std::string_view text);  // lower case only: it is a file's name

// 8 characters of Crockford's base32, 40 random bits, without the hyphen.
[[nodiscard]] Secret pick_up_code(ports::Random& random);
[[nodiscard]] Secret shown_code(std::string_view code);  // XXXX-XXXX
// What somebody typed: lower case, hyphens and spaces, O for 0, I and L for 1. Empty when it is no code.
[[nodiscard]] std::optional<Secret> normalise_code(std::string_view typed);

struct AnswerKeys {
  std::string tag;  // 32 hex digits, in the clear on an answer
  std::string key;  // base64url of 32 bytes, for A256KW
};
void derive_answer_keys(ports::Sealer& sealer, std::string_view number, std::string_view code,
                        std::function<void(Result<AnswerKeys>)> answer);

}  // namespace wv::crypto
