// Erasure on request (AVG art. 17; FORMAT.md): a member's event `erase` asks for it, and the authority
// confirms it to every device. Ids only: what was in them is nobody's business any more. Failure:
// erased.broken, and those of signed_text.h.
#pragma once
#include <string>
#include <vector>

#include "base/time.h"
#include "crypto/signed_text.h"

namespace wv::crypto {

inline constexpr char kErasedFormat[] = "wijkverbinder-erased/1";
inline constexpr char kEventFormat[] = "wijkverbinder-event/1";
inline constexpr std::size_t kMostErased = 1000;  // envelopes of one case

struct EraseRequest {
  std::string of;                      // the case
  std::vector<std::string> envelopes;  // ids
};
// Signed by one of these members, or it asks for nothing.
void read_erase_request(ports::Sealer& sealer, std::string jws, const Signers& members,
                        Answer<EraseRequest> answer);

struct Erased {
  std::vector<std::string> ids;
  Day on;
};
void sign_erased(ports::Sealer& sealer, const Erased& erased, std::string authority_jwk,
                 Answer<std::string> answer);
void read_erased(ports::Sealer& sealer, std::string jws, const Signers& authority, Answer<Erased> answer);

}  // namespace wv::crypto
