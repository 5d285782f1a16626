// A newer program or other settings for kiosks, as the authority signs them (FORMAT.md): a compact JWS over
// what the file is, its version, its length and its SHA-256. The file itself is looked at only once its bytes
// are those. Failure: update.broken (signed, and not to be read) update.other_bytes, and those of
// signed_text.h.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "crypto/signed_text.h"

namespace wv::crypto {

inline constexpr char kUpdateFormat[] = "wijkverbinder-update/1";
inline constexpr std::uint64_t kMostUpdateBytes = 256u << 20;

struct Update {
  enum class Kind { package, settings } kind = Kind::package;
  std::string version;  // as Debian compares them; begins with a digit
  std::string device;   // whose settings these are; "" of a package
  std::uint64_t bytes = 0;
  std::string sha256;  // lower-case hex
};

[[nodiscard]] const char* kind_name(Update::Kind kind);
// 1 to 100 characters of 0-9 A-Z a-z . + ~ -, the first one a digit: nothing that a shell or a path obeys.
[[nodiscard]] bool is_update_version(std::string_view text);
// The file's own part: its length and hash.
[[nodiscard]] Update describe(Update::Kind kind, std::string version, std::string device,
                              std::string_view file);
// update.other_bytes, with a sentence that says whether it is only a part.
[[nodiscard]] Status fits(const Update& update, std::string_view file);

void sign_update(ports::Sealer& sealer, const Update& update, std::string authority_jwk,
                 Answer<std::string> answer);
void read_update(ports::Sealer& sealer, std::string jws, const Signers& authority, Answer<Update> answer);

}  // namespace wv::crypto
