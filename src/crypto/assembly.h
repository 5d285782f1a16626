// How an envelope is put together, shared by what is sealed to readers and what comes back to residents.
// For this room only. Whatever is assembled is read back through `parse` before anybody gets it.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/envelope.h"

namespace wv::crypto {

struct Outside {  // what stands in the clear around the seal
  std::string box, id, queued_on;
  std::vector<std::string> kids;
  std::uint64_t size = 0;
  std::string tag;  // of an answer
  ClockWas clock = ClockWas::unknown;
};

// The envelope's members in the order of FORMAT.md.
[[nodiscard]] OrderedJson to_json(const Outside& outside, const std::string& sha256);
// What `wv` in the protected header binds; an answer's tag too, so that nobody can hand it to another.
[[nodiscard]] std::string protected_header(const Outside& outside);
// With spaces, up to a multiple of the step; no unpadded copy is left behind.
void pad(Bytes& plain, Padding padding);
[[nodiscard]] Result<SealedEnvelope> assemble(const Outside& outside, const std::string& jwe_text);
[[nodiscard]] Error refuse_plain(const char* what);
// Three parts in base64url (RFC 7515 §7.1), whatever they say.
[[nodiscard]] bool is_compact_jws(std::string_view text);

}  // namespace wv::crypto
