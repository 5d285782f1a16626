// How a device comes into the register: it makes its keys and a request (request.json), a JWS in flattened
// JSON (RFC 7515 §7.2.2) by its own new sign key over both keys, the name that its owner typed, and chance.
// Both sides show four words of it, which two people read to each other; a QR holds the whole hash. The other
// way round the device shows four words of the authority before it believes a first register. Failure:
// request.broken, request.seen_key, those of signed_text.h and words.h, for an envelope those of envelope.h.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "crypto/envelope.h"
#include "crypto/identity.h"
#include "crypto/signed_text.h"
#include "crypto/words.h"

namespace wv::crypto {

inline constexpr char kRequestFormat[] = "wijkverbinder-request/1";

struct EnrolmentRequest {
  Signer seal, sign;
  std::string name;
  std::string sha256;    // over the JWS in compact form, lower-case hex
  std::string jws = {};  // in that form
};

// The file.
void make_request(ports::Sealer& sealer, ports::Random& random, const Identity& identity, std::string name,
                  Answer<std::string> answer);
// Believed when the sign key in it signed it: that shows who made it has that key, not who it is. The file,
// or the envelope that it travelled in.
void read_request(ports::Sealer& sealer, std::string_view file, Answer<EnrolmentRequest> answer);
// The request as sync and sticks carry it, always under the same id: in the box `published`, in the clear,
// since it holds nothing secret and is for whoever manages the register.
[[nodiscard]] Result<SealedEnvelope> wrap_request(const EnrolmentRequest& request, const Day& queued_on,
                                                  ClockWas clock);
// A key that ever stood in a register comes in by no request: `seen` are the kids of all registers.
[[nodiscard]] Status refuse_seen(const EnrolmentRequest& request, const std::vector<std::string>& seen);

// Four words of a SHA-256 in hex, by Argon2id, so that nobody makes a request with words alike in a hurry.
void fingerprint(ports::Sealer& sealer, const Words& words, std::string sha256, Answer<std::string> answer);
// Of the authority: over the kids of its keys in their order of letters, each with a line break.
[[nodiscard]] std::string authority_hash(const Signers& authority);

}  // namespace wv::crypto
