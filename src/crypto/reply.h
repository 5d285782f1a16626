// What goes back to residents (FORMAT.md: an answer, a published document). An answer is signed by one of
// the signers and then sealed under the key that number and code give, so that a server sees neither words
// nor whom they are for. A published document is for everyone: signed only. Failure: the envelope's codes,
// seal.bad_key, seal.no_match, and seal.not_signed. The caller wipes what it gets.
#pragma once
#include <string>

#include "crypto/envelope.h"

namespace wv::crypto {

struct AnswerInput {
  std::string id;  // of the envelope; empty: a new one
  Day queued_on;
  std::string tag;         // 32 hex digits
  std::string key;         // base64url of 32 bytes
  Bytes document;          // JSON; wiped when signed
  std::string signer_jwk;  // private, P-256
  ClockWas clock = ClockWas::unknown;
};
void seal_answer(ports::Sealer& sealer, ports::Random& random, AnswerInput input,
                 Answer<SealedEnvelope> answer);
// The document, when the key opens it and one of the signers signed it.
void open_answer(ports::Sealer& sealer, const SealedEnvelope& envelope, const std::string& key,
                 const Signers& signers, Answer<std::string> answer);

struct PublishInput {
  std::string id;  // of the envelope; empty: a new one
  Day queued_on;
  Bytes document;  // JSON
  std::string signer_jwk;
  ClockWas clock = ClockWas::unknown;
};
void sign_published(ports::Sealer& sealer, ports::Random& random, PublishInput input,
                    Answer<SealedEnvelope> answer);
// The envelope around a document that is signed already; `id`: a UUID v4. Without it, `uuid_of` the document.
[[nodiscard]] Result<SealedEnvelope> wrap_published(const std::string& id, const Day& queued_on,
                                                    ClockWas clock, const std::string& jws);
[[nodiscard]] Result<SealedEnvelope> wrap_published(const Day& queued_on, ClockWas clock,
                                                    const std::string& jws);
void read_published(ports::Sealer& sealer, const SealedEnvelope& envelope, const Signers& signers,
                    Answer<std::string> answer);

}  // namespace wv::crypto
