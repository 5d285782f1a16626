// What `answer` and `publish` share: the key that signs, those whose signatures are believed here, and the
// way into the outbox.
#pragma once
#include <string>

#include "crypto/envelope.h"
#include "cli/context.h"

namespace wv::cli {

struct Signer {
  std::string jwk;           // private; the caller wipes it
  crypto::Signers believed;  // its public half, and those of --config's `signers`
};
// --sign. With --config, whose devices the reply is for, the key must be among its signers.
[[nodiscard]] Result<Signer> read_signer(const Context& context);

// Durable in the outbox; tells its id on standard output, and with --json `told` too.
[[nodiscard]] Outcome queue_reply(const Context& context, const crypto::SealedEnvelope& envelope,
                                  const OrderedJson& fields);

// A whole number from 1, as --seq has it.
[[nodiscard]] Result<std::uint32_t> read_seq(const std::string& text);

}  // namespace wv::cli
