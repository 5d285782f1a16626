// The envelope, the one thing that travels and the one thing that touches the disk (FORMAT.md).
// Only `seal` and `parse` make a SealedEnvelope, so plain text can't reach the disk by type (D1).
// Failure: envelope.too_large envelope.broken envelope.mismatch envelope.plain, and the sealer's own codes.
// No sentence of an error holds anything of the content.
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "base/stamp.h"
#include "crypto/recipients.h"
#include "ports/random.h"
#include "ports/sealer.h"

namespace wv::crypto {

inline constexpr char kEnvelopeFormat[] = "wijkverbinder-envelope/1";
// An attachment of 2 MB, in base64 in JSON, sealed, in base64url again, is 3.8 million characters.
inline constexpr std::size_t kMostEnvelopeBytes = 4u << 20;

enum class Box { inbox, answers, published, cases };
[[nodiscard]] const char* box_name(Box box);

// The size tells less when it comes in steps.
enum class Padding : std::size_t { submission = 4096, attachment = 65536 };

struct SealInput {
  Box box = Box::inbox;
  std::string id;  // UUID v4; empty: a new one
  Day queued_on;   // as people around the device count it
  Bytes plain;     // a JSON document; in the box cases a compact JWS; wiped when sealed
  Padding padding = Padding::submission;
  ClockWas clock = ClockWas::unknown;  // whether the network had confirmed that day
};

class SealedEnvelope {
 public:
  [[nodiscard]] const std::string& id() const { return id_; }
  [[nodiscard]] Box box() const { return box_; }
  [[nodiscard]] const Day& queued_on() const { return queued_on_; }
  [[nodiscard]] Stamp stamp() const { return {queued_on_, clock_}; }
  [[nodiscard]] const std::vector<std::string>& kids() const { return kids_; }
  [[nodiscard]] std::uint64_t size() const { return size_; }  // bytes, with the padding
  [[nodiscard]] const std::string& sha256() const {
    return sha256_;
  }                                                              // of the ciphertext as it is, not as claimed
  [[nodiscard]] const std::string& tag() const { return tag_; }  // of an answer, else empty
  [[nodiscard]] const std::string& text() const { return text_; }  // the file, byte for byte
  [[nodiscard]] std::string header_text() const;                // what is kept once it was sent: no content
  [[nodiscard]] const Json& sealed() const { return sealed_; }  // the JWE; of a published document its JWS

 private:
  friend class EnvelopeReader;
  SealedEnvelope() = default;

  std::string id_, sha256_, tag_, text_;
  Box box_ = Box::inbox;
  Day queued_on_;
  ClockWas clock_ = ClockWas::unknown;
  std::vector<std::string> kids_;
  std::uint64_t size_ = 0;
  Json sealed_;
};

template <class T>
using Answer = std::function<void(Result<T>)>;

// Pads, seals for every recipient and reads the result back through `parse` before it answers.
void seal(ports::Sealer& sealer, ports::Random& random, SealInput input, const Recipients& recipients,
          Answer<SealedEnvelope> answer);

// Strict: format, types, sizes, base64url, the hash, and `wv` under the seal against the outer members.
// Members it doesn't know stay in the text. Nothing is decrypted, so no key is needed.
[[nodiscard]] Result<SealedEnvelope> parse(std::string_view text, std::string_view file_name);
// The same where `text` was read already, by the rules of parse_json: `root` is what it says.
[[nodiscard]] Result<SealedEnvelope> parse(const Json& root, std::string_view text,
                                           std::string_view file_name);

// The document without its padding; in the boxes answers and cases the JWS in it, which is for others to
// believe. The caller wipes it.
void open(ports::Sealer& sealer, const SealedEnvelope& envelope, const std::string& private_jwk,
          Answer<std::string> answer);

// The same envelope, not merely the same id: hash and every member of the JWE.
[[nodiscard]] bool same(const SealedEnvelope& a, const SealedEnvelope& b);

}  // namespace wv::crypto
